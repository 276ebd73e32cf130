import { randomUUID } from 'node:crypto';
import type { Cluster } from '../cluster.js';
import { deletePod } from '../kubelet/termination.js';
import {
  controllerReference,
  isActive,
  isControlledBy,
  isReady,
  readySince,
  timestamp,
  type Pod,
  type ReplicaSet,
  type Stored,
} from '../objects.js';
import { conditionOf, removeCondition, setCondition } from './conditions.js';
import { quotaObjection } from './quota.js';
import { safeName } from './revisions.js';

type OwnedSet = ReplicaSet & Stored;
const COMPONENT = 'replicaset-controller';

/** Creates and deletes pods until their number is right, then counts them. */
export function reconcileReplicaSet(cluster: Cluster, set: OwnedSet): void {
  if (set.metadata.deletionTimestamp !== undefined) return;
  const active = activePods(cluster, set);
  const difference = (set.spec?.replicas ?? 1) - active.length;
  let failure: string | undefined;
  for (let missing = difference; missing > 0 && failure === undefined; missing -= 1)
    failure = createPod(cluster, set);
  if (difference < 0)
    for (const pod of active.sort(leastMissedFirst).slice(0, -difference)) {
      deletePod(cluster, pod);
      record(cluster, set, 'Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`);
    }
  writeStatus(cluster, set, failure);
}

function activePods(cluster: Cluster, set: OwnedSet): (Pod & Stored)[] {
  const pods = cluster.store.list('Pod', set.metadata.namespace);
  return pods.filter((pod) => isControlledBy(pod, set) && isActive(pod));
}

/**
 * Who is deleted first (controller.ActivePodsWithRanks): unscheduled, then not running, then not ready, then ready
 * for the shortest time, then more restarts, then younger.
 */
function leastMissedFirst(a: Pod, b: Pod): number {
  const running = (pod: Pod) => Number(pod.status?.phase === 'Running');
  const restarts = (pod: Pod) =>
    Math.max(0, ...(pod.status?.containerStatuses ?? []).map((c) => c.restartCount ?? 0));
  return (
    Number(a.spec?.nodeName !== undefined) - Number(b.spec?.nodeName !== undefined) ||
    running(a) - running(b) ||
    Number(isReady(a)) - Number(isReady(b)) ||
    (readySince(b) ?? 0) - (readySince(a) ?? 0) ||
    restarts(b) - restarts(a) ||
    (b.metadata.creationTimestamp ?? '').localeCompare(a.metadata.creationTimestamp ?? '')
  );
}

/** The pod of a template as the API server would store it, not yet scheduled. */
export function podFromTemplate(set: OwnedSet, uid: string, created: string): Pod & Stored {
  const { namespace } = set.metadata;
  const template = set.spec?.template;
  const annotations = template?.metadata?.annotations;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${set.metadata.name}-${safeName(uid, 5)}`,
      ...{ generateName: `${set.metadata.name}-` },
      ...(namespace !== undefined && { namespace }),
      uid,
      creationTimestamp: created,
      labels: { ...template?.metadata?.labels },
      ...(annotations && { annotations }),
      ownerReferences: [controllerReference(set)],
    },
    spec: { serviceAccountName: 'default', ...template?.spec },
    status: { phase: 'Pending', qosClass: 'Burstable' },
  };
}

/** Returns why the pod could not be created, if so. */
function createPod(cluster: Cluster, set: OwnedSet): string | undefined {
  const pod = podFromTemplate(set, randomUUID(), timestamp(cluster.now()));
  const objection = quotaObjection(cluster.store, pod);
  if (objection === undefined) {
    cluster.store.put(pod);
    record(cluster, set, 'Normal', 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`);
    return undefined;
  }
  const message = `pods "${pod.metadata.name}" is forbidden: ${objection}`;
  const known = conditionOf(set.status?.conditions, 'ReplicaFailure')?.message ?? '';
  // Names differ with every attempt; what matters is whether the objection is a new one.
  if (!known.endsWith(objection))
    record(cluster, set, 'Warning', 'FailedCreate', `Error creating: ${message}`);
  return known.endsWith(objection) ? known : message;
}

function record(
  cluster: Cluster,
  about: Stored,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
): void {
  cluster.record({ about, type, reason, message, component: COMPONENT });
}

function writeStatus(cluster: Cluster, set: OwnedSet, failure: string | undefined): void {
  const { store } = cluster;
  const current = store.get('ReplicaSet', set.metadata.namespace ?? '', set.metadata.name);
  if (!current) return;
  const active = activePods(cluster, current);
  const ready = active.filter(isReady);
  const available = availableAmong(cluster, current, ready);
  const before = current.status?.conditions ?? [];
  const conditions =
    failure === undefined
      ? removeCondition(before, 'ReplicaFailure')
      : setCondition(
          before,
          { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: failure },
          cluster.now(),
        );
  const counts = {
    fullyLabeledReplicas: active.length,
    readyReplicas: ready.length,
    availableReplicas: available,
  };
  const status = {
    replicas: active.length,
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    observedGeneration: current.metadata.generation ?? 1,
    ...(conditions.length > 0 && {
      conditions: conditions.map(({ lastUpdateTime: _unused, ...rest }) => rest),
    }),
  };
  store.put({ ...current, status });
}

/** Ready for `minReadySeconds`; looks again when the next one will be. */
function availableAmong(cluster: Cluster, set: OwnedSet, ready: readonly Pod[]): number {
  const waitMs = (set.spec?.minReadySeconds ?? 0) * 1000;
  if (waitMs === 0) return ready.length;
  const due = ready.map((pod) => (readySince(pod) ?? 0) + waitMs);
  const later = due.filter((time) => time > cluster.now());
  const namespace = set.metadata.namespace ?? '';
  if (later.length > 0) cluster.schedule({ due: Math.min(...later), task: 'reconcile', namespace });
  return due.length - later.length;
}
