import type {
  Condition,
  ContainerState,
  Deployment,
  Kinds,
  KindName,
  KubernetesEvent,
  KubernetesObject,
  Node,
  ObjectMeta,
  Pod,
  PodSpec,
  ReplicaSet,
  Service,
} from '../../../src/contracts/kubernetes-objects.js';
import { NOON } from '../../fakes/drafts.js';
import { collect } from '../../../skills/incident-triage/collection.js';
import type { Snapshot, SnapshotObjects } from '../../../skills/incident-triage/snapshot.js';
import { triage, type Report } from '../../../skills/incident-triage/triage.js';

export const NS = 'shop';

/** Minutes before noon, as Kubernetes writes times. */
export function ago(minutes: number): string {
  return new Date(NOON - minutes * 60_000).toISOString().replace('.000Z', 'Z');
}

export function meta(name: string, more: Partial<ObjectMeta> = {}): ObjectMeta {
  return { name, namespace: NS, uid: `uid-${name}`, creationTimestamp: ago(600), ...more };
}

/** An object of a kind as the API gives it. */
export function object<K extends KindName>(kind: K, value: Kinds[K]): Kinds[K] & { readonly kind: K } {
  return { ...value, kind };
}

/** What a test puts in front of the detectors. */
export interface Scene {
  readonly objects: readonly KubernetesObject[];
  /** By `pod/container`. */
  readonly logs?: Readonly<Record<string, string>>;
  /** Kinds that were read and are empty. */
  readonly empty?: readonly KindName[];
}

function snapshotOf({ objects, logs = {}, empty = [] }: Scene): Snapshot {
  const grouped: Record<string, KubernetesObject[]> = Object.fromEntries(empty.map((kind) => [kind, []]));
  for (const each of objects) (grouped[each.kind ?? ''] ??= []).push(each);
  const byKind: SnapshotObjects = Object.fromEntries(
    Object.entries(grouped).map(([kind, members]) => [kind, collect(members)]),
  );
  return {
    environment: 'production',
    now: NOON,
    readAt: NOON,
    objects: byKind,
    logs: new Map(Object.entries(logs).map(([key, text]) => [`${NS}/${key}`, text])),
    incomplete: [],
  };
}
export function examine(scene: Scene): Report {
  return triage(snapshotOf(scene));
}
export function modesIn(scene: Scene): readonly string[] {
  return examine(scene).findings.map(({ mode }) => mode);
}

export interface AppShape {
  readonly version?: string;
  readonly replicas?: number;
  /** Minutes since the newest revision was made. */
  readonly age?: number;
  readonly previous?: { readonly version: string; readonly age: number; readonly pods: number };
  readonly spec?: Partial<PodSpec>;
  readonly pod?: PodShape;
  readonly pods?: number;
  readonly deployment?: Deployment['spec'];
  readonly conditions?: readonly Condition[];
}
export interface PodShape {
  readonly state?: ContainerState;
  readonly lastState?: ContainerState;
  readonly ready?: boolean;
  readonly restarts?: number;
  readonly node?: string | null;
  readonly status?: Pod['status'];
  readonly meta?: Partial<ObjectMeta>;
}

export function labels(name: string): Readonly<Record<string, string>> {
  return { 'app.kubernetes.io/name': name };
}

function podSpec(name: string, version: string, more: Partial<PodSpec> = {}): PodSpec {
  return {
    serviceAccountName: 'default',
    containers: [
      {
        name,
        image: `registry.shop.local/${name}:${version}`,
        ports: [{ name: 'http', containerPort: 8080 }],
        resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
      },
    ],
    ...more,
  };
}

/** One pod of a controller, serving unless told otherwise. */
export function pod(
  name: string,
  app: string,
  version: string,
  owner: { readonly kind: string; readonly name: string } | undefined,
  shape: PodShape = {},
  spec: Partial<PodSpec> = {},
  age = 300,
): Pod & { readonly kind: 'Pod' } {
  const { ready = shape.state === undefined, node = 'node-a', restarts = 0 } = shape;
  const hash =
    owner?.kind === 'ReplicaSet' ? { 'pod-template-hash': owner.name.split('-').at(-1) ?? '' } : {};
  const readyCondition = { type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: ago(age) };
  return object('Pod', {
    metadata: meta(name, {
      labels: { ...labels(app), ...hash },
      creationTimestamp: ago(age),
      ...(owner === undefined
        ? {}
        : { ownerReferences: [{ ...owner, uid: `uid-${owner.name}`, controller: true }] }),
      ...shape.meta,
    }),
    spec: { ...podSpec(app, version, spec), ...(node === null ? {} : { nodeName: node }) },
    status: {
      phase: 'Running',
      conditions: [{ type: 'PodScheduled', status: 'True' }, readyCondition],
      containerStatuses: [
        {
          name: app,
          ready,
          restartCount: restarts,
          image: `registry.shop.local/${app}:${version}`,
          state: shape.state ?? { running: { startedAt: ago(age) } },
          ...(shape.lastState === undefined ? {} : { lastState: shape.lastState }),
        },
      ],
      ...shape.status,
    },
  });
}

