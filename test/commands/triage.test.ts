import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { triage, type TriageOptions } from '../../src/commands/triage.js';

const folder = mkdtempSync(join(tmpdir(), 'triage-'));
afterAll(() => rmSync(folder, { recursive: true }));

const DEPLOYMENT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'cart', namespace: 'shop', uid: 'u1' },
  spec: {
    replicas: 0,
    selector: { matchLabels: { app: 'cart' } },
    template: { metadata: { labels: { app: 'cart' } } },
  },
};
const SERVICE = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'cart', namespace: 'shop', uid: 'u2' },
  spec: { selector: { app: 'cart' }, ports: [{ port: 80 }] },
};

async function run(options: TriageOptions, stdin = '') {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const io = {
    ...{ cwd: folder, env: {}, stdin: Readable.from([stdin]), stdout, stderr, user: 'ada' },
    onSignal: () => () => undefined,
    exit: () => undefined,
  };
  const exit = await triage(io, options);
  return { exit, stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') };
}
const saved = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return name;
};

describe('coxswain triage --from [TRIAGE-5]', () => {
  it('examines one file, and standard input, alike', async () => {
    const list = JSON.stringify({ kind: 'List', items: [DEPLOYMENT, SERVICE] });
    const ofFile = await run({ from: saved('all.json', list) });
    expect(ofFile.stdout).toContain('cart is scaled to 0');
    expect(ofFile.exit).toBe(0);
    expect((await run({ from: '-' }, list)).stdout).toBe(ofFile.stdout);
  });

  it('examines a folder as `kubectl cluster-info dump` leaves it', async () => {
    mkdirSync(join(folder, 'dump/shop'), { recursive: true });
    saved('dump/shop/deployments.json', JSON.stringify({ kind: 'DeploymentList', items: [DEPLOYMENT] }));
    saved('dump/shop/services.json', JSON.stringify({ kind: 'ServiceList', items: [SERVICE] }));
    const { stdout } = await run({ from: 'dump', json: true });
    expect(stdout).toContain('"mode":"ScaledToZero"');
  });

  it.each([
    ['an empty file', ''],
    ['noise', '\u0000\u0001 : ['],
    ['a kind that it does not examine', '{"kind":"Foo","apiVersion":"x/v1","metadata":{"name":"a"}}'],
    ['an object without a name', 'kind: Pod\nspec: [1, 2]\n'],
  ])('never calls what it could not read healthy: %s', async (_name, content) => {
    const from = saved('odd.yaml', content);
    expect((await run({ from })).stdout).toContain('so I cannot say how it is');
    expect((await run({ from, locale: 'ko' })).stdout).toContain('상태를 말할 수 없어요');
    const { stdout } = await run({ from, json: true });
    expect(stdout).toMatch(/^\{"findings":\[\],"incomplete":\[\{/);
  });

  it.each([
    ['leer.yaml', '', '비어 있음'],
    [
      'cut.json',
      '{"kind": "List", "items": [{"kind": "Pod", "metadata": {"name": "a"}}, {"kin',
      '온전한 부분만 읽음',
    ],
    ['text.yaml', 'just words\n', '온전한 오브젝트가 없음'],
    ['list.json', '[1, {"kind": "Pod"}]', 'kind와 이름이 없는 오브젝트가 있음'],
    ['odd.yml', 'a: [\n', 'YAML이 아닌 부분이 있음'],
    ['bad.json', '{"kind":"Pod","metadata":{"name":"a"},"spec":3}', '형식이 잘못됨 spec'],
    ['picture.json', '\u0000\u0001', '텍스트가 아님'],
  ])('says in Korean why it could not read all of %s', async (name, content, reason) => {
    const { stdout } = await run({ from: saved(name, content), locale: 'ko' });
    expect(stdout).toContain(reason);
    expect(stdout).not.toMatch(/\b(?:is|holds|has) /);
  });

  it('reads what PowerShell wrote, which is UTF-16', async () => {
    const list = JSON.stringify({ kind: 'List', items: [DEPLOYMENT, SERVICE] });
    writeFileSync(join(folder, 'wide.json'), Buffer.from(`\ufeff${list}`, 'utf16le'));
    expect((await run({ from: 'wide.json' })).stdout).toContain('cart is scaled to 0');
  });

  it('reads the rest of a folder in which something cannot be read, and names it as it was asked for', async () => {
    mkdirSync(join(folder, 'mixed/deeper'), { recursive: true });
    saved('mixed/deeper/all.json', JSON.stringify([DEPLOYMENT, SERVICE]));
    saved('mixed/photo.json', '\u0000\u0001\u0002');
    symlinkSync(join(folder, 'nowhere'), join(folder, 'mixed/link.yaml'));
    symlinkSync(join(folder, 'mixed'), join(folder, 'mixed/deeper/up.yaml'));
    // A device never ends as a pipe may never begin.
    symlinkSync('/dev/zero', join(folder, 'mixed/zero.yaml'));
    const { stdout, exit } = await run({ from: 'mixed' });
    expect(exit).toBe(0);
    expect(stdout).toContain('cart is scaled to 0');
    expect(stdout).toContain('mixed/link.yaml (does not exist)');
    expect(stdout).toContain('mixed/zero.yaml (is no ordinary file)');
    expect(stdout).toContain('mixed/photo.json (is no text: neither YAML nor JSON)');
    expect(stdout).toContain('mixed/deeper/up.yaml (is a folder)');
  });

  it('says what a folder would have to hold', async () => {
    mkdirSync(join(folder, 'bare'));
    expect((await run({ from: 'bare' })).stderr).toBe('bare: holds no .yaml, .yml, .json or logs.txt file\n');
  });

  it('says in words that a file does not exist', async () => {
    expect(await run({ from: 'nope.json' })).toEqual({
      exit: 2,
      stdout: '',
      stderr: 'nope.json: does not exist\n',
    });
  });
});
