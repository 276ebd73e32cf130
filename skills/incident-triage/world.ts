import type {
  KindName,
  Kinds,
  KubernetesEvent,
  KubernetesObject,
  OwnerReference,
  Pod,
  PodTemplate,
  ReplicaSet,
  Service,
} from '../../src/contracts/kubernetes-objects.js';
import { mapSelects } from '../shared/selectors.js';
import { loggedContainers, troubledContainers, type ContainerAt } from './containers.js';
import { refKey, type ObjectRef } from './finding.js';
import { logKey, type Snapshot } from './snapshot.js';

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
  /** Containers that are not ready or died recently: what most detectors look at. */
  troubled(): readonly ContainerAt[];
}

export function refOf(kind: string, object: KubernetesObject): ObjectRef {
  return { kind, namespace: object.metadata.namespace ?? '', name: object.metadata.name };
}

export function createWorld(snapshot: Snapshot): World {
  const { objects } = snapshot;
  const list = <K extends KindName>(kind: K): readonly Kinds[K][] => objects[kind] ?? [];
  const find = nameIndex(list);
  const pods = list('Pod');
  const events = once(() => groupBy(list('Event').filter(isTelling), eventKey));
  const namespaces = once(() => groupBy(pods, ({ metadata }) => metadata.namespace ?? ''));
  const owners = once(() => ownersOf(list('ReplicaSet')));
  const workloadOf = (pod: Pod): ObjectRef | undefined => {
    const owner = controllerOf(pod);
    if (owner === undefined) return undefined;
    const namespace = pod.metadata.namespace ?? '';
    const above = owner.kind === 'ReplicaSet' ? owners().get(`${namespace}/${owner.name}`) : undefined;
    return { kind: above?.kind ?? owner.kind, namespace, name: above?.name ?? owner.name };
  };
  const controlled = once(() => podsByController(pods));
  const replicaSets = once(() => groupBy(list('ReplicaSet'), deploymentKey, revisionOf));
  const replicaSetsOf: World['replicaSetsOf'] = ({ namespace, name }) =>
    replicaSets().get(`${namespace}/${name}`) ?? [];
  return {
    snapshot,
    now: snapshot.now,
    list,
    looked: (kind) => objects[kind] !== undefined,
    find,
    // Sorted when asked for: of thousands of groups few are looked at.
    events: (ref) => [...(events().get(refKey(ref)) ?? [])].sort((a, b) => eventTime(b) - eventTime(a)),
    podsOf: (ref) =>
      ref.kind === 'Deployment'
        ? replicaSetsOf(ref).flatMap((set) => controlled().get(refKey(refOf('ReplicaSet', set))) ?? [])
        : (controlled().get(refKey(ref)) ?? []),
    replicaSetsOf,
    workloadOf,
    podsIn: (namespace) => namespaces().get(namespace) ?? [],
    restless: once(() => pods.filter(isRestless)),
    selected: selectedPods(pods, list('Service')),
    logged: once(() => loggedContainers(pods, snapshot.logs)),
    workloads: workloadIndex(list),
    troubled: once(() => troubledContainers(pods, snapshot.now)),
    log: (pod, container) =>
      snapshot.logs.get(logKey(pod.metadata.namespace ?? '', pod.metadata.name, container)),
  };
}

