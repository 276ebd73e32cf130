import { z } from 'zod';
import type { JobRef, QueuedBuild, Ticket, Whereabouts } from '../../contracts/ports/jenkins.js';
import type { Clock } from '../../contracts/ports/clock.js';
import { readBuild, readBuilds, type Reading } from './builds.js';
import type { Call, Send } from './call.js';
import { refusalOf } from './errors.js';
import { readJob } from './jobs.js';
import { jobPath } from './paths.js';
import { isDone, maybe, readOne } from './read.js';

/** How many of a job's builds are looked through for one that was asked for. */
const LOOK_BACK = 100;
/** Between leaving the queue and being a build there is a moment in which Jenkins shows neither. */
const SECOND_LOOK_MS = 1_500;

const itemSchema = z.object({
  id: z.number(),
  why: maybe(z.string()),
  stuck: maybe(z.boolean()),
  inQueueSince: maybe(z.number()),
  cancelled: maybe(z.boolean()),
  executable: maybe(z.object({ number: z.number() })),
  task: maybe(z.object({ url: maybe(z.string()) })),
  actions: maybe(
    z.array(
      z.union([
        z.object({
          parameters: maybe(z.array(z.object({ name: maybe(z.string()), value: z.unknown().optional() }))),
        }),
        z.null(),
      ]),
    ),
  ),
});
export type QueueItem = z.infer<typeof itemSchema>;
const queueSchema = z.object({ items: z.array(itemSchema) });

export interface Follower {
  readonly send: Send;
  readonly clock: Clock;
  readonly reading: () => Reading;
}

/** Where a request is; see JenkinsPort.follow. */
export async function follow(parts: Follower, job: JobRef, ticket: Ticket): Promise<Whereabouts> {
  const found = await look(parts, job, ticket);
  if (found !== undefined) return found;
  if (ticket.queueId === undefined) {
    const declared = await readJob(parts.send, job, parts.reading().marker);
    if (ticket.marker === undefined || declared?.marked !== true) return { state: 'unmarked' };
  }
  await parts.clock.sleep(SECOND_LOOK_MS);
  return (await look(parts, job, ticket)) ?? { state: 'absent' };
}

/** The queue first, the builds after it: what leaves the queue in between is found among the builds. */
async function look(parts: Follower, job: JobRef, ticket: Ticket): Promise<Whereabouts | undefined> {
  const item = ticket.queueId === undefined ? undefined : await readItem(parts.send, ticket.queueId);
  if (item?.cancelled === true) return { state: 'cancelled' };
  if (item?.executable !== undefined) {
    const build = await readBuild(parts.send, { job, number: item.executable.number }, parts.reading);
    if (build !== undefined) return { state: 'started', build };
  } else if (item !== undefined) return waitingOf(item);
  const queued = await waitingWith(parts, ticket);
  if (queued !== undefined) return queued;
  const builds = await readBuilds(parts.send, job, LOOK_BACK, parts.reading);
  const build = builds.find(
    ({ queueId, marker }) =>
      (ticket.queueId !== undefined && queueId === ticket.queueId) ||
      (ticket.marker !== undefined && marker === ticket.marker),
  );
  return build && { state: 'started', build };
}

async function readItem(send: Send, id: number): Promise<QueueItem | undefined> {
  const call: Call = {
    method: 'GET',
    path: `/queue/item/${id}/api/json`,
    what: `read queue item ${id}`,
  };
  return readOne(send, call, itemSchema);
}

/** The queue item that carries the marker. */
async function waitingWith(parts: Follower, { marker }: Ticket): Promise<Whereabouts | undefined> {
  if (marker === undefined) return undefined;
  const items = await readQueue(parts.send);
  const name = parts.reading().marker;
  const item = items.find(({ actions }) =>
    (actions ?? []).some((action) =>
      (action?.parameters ?? []).some((each) => each.name === name && each.value === marker),
    ),
  );
  return item && waitingOf(item);
}

async function readQueue(send: Send): Promise<readonly QueueItem[]> {
  const call: Call = {
    method: 'GET',
    path: '/queue/api/json',
    query: { tree: 'items[id,why,stuck,inQueueSince,task[url],actions[parameters[name,value]]]' },
    what: 'read the queue',
  };
  return (await readOne(send, call, queueSchema))?.items ?? [];
}

/**
 * See JenkinsPort.queued. An item is known by its task's URL, which begins with whatever Jenkins takes for its own
 * address. Parts of a running pipeline that wait for a node have the URL of their build, and are none of these.
 */
export async function queued(send: Send, job: JobRef): Promise<readonly QueuedBuild[]> {
  const path = `${jobPath(job)}/`;
  const own = (await readQueue(send)).filter(({ task }) => pathIn(task?.url ?? '') === path);
  return own
    .map(({ id, why, stuck, inQueueSince }) => ({
      ...{ job, queueId: id, why: why ?? '', stuck: stuck ?? false, since: inQueueSince ?? 0 },
    }))
    .toSorted((a, b) => a.since - b.since || a.queueId - b.queueId);
}

/** `https://ci/jenkins/job/shop/job/checkout/` → `/job/shop/job/checkout/`. */
const pathIn = (url: string): string => url.slice(Math.max(0, url.indexOf('/job/')));

function waitingOf({ id, why, stuck, inQueueSince }: QueueItem): Whereabouts {
  return {
    state: 'waiting',
    queueId: id,
    why: why ?? '',
    stuck: stuck ?? false,
    since: inQueueSince ?? 0,
  };
}

/** See JenkinsPort.unqueue. Jenkins answers 204 whether or not the item was there, so the item itself is asked. */
export async function unqueue(send: Send, id: number): Promise<boolean> {
  const call: Call = {
    method: 'POST',
    path: '/queue/cancelItem',
    query: { id: String(id) },
    what: `cancel queue item ${id}`,
  };
  const answer = await send(call);
  if (answer.status === 404) return false;
  if (!isDone(answer)) throw refusalOf(call, answer);
  return (await readItem(send, id))?.cancelled === true;
}
