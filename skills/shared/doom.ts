import type {
  ContainerStatus,
  KubernetesEvent,
  Pod,
  ReplicaSet,
} from '../../src/contracts/kubernetes-objects.js';
import type { Evidence } from '../../src/contracts/operation.js';
import type { OutcomeCode } from '../../src/contracts/outcome.js';

/** Why a rollout can't succeed, with the cluster's own words. */
export interface Doom {
  readonly code: OutcomeCode;
  readonly evidence: readonly Evidence[];
  /** The container to read the previous log of, when it is the container's own failure. */
  readonly pod?: string;
  readonly container?: string;
}

export interface RolloutFacts {
  /** Pods of the revision that is rolled out. */
  readonly newPods: readonly Pod[];
  /** Pods of other revisions of the same workload. */
  readonly oldPods: readonly Pod[];
  readonly replicaSet: ReplicaSet | undefined;
  /** Warnings of the namespace. */
  readonly events: readonly KubernetesEvent[];
  /** Restarts that containers had before this rollout, by `podUid/container`. */
  readonly restartsBefore: ReadonlyMap<string, number>;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** An application may crash while it waits for something; the third restart in one rollout is proof enough. */
const CRASHES = 3;
/** With no old pod left to compare with, nothing tells a bad version from a bad neighbour: wait longer. */
const CRASHES_ALONE = 5;
/** Out of memory is not a matter of waiting, yet one kill may be a spike at start: the second is proof. */
const OUT_OF_MEMORY_KILLS = 2;
/** A pull may fail for a moment's network trouble; after this long it is not a moment. */
const PULL_GRACE_MS = 60_000;
/** A refused pod is tried again when an old one has gone; the refusal must outlast that. */
const REFUSAL_GRACE_MS = 10_000;

/** The first proof that the rollout is doomed; undefined while there is none. Pods that are ready or going away prove nothing. */
export function doomOf(facts: RolloutFacts): Doom | undefined {
  const refused = refusedPods(facts);
  if (refused !== undefined) return refused;
  for (const pod of facts.newPods) {
    if (pod.metadata.deletionTimestamp !== undefined) continue;
    const found = podDoom(pod, facts);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What keeps a new pod from being placed: news for people while the deadline still runs. */
export function unscheduledOf(pods: readonly Pod[]): Evidence | undefined {
  for (const pod of pods) {
    const placed = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
    if (placed?.status === 'False' && placed.reason === 'Unschedulable')
      return { object: `pod/${pod.metadata.name}`, text: placed.message ?? placed.reason };
  }
  return undefined;
}

export function isReady(pod: Pod): boolean {
  const ready = pod.status?.conditions?.find(({ type }) => type === 'Ready');
  return pod.metadata.deletionTimestamp === undefined && ready?.status === 'True';
}

function refusedPods({ replicaSet, now }: RolloutFacts): Doom | undefined {
  const refusal = replicaSet?.status?.conditions?.find(
    ({ type, status }) => type === 'ReplicaFailure' && status === 'True',
  );
  if (replicaSet === undefined || refusal === undefined) return undefined;
  const since = Date.parse(refusal.lastTransitionTime ?? '');
  if (now - since < REFUSAL_GRACE_MS) return undefined;
  const text = refusal.message ?? refusal.reason ?? refusal.type;
  const evidence = [{ object: `replicaset/${replicaSet.metadata.name}`, text }];
  if (/exceeded quota/i.test(text)) return { code: 'quota_exceeded', evidence };
  if (/violates|must specify|denied|failed calling webhook|error looking up service account/i.test(text))
    return { code: 'rejected_by_cluster', evidence };
  return undefined;
}

function podDoom(pod: Pod, facts: RolloutFacts): Doom | undefined {
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  for (const status of statuses) {
    const found = containerDoom(pod, status, facts);
    if (found !== undefined) return found;
  }
  return missingMount(pod, facts.events);
}

function containerDoom(pod: Pod, status: ContainerStatus, facts: RolloutFacts): Doom | undefined {
  if (status.ready === true) return undefined;
  const doom = (code: OutcomeCode, text: string): Doom => ({
    code,
    evidence: [{ object: `pod/${pod.metadata.name}`, text }],
    pod: pod.metadata.name,
    container: status.name,
  });
  const waiting = status.state?.waiting;
  const reason = waiting?.reason ?? '';
  const text = waiting?.message === undefined ? reason : `${reason}: ${waiting.message}`;
  switch (reason) {
    case 'ErrImagePull':
    case 'ImagePullBackOff':
    case 'InvalidImageName':
    case 'ErrImageNeverPull':
      return pullDoom(pod, text, facts, doom);
    case 'CreateContainerConfigError':
      return isTransient(text) ? undefined : doom('missing_config', text);
    case 'RunContainerError':
    case 'CreateContainerError':
      return isTransient(text) ? undefined : doom('container_cannot_run', text);
    default:
      return deathDoom(pod, status, facts, doom);
  }
}

type MakeDoom = (code: OutcomeCode, text: string) => Doom;

function pullDoom(pod: Pod, waiting: string, facts: RolloutFacts, doom: MakeDoom): Doom | undefined {
  // "Back-off pulling image" says nothing of the reason: the event before it does.
  const told = /Back-off pulling image "[^"]*"\s*$/.test(waiting) ? pullEvent(pod, facts.events) : undefined;
  const text = told ?? waiting;
  if (
    /InvalidImageName|ErrImageNeverPull|not found|manifest unknown|name unknown|invalid reference/i.test(text)
  )
    return doom('image_not_found', text);
  if (/unauthorized|authentication required|denied|forbidden|no basic auth|\b40[13]\b/i.test(text))
    return doom('image_unauthorized', text);
  const age = facts.now - Date.parse(pod.metadata.creationTimestamp ?? '');
  return age > PULL_GRACE_MS ? doom('image_pull_failed', text) : undefined;
}

function eventsOf(pod: Pod, events: readonly KubernetesEvent[]): readonly KubernetesEvent[] {
  return events.filter(({ involvedObject: about }) =>
    about?.uid === undefined ? about?.name === pod.metadata.name : about.uid === pod.metadata.uid,
  );
}

function pullEvent(pod: Pod, events: readonly KubernetesEvent[]): string | undefined {
  return eventsOf(pod, events).find(({ message }) => /^Failed to pull image/.test(message ?? ''))?.message;
}

/** A volume of a ConfigMap or Secret that does not exist shows in events only. "failed to sync … cache" passes by itself. */
function missingMount(pod: Pod, events: readonly KubernetesEvent[]): Doom | undefined {
  const isWaiting = (pod.status?.containerStatuses ?? []).every(
    ({ state }) => state?.waiting?.reason === 'ContainerCreating',
  );
  if (!isWaiting || isReady(pod)) return undefined;
  const event = eventsOf(pod, events).find(
    ({ reason, message }) =>
      reason === 'FailedMount' &&
      /(configmap|secret) "[^"]*" not found|references non-existent (config|secret) key/i.test(message ?? ''),
  );
  if (event === undefined) return undefined;
  return {
    code: 'missing_config',
    evidence: [{ object: `pod/${pod.metadata.name}`, text: event.message ?? '' }],
  };
}

function isTransient(text: string): boolean {
  return /failed to sync|cache|deadline exceeded|already in use|timed? ?out/i.test(text);
}

/** Exits: a container that can't be started, that runs out of memory, or that crashes again and again. */
function deathDoom(pod: Pod, status: ContainerStatus, facts: RolloutFacts, doom: MakeDoom): Doom | undefined {
  const last = status.state?.terminated ?? status.lastState?.terminated;
  if (last === undefined) return undefined;
  const before = facts.restartsBefore.get(`${pod.metadata.uid ?? ''}/${status.name}`) ?? 0;
  const restarts = (status.restartCount ?? 0) - before;
  const deaths = restarts + (status.state?.running === undefined ? 1 : 0);
  const said = last.message?.trim() ?? '';
  if (last.reason === 'StartError' || last.reason === 'ContainerCannotRun')
    return doom('container_cannot_run', said === '' ? last.reason : said);
  if (last.reason === 'OOMKilled')
    return deaths >= OUT_OF_MEMORY_KILLS
      ? doom('out_of_memory', `OOMKilled, ${restarts} restarts`)
      : undefined;
  if (restarts < crashLimit(facts.oldPods)) return undefined;
  const exit = `exit code ${last.exitCode ?? '?'}, ${restarts} restarts`;
  return doom('crash_loop', said === '' ? exit : `${exit}: ${said}`);
}

/** While old pods are healthy the version is to blame; while they are not, only the deadline decides. */
function crashLimit(oldPods: readonly Pod[]): number {
  if (oldPods.some(isReady)) return CRASHES;
  return oldPods.length === 0 ? CRASHES_ALONE : Number.POSITIVE_INFINITY;
}
