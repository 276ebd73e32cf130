import type {
  KindName,
  Kinds,
  KubernetesEvent,
  KubernetesObject,
  Pod,
  PodTemplate,
  ReplicaSet,
} from '../../src/contracts/kubernetes-objects.js';
import type { Indexed, IndexKeys } from '../../src/contracts/ports/kubernetes.js';
import { mapSelects } from '../shared/selectors.js';
import { collect, when, YES } from './collection.js';
import { containerOf, mayBeTroubled, troubledContainers, type ContainerAt } from './containers.js';
import { isLeftFailed, standingFailures } from './failed-jobs.js';
import type { ObjectRef } from './finding.js';
import { controllerOf } from './owners.js';
import { logKey, partsOfLogKey, type Snapshot } from './snapshot.js';

/** Something that makes pods by a template. */
export interface Workload {
  readonly ref: ObjectRef;
  readonly template: PodTemplate | undefined;
  /** As many as it wants; 1 where that is not a number of its own (DaemonSet). */
  readonly replicas: number;
}

/** A snapshot with the look-ups that detectors need, each built once and in linear time. */
export interface World {
  readonly snapshot: Snapshot;
  readonly now: number;
  list<K extends KindName>(kind: K): readonly Kinds[K][];
  /** Objects by a key of an index; the function is its name: pass a constant. */
  having<K extends KindName>(kind: K, keys: IndexKeys<Kinds[K]>, key: string): readonly Kinds[K][];
  /** Whether the kind was read at all: absence proves nothing otherwise. */
  looked(kind: KindName): boolean;
  find<K extends KindName>(kind: K, namespace: string, name: string): Kinds[K] | undefined;
  /** Events about an object, newest first. */
  events(ref: ObjectRef): readonly KubernetesEvent[];
  /** Pods that an object controls, through ReplicaSets too. */
  podsOf(ref: ObjectRef): readonly Pod[];
  /** ReplicaSets of a Deployment, newest revision first. */
  replicaSetsOf(ref: ObjectRef): readonly ReplicaSet[];
  /** What ultimately controls a pod: Deployment, StatefulSet, DaemonSet, Job, an unknown kind, or undefined for a bare pod. */
  workloadOf(pod: Pod): ObjectRef | undefined;
  podsIn(namespace: string): readonly Pod[];
  /** Pods that are not simply running and ready: of thousands, the few that most detectors need to look at. */
  restless(): readonly Pod[];
  /** Pods that a Service's selector matches; those that ended do not count. */
  selected(namespace: string, selector: Readonly<Record<string, string>> | undefined): readonly Pod[];
  log(pod: Pod, container: string): string | undefined;
  /** Containers of active pods whose log was read, well or not. */
  logged(): readonly ContainerAt[];
  /** What makes pods in a namespace, with its template. */
  workloads(namespace: string): readonly Workload[];
  /** Jobs that failed and that no later run made good, as `namespace/name`. */
  failedJobs(): ReadonlySet<string>;
  /** Containers that are not ready, died recently, or failed for good: what most detectors look at. */
  troubled(): readonly ContainerAt[];
}

export function refOf(kind: string, object: KubernetesObject): ObjectRef {
  return { kind, namespace: object.metadata.namespace ?? '', name: object.metadata.name };
}

export function createWorld(snapshot: Snapshot): World {
  const { objects } = snapshot;
  const empty = collect<never>([]);
  const of = <K extends KindName>(kind: K): Indexed<Kinds[K]> => objects[kind] ?? empty;
  const list: World['list'] = (kind) => of(kind).items;
  const find: World['find'] = (kind, namespace, name) => named(of(kind), namespace, name);
  const workloadOf = (pod: Pod): ObjectRef | undefined => {
    const owner = controllerOf(pod);
    if (owner === undefined) return undefined;
    const namespace = pod.metadata.namespace ?? '';
    const set = owner.kind === 'ReplicaSet' ? find('ReplicaSet', namespace, owner.name) : undefined;
    const above = set === undefined ? undefined : controllerOf(set);
    return { kind: above?.kind ?? owner.kind, namespace, name: above?.name ?? owner.name };
  };
  const replicaSetsOf: World['replicaSetsOf'] = (ref) =>
    ref.kind === 'Deployment'
      ? sorted(ownedBy(of('ReplicaSet'), ref), (a, b) => revisionOf(b) - revisionOf(a))
      : [];
  const failedJobs = once(() => standingFailures(list('Job')));
  const isLeft = (pod: Pod): boolean => isLeftFailed(pod, failedJobs);
  return {
    snapshot,
    now: snapshot.now,
    list,
    having: (kind, keys, key) => of(kind).index(keys)(key),
    looked: (kind) => objects[kind] !== undefined,
    find,
    events: (ref) => {
      const about = of('Event').index(TOLD_ABOUT)(ref.name);
      return sorted(
        about.filter((event) => isAbout(event, ref)),
        (a, b) => eventTime(b) - eventTime(a),
      );
    },
    podsOf: (ref) =>
      ref.kind === 'Deployment'
        ? replicaSetsOf(ref).flatMap((set) => ownedBy(of('Pod'), refOf('ReplicaSet', set)))
        : ownedBy(of('Pod'), ref),
    replicaSetsOf,
    workloadOf,
    podsIn: (namespace) => of('Pod').index(NAMESPACE)(namespace),
    restless: once(() => of('Pod').index(RESTLESS)(YES)),
    selected: selectedPods(of('Pod')),
    logged: once(() =>
      [...snapshot.logs.keys()].flatMap((key) => {
        const { namespace, pod, container } = partsOfLogKey(key);
        return containerOf(find('Pod', namespace, pod), container, isLeft);
      }),
    ),
    workloads: workloadIndex(list),
    failedJobs,
    troubled: once(() => troubledContainers(of('Pod').index(TROUBLED)(YES), snapshot.now, isLeft)),
    log: (pod, container) =>
      snapshot.logs.get(logKey(pod.metadata.namespace ?? '', pod.metadata.name, container)),
  };
}