function workloadIndex(list: World['list']): World['workloads'] {
  const byNamespace = once(() => {
    const of = (kind: 'Deployment' | 'StatefulSet' | 'DaemonSet'): Workload[] =>
      list(kind).map((each) => {
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

/** Look-up by namespace and name; each kind is indexed when it is first asked for. */
function nameIndex(list: World['list']): World['find'] {
  const indexes: { [K in KindName]?: ReadonlyMap<string, Kinds[K]> } = {};
  const indexOf = <K extends KindName>(kind: K): ReadonlyMap<string, Kinds[K]> => {
    const known: ReadonlyMap<string, Kinds[K]> | undefined = indexes[kind];
    if (known !== undefined) return known;
    const index = new Map<string, Kinds[K]>();
    for (const each of list(kind)) index.set(`${each.metadata.namespace ?? ''}/${each.metadata.name}`, each);
    Object.assign(indexes, { [kind]: index });
    return index;
  };
  return (kind, namespace, name) => indexOf(kind).get(`${namespace}/${name}`);
}

/** Thousands of Services against ten thousands of pods: the rarest label pair of the selector narrows the search. */
function selectedPods(pods: readonly Pod[], services: readonly Service[]): World['selected'] {
  const index = once(() => {
    const found = new Map<string, Pod[]>();
    const keys = new Set(services.flatMap(({ spec }) => Object.keys(spec?.selector ?? {})));
    for (const pod of pods) {
      if (pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed') continue;
      const { namespace = '', labels = {} } = pod.metadata;
      for (const key of keys) {
        const value = labels[key];
        if (value === undefined) continue;
        const pair = `${namespace}/${key}=${value}`;
        const list = found.get(pair);
        if (list === undefined) found.set(pair, [pod]);
        else list.push(pod);
      }
    }
    return found;
  });
  const known = new Map<unknown, readonly Pod[]>();
  return (namespace, selector) => {
    // Three detectors ask about the same Service: its selector object is the key.
    const before = known.get(selector);
    if (before !== undefined) return before;
    const lists = Object.entries(selector ?? {}).map(
      ([key, value]) => index().get(`${namespace}/${key}=${value}`) ?? [],
    );
    const [rarest = [], ...others] = lists.sort((a, b) => a.length - b.length);
    const found =
      others.length === 0 ? rarest : rarest.filter(({ metadata }) => mapSelects(selector, metadata.labels));
    known.set(selector, found);
    return found;
  };
}

export function controllerOf(object: KubernetesObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((owner) => owner.controller === true);
}

/** Epoch milliseconds of the last time an event was seen. */
export function eventTime(event: KubernetesEvent): number {
  const at = Date.parse(
    event.lastTimestamp ?? event.eventTime ?? event.firstTimestamp ?? event.metadata.creationTimestamp ?? '',
  );
  return Number.isNaN(at) ? 0 : at;
}

/** Normal events that detectors read; all others only say that things go well. */
const TOLD = new Set(['ScalingReplicaSet', 'Killing', 'Preempted', 'Evicted']);

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

function eventKey({ involvedObject, metadata }: KubernetesEvent): string {
  const { kind = '', name = '', namespace } = involvedObject ?? {};
  // Events about nodes lie in the default namespace and name none.
  const where = kind === 'Node' || kind === 'PersistentVolume' ? '' : (namespace ?? metadata.namespace ?? '');
  return refKey({ kind, namespace: where, name });
}

function ownersOf(replicaSets: readonly ReplicaSet[]): ReadonlyMap<string, OwnerReference> {
  const owners = new Map<string, OwnerReference>();
  for (const each of replicaSets) {
    const owner = controllerOf(each);
    if (owner !== undefined) owners.set(`${each.metadata.namespace ?? ''}/${each.metadata.name}`, owner);
  }
  return owners;
}

/** By the object that controls them directly. */
function podsByController(pods: readonly Pod[]): ReadonlyMap<string, readonly Pod[]> {
  const owned = pods.filter((pod) => controllerOf(pod) !== undefined);
  return groupBy(owned, (pod) => {
    const { kind = '', name = '' } = controllerOf(pod) ?? {};
    return refKey({ kind, namespace: pod.metadata.namespace ?? '', name });
  });
}

function deploymentKey(replicaSet: ReplicaSet): string {
  const owner = controllerOf(replicaSet);
  return `${replicaSet.metadata.namespace ?? ''}/${owner?.kind === 'Deployment' ? owner.name : ''}`;
}

/** The revision that the Deployment controller wrote on a ReplicaSet; 0 without one. */
function revisionOf(object: KubernetesObject): number {
  return Number(object.metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0) || 0;
}

/** Groups, each sorted by `rank`, highest first, where one is given. */
function groupBy<T>(
  items: readonly T[],
  key: (item: T) => string,
  rank?: (item: T) => number,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  if (rank !== undefined)
    for (const group of groups.values()) if (group.length > 1) group.sort((a, b) => rank(b) - rank(a));
  return groups;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
