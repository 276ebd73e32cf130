import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Pod } from '../../../src/contracts/kubernetes-objects.js';
import type { WatchChange } from '../../../src/contracts/ports/kubernetes.js';
import type { Reaction, SeenRequest } from './api-server.js';
import { status } from './api-server.js';
import { failure, labWith, ok, pass, SHOP } from './lab.js';
import type { Lab } from './lab.js';

const pod = (name: string, resourceVersion: string, uid = name) => ({
  metadata: { name, uid, resourceVersion },
});
const list = (resourceVersion: string, ...items: readonly object[]): Reaction =>
  ok({ metadata: { resourceVersion }, items });

/** A watch that sends these lines at once and then stays open, as API servers do. */
const events =
  (...sent: readonly object[]): Reaction =>
  (response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.flushHeaders();
    for (const event of sent) response.write(`${JSON.stringify(event)}\n`);
  };
const thenEnd =
  (reaction: Reaction): Reaction =>
  (response: ServerResponse) => {
    if (typeof reaction === 'function') reaction(response);
    response.end();
  };

const aborts: AbortController[] = [];
afterEach(() => {
  for (const abort of aborts.splice(0)) abort.abort();
});

interface Watching extends Lab {
  readonly told: string[];
  readonly changes: WatchChange<Pod>[];
  readonly done: Promise<void>;
  readonly stop: AbortController;
  readonly watches: () => readonly SeenRequest[];
}

/** Watches pods of a cluster that answers lists and watches with the nth of each. */
async function watching(lists: readonly Reaction[], watches: readonly Reaction[]): Promise<Watching> {
  let [listed, watched] = [0, 0];
  const parts = await labWith((request) =>
    'watch' in request.query
      ? (watches[watched++] ?? events())
      : (lists[Math.min(listed++, lists.length - 1)] ?? 'silence'),
  );
  const [told, changes]: [string[], WatchChange<Pod>[]] = [[], []];
  const stop = new AbortController();
  aborts.push(stop);
  const options = { labelSelector: 'app=checkout' };
  const done = parts.kubernetes.watch(
    SHOP,
    'Pod',
    options,
    (change) => {
      changes.push(change);
      const { name, resourceVersion } = change.object?.metadata ?? {};
      told.push(name === undefined ? change.type : `${change.type} ${name}@${resourceVersion ?? ''}`);
    },
    stop.signal,
  );
  const ofWatches = () => parts.server.seen.filter((request) => 'watch' in request.query);
  return { ...parts, told, changes, done, stop, watches: ofWatches };
}

