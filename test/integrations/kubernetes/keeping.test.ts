import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { Pod } from '../../../src/contracts/kubernetes-objects.js';
import type { Kept } from '../../../src/contracts/ports/kubernetes.js';
import { createKubernetes } from '../../../src/integrations/kubernetes/index.js';
import { recordingLog } from '../../fakes/log.js';
import { ManualClock } from '../../fakes/manual-clock.js';
import { startApiServer, status, type Reaction, type SeenRequest } from './api-server.js';
import { failure, pass, SHOP } from './lab.js';

const pod = (name: string, version: string, node: string) => ({
  metadata: {
    ...{ name, uid: name, resourceVersion: version, managedFields: [{ manager: 'kubelet', fieldsV1: {} }] },
    annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{…}', team: 'shop' },
  },
  spec: { nodeName: node },
});
const list = (resourceVersion: string, ...items: readonly object[]): Reaction => ({
  status: 200,
  body: { metadata: { resourceVersion }, items },
});
const ON_NODE = ({ spec }: Pod): readonly string[] => (spec?.nodeName === undefined ? [] : [spec.nodeName]);

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** A cluster whose watches stay open: `tell` sends an event to the newest one, `cut` ends it. */
async function cluster(react: (request: SeenRequest) => Reaction | undefined) {
  const open: ServerResponse[] = [];
  const server = await startApiServer((request) => {
    const given = react(request);
    if (given !== undefined) return given;
    return (response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.flushHeaders();
      open.push(response);
    };
  });
  endings.push(() => server.stop());
  const closing = new AbortController();
  endings.push(() => closing.abort());
  const clock = new ManualClock();
  const { signal: closed } = closing;
  const parts = { kubeconfig: { yaml: server.kubeconfig() }, clock, log: recordingLog() };
  const { kept } = createKubernetes({ ...parts, closed });
  if (kept === undefined) throw new Error('nothing is kept');
  const seen = (kind: 'list' | 'watch') =>
    server.seen.filter(({ query }) => 'watch' in query === (kind === 'watch')).length;
  const tell = (event: object) => open.at(-1)?.write(`${JSON.stringify(event)}\n`);
  return { kept, clock, closing, server, seen, tell, cut: () => open.at(-1)?.end(), open };
}

/** Pods that are kept, once a predicate holds of them. */
async function until(kept: () => Promise<Kept<Pod> | undefined>, holds: (pods: Kept<Pod>) => boolean) {
  return expect.poll(async () => {
    const pods = await kept();
    return pods !== undefined && holds(pods);
  });
}
const names = (pods: { readonly items: readonly Pod[] } | undefined) =>
  (pods?.items ?? []).map(({ metadata }) => metadata.name).sort();

