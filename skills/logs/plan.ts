import type { ContainerStatus, Pod } from '../../src/contracts/kubernetes-objects.js';
import { isReady } from '../shared/doom.js';
import type { Place } from '../shared/places.js';
import { podTrouble, type Trouble } from '../shared/pod-trouble.js';
import { instant } from '../shared/times.js';

/** Which log answers "show me the logs": whose, and of which run of the container. */
export interface LogChoice {
  readonly place: Place;
  readonly pod: string;
  readonly container: string | undefined;
  /** Read the run before the last restart: the one that crashed. */
  readonly previous: boolean;
  readonly trouble: Trouble | undefined;
  /** When that run ended, or began when it still runs. Epoch milliseconds. */
  readonly endedAt: number | undefined;
  readonly startedAt: number | undefined;
}
export interface PodAt {
  readonly place: Place;
  readonly pod: Pod;
}

/** Troubles whose container never ran: there is no log to read. */
const NEVER_RAN = new Set([
  'image_not_found',
  'image_unauthorized',
  'image_pull_failed',
  'missing_config',
  'unschedulable',
]);
const CRASHED = new Set(['out_of_memory', 'crash_loop', 'container_cannot_run']);

export function neverRan(choice: LogChoice): boolean {
  return choice.trouble !== undefined && NEVER_RAN.has(choice.trouble.code) && !choice.previous;
}

/**
 * The worst pod: one that crashed, then one that has another trouble, then one that is not ready, then any; a protected
 * environment's first, then the one that restarted most, then the youngest. Undefined when there is no pod.
 */
export function chooseLog(pods: readonly PodAt[], now: number): LogChoice | undefined {
  const [worst] = pods
    .map((at) => ({ ...at, trouble: podTrouble(at.pod, now) }))
    .sort(
      (a, b) =>
        badness(a.pod, a.trouble) - badness(b.pod, b.trouble) ||
        Number(b.place.environment.protected) - Number(a.place.environment.protected) ||
        restarts(b.pod) - restarts(a.pod) ||
        (instant(b.pod.metadata.creationTimestamp) ?? 0) - (instant(a.pod.metadata.creationTimestamp) ?? 0),
    );
  return worst === undefined ? undefined : choiceOf(worst.place, worst.pod, worst.trouble);
}

function badness(pod: Pod, trouble: Trouble | undefined): number {
  if (trouble !== undefined) return CRASHED.has(trouble.code) ? 0 : 1;
  return isReady(pod) ? 3 : 2;
}

function restarts(pod: Pod): number {
  return (pod.status?.containerStatuses ?? []).reduce((sum, status) => sum + (status.restartCount ?? 0), 0);
}

function choiceOf(place: Place, pod: Pod, trouble: Trouble | undefined): LogChoice {
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  const status =
    statuses.find(({ name }) => name === trouble?.container) ??
    statuses.find(({ ready }) => ready === false) ??
    statuses.at(-1);
  const previous = status !== undefined && crashedBefore(status, trouble);
  const ended = previous ? status.lastState?.terminated : status?.state?.terminated;
  return {
    place,
    pod: pod.metadata.name,
    container: status?.name ?? pod.spec?.containers?.[0]?.name,
    previous,
    trouble,
    endedAt: instant(ended?.finishedAt),
    startedAt: instant(ended?.startedAt ?? status?.state?.running?.startedAt),
  };
}

/** The container waits to be or was started again: what it said before it died is in the previous log. */
function crashedBefore(status: ContainerStatus, trouble: Trouble | undefined): boolean {
  const restarted = status.state?.waiting !== undefined || status.state?.running !== undefined;
  const crashed = trouble !== undefined && CRASHED.has(trouble.code);
  return restarted && crashed && status.lastState?.terminated !== undefined;
}
