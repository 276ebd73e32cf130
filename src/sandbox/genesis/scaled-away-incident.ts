import type { Pod, ReplicaSet, Stored } from '../objects.js';
import { epoch } from '../objects.js';
import { SCALED_AWAY_INCIDENT } from '../world/incidents.js';
import { pastEvents, type Burning, type PastEvent } from './history.js';
import { identified, type Uuid } from './identity.js';
import { managedBy } from './shop.js';
import { settled, type Workload } from './workload.js';

const MINUTE_MS = 60_000;

/** Somebody scaled a service to nothing and its Service still selects it. */
export function scaledAwayIncident(atRest: Workload, now: number, uuid: Uuid): Burning {
  const at = now - SCALED_AWAY_INCIDENT.minutesAgo * MINUTE_MS;
  const { deployment, pods } = atRest;
  const newest = atRest.sets.at(-1);
  if (!newest) return { objects: [], timers: [] };
  const managedFields = [
    ...(deployment.metadata.managedFields ?? []),
    managedBy(SCALED_AWAY_INCIDENT.by, at, { subresource: 'scale' }),
  ];
  const generation = (deployment.metadata.generation ?? 1) + 1;
  const metadata = { ...deployment.metadata, generation, managedFields };
  const scaled = { ...deployment, metadata, spec: { ...deployment.spec, replicas: 0 } };
  const sets = [...atRest.sets.slice(0, -1), emptied(newest)];
  const rested = settled(scaled, sets, epoch(newest.metadata.creationTimestamp));
  const set = identified(newest, uuid);
  const says = `Scaled down replica set ${newest.metadata.name} from ${pods.length} to 0`;
  const about = identified(rested, uuid);
  const rows: PastEvent[] = [
    { about, by: 'deployment-controller', reason: 'ScalingReplicaSet', says, at },
    ...pods.flatMap((pod) => stopped(identified(pod, uuid), set, at)),
  ];
  const events = pastEvents(rows, pods[0]?.spec?.nodeName ?? '', SCALED_AWAY_INCIDENT.service);
  return { objects: [...sets, rested, ...events], timers: [] };
}

function emptied(set: ReplicaSet & Stored): ReplicaSet & Stored {
  const annotations = {
    ...set.metadata.annotations,
    'deployment.kubernetes.io/desired-replicas': '0',
    'deployment.kubernetes.io/max-replicas': '0',
  };
  const metadata = { ...set.metadata, annotations, generation: 2 };
  const status = { replicas: 0, observedGeneration: 2 };
  return { ...set, metadata, spec: { ...set.spec, replicas: 0 }, status };
}

function stopped(pod: Pod & Stored, set: Stored, at: number): PastEvent[] {
  const says = `Stopping container ${SCALED_AWAY_INCIDENT.service}`;
  const deleted = `Deleted pod: ${pod.metadata.name}`;
  return [
    { about: set, by: 'replicaset-controller', reason: 'SuccessfulDelete', says: deleted, at },
    { about: pod, by: 'kubelet', reason: 'Killing', says, at },
  ];
}