describe('keeping a kind at hand', () => {
  it('lists once, however often it is asked, and follows every change', async () => {
    const shop = await cluster((request) =>
      'watch' in request.query ? undefined : list('10', pod('a', '5', 'one'), pod('b', '6', 'one')),
    );
    const pods = () => shop.kept(SHOP, 'Pod');
    expect(names(await pods())).toEqual(['a', 'b']);
    await expect.poll(() => shop.open.length).toBe(1);
    shop.tell({ type: 'ADDED', object: pod('c', '11', 'two') });
    shop.tell({ type: 'MODIFIED', object: pod('b', '12', 'two') });
    shop.tell({ type: 'DELETED', object: pod('a', '13', 'one') });
    await (await until(pods, (kept) => names(kept).join() === 'b,c')).toBe(true);
    expect(shop.seen('list')).toBe(1);
  });

  it('keeps the indexes right that its reader asked for', async () => {
    const shop = await cluster((request) =>
      'watch' in request.query ? undefined : list('10', pod('a', '5', 'one'), pod('b', '6', 'one')),
    );
    const pods = () => shop.kept(SHOP, 'Pod');
    const on = async (node: string) => names({ items: (await pods())?.index(ON_NODE)(node) ?? [] });
    expect(await on('one')).toEqual(['a', 'b']);
    await expect.poll(() => shop.open.length).toBe(1);
    shop.tell({ type: 'MODIFIED', object: pod('b', '12', 'two') });
    shop.tell({ type: 'ADDED', object: pod('c', '13', 'two') });
    shop.tell({ type: 'DELETED', object: pod('a', '14', 'one') });
    await (await until(pods, (kept) => names(kept).join() === 'b,c')).toBe(true);
    expect([await on('one'), await on('two')]).toEqual([[], ['b', 'c']]);
  });

  it('holds nothing that only servers need', async () => {
    const shop = await cluster((request) =>
      'watch' in request.query ? undefined : list('10', pod('a', '5', 'one')),
    );
    const [object] = (await shop.kept(SHOP, 'Pod'))?.items ?? [];
    expect(object?.metadata.managedFields).toBeUndefined();
    expect(object?.metadata.annotations).toEqual({ team: 'shop' });
  });

  it('holds no value of a Secret or ConfigMap, only keys, writers and certificates', async () => {
    const fieldsV1 = { 'f:data': { 'f:password': {} } };
    const secret = {
      metadata: { name: 'db', uid: 's', managedFields: [{ time: '2026-01-01T00:00:00Z', fieldsV1 }] },
      data: { password: 'aHVudGVyMg==', 'tls.crt': 'Q0VSVA==' },
    };
    const shop = await cluster((request) => ('watch' in request.query ? undefined : list('10', secret)));
    const [object] = (await shop.kept(SHOP, 'Secret'))?.items ?? [];
    expect(object?.data).toEqual({ password: '', 'tls.crt': 'Q0VSVA==' });
    expect(object?.metadata.managedFields?.[0]?.fieldsV1).toEqual({ 'f:data': {} });
    expect(JSON.stringify(await shop.kept(SHOP, 'Secret'))).not.toContain('hVudGVyMg');
  });

  it('lists again when the server has forgotten where it was (410)', async () => {
    const lists = [list('10', pod('a', '5', 'one')), list('90', pod('z', '80', 'one'))];
    const shop = await cluster((request) =>
      'watch' in request.query ? undefined : (lists.shift() ?? list('99')),
    );
    const pods = () => shop.kept(SHOP, 'Pod');
    expect(names(await pods())).toEqual(['a']);
    await expect.poll(() => shop.open.length).toBe(1);
    shop.tell({
      type: 'ERROR',
      object: { kind: 'Status', code: 410, reason: 'Expired', message: 'too old' },
    });
    await pass(shop.clock, 250);
    await (await until(pods, (kept) => names(kept).join() === 'z')).toBe(true);
  });

  it('says since when the server has been silent', async () => {
    let down = false;
    const shop = await cluster((request) => {
      if (down) return 'cut';
      return 'watch' in request.query ? undefined : list('10', pod('a', '5', 'one'));
    });
    const began = shop.clock.now();
    await shop.kept(SHOP, 'Pod');
    await expect.poll(() => shop.open.length).toBe(1);
    down = true;
    shop.cut();
    shop.clock.advance(180_000);
    const pods = await shop.kept(SHOP, 'Pod');
    expect(names(pods)).toEqual(['a']);
    expect((pods?.heardAt ?? 0) - began).toBeLessThan(180_000);
  });

  it('takes a kind that is not served for an answer, not for silence, and sees it once it is installed', async () => {
    let installed = false;
    const absent = status(404, 'NotFound', 'the server could not find the requested resource');
    const shop = await cluster(({ query }) => {
      if (!installed) return absent;
      return 'watch' in query ? undefined : list('10', { metadata: { name: 'tls', uid: 'c' } });
    });
    expect((await shop.kept(SHOP, 'Certificate'))?.items).toEqual([]);
    await pass(shop.clock, 30_000);
    const heardAt = async () => (await shop.kept(SHOP, 'Certificate'))?.heardAt;
    await expect.poll(heardAt).toBe(shop.clock.now());
    installed = true;
    await pass(shop.clock, 30_000);
    const found = async () =>
      (await shop.kept(SHOP, 'Certificate'))?.items.map(({ metadata }) => metadata.name);
    await expect.poll(found).toEqual(['tls']);
  });

  it('keeps nothing where it may not watch: then it is listed for each answer', async () => {
    const refusal = status(403, 'Forbidden', 'pods is forbidden: User "bot" cannot watch pods');
    const shop = await cluster((request) =>
      'watch' in request.query ? refusal : list('10', pod('a', '5', 'one')),
    );
    await shop.kept(SHOP, 'Pod');
    await expect.poll(() => shop.kept(SHOP, 'Pod')).toBeUndefined();
  });

  it('keeps nothing where it may not list, and leaves the refusal to who lists', async () => {
    const refusal = status(403, 'Forbidden', 'pods is forbidden: User "bot" cannot list pods');
    const shop = await cluster(() => refusal);
    expect(await shop.kept(SHOP, 'Pod')).toBeUndefined();
    const again = createKubernetes({
      ...{ kubeconfig: { yaml: shop.server.kubeconfig() }, clock: shop.clock, log: recordingLog() },
    });
    expect((await failure(again.list(SHOP, 'Pod'))).code).toBe('forbidden');
  });

  it('lets go of what nobody asked for in half an hour', async () => {
    const shop = await cluster((request) =>
      'watch' in request.query ? undefined : list('10', pod('a', '5', 'one')),
    );
    await shop.kept(SHOP, 'Pod');
    await expect.poll(() => shop.open.length).toBe(1);
    await pass(shop.clock, 30 * 60_000);
    await expect
      .poll(async () => {
        await shop.kept(SHOP, 'Pod');
        return shop.seen('list');
      })
      .toBe(2);
  });

  it('stops when the bot stops', async () => {
    const shop = await cluster((request) =>
      'watch' in request.query ? undefined : list('10', pod('a', '5', 'one')),
    );
    await shop.kept(SHOP, 'Pod');
    await expect.poll(() => shop.open.length).toBe(1);
    shop.closing.abort();
    await expect.poll(() => shop.open[0]?.destroyed).toBe(true);
    expect(shop.seen('watch')).toBe(1);
  });
});