/** The indexes: what is kept at hand keeps them right with every change, so they depend on an object alone. */
const NAME = ({ metadata }: KubernetesObject): readonly string[] => [metadata.name];
const NAMESPACE = ({ metadata }: KubernetesObject): readonly string[] => [metadata.namespace ?? ''];
const OWNER = (object: KubernetesObject): readonly string[] => {
  const owner = controllerOf(object);
  return owner === undefined ? [] : [owner.name];
};
const LABEL_VALUE = ({ metadata, status }: Pod): readonly string[] =>
  status?.phase === 'Succeeded' || status?.phase === 'Failed' ? [] : Object.values(metadata.labels ?? {});
const TOLD_ABOUT = (event: KubernetesEvent): readonly string[] =>
  isTelling(event) ? [event.involvedObject?.name ?? ''] : [];
const RESTLESS = when(isRestless);
const TROUBLED = when(mayBeTroubled);

function named<T extends KubernetesObject>(
  objects: Indexed<T>,
  namespace: string,
  name: string,
): T | undefined {
  return objects
    .index(NAME)(name)
    .find(({ metadata }) => (metadata.namespace ?? '') === namespace);
}

/** Objects by what controls them directly. */
function ownedBy<T extends KubernetesObject>(
  objects: Indexed<T>,
  { kind, namespace, name }: ObjectRef,
): readonly T[] {
  const owned = objects.index(OWNER)(name);
  return owned.filter(
    (each) => (each.metadata.namespace ?? '') === namespace && controllerOf(each)?.kind === kind,
  );
}

function workloadIndex(list: World['list']): World['workloads'] {
  const byNamespace = once(() => {
    const of = (kind: 'Deployment' | 'StatefulSet' | 'DaemonSet'): Workload[] =>
      list(kind).map((each): Workload => {
        const replicas = each.spec !== undefined && 'replicas' in each.spec ? (each.spec.replicas ?? 1) : 1;
        return { ref: refOf(kind, each), template: each.spec?.template, replicas };
      });
    return groupBy(
      [...of('Deployment'), ...of('StatefulSet'), ...of('DaemonSet')],
      ({ ref }) => ref.namespace,
    );
  });
  return (namespace) => byNamespace().get(namespace) ?? [];
}

/** Thousands of Services against ten thousands of pods: the rarest label value of the selector narrows the search. */
function selectedPods(pods: Indexed<Pod>): World['selected'] {
  const known = new Map<unknown, readonly Pod[]>();
  const alike = new Map<string, readonly Pod[]>();
  return (namespace, selector) => {
    // Three detectors ask about the same Service: its selector object is the key; Services may also be alike.
    const text = `${namespace} ${JSON.stringify(selector)}`;
    const before = known.get(selector) ?? alike.get(text);
    if (before !== undefined) return before;
    const valued = pods.index(LABEL_VALUE);
    const lists = Object.values(selector ?? {}).map(valued);
    const [rarest = []] = lists.length < 2 ? lists : lists.sort((a, b) => a.length - b.length);
    // A value may stand under two labels of one pod.
    const found = [...new Set(rarest)].filter(
      ({ metadata }) => (metadata.namespace ?? '') === namespace && mapSelects(selector, metadata.labels),
    );
    known.set(selector, found);
    alike.set(text, found);
    return found;
  };
}

/** Epoch milliseconds of the last time an event was seen. */
export function eventTime(event: KubernetesEvent): number {
  const at = Date.parse(
    event.series?.lastObservedTime ??
      event.lastTimestamp ??
      event.eventTime ??
      event.firstTimestamp ??
      event.metadata.creationTimestamp ??
      '',
  );
  return Number.isNaN(at) ? 0 : at;
}

/** Normal events that detectors read; all others only say that things go well. */
const TOLD = new Set(['ScalingReplicaSet', 'Killing', 'Preempted', 'Evicted', 'FailedBinding']);

function isTelling({ type, reason = '' }: KubernetesEvent): boolean {
  return type !== 'Normal' || TOLD.has(reason);
}

function isRestless({ metadata, status }: Pod): boolean {
  if (metadata.deletionTimestamp !== undefined || status?.phase !== 'Running') return true;
  let ready = false;
  for (const { type, status: is } of status.conditions ?? []) {
    if (type === 'DisruptionTarget') return true;
    if (type === 'Ready') ready = is === 'True';
  }
  return !ready;
}

function isAbout({ involvedObject, metadata }: KubernetesEvent, { kind, namespace }: ObjectRef): boolean {
  if (involvedObject?.kind !== kind) return false;
  // Events about nodes lie in the default namespace and name none.
  return namespace === '' || (involvedObject.namespace ?? metadata.namespace ?? '') === namespace;
}

/** The revision that the Deployment controller wrote on a ReplicaSet; 0 without one. */
function revisionOf(object: KubernetesObject): number {
  return Number(object.metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0) || 0;
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}

function sorted<T>(items: readonly T[], order: (a: T, b: T) => number): readonly T[] {
  return items.length < 2 ? items : items.toSorted(order);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
