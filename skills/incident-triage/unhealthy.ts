import type { Pod } from '../../src/contracts/kubernetes-objects.js';
import { isReady } from '../shared/doom.js';
import { isActive, onsetOf } from './containers.js';
import { refKey, type Detected, type Finding } from './finding.js';
import { quote } from './proof.js';
import { refOf, type Workload, type World } from './world.js';

/** Starting, rolling and settling take this long before they count as trouble. */
const PATIENCE_MS = 2 * 60_000;
const CANDIDATES = 3;

/** Workloads that are clearly not healthy although nothing proves why: said as such, with what could be looked at. Never a guess. */
export function unhealthyWorkloads(world: World, found: readonly Finding[]): readonly Detected[] {
  const known = new Set(
    found.flatMap(({ object, workload }) => [
      refKey(object),
      ...(workload === undefined ? [] : [refKey(workload)]),
    ]),
  );
  const namespaces = new Set(
    [...world.list('Deployment'), ...world.list('StatefulSet'), ...world.list('DaemonSet')].map(
      ({ metadata }) => metadata.namespace ?? '',
    ),
  );
  const workloads = [...namespaces].flatMap((namespace) => world.workloads(namespace));
  const restless = new Set(
    world.restless().flatMap((pod) => {
      const workload = world.workloadOf(pod);
      return workload === undefined ? [] : [refKey(workload)];
    }),
  );
  return [
    ...workloads
      .filter(({ ref }) => restless.has(refKey(ref)) || shortage(world, ref) !== undefined)
      .filter(({ ref }) => !known.has(refKey(ref)))
      .flatMap((workload) => ofWorkload(world, workload)),
    ...barePods(world, known),
  ];
}

function ofWorkload(world: World, { ref, replicas }: Workload): readonly Detected[] {
  if (replicas === 0) return [];
  const pods = world.podsOf(ref).filter(isActive);
  const unready = pods.filter((pod) => !isReady(pod) && isLate(world, pod));
  const missing = unready.length === 0 && pods.every(isReady) && lacksPods(world, ref, pods.length);
  if (unready.length === 0 && !missing) return [];
  const began = unready.flatMap((pod) => onsetOf(pod) ?? []);
  const text = missing
    ? missingText(world, replicas, pods.length)
    : `${unready.length} of ${pods.length} pods are not ready`;
  return [
    {
      mode: 'Unhealthy',
      object: ref,
      onset: began.length === 0 ? undefined : Math.min(...began),
      evidence: [quote(ref, text), ...unready.slice(0, CANDIDATES).flatMap((pod) => candidates(world, pod))],
    },
  ];
}

function missingText(world: World, wanted: number, pods: number): string {
  if (!world.looked('Pod')) return `wants ${wanted} pods; its status counts unavailable ones`;
  return `wants ${wanted} pods and has ${pods === 0 ? 'none' : pods}`;
}

/** Its own status counts pods that are not there: a Deployment or StatefulSet that is neither new nor on its way. */
function lacksPods(world: World, ref: Workload['ref'], pods: number): boolean {
  const short = shortage(world, ref);
  if (short === undefined || short.since === undefined || pods >= short.wanted) return false;
  return world.now - short.since > PATIENCE_MS;
}

/** How many pods a workload wants that says itself to lack some, and since when nothing moved. */
function shortage(
  world: World,
  { kind, namespace, name }: Workload['ref'],
): { readonly wanted: number; readonly since: number | undefined } | undefined {
  const since = (...times: readonly (string | undefined)[]): number | undefined => {
    const known = times.map((time) => Date.parse(time ?? '')).filter((at) => !Number.isNaN(at));
    return known.length === 0 ? undefined : Math.max(...known);
  };
  if (kind === 'Deployment') {
    const found = world.find(kind, namespace, name);
    if ((found?.status?.unavailableReplicas ?? 0) === 0) return undefined;
    const progress = found?.status?.conditions?.find(({ type }) => type === 'Progressing');
    const moved = progress?.reason === 'ReplicaSetUpdated' ? progress.lastUpdateTime : undefined;
    return { wanted: found?.spec?.replicas ?? 1, since: since(found?.metadata.creationTimestamp, moved) };
  }
  const found = kind === 'StatefulSet' ? world.find(kind, namespace, name) : undefined;
  const wanted = found?.spec?.replicas ?? 1;
  if (found?.status?.observedGeneration === undefined || (found.status.readyReplicas ?? 0) >= wanted)
    return undefined;
  return { wanted, since: since(found.metadata.creationTimestamp) };
}

/** What a container waits for while a pod starts; any other reason is trouble from the first moment. */
const STARTING = new Set(['ContainerCreating', 'PodInitializing', '']);

function isLate(world: World, pod: Pod): boolean {
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  if (statuses.some(({ state }) => !STARTING.has(state?.waiting?.reason ?? ''))) return true;
  // A pod whose conditions were not saved is not clearly unhealthy.
  const ready = pod.status?.conditions?.find(({ type }) => type === 'Ready');
  if (ready === undefined && pod.status?.phase === 'Running') return false;
  const since = allReady(pod) ? onsetOf(pod) : startOf(pod);
  return since === undefined || world.now - since > PATIENCE_MS;
}

/** Its containers are well: it lost its readiness to something else, and only then. */
function allReady({ status }: Pod): boolean {
  return status?.conditions?.find(({ type }) => type === 'ContainersReady')?.status === 'True';
}

/** When the pod, or the youngest of its containers, began to start: from then on it has its time to become ready. */
function startOf({ metadata, status }: Pod): number | undefined {
  const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  const times = [metadata.creationTimestamp, ...statuses.map(({ state }) => state?.running?.startedAt)]
    .map((time) => Date.parse(time ?? ''))
    .filter((at) => !Number.isNaN(at));
  return times.length === 0 ? undefined : Math.max(...times);
}

/** What the pod and its events say, without claiming that it is the reason. */
function candidates(world: World, pod: Pod) {
  const ref = refOf('Pod', pod);
  const waiting = [
    ...(pod.status?.initContainerStatuses ?? []),
    ...(pod.status?.containerStatuses ?? []),
  ].flatMap(({ name, state }) =>
    state?.waiting === undefined
      ? []
      : [`container ${name}: ${state.waiting.reason ?? 'waiting'} ${state.waiting.message ?? ''}`],
  );
  const warned = world
    .events(ref)
    .filter(({ type }) => type === 'Warning')
    .slice(0, 2)
    .map(({ reason, message }) => `event ${reason ?? ''}: ${message ?? ''}`);
  return [...waiting, ...warned].map((text) => quote(ref, text));
}

/** Pods without a controller, and those that failed for good without a Job that says so. */
function barePods(world: World, known: ReadonlySet<string>): readonly Detected[] {
  return world.restless().flatMap((pod): Detected[] => {
    const ref = refOf('Pod', pod);
    const { metadata, status } = pod;
    if (
      metadata.deletionTimestamp !== undefined ||
      known.has(refKey(ref)) ||
      world.workloadOf(pod) !== undefined
    )
      return [];
    const failed = status?.phase === 'Failed' && status.reason !== 'Evicted';
    const late = isActive(pod) && !isReady(pod) && status !== undefined && isLate(world, pod);
    if (!failed && !late) return [];
    const text = `phase ${status.phase ?? '?'} ${status.reason ?? ''} ${status.message ?? ''}`;
    return [
      {
        mode: 'Unhealthy',
        object: ref,
        onset: onsetOf(pod),
        evidence: [quote(ref, text), ...candidates(world, pod)],
      },
    ];
  });
}
