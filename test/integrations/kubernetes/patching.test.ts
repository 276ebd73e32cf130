import { describe, expect, it } from 'vitest';
import type { PatchOperation } from '../../../src/contracts/ports/kubernetes.js';
import { createKubernetes } from '../../../src/integrations/kubernetes/index.js';
import { recordingLog } from '../../fakes/log.js';
import { ManualClock } from '../../fakes/manual-clock.js';
import { kubeconfigFor, status } from './api-server.js';
import { CHECKOUT, failure, lab, ok, pass, SHOP } from './lab.js';

const GUARDED: readonly PatchOperation[] = [
  { op: 'test', path: '/metadata/uid', value: 'u-1' },
  { op: 'replace', path: '/spec/replicas', value: 3 },
];
/** What API servers say of a failed `test`: no details at all. */
const unfit = status(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
const invalid = status(
  422,
  'Invalid',
  'Deployment.apps "checkout" is invalid: spec.replicas: must be positive',
  {
    name: 'checkout',
    group: 'apps',
    kind: 'Deployment',
    causes: [{ reason: 'FieldValueInvalid', message: 'must be positive', field: 'spec.replicas' }],
  },
);

describe('patching', () => {
  it('sends one JSON patch and gives the object as it is then', async () => {
    const { kubernetes, server } = await lab(ok(CHECKOUT));
    const result = await kubernetes.patch(SHOP, 'Deployment', 'checkout', GUARDED);
    expect(result).toEqual({ state: 'patched', object: CHECKOUT });
    expect(server.seen).toMatchObject([
      {
        method: 'PATCH',
        path: '/apis/apps/v1/namespaces/shop/deployments/checkout',
        query: { fieldManager: 'coxswain' },
        headers: { 'content-type': 'application/json-patch+json' },
      },
    ]);
    expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual(GUARDED);
  });

  it('has a connection of its own, while reads share one', async () => {
    const { kubernetes, server } = await lab(ok(CHECKOUT));
    const read = () => kubernetes.get(SHOP, 'Deployment', 'checkout');
    const write = () => kubernetes.patch(SHOP, 'Deployment', 'checkout', GUARDED);
    for (const request of [read, read, write, read, write]) await request();
    const [first, second, third, fourth, fifth] = server.seen.map(({ connection }) => connection);
    expect([second, fourth]).toEqual([first, first]);
    expect(new Set([first, third, fifth]).size).toBe(3);
  });

  it('can be a rehearsal, and can go to the scale of an object', async () => {
    const { kubernetes, server } = await lab(ok({ kind: 'Scale', metadata: { name: 'checkout' } }));
    await kubernetes.patch(SHOP, 'Deployment', 'checkout', GUARDED, { dryRun: true, subresource: 'scale' });
    expect(server.seen).toMatchObject([
      { path: '/apis/apps/v1/namespaces/shop/deployments/checkout/scale', query: { dryRun: 'All' } },
    ]);
  });

  it('tells a guard that failed from an object that is invalid', async () => {
    const failed = await lab(unfit);
    expect(await failed.kubernetes.patch(SHOP, 'Deployment', 'checkout', GUARDED)).toEqual({
      state: 'precondition_failed',
    });
    const refused = await lab(invalid);
    const error = await failure(refused.kubernetes.patch(SHOP, 'Deployment', 'checkout', GUARDED));
    expect(error.code).toBe('invalid_object');
    expect(error.params['detail']).toContain('must be positive');
  });

  it('does not call it a failed guard when there was none', async () => {
    const { kubernetes } = await lab(unfit);
    const unguarded: readonly PatchOperation[] = [{ op: 'remove', path: '/spec/paused' }];
    const error = await failure(kubernetes.patch(SHOP, 'Deployment', 'checkout', unguarded));
    expect(error.code).toBe('invalid_object');
  });
});

describe('a patch is sent once, whatever happens', () => {
  const patch = (parts: Awaited<ReturnType<typeof lab>>, dryRun = false) =>
    failure(parts.kubernetes.patch(SHOP, 'Deployment', 'checkout', GUARDED, { dryRun }));

  it('and is doubtful when the server failed half-way', async () => {
    const parts = await lab(status(504, 'Timeout', 'etcdserver: request timed out'), ok(CHECKOUT));
    expect(await patch(parts)).toMatchObject({ code: 'server_error', doubtful: true });
    expect(parts.server.seen).toHaveLength(1);
  });

  it('and is doubtful when the connection broke before the answer', async () => {
    const parts = await lab('cut', ok(CHECKOUT));
    expect(await patch(parts)).toMatchObject({ code: 'unreachable', doubtful: true });
    expect(parts.server.seen).toHaveLength(1);
  });

  it('and is doubtful when the answer broke off', async () => {
    const parts = await lab((response) => {
      response.writeHead(200, { 'Content-Length': '1000' });
      response.write('{', () => response.socket?.resetAndDestroy());
    });
    expect(await patch(parts)).toMatchObject({ code: 'unreachable', doubtful: true });
  });

  it('and is doubtful when no answer came in time', async () => {
    const parts = await lab('silence');
    const patching = patch(parts);
    await expect.poll(() => parts.server.seen.length).toBe(1);
    await pass(parts.clock, 8_000);
    expect(await patching).toMatchObject({ code: 'timeout', doubtful: true });
  });

  it('and is certain not to have happened when nobody could be reached or it was refused', async () => {
    const kubeconfig = { yaml: kubeconfigFor('http://127.0.0.1:1') };
    const port = createKubernetes({ kubeconfig, clock: new ManualClock(), log: recordingLog() });
    const unreached = await failure(port.patch(SHOP, 'Deployment', 'checkout', GUARDED));
    expect(unreached).toMatchObject({ code: 'unreachable', doubtful: false });
    const refused = await lab(status(429, 'TooManyRequests', 'slow down'));
    expect(await patch(refused)).toMatchObject({ code: 'rate_limited', doubtful: false });
    expect(refused.server.seen).toHaveLength(1);
  });

  it('and a rehearsal leaves no doubt', async () => {
    expect(await patch(await lab('cut'), true)).toMatchObject({ code: 'unreachable', doubtful: false });
  });
});
