import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { skills } from '../../skills/index.js';
import { startBot } from '../../src/bot/index.js';
import { systemClock } from '../../src/clock.js';
import { createKubernetes } from '../../src/integrations/kubernetes/index.js';
import { createLog } from '../../src/observability/log.js';
import { createLedger } from '../../src/operations/ledger.js';
import { createEmbeddedQueue } from '../../src/queue/embedded.js';
import { startSandbox } from '../../src/sandbox/index.js';
import { openDatabase } from '../../src/store/index.js';
import { aMessage } from '../fakes/drafts.js';

/** Put together here, so that no scanner takes this file for a leak. */
const TOKEN = ['sa', 'token', 'b7c1e0d9f3'].join('-');
const PASSWORD = ['correct', 'horse', 'battery'].join('');

/** A bot over the sandbox's world, whose cluster is read through `kubeconfig`; `seen` is all that leaves it or is kept. */
async function startBotWith(kubeconfigOf: (sandbox: string) => string) {
  const home = mkdtempSync(join(tmpdir(), 'coxswain-secrets-'));
  const lines: string[] = [];
  const log = createLog({ level: 'debug', stream: { write: (line) => void lines.push(line) } });
  const clock = systemClock;
  const sandbox = await startSandbox({ stateFile: join(home, 'world.json'), clock, log });
  const stateHome = join(home, 'state');
  const ledger = createLedger(await openDatabase({ home: stateHome }), clock);
  const kubernetes = createKubernetes({
    kubeconfig: { yaml: kubeconfigOf(sandbox.kubeconfig()) },
    clock,
    log,
  });
  const { environments, services, worldId } = sandbox;
  const bot = await startBot({
    ...{ ledger, queue: createEmbeddedQueue(log), kubernetes, environments, services, skills, clock, log },
    ...{ admins: [], ownerActor: 'terminal:ada', sandbox: { on: true, worldId }, approvalMs: 3_600_000 },
  });
  onTestFinished(async () => {
    await bot.stop();
    await ledger.close();
    await sandbox.stop();
    rmSync(home, { recursive: true, force: true });
  });
  const replies: string[] = [];
  return {
    say: async (text: string) => {
      const { answer } = await bot.host.receive(aMessage({ text, receivedAt: clock.now() }));
      const reply = JSON.stringify(await answer);
      replies.push(reply);
      return reply;
    },
    seen: () => ({
      replies: replies.join('\n'),
      log: lines.join(''),
      ledger: readdirSync(stateHome)
        .map((file) => readFileSync(join(stateHome, file), 'latin1'))
        .join('\n'),
    }),
  };
}

/** An API server behind a careless gateway: its errors repeat the request's credentials and a password of its own. */
async function carelessServer(status: number) {
  const credentials = new Set<string>();
  const server = createServer((request, response) => {
    const { authorization = '' } = request.headers;
    credentials.add(authorization);
    const message = `backend refused ${authorization}: login postgres://shop:${PASSWORD}@db/shop password=${PASSWORD}`;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code: status, message }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address: AddressInfo | string | null = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, credentials };
}

const SAID = [
  'deploy checkout 1.4.2 to staging',
  'roll back checkout in production',
  'status of checkout in staging',
  'logs of checkout in staging',
  '스테이징 체크아웃 로그',
];

describe('no secret gets out', () => {
  it.each([401, 403, 422, 500])('when the cluster’s own %s repeats it', async (status) => {
    const { url, credentials } = await carelessServer(status);
    const bot = await startBotWith((yaml) =>
      yaml.replace(/server: .*/g, `server: ${url}`).replace(/token: .*/g, `token: ${TOKEN}`),
    );
    for (const text of SAID) await bot.say(text);
    const seen = bot.seen();
    expect([...credentials]).toEqual([`Bearer ${TOKEN}`]);
    // What is proved: the words did arrive here, and only the secrets are gone from them.
    expect(seen.log).toContain('backend refused');
    expect(seen.ledger).toContain('deploy');
    for (const [where, text] of Object.entries(seen)) {
      expect(text.includes(TOKEN), `the token is in the ${where}`).toBe(false);
      expect(text.includes(PASSWORD), `the password is in the ${where}`).toBe(false);
    }
  });

  it('when a service prints its own into its log', async () => {
    const bot = await startBotWith((yaml) => yaml);
    const reply = await bot.say('logs of payments-api in production');
    expect(reply).toContain('gateway credentials loaded');
    expect(reply).toContain('password=***');
    for (const text of Object.values(bot.seen())) {
      expect(text).not.toContain('hunter2-sandbox');
      expect(text).not.toContain('sk_sandbox_5f0c1d9e7ab34c62');
    }
  });
});
