import { trustKubernetesObject } from '../../trust-boundaries.js';
import type { ConfigMap, Node, ResourceQuota, Service } from '../../contracts/kubernetes-objects.js';
import {
  epoch,
  type Autoscaler,
  type Deployment,
  type Event,
  type Pod,
  type ReplicaSet,
  type Stored,
} from '../objects.js';
import { conditionText } from './present.js';
import type { Target } from './resources.js';

/** A column of `kubectl get`: heading, and what stands below it. Priority 1 is shown with `-o wide` only. */
interface Column {
  readonly name: string;
  readonly cell: (object: Stored, now: number) => string | number;
  readonly priority?: number;
}
const as = trustKubernetesObject;
const column = (name: string, cell: Column['cell'], priority = 0): Column => ({ name, cell, priority });

const NAME = column('Name', ({ metadata }) => metadata.name);
const AGE = column('Age', ({ metadata }, now) => age(now - epoch(metadata.creationTimestamp)));

/** As duration.HumanDuration prints an age. */
function age(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [days, hours, minutes] = [seconds / 86_400, seconds / 3_600, seconds / 60].map(Math.floor);
  if (days !== undefined && days > 1) return `${days}d`;
  if (hours !== undefined && hours >= 3) return `${hours}h`;
  if (minutes !== undefined && minutes >= 10) return `${minutes}m`;
  if (minutes !== undefined && minutes >= 2)
    return seconds % 60 === 0 ? `${minutes}m` : `${minutes}m${seconds % 60}s`;
  return `${seconds}s`;
}

function podState(pod: Pod): string {
  if (pod.metadata.deletionTimestamp !== undefined) return 'Terminating';
  const states = (pod.status?.containerStatuses ?? []).map(
    ({ state }) => state?.waiting?.reason ?? state?.terminated?.reason,
  );
  return states.find((reason) => reason !== undefined) ?? pod.status?.phase ?? 'Unknown';
}

const COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  Deployment: [
    NAME,
    column(
      'Ready',
      (o) => `${as<Deployment>(o).status?.readyReplicas ?? 0}/${as<Deployment>(o).spec?.replicas ?? 0}`,
    ),
    column('Up-to-date', (o) => as<Deployment>(o).status?.updatedReplicas ?? 0),
    column('Available', (o) => as<Deployment>(o).status?.availableReplicas ?? 0),
    AGE,
    column(
      'Images',
      (o) => (as<Deployment>(o).spec?.template?.spec?.containers ?? []).map((c) => c.image).join(','),
      1,
    ),
  ],
  ReplicaSet: [
    NAME,
    column('Desired', (o) => as<ReplicaSet>(o).spec?.replicas ?? 0),
    column('Current', (o) => as<ReplicaSet>(o).status?.replicas ?? 0),
    column('Ready', (o) => as<ReplicaSet>(o).status?.readyReplicas ?? 0),
    AGE,
  ],
  Pod: [
    NAME,
    column('Ready', (o) => {
      const statuses = as<Pod>(o).status?.containerStatuses ?? [];
      return `${statuses.filter(({ ready }) => ready).length}/${as<Pod>(o).spec?.containers?.length ?? 0}`;
    }),
    column('Status', (o) => podState(as<Pod>(o))),
    column('Restarts', (o) =>
      (as<Pod>(o).status?.containerStatuses ?? []).reduce((sum, c) => sum + (c.restartCount ?? 0), 0),
    ),
    AGE,
    column('IP', (o) => as<Pod>(o).status?.podIP ?? '<none>', 1),
    column('Node', (o) => as<Pod>(o).spec?.nodeName ?? '<none>', 1),
  ],
  Service: [
    NAME,
    column('Type', (o) => as<Service>(o).spec?.type ?? ''),
    column('Port(s)', (o) =>
      (as<Service>(o).spec?.ports ?? []).map((p) => `${p.port ?? 0}/${p.protocol ?? 'TCP'}`).join(','),
    ),
    AGE,
  ],
  Node: [
    NAME,
    column('Status', (o) => {
      const ready = conditionText(as<Node>(o).status?.conditions, 'Ready') === 'True' ? 'Ready' : 'NotReady';
      return as<Node>(o).spec?.unschedulable === true ? `${ready},SchedulingDisabled` : ready;
    }),
    AGE,
  ],
  Event: [
    column('Last Seen', (o, now) => age(now - epoch(as<Event>(o).lastTimestamp))),
    column('Type', (o) => as<Event>(o).type ?? ''),
    column('Reason', (o) => as<Event>(o).reason ?? ''),
    column(
      'Object',
      (o) =>
        `${(as<Event>(o).involvedObject?.kind ?? '').toLowerCase()}/${as<Event>(o).involvedObject?.name ?? ''}`,
    ),
    column('Message', (o) => as<Event>(o).message ?? ''),
  ],
  ConfigMap: [NAME, column('Data', (o) => Object.keys(as<ConfigMap>(o).data ?? {}).length), AGE],
  HorizontalPodAutoscaler: [
    NAME,
    column(
      'Reference',
      (o) =>
        `${as<Autoscaler>(o).spec?.scaleTargetRef?.kind ?? ''}/${as<Autoscaler>(o).spec?.scaleTargetRef?.name ?? ''}`,
    ),
    column('MinPods', (o) => as<Autoscaler>(o).spec?.minReplicas ?? 1),
    column('MaxPods', (o) => as<Autoscaler>(o).spec?.maxReplicas ?? 0),
    column('Replicas', (o) => as<Autoscaler>(o).status?.currentReplicas ?? 0),
    AGE,
  ],
  ResourceQuota: [
    NAME,
    column('Request', (o) => {
      const { hard = {}, used = {} } = as<ResourceQuota>(o).status ?? {};
      return Object.entries(hard)
        .map(([name, limit]) => `${name}: ${used[name] ?? '0'}/${limit}`)
        .join(', ');
    }),
    AGE,
  ],
};

/** Whether the client prefers metav1.Table, as kubectl get does. */
export function wantsTable(accept: string): boolean {
  return /application\/json;as=Table;v=v1;g=meta\.k8s\.io/.test(accept.replaceAll(' ', ''));
}

/** A metav1.Table; kinds without columns of their own show name and age. */
export function tableOf(
  objects: readonly Stored[],
  { resource }: Target,
  now: number,
  metadata: object,
): object {
  const columns = COLUMNS[resource.kind] ?? [NAME, AGE];
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: columns.map(({ name, priority = 0 }) => ({
      ...{ name, type: 'string', format: name === 'Name' ? 'name' : '', description: '', priority },
    })),
    rows: objects.map((object) => ({
      cells: columns.map(({ cell }) => cell(object, now)),
      object: { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata },
    })),
  };
}
