import { describe, expect, it } from 'vitest';
import { createKubernetes } from '../../../src/integrations/kubernetes/index.js';
import { recordingLog } from '../../fakes/log.js';
import { ManualClock } from '../../fakes/manual-clock.js';
import { kubeconfigFor, status } from './api-server.js';
import { CHECKOUT, failure, lab, ok, pass, SHOP } from './lab.js';

const busy = status(503, 'ServiceUnavailable', 'etcd leader changed');

describe('reads are tried again', () => {
  it('after a failing server and a broken connection, with longer and longer pauses', async () => {
    const { kubernetes, clock, server } = await lab(busy, 'cut', ok(CHECKOUT));
    const read = kubernetes.get(SHOP, 'Deployment', 'checkout');
    await pass(clock, 150);
    await pass(clock, 450);
    expect(await read).toEqual(CHECKOUT);
    expect(server.seen).toHaveLength(3);
  });

  it('as late as the server asks', async () => {
    const slowDown = status(429, 'TooManyRequests', 'slow down', {}, { 'retry-after': '2' });
    const { kubernetes, clock } = await lab(slowDown, ok(CHECKOUT));
    const read = kubernetes.get(SHOP, 'Deployment', 'checkout');
    await pass(clock, 2_000);
    expect(await read).toEqual(CHECKOUT);
  });

  it('but not when the server asks for more time than there is', async () => {
    const slowDown = status(429, 'TooManyRequests', 'slow down', {}, { 'retry-after': '30' });
    const { kubernetes, server } = await lab(slowDown);
    expect(await failure(kubernetes.get(SHOP, 'Pod', 'a'))).toMatchObject({ code: 'rate_limited' });
    expect(server.seen).toHaveLength(1);
  });

  it('and given up after four attempts', async () => {
    const { kubernetes, clock, server } = await lab(busy);
    const read = failure(kubernetes.get(SHOP, 'Pod', 'a'));
    for (const pause of [150, 450, 1_350]) await pass(clock, pause);
    expect(await read).toMatchObject({ code: 'server_error', params: { detail: 'etcd leader changed' } });
    expect(server.seen).toHaveLength(4);
  });
});

describe('every request ends within 8 seconds', () => {
  it('when the server never answers', async () => {
    const { kubernetes, clock } = await lab('silence');
    const read = failure(kubernetes.get(SHOP, 'Pod', 'a'));
    await pass(clock, 8_000);
    expect(await read).toMatchObject({ code: 'timeout', doubtful: false });
  });

  it('when the body never ends', async () => {
    const { kubernetes, clock, server } = await lab((response) => {
      response.writeHead(200);
      response.write('{"kind":');
    });
    const read = failure(kubernetes.get(SHOP, 'Pod', 'a'));
    await expect.poll(() => server.seen.length).toBe(1);
    await pass(clock, 8_000);
    expect(await read).toMatchObject({ code: 'timeout' });
  });
});

describe('when the server cannot be reached', () => {
  const reach = async (url: string) => {
    const clock = new ManualClock();
    const port = createKubernetes({ kubeconfig: { yaml: kubeconfigFor(url) }, clock, log: recordingLog() });
    const read = failure(port.get(SHOP, 'Pod', 'a'));
    for (const pause of [150, 450, 1_350]) await pass(clock, pause);
    return read;
  };

  it('says so when nobody listens', async () => {
    const error = await reach('http://127.0.0.1:1');
    expect(error).toMatchObject({ code: 'unreachable', params: { cluster: 'lab' } });
    expect(error.params['detail']).toContain('ECONNREFUSED');
  });

  it('says so when the name is unknown', async () => {
    expect(await reach('http://no-such-host.invalid')).toMatchObject({ code: 'unreachable' });
  });

  it('says so when the other side speaks no TLS', async () => {
    const { server } = await lab(ok(CHECKOUT));
    expect(await reach(server.url.replace('http:', 'https:'))).toMatchObject({ code: 'unreachable' });
  });
});
