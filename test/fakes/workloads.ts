import type {
  ConfigMap,
  ContainerState,
  Deployment,
  Pod,
  PodTemplate,
  ReplicaSet,
  Service,
} from '../../src/contracts/kubernetes-objects.js';
import { NOON } from './drafts.js';

/** Minutes before noon, as Kubernetes writes times. */
function before(minutes: number): string {
  return new Date(NOON - minutes * 60_000).toISOString().replace('.000Z', 'Z');
}

export interface DeploymentShape {
  readonly namespace?: string;
  readonly version?: string;
  readonly replicas?: number;
  readonly ready?: number;
  readonly updated?: number;
  readonly total?: number;
  readonly paused?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly configMap?: string;
}

/** A Deployment as it is after a finished rollout, unless told otherwise. */
export function aDeployment(name: string, shape: DeploymentShape = {}): Deployment {
  const { namespace = 'shop', version = '1.4.1', replicas = 3, paused = false } = shape;
  const { ready = replicas, updated = replicas, total = replicas } = shape;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name,
      namespace,
      uid: `uid-${namespace}-${name}`,
      generation: 1,
      labels: { 'app.kubernetes.io/name': name, ...shape.labels },
      ...(shape.annotations === undefined ? {} : { annotations: shape.annotations }),
    },
    spec: {
      replicas,
      ...(paused ? { paused } : {}),
      selector: { matchLabels: { 'app.kubernetes.io/name': name } },
      template: aTemplate(name, version, shape.configMap),
    },
    status: {
      observedGeneration: 1,
      replicas: total,
      updatedReplicas: updated,
      readyReplicas: ready,
      availableReplicas: ready,
    },
  };
}

function aTemplate(name: string, version: string, configMap?: string): PodTemplate {
  return {
    metadata: { labels: { 'app.kubernetes.io/name': name } },
    spec: {
      containers: [
        {
          name,
          image: `registry.shop.local/${name}:${version}`,
          ...(configMap === undefined ? {} : { envFrom: [{ configMapRef: { name: configMap } }] }),
        },
      ],
    },
  };
}

export interface PodShape {
  readonly namespace?: string;
  readonly version?: string;
  readonly suffix?: string;
  readonly ready?: boolean;
  readonly restarts?: number;
  readonly state?: ContainerState;
  readonly lastState?: ContainerState;
}

/** A pod that has been serving for an hour, unless told otherwise. */
export function aPod(name: string, shape: PodShape = {}): Pod {
  const { namespace = 'shop', version = '1.4.1', suffix = 'abc12', ready = true, restarts = 0 } = shape;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${name}-${suffix}`,
      namespace,
      labels: { 'app.kubernetes.io/name': name },
      creationTimestamp: before(60),
    },
    spec: { containers: [{ name, image: `registry.shop.local/${name}:${version}` }] },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      containerStatuses: [
        {
          name,
          ready,
          restartCount: restarts,
          state: shape.state ?? { running: { startedAt: before(60) } },
          ...(shape.lastState === undefined ? {} : { lastState: shape.lastState }),
        },
      ],
    },
  };
}

/** A container that was killed for memory `minutes` ago and waits to be started again. */
export function outOfMemory(minutes = 2): Pick<PodShape, 'ready' | 'restarts' | 'state' | 'lastState'> {
  return {
    ready: false,
    restarts: 4,
    state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 40s restarting failed container' } },
    lastState: {
      terminated: {
        reason: 'OOMKilled',
        exitCode: 137,
        startedAt: before(minutes + 1),
        finishedAt: before(minutes),
      },
    },
  };
}

/** The ReplicaSet of one revision of a Deployment. */
export function aReplicaSet(
  deployment: Deployment,
  revision: number,
  version: string,
  minutesAgo: number,
  annotations: Readonly<Record<string, string>> = {},
): ReplicaSet {
  const { name, namespace, uid } = deployment.metadata;
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name}-r${revision}`,
      ...(namespace === undefined ? {} : { namespace }),
      labels: { 'app.kubernetes.io/name': name, 'pod-template-hash': `r${revision}` },
      annotations: { 'deployment.kubernetes.io/revision': String(revision), ...annotations },
      creationTimestamp: before(minutesAgo),
      ownerReferences: [
        { kind: 'Deployment', name, ...(uid === undefined ? {} : { uid }), controller: true },
      ],
    },
    spec: { template: aTemplate(name, version) },
  };
}

export function aService(name: string, namespace = 'shop'): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace },
    spec: { selector: { 'app.kubernetes.io/name': name }, ports: [{ port: 80 }] },
  };
}

export function aConfigMap(name: string, minutesAgo: number, manager: string): ConfigMap {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name,
      namespace: 'shop',
      creationTimestamp: before(10_000),
      managedFields: [{ manager, operation: 'Update', time: before(minutesAgo) }],
    },
  };
}
