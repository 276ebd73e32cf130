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
      .filter(({ ref }) => restless.has(refKey(ref)) || isSettled(world, ref))
      .filter(({ ref }) => !known.has(refKey(ref)))
      .flatMap((workload) => ofWorkload(world, workload)),
    ...barePods(world, known),
  ];
}

function ofWorkload(world: World, { ref, replicas }: Workload): readonly Detected[] {
  if (replicas === 0) return [];
  const pods = world.podsOf(ref).filter(isActive);
  const unready = pods.filter((pod) => !isReady(pod) && isLate(world, pod));
  const missing = world.looked('Pod') && pods.length === 0 && isSettled(world, ref);
  if (unready.length === 0 && !missing) return [];
  const began = unready.flatMap((pod) => onsetOf(pod) ?? []);
  const text = missing
    ? `wants ${replicas} pods and has none`
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

/** A Deployment made moments ago has no pods yet; one that the controller has seen and counted should. */
function isSettled(world: World, { kind, namespace, name }: Workload['ref']): boolean {
  if (kind !== 'Deployment') return false;
  const found = world.find('Deployment', namespace, name);
  if ((found?.status?.unavailableReplicas ?? 0) === 0) return false;
  return world.now - Date.parse(found?.metadata.creationTimestamp ?? '') > PATIENCE_MS;
}

/** What a container waits for while a pod starts; any other reason is trouble from the first moment. */
const STARTING = new Set(['ContainerCreating', 'PodInitializing', '']);

function isLate(world: World, pod: Pod): boolean {
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  if (statuses.some(({ state }) => !STARTING.has(state?.waiting?.reason ?? ''))) return true;
  // A pod whose conditions were not saved is not clearly unhealthy.
  const ready = pod.status?.conditions?.find(({ type }) => type === 'Ready');
  if (ready === undefined && pod.status?.phase === 'Running') return false;
  const since = onsetOf(pod);
  return since === undefined || world.now - since > PATIENCE_MS;
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