/** A Deployment with its ReplicaSets and pods; the newest revision's pods are as `pod` says. */
export function app(name: string, shape: AppShape = {}): readonly KubernetesObject[] {
  const {
    version = '1.0.0',
    replicas = 2,
    age = 300,
    previous,
    spec = {},
    pods = previous === undefined ? replicas : 1,
  } = shape;
  const template = (of: string) => ({ metadata: { labels: labels(name) }, spec: podSpec(name, of, spec) });
  const healthy =
    shape.pod?.state === undefined && shape.pod?.ready !== false && shape.pod?.status === undefined;
  const ready = (healthy ? pods : 0) + (previous?.pods ?? 0);
  const deployment: Deployment & { readonly kind: 'Deployment' } = object('Deployment', {
    metadata: meta(name, { labels: labels(name), generation: 3 }),
    spec: {
      replicas,
      selector: { matchLabels: labels(name) },
      template: template(version),
      ...shape.deployment,
    },
    status: {
      observedGeneration: 3,
      replicas: pods + (previous?.pods ?? 0),
      updatedReplicas: pods,
      readyReplicas: ready,
      availableReplicas: ready,
      unavailableReplicas: pods + (previous?.pods ?? 0) - ready,
      conditions: shape.conditions ?? [
        { type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable', lastUpdateTime: ago(age) },
      ],
    },
  });
  const set = (
    revision: number,
    of: string,
    made: number,
    count: number,
  ): ReplicaSet & { readonly kind: 'ReplicaSet' } =>
    object('ReplicaSet', {
      metadata: meta(`${name}-r${revision}`, {
        labels: { ...labels(name), 'pod-template-hash': `r${revision}` },
        annotations: { 'deployment.kubernetes.io/revision': String(revision) },
        creationTimestamp: ago(made),
        ownerReferences: [{ kind: 'Deployment', name, uid: `uid-${name}`, controller: true }],
      }),
      spec: { replicas: count, template: template(of) },
      status: { replicas: count },
    });
  const podsOf = (
    revision: number,
    of: string,
    count: number,
    made: number,
    as: PodShape,
  ): readonly KubernetesObject[] =>
    Array.from({ length: count }, (_, index) =>
      pod(
        `${name}-r${revision}-${index}`,
        name,
        of,
        { kind: 'ReplicaSet', name: `${name}-r${revision}` },
        as,
        spec,
        made,
      ),
    );
  const old =
    previous === undefined
      ? []
      : [
          set(1, previous.version, previous.age, previous.pods),
          ...podsOf(1, previous.version, previous.pods, previous.age, {}),
        ];
  return [deployment, ...old, set(2, version, age, pods), ...podsOf(2, version, pods, age, shape.pod ?? {})];
}

export function event(
  kind: string,
  name: string,
  reason: string,
  message: string,
  minutes = 2,
  type = 'Warning',
): KubernetesEvent & { readonly kind: 'Event' } {
  const namespace = kind === 'Node' ? {} : { namespace: NS };
  return object('Event', {
    metadata: meta(`${name}.${reason}.${message.length}`),
    type,
    reason,
    message,
    firstTimestamp: ago(minutes + 3),
    lastTimestamp: ago(minutes),
    involvedObject: { kind, name, ...namespace },
  });
}

export function service(name: string, more: Service['spec'] = {}): Service & { readonly kind: 'Service' } {
  return object('Service', {
    metadata: meta(name),
    spec: {
      clusterIP: '10.96.0.7',
      selector: labels(name),
      ports: [{ port: 80, targetPort: 'http' }],
      ...more,
    },
  });
}

export function node(
  name: string,
  conditions: readonly Condition[] = [],
  spec: Node['spec'] = {},
): Node & { readonly kind: 'Node' } {
  const ready = { type: 'Ready', status: 'True', reason: 'KubeletReady', lastTransitionTime: ago(5000) };
  return object('Node', {
    metadata: { name, uid: `uid-${name}`, creationTimestamp: ago(9000) },
    spec,
    status: {
      conditions: conditions.some(({ type }) => type === 'Ready') ? conditions : [ready, ...conditions],
    },
  });
}

export function crashed(exitCode: number, reason: string, more: PodShape = {}, message?: string): PodShape {
  return {
    restarts: 5,
    state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 2m40s restarting failed container' } },
    lastState: {
      terminated: {
        exitCode,
        reason,
        startedAt: ago(3),
        finishedAt: ago(2),
        ...(message === undefined ? {} : { message }),
      },
    },
    ...more,
  };
}
export function waiting(reason: string, message = ''): PodShape {
  return { state: { waiting: { reason, message } } };
}
/** A pod that the scheduler cannot place, with its sentence. */
export function unplaced(message: string, reason = 'Unschedulable'): PodShape {
  return {
    node: null,
    ready: false,
    status: {
      phase: 'Pending',
      conditions: [{ type: 'PodScheduled', status: 'False', reason, message, lastTransitionTime: ago(10) }],
    },
  };
}
