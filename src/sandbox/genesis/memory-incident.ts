import type { Condition } from '../../contracts/kubernetes-objects.js';
import * as containers from '../kubelet/container-status.js';
import { timestamp, type Deployment, type Pod, type ReplicaSet, type Stored } from '../objects.js';
import { MEMORY_INCIDENT } from '../world/incidents.js';
import { pastEvents, type Burning, type PastEvent } from './history.js';
import { identified, type Uuid } from './identity.js';
import { imageOf } from './shop.js';
import { nodeFor, startedPod, type Workload } from './workload.js';

const MINUTE_MS = 60_000;
/** The pod waits this long into the new world before it restarts for the next time. */
const NEXT_RESTART_MS = 8_000;

/**
 * A new revision runs out of memory: its one pod restarts again and again while the old pods serve, and the rollout
 * has passed its deadline. `atRest` is the workload whose last rollout is the bad version with one pod.
 */
export function memoryIncident(atRest: Workload, now: number, uuid: Uuid): Burning {
  const began = now - MEMORY_INCIDENT.startedMinutesAgo * MINUTE_MS;
  const restarted = now - MEMORY_INCIDENT.lastRestartSecondsAgo * 1000;
  const [oldSet, newSet] = atRest.sets.slice(-2);
  if (!newSet || !oldSet) return { objects: [], timers: [] };
  const pod = identified(crashingPod(newSet, began, restarted, uuid), uuid);
  const status = { replicas: 1, fullyLabeledReplicas: 1, observedGeneration: 1 };
  const set = identified({ ...newSet, status }, uuid);
  const deployment = identified(overdue(atRest.deployment, oldSet, newSet, began), uuid);
  const serving = atRest.pods.filter(
    (other) => other.metadata.ownerReferences?.[0]?.uid !== newSet.metadata.uid,
  );
  const rows = [...startedEvents(deployment, set, pod, began), ...loopEvents(pod, began, restarted)];
  const events = pastEvents(rows, pod.spec?.nodeName ?? '', MEMORY_INCIDENT.service);
  const { name, namespace = '', uid = '' } = pod.metadata;
  const restart = { task: 'restart', namespace, pod: name, uid, container: MEMORY_INCIDENT.service } as const;
  return {
    objects: [...atRest.sets.slice(0, -1), set, deployment, pod, ...serving, ...events],
    timers: [{ ...restart, due: now + NEXT_RESTART_MS, attempt: 0 }],
  };
}

/** The Deployment ten minutes after its rollout stopped getting anywhere. */
function overdue(
  deployment: Deployment & Stored,
  oldSet: ReplicaSet,
  newSet: ReplicaSet,
  began: number,
): Deployment & Stored {
  const available: Condition = {
    ...{ type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable' },
    message: 'Deployment has minimum availability.',
    lastUpdateTime: oldSet.metadata.creationTimestamp ?? '',
    lastTransitionTime: oldSet.metadata.creationTimestamp ?? '',
  };
  const progressing: Condition = {
    ...{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' },
    message: `ReplicaSet "${newSet.metadata.name}" has timed out progressing.`,
    lastUpdateTime: timestamp(began + 601_000),
    lastTransitionTime: timestamp(began + 601_000),
  };
  const old = oldSet.status?.replicas ?? 0;
  const counts = { replicas: old + 1, updatedReplicas: 1, readyReplicas: old, availableReplicas: old };
  const status = {
    ...deployment.status,
    ...counts,
    unavailableReplicas: 1,
    conditions: [available, progressing],
  };
  return { ...deployment, status };
}

function crashingPod(set: ReplicaSet & Stored, began: number, restarted: number, uuid: Uuid): Pod & Stored {
  const { service, restarts } = MEMORY_INCIDENT;
  const pod = startedPod(set, nodeFor(set, 0), 0, began, (fresh) => {
    const status = { ...containers.running(fresh, 'incident', restarted, false), restartCount: restarts };
    return containers.terminated(status, { exitCode: 137, reason: 'OOMKilled' }, restarted + 3_000);
  });
  const { name, namespace = '', uid = '' } = pod.metadata;
  const message = `back-off 30s restarting failed container=${service} pod=${name}_${namespace}(${uuid(uid)})`;
  const statuses = (pod.status?.containerStatuses ?? []).map((status) =>
    containers.waiting(status, 'CrashLoopBackOff', message),
  );
  return { ...pod, status: { ...pod.status, ...containers.podStatus(pod, statuses, began + 5_000) } };
}

function startedEvents(deployment: Stored, set: Stored, pod: Pod & Stored, began: number): PastEvent[] {
  const { name, namespace = '' } = pod.metadata;
  const image = imageOf(MEMORY_INCIDENT.service, MEMORY_INCIDENT.version);
  const scaled = `Scaled up replica set ${set.metadata.name} from 0 to 1`;
  const assigned = `Successfully assigned ${namespace}/${name} to ${pod.spec?.nodeName ?? ''}`;
  const fetched = `Successfully pulled image "${image}" in 3.102s (3.102s including waiting). Image size: 61442048 bytes.`;
  return [
    { about: deployment, by: 'deployment-controller', reason: 'ScalingReplicaSet', says: scaled, at: began },
    {
      about: set,
      by: 'replicaset-controller',
      reason: 'SuccessfulCreate',
      says: `Created pod: ${name}`,
      at: began,
    },
    { about: pod, by: 'default-scheduler', reason: 'Scheduled', says: assigned, at: began },
    { about: pod, by: 'kubelet', reason: 'Pulling', says: `Pulling image "${image}"`, at: began + 1_000 },
    { about: pod, by: 'kubelet', reason: 'Pulled', says: fetched, at: began + 4_000 },
  ];
}

function loopEvents(pod: Pod & Stored, began: number, last: number): PastEvent[] {
  const { service, version, restarts } = MEMORY_INCIDENT;
  const { name, namespace = '', uid = '' } = pod.metadata;
  const present = `Container image "${imageOf(service, version)}" already present on machine`;
  const backOff = `Back-off restarting failed container ${service} in pod ${name}_${namespace}(${uid})`;
  const again = { about: pod, by: 'kubelet', last } as const;
  return [
    {
      ...again,
      reason: 'Created',
      says: `Created container ${service}`,
      at: began + 5_000,
      count: restarts + 1,
    },
    {
      ...again,
      reason: 'Started',
      says: `Started container ${service}`,
      at: began + 5_000,
      count: restarts + 1,
    },
    { ...again, reason: 'Pulled', says: present, at: began + 25_000, count: restarts },
    { ...again, warning: true, reason: 'BackOff', says: backOff, at: began + 40_000, count: restarts * 4 },
  ];
}
