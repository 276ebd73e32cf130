import type { Cluster } from '../cluster.js';
import type { QueueItem } from '../delivery/state.js';
import { startBuild } from './builds.js';
import type { PipelineJob } from './jobs.js';

/** At pace 1; a real Jenkins waits 5 s. */
const QUIET_MS = 1_000;
/** How long Jenkins remembers an item that left the queue. */
const MEMORY_MS = 5 * 60_000;
const AGAIN_MS = 500;

export type Queued =
  { readonly how: 'created' | 'folded'; readonly item: QueueItem } | { readonly how: 'declined' };

const isPending = ({ state }: QueueItem): boolean => state !== 'left' && state !== 'cancelled';

/** Puts a request into the queue. The same job with the same parameters waits only once. */
export function enqueue(
  cluster: Cluster,
  job: PipelineJob,
  given: Readonly<Record<string, string>>,
  cause: string,
): Queued {
  const { jenkins } = cluster.world.delivery;
  if (jenkins.declines > 0) {
    jenkins.declines--;
    return { how: 'declined' };
  }
  // What the job does not declare is dropped without a word, as Jenkins does since SECURITY-170.
  const parameters = Object.fromEntries(
    job.parameters.map(({ name, value }) => [name, given[name] ?? value]),
  );
  const same = jenkins.queue.find(
    (item) =>
      isPending(item) &&
      item.job === job.name &&
      JSON.stringify(item.parameters) === JSON.stringify(parameters),
  );
  if (same) return { how: 'folded', item: same };
  const quietUntil = cluster.after(QUIET_MS);
  const item: QueueItem = {
    ...{ id: jenkins.nextQueueId++, job: job.name, parameters, cause, since: cluster.now() },
    ...{ state: 'quiet', quietUntil },
  };
  jenkins.queue.push(item);
  schedule(cluster, item, quietUntil);
  return { how: 'created', item };
}

function schedule(cluster: Cluster, { id }: QueueItem, due: number): void {
  cluster.schedule({ due, task: 'delivery', event: 'queue', id: String(id) });
}

/** The quiet period is over, or a place may have become free. */
export function advanceQueue(cluster: Cluster, id: string): void {
  const { jenkins } = cluster.world.delivery;
  const item = jenkins.queue.find((each) => each.id === Number(id));
  if (item === undefined || !isPending(item)) return;
  if (cluster.now() < jenkins.downUntil) {
    schedule(cluster, item, jenkins.downUntil);
    return;
  }
  const running = jenkins.builds.filter(({ endedAt }) => endedAt === undefined);
  const blocked = running.some(({ job }) => job === item.job);
  if (blocked || running.length >= jenkins.executors) {
    item.state = blocked ? 'blocked' : 'buildable';
    schedule(cluster, item, cluster.after(AGAIN_MS));
    return;
  }
  item.state = 'left';
  item.leftAt = cluster.now();
  item.build = startBuild(cluster, item).number;
  forgetOld(cluster);
}

function forgetOld(cluster: Cluster): void {
  const { jenkins } = cluster.world.delivery;
  const since = cluster.now() - MEMORY_MS;
  jenkins.queue = jenkins.queue.filter((item) => isPending(item) || (item.leftAt ?? 0) > since);
}

/** An item that Jenkins still knows. */
export function itemNumbered(cluster: Cluster, id: number): QueueItem | undefined {
  forgetOld(cluster);
  return cluster.world.delivery.jenkins.queue.find((item) => item.id === id);
}

export function cancelItem(cluster: Cluster, id: number): void {
  const item = itemNumbered(cluster, id);
  if (item === undefined || !isPending(item)) return;
  item.state = 'cancelled';
  item.leftAt = cluster.now();
}

export function pendingItems(cluster: Cluster): readonly QueueItem[] {
  return cluster.world.delivery.jenkins.queue.filter(isPending);
}

/** Why an item waits, in Jenkins' words. */
export function whyOf(cluster: Cluster, item: QueueItem): string | null {
  if (item.state === 'quiet') {
    const seconds = Math.max(item.quietUntil - cluster.now(), 0) / 1_000;
    return `In the quiet period. Expires in ${seconds.toFixed(1)} sec`;
  }
  if (item.state === 'buildable') return 'Waiting for next available executor';
  if (item.state !== 'blocked') return null;
  const running = cluster.world.delivery.jenkins.builds.find(
    ({ job, endedAt }) => job === item.job && endedAt === undefined,
  );
  return `Build #${running?.number ?? 0} is already in progress (ETA:N/A)`;
}
