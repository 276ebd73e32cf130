import { createServer } from 'node:net';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newPlace, type Place } from './coxswain.js';

/** Starting the program a dozen times takes a while on a busy machine. */
const SLOW = 60_000;
let place: Place;
beforeEach(() => {
  place = newPlace();
});
afterEach(() => place.close());

const urlIn = (out: string) => /http:\/\/[\d.]+:\d+/.exec(out)?.[0] ?? '';
async function started(args: readonly string[] = ['start', '--port', '0'], env: Record<string, string> = {}) {
  const server = place.start(args, env);
  const out = await server.says('npx coxswain say "roll back');
  return { server, out, url: urlIn(out) };
}

describe('coxswain start', () => {
  it(
    'says where it listens, that it is the sandbox, and what to try; SIGTERM ends it cleanly',
    async () => {
      const { server, out, url } = await started();
      expect(out).toContain(`listens on ${url}`);
      expect(out).toContain('This is the sandbox');
      expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' });
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
      server.process.kill('SIGTERM');
      expect((await server.ended).code).toBe(0);
      expect(existsSync(join(place.folder, '.coxswain/socket'))).toBe(false);
    },
    SLOW,
  );

  it(
    'on a taken port says so and which to choose',
    async () => {
      const other = createServer();
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
      const address = other.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      const { code, err } = await place.run(['start'], { env: { PORT: String(port) } });
      other.close();
      expect(code).toBe(1);
      expect(err).toContain(`Port ${port} on 127.0.0.1 is taken`);
    },
    SLOW,
  );

  it(
    'serves the sentences of other programs',
    async () => {
      const { server } = await started();
      const { code, out } = await place.run(['say', 'status of staging']);
      expect([code, out.split('\n')[0]]).toEqual([0, 'staging: all 10 healthy [sandbox]']);
      server.process.kill('SIGTERM');
      expect((await server.ended).code).toBe(0);
    },
    SLOW,
  );
});

describe('with no server running', () => {
  it(
    'programs that start at the same time agree on one owner',
    async () => {
      const said = await Promise.all(
        ['one', 'two', 'three'].map((id) =>
          place.run(['say', '--conversation', id, 'status of checkout in staging']),
        ),
      );
      expect(said.map(({ code, err }) => [code, err])).toEqual([
        [0, ''],
        [0, ''],
        [0, ''],
      ]);
    },
    SLOW,
  );

  it(
    'what a killed process left behind is in nobody’s way',
    async () => {
      const { server } = await started();
      server.process.kill('SIGKILL');
      await server.ended;
      expect(existsSync(join(place.folder, '.coxswain/socket'))).toBe(true);
      expect((await place.run(['say', 'status of staging'])).code).toBe(0);
    },
    SLOW,
  );

  it(
    'a state folder with a long name works too',
    async () => {
      const home = join(place.folder, 'a-folder-with-quite-a-long-name/'.repeat(5), 'state');
      mkdirSync(home, { recursive: true });
      const { code } = await place.run(['say', 'status of staging'], { env: { COXSWAIN_HOME: home } });
      expect(code).toBe(0);
    },
    SLOW,
  );

  it(
    'a conversation goes on where another program left it',
    async () => {
      const asked = await place.run(['say', 'deploy checkout 1.4.2']);
      expect(asked.code).toBe(10);
      const elsewhere = await place.run(['say', '--conversation', 'other', 'confirm production']);
      expect(elsewhere.code).toBe(3);
      const answered = await place.run(['say', 'production']);
      expect([answered.code, answered.out]).toEqual([10, expect.stringContaining('confirm production')]);
      expect((await place.run(['say', 'cancel'])).code).toBe(5);
    },
    SLOW,
  );
});

const saidSchema = z.object({
  reply: z.object({ code: z.string(), sandbox: z.boolean() }),
  operation: z
    .object({ status: z.string(), steps: z.array(z.object({ stepId: z.string(), state: z.string() })) })
    .nullable(),
});