describe('watching', () => {
  it('tells what is there, that this is all, and then every change', async () => {
    const { told, watches, stop, done } = await watching(
      [list('10', pod('a', '5'), pod('b', '6'))],
      [
        events(
          { type: 'ADDED', object: pod('c', '11') },
          { type: 'MODIFIED', object: pod('a', '12') },
          { type: 'DELETED', object: pod('b', '13') },
        ),
      ],
    );
    await expect
      .poll(() => told)
      .toEqual(['added a@5', 'added b@6', 'synced', 'added c@11', 'modified a@12', 'deleted b@13']);
    expect(watches()[0]?.query).toMatchObject({
      labelSelector: 'app=checkout',
      resourceVersion: '10',
      allowWatchBookmarks: 'true',
    });
    stop.abort();
    await done;
  });

  it('goes on where a watch ended, bookmarks included', async () => {
    const bookmark = { type: 'BOOKMARK', object: { kind: 'Pod', metadata: { resourceVersion: '40' } } };
    const { told, watches } = await watching(
      [list('10')],
      [
        thenEnd(events({ type: 'ADDED', object: pod('a', '11') }, bookmark)),
        events({ type: 'MODIFIED', object: pod('a', '41') }),
      ],
    );
    await expect.poll(() => told).toEqual(['synced', 'added a@11', 'modified a@41']);
    expect(watches().map((request) => request.query['resourceVersion'])).toEqual(['10', '40']);
  });

  it('joins what arrives in pieces, in the middle of a letter too', async () => {
    const line = (name: string, version: string) =>
      Buffer.from(`${JSON.stringify({ type: 'ADDED', object: pod(name, version) })}\n`);
    const cut = line('운영', '12').indexOf(Buffer.from('운')) + 1;
    let sendRest = () => {};
    const inPieces: Reaction = (response) => {
      response.writeHead(200);
      response.write(Buffer.concat([line('a', '11'), line('운영', '12').subarray(0, cut)]));
      sendRest = () => void response.write(line('운영', '12').subarray(cut));
    };
    const { told } = await watching([list('10')], [inPieces]);
    await expect.poll(() => told).toEqual(['synced', 'added a@11']);
    sendRest();
    await expect.poll(() => told).toEqual(['synced', 'added a@11', 'added 운영@12']);
  });

  it.each([
    ['as an event', events({ type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } })],
    ['as an answer', status(410, 'Expired', 'too old resource version')],
  ])('lists again when the past is gone (410 %s) and tells only what differs', async (_how, gone) => {
    const { told, clock } = await watching(
      [
        list('10', pod('a', '5'), pod('b', '6'), pod('d', '7')),
        list('90', pod('a', '5'), pod('b', '88'), pod('d', '89', 'reborn')),
      ],
      [gone],
    );
    await pass(clock, 250);
    await expect.poll(() => told.slice(4)).toEqual(['deleted d@7', 'modified b@88', 'added d@89']);
  });

  it('connects again, later and later, while the server is away, and says so once', async () => {
    const { told, clock, log } = await watching(
      [list('10', pod('a', '5'))],
      [
        'cut',
        status(503, 'ServiceUnavailable', 'starting'),
        'cut',
        events({ type: 'MODIFIED', object: pod('a', '11') }),
      ],
    );
    for (const pause of [250, 500, 1_000]) await pass(clock, pause);
    await expect.poll(() => told).toEqual(['added a@5', 'synced', 'modified a@11']);
    expect(log.lines.map((line) => line.level)).toEqual(['warn']);
  });

  it('takes 30 s of silence for a dead connection', async () => {
    const { told, clock, watches } = await watching(
      [list('10')],
      [events(), events({ type: 'ADDED', object: pod('a', '11') })],
    );
    await pass(clock, 30_000);
    await pass(clock, 250);
    await expect.poll(() => told).toEqual(['synced', 'added a@11']);
    expect(watches()).toHaveLength(2);
  });

  it('gives up a server that accepts a watch and never answers it', async () => {
    const { told, clock, watches } = await watching(
      [list('10')],
      ['silence', events({ type: 'ADDED', object: pod('a', '11') })],
    );
    await expect.poll(() => watches().length).toBe(1);
    await pass(clock, 8_000);
    await pass(clock, 250);
    await expect.poll(() => told).toEqual(['synced', 'added a@11']);
  });

  it.each([
    [403, 'forbidden'],
    [401, 'credentials_expired'],
    [400, 'invalid_object'],
  ])('ends with an error when access is refused (%i)', async (code, expected) => {
    const refused = status(code, 'Refused', 'no');
    const atList = await watching([refused], []);
    expect(await failure(atList.done)).toMatchObject({ code: expected });
    const atWatch = await watching([list('10'), refused], [refused, refused]);
    if (code === 401) await pass(atWatch.clock, 250);
    expect(await failure(atWatch.done)).toMatchObject({ code: expected });
  });

  it('ends quietly when it is stopped, wherever it is', async () => {
    const listing = await watching(['silence'], []);
    await expect.poll(() => listing.server.seen.length).toBe(1);
    listing.stop.abort();
    await listing.done;
    const connecting = await watching([list('10')], ['silence']);
    await expect.poll(() => connecting.watches().length).toBe(1);
    connecting.stop.abort();
    await connecting.done;
    const waiting = await watching([list('10')], ['cut']);
    await waiting.clock.asleepFor(250);
    waiting.stop.abort();
    await waiting.done;
    expect([listing.told, connecting.told, waiting.told]).toEqual([[], ['synced'], ['synced']]);
  });

  it('waits where the cluster does not serve the kind', async () => {
    const { kubernetes } = await labWith(() => ({ status: 404, body: '404 page not found' }));
    const told: string[] = [];
    const stop = new AbortController();
    const done = kubernetes.watch(
      SHOP,
      'HorizontalPodAutoscaler',
      {},
      ({ type }) => told.push(type),
      stop.signal,
    );
    await expect.poll(() => told).toEqual(['synced']);
    stop.abort();
    await done;
  });
});

const RECORDINGS = join(import.meta.dirname, '../../../../shared/recordings/kubernetes-watch/pod');
const recorded = existsSync(RECORDINGS);
if (!recorded) process.stdout.write('skipped: no recordings\n');

describe.skipIf(!recorded)('replayed recordings of real clusters', () => {
  const files = recorded ? readdirSync(RECORDINGS).filter((file) => file.endsWith('.json')) : [];
  const podSchema = z.looseObject({
    metadata: z.looseObject({ name: z.string(), uid: z.string() }),
  });

  it.each(files)('%s arrives complete, in order and unchanged', async (file) => {
    const states = z.array(podSchema).parse(JSON.parse(readFileSync(join(RECORDINGS, file), 'utf8')));
    // A recording may hold a second pod of the same name, created after the first was gone.
    const isNew = states.map(
      (object, index) => states.findIndex((other) => other.metadata.uid === object.metadata.uid) === index,
    );
    const sent = states.map((object, index) => ({
      type: isNew[index] === true ? 'ADDED' : 'MODIFIED',
      object,
    }));
    const { changes } = await watching([list('1')], [events(...sent)]);
    await expect.poll(() => changes.length).toBe(states.length + 1);
    expect(changes.slice(1)).toEqual(
      states.map((object, index) => ({
        type: isNew[index] === true ? 'added' : 'modified',
        object: { apiVersion: 'v1', kind: 'Pod', ...object },
      })),
    );
  });
});
