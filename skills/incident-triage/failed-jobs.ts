import type { Job, Pod } from '../../src/contracts/kubernetes-objects.js';
import { controllerOf } from './owners.js';

/** Jobs that failed and stay so, as `namespace/name`. A CronJob keeps its last failed run for weeks: where a later one succeeded, that is history. */
export function standingFailures(jobs: readonly Job[]): ReadonlySet<string> {
  const succeeded = new Map<string, number>();
  for (const job of jobs) {
    const runs = runsOf(job);
    if (runs === undefined || !hasEnded(job, 'Complete')) continue;
    succeeded.set(runs, Math.max(succeeded.get(runs) ?? 0, madeAt(job)));
  }
  const standing = jobs.filter((job) => {
    const later = succeeded.get(runsOf(job) ?? '') ?? 0;
    return hasEnded(job, 'Failed') && !(later > madeAt(job));
  });
  return new Set(standing.map(keyOf));
}

export function keyOf({ metadata }: Job): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

/** Failed for good, with nobody to make another: without a controller, or of a Job that gave up. */
export function isLeftFailed(pod: Pod, failures: () => ReadonlySet<string>): boolean {
  if (!mayBeLeftFailed(pod)) return false;
  const owner = controllerOf(pod);
  return owner === undefined || failures().has(`${pod.metadata.namespace ?? ''}/${owner.name}`);
}

/** What of that the pod alone tells. An evicted pod is a matter of its node. */
export function mayBeLeftFailed(pod: Pod): boolean {
  const { metadata, status } = pod;
  if (status?.phase !== 'Failed' || metadata.deletionTimestamp !== undefined) return false;
  if (status.reason !== undefined) return false;
  const owner = controllerOf(pod);
  return owner === undefined || owner.kind === 'Job';
}

/** The CronJob whose run it is. */
function runsOf(job: Job): string | undefined {
  const owner = controllerOf(job);
  return owner?.kind === 'CronJob' ? `${job.metadata.namespace ?? ''}/${owner.name}` : undefined;
}

function hasEnded({ status }: Job, how: 'Complete' | 'Failed'): boolean {
  return status?.conditions?.some(({ type, status: is }) => type === how && is === 'True') === true;
}

function madeAt({ metadata }: Job): number {
  const at = Date.parse(metadata.creationTimestamp ?? '');
  return Number.isNaN(at) ? 0 : at;
}