describe('coxswain say --json', () => {
  it(
    'gives one object: the last reply and the operation with its steps',
    async () => {
      const { code, out } = await place.run(['say', '--json', 'deploy checkout 1.4.2 to staging']);
      const said = saidSchema.parse(JSON.parse(out));
      expect(out.trim().split('\n')).toHaveLength(1);
      expect([code, said.reply.code, said.reply.sandbox]).toEqual([0, 'succeeded', true]);
      expect(said.operation?.status).toBe('succeeded');
      expect(said.operation?.steps.map(({ state }) => state)).toContain('done');
    },
    SLOW,
  );

  it(
    'without an operation gives null for it',
    async () => {
      const { out } = await place.run(['say', '--json', '--as', 'bob', 'who am I?']);
      expect(saidSchema.parse(JSON.parse(out)).operation).toBeNull();
      expect(out).toContain('bob');
    },
    SLOW,
  );
});

describe('coxswain chat on a pipe', () => {
  it(
    'finishes each line before the next one, in plain lines',
    async () => {
      const input = 'scale frontend to 3 in dev\n\nhow many replicas of frontend are in dev?\n';
      const { code, out } = await place.run(['chat'], { input });
      expect(code).toBe(0);
      expect(out).not.toContain(String.fromCharCode(27));
      const [scaled, counted] = [out.indexOf('#1'), out.lastIndexOf('3')];
      expect(scaled).toBeGreaterThanOrEqual(0);
      expect(counted).toBeGreaterThan(scaled);
    },
    SLOW,
  );
});

describe('the sandbox', () => {
  it(
    'alone serves its API with a kubeconfig, and reset begins a new world',
    async () => {
      const sandbox = place.start(['sandbox', '--kubeconfig', 'kube/config']);
      const url = urlIn(await sandbox.says('KUBECONFIG='));
      expect(await (await fetch(`${url}/version`)).json()).toMatchObject({ sandbox: true });
      expect(readFileSync(join(place.folder, 'kube/config'), 'utf8')).toContain(url);
      sandbox.process.kill('SIGINT');
      expect((await sandbox.ended).code).toBe(0);
      expect((await place.run(['sandbox', 'reset'])).code).toBe(0);
      expect(existsSync(join(place.folder, '.coxswain/sandbox.json'))).toBe(false);
    },
    SLOW,
  );

  it(
    'is not reset under a running bot',
    async () => {
      const { server } = await started();
      const { code, err } = await place.run(['sandbox', 'reset']);
      expect([code, err]).toEqual([1, expect.stringContaining('Stop it first')]);
      server.process.kill('SIGTERM');
      await server.ended;
    },
    SLOW,
  );
});

describe('coxswain link', () => {
  it(
    'prints a code to be said in chat',
    async () => {
      const { code, out } = await place.run(['link']);
      expect(code).toBe(0);
      expect(out).toMatch(/the code is [A-Z0-9-]{6,}/);
    },
    SLOW,
  );
});

it(
  'a real cluster that does not answer is one clear reply and exit 4',
  async () => {
    writeFileSync(
      join(place.folder, 'kubeconfig'),
      'apiVersion: v1\nkind: Config\nclusters: [{ name: lab, cluster: { server: "http://127.0.0.1:1", insecure-skip-tls-verify: true } }]\n' +
        'users: [{ name: lab, user: {} }]\ncontexts: [{ name: lab, context: { cluster: lab, user: lab } }]\n',
    );
    writeFileSync(
      join(place.folder, 'coxswain.yaml'),
      'kubernetes: { kubeconfig: ./kubeconfig }\nenvironments: { staging: { context: lab, namespace: shop } }\nservices: { checkout: {} }\n',
    );
    const { code, out } = await place.run(['say', 'status of checkout in staging']);
    expect(code).toBe(4);
    expect(out).not.toContain('[sandbox]');
    expect(out).toContain('lab');
  },
  SLOW,
);
