import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createKubernetes } from '../../../src/integrations/kubernetes/index.js';
import type { KubeconfigSource } from '../../../src/integrations/kubernetes/index.js';
import { recordingLog } from '../../fakes/log.js';
import { ManualClock } from '../../fakes/manual-clock.js';
import { status } from './api-server.js';
import { CHECKOUT, failure, lab, labWith, ok, pass, SHOP } from './lab.js';

const folder = mkdtempSync(join(tmpdir(), 'kubeconfig-'));
afterAll(() => rmSync(folder, { recursive: true }));

const unauthorized = status(401, 'Unauthorized', 'Unauthorized');
const portOn = (kubeconfig: KubeconfigSource) =>
  createKubernetes({ kubeconfig, clock: new ManualClock(), log: recordingLog() });

describe('a kubeconfig that leads nowhere', () => {
  it('is named when it does not exist', async () => {
    const file = join(folder, 'missing');
    const error = await failure(portOn({ file }).list(SHOP, 'Pod'));
    expect(error.code).toBe('unreachable');
    expect(error.params['detail']).toContain(`the kubeconfig ${file} cannot be read`);
  });

  it('is refused when it is no kubeconfig', async () => {
    for (const yaml of ['', '[', 'clusters: [{ name: lab }]']) {
      expect(await failure(portOn({ yaml }).list(SHOP, 'Pod'))).toMatchObject({ code: 'unreachable' });
    }
  });

  it('says which contexts it has when another is asked for', async () => {
    const { kubernetes } = await lab(ok(CHECKOUT));
    const error = await failure(kubernetes.list({ cluster: 'prod', namespace: 'shop' }, 'Pod'));
    expect(error.params['detail']).toBe('the kubeconfig has no context "prod" (it has: lab)');
  });

  it('is tried again once it is there', async () => {
    const { server } = await lab(ok({ metadata: {}, items: [] }));
    const file = join(folder, 'late');
    const port = portOn({ file });
    await failure(port.list(SHOP, 'Pod'));
    writeFileSync(file, server.kubeconfig());
    expect(await port.list(SHOP, 'Pod')).toEqual([]);
  });

  it('says so outside of a cluster', async () => {
    const error = await failure(
      portOn({ inCluster: true }).list({ cluster: 'in-cluster', namespace: 'shop' }, 'Pod'),
    );
    expect(error.params['detail']).toContain('does not run inside a cluster');
  });
});

describe('credentials', () => {
  it('of a server that is known are its token, for that cluster only', async () => {
    const { server } = await lab(ok({ metadata: {}, items: [] }));
    const port = portOn({ known: { cluster: SHOP.cluster, server: server.url, token: 'known-token' } });
    expect(await port.list(SHOP, 'Pod')).toEqual([]);
    expect(server.seen.at(-1)?.headers.authorization).toBe('Bearer known-token');
    const error = await failure(port.list({ cluster: 'prod', namespace: 'shop' }, 'Pod'));
    expect(error.params['detail']).toBe(`the only cluster is "${SHOP.cluster}"`);
  });

  it('of the own cluster are used for no other', async () => {
    const error = await failure(portOn({ inCluster: true }).list(SHOP, 'Pod'));
    expect(error.params['detail']).toContain('only the bot\'s own cluster, called "in-cluster"');
  });

  it('are read anew once when the server refuses them', async () => {
    const { server } = await labWith((request) =>
      request.headers.authorization === 'Bearer renewed' ? ok(CHECKOUT) : unauthorized,
    );
    const file = join(folder, 'renewed');
    writeFileSync(file, server.kubeconfig('token: old'));
    const port = portOn({ file });
    expect(await failure(port.get(SHOP, 'Deployment', 'checkout'))).toMatchObject({
      code: 'credentials_expired',
    });
    expect(server.seen).toHaveLength(2);
    writeFileSync(file, server.kubeconfig('token: renewed'));
    expect(await port.get(SHOP, 'Deployment', 'checkout')).toEqual(CHECKOUT);
  });

  it('may come from a plugin', async () => {
    const plugin = join(folder, 'plugin.json');
    const credential = { apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential' };
    writeFileSync(plugin, JSON.stringify({ ...credential, status: { token: 'from-plugin' } }));
    const { kubernetes, server } = await labWith(() => ok(CHECKOUT), execUser('cat', plugin));
    await kubernetes.get(SHOP, 'Deployment', 'checkout');
    expect(server.seen[0]?.headers.authorization).toBe('Bearer from-plugin');
  });

  it('have expired when the plugin fails, and its secrets are kept', async () => {
    const script = 'echo "login failed: password=hunter2" >&2; exit 1';
    const { kubernetes } = await labWith(() => ok(CHECKOUT), execUser('sh', '-c', script));
    const error = await failure(kubernetes.get(SHOP, 'Deployment', 'checkout'));
    expect(error).toMatchObject({ code: 'credentials_expired' });
    expect(error.message).toContain('login failed: password=***');
  });

  it('have expired when the plugin is not installed', async () => {
    const { kubernetes } = await labWith(() => ok(CHECKOUT), execUser(join(folder, 'no-such-plugin')));
    const error = await failure(kubernetes.get(SHOP, 'Deployment', 'checkout'));
    expect(error).toMatchObject({ code: 'credentials_expired' });
  });

  it('are not waited for longer than a request may take', async () => {
    const { kubernetes, clock } = await labWith(() => ok(CHECKOUT), execUser('sleep', '20'));
    const read = failure(kubernetes.get(SHOP, 'Deployment', 'checkout'));
    await pass(clock, 8_000);
    expect(await read).toMatchObject({ code: 'timeout', doubtful: false });
  });

  it('are never sent in the clear by mistake', async () => {
    const { server } = await lab(ok(CHECKOUT));
    const yaml = server
      .kubeconfig()
      .replace('insecure-skip-tls-verify: true', 'insecure-skip-tls-verify: false');
    const error = await failure(portOn({ yaml }).get(SHOP, 'Deployment', 'checkout'));
    expect(error.code).toBe('unreachable');
    expect(server.seen).toEqual([]);
  });
});

function execUser(command: string, ...args: readonly string[]): string {
  const exec = { apiVersion: 'client.authentication.k8s.io/v1', command, args, interactiveMode: 'Never' };
  return `exec: ${JSON.stringify(exec)}`;
}
