import type { OwnOperation } from './own-operations.js';
import type { Indexed } from '../../src/contracts/ports/kubernetes.js';
import type { Condition, KindName, Kinds, KubernetesObject } from '../../src/contracts/kubernetes-objects.js';

/** Every kind that triage looks at. A kind that is not in `objects` was not looked at; an empty list was, and is empty. */
export type SnapshotObjects = { readonly [K in KindName]?: Indexed<Kinds[K]> };

/** Something that was not looked at: no finding about it is no proof of health. */
export interface Incomplete {
  /** A kind, a file, a log or a detector. */
  readonly what: string;
  /** `forbidden`, `not_read`, `unreadable`, … or the words of whoever refused. */
  readonly why: string;
}

/** An object that is to go, whatever it is. */
export interface LeavingObject extends KubernetesObject {
  readonly status?: { readonly conditions?: readonly Condition[] };
}

/** One consistent read of one target, as plain objects. Live clusters and saved files give the same. */
export interface Snapshot {
  /** How people call the place in a command: the environment, or the namespace of saved objects. Undefined: by namespace. */
  readonly environment: string | undefined;
  /** The moment it shows, epoch milliseconds: of saved objects the newest time that they name. */
  readonly now: number;
  /** When it was looked at: later than `now` for saved objects. */
  readonly readAt: number;
  readonly objects: SnapshotObjects;
  /** Log texts by {@link logKey}, masked. */
  readonly logs: ReadonlyMap<string, string>;
  readonly incomplete: readonly Incomplete[];
  /** Objects of kinds that nothing else reads (namespaces, custom resources) whose deletion was asked for; saved objects only. */
  readonly leaving?: readonly LeavingObject[];
  /** What this bot itself did there; saved objects know of none. */
  readonly operations?: readonly OwnOperation[];
  /** When the API server was last heard, epoch milliseconds, where that is longer ago than it should be. */
  readonly heardAt?: number | undefined;
}

export function logKey(namespace: string, pod: string, container: string): string {
  return `${namespace}/${pod}/${container}`;
}

export function partsOfLogKey(key: string): {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
} {
  const [namespace = '', pod = '', container = ''] = key.split('/');
  return { namespace, pod, container };
}

/** Kinds that triage reads of a target. Secrets are not among them: reading them is opt-in. */
export const TRIAGE_KINDS = [
  'Pod',
  'Event',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'ControllerRevision',
  'Service',
  'Endpoints',
  'Ingress',
  'IngressClass',
  'NetworkPolicy',
  'ConfigMap',
  'ServiceAccount',
  'ResourceQuota',
  'LimitRange',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'PersistentVolumeClaim',
  'StorageClass',
  'Certificate',
  'Node',
] as const satisfies readonly KindName[];
