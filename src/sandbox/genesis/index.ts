import { randomBytes, randomUUID } from 'node:crypto';
import { timestamp, type Stored } from '../objects.js';
import { createStore } from '../state/store.js';
import { worldSchema, type Timer, type World } from '../state/world.js';
import {
  ALLOCATABLE,
  ENVIRONMENTS,
  FRONTEND_AUTOSCALER,
  NODES,
  STAGING_QUOTA,
  USERS,
  type EnvironmentRow,
} from '../world/environments.js';
import { MEMORY_INCIDENT, SCALED_AWAY_INCIDENT } from '../world/incidents.js';
import { SERVICES, type ServiceRow } from '../world/services.js';
import { newDelivery } from './delivery.js';
import type { Burning } from './history.js';
import { memoryIncident } from './memory-incident.js';
import { scaledAwayIncident } from './scaled-away-incident.js';
import { identified, uuidsOf, type Uuid } from './identity.js';
import { imageOf, metadata, surroundings } from './shop.js';
import { workload, type Rollout, type Workload } from './workload.js';

const DAY_MS = 86_400_000;

/** A new world from the tables in `world/`, as it is at `now` (epoch milliseconds). */
export function newWorld(now: number): World {
  const worldId = randomUUID();
  const uuid = uuidsOf(worldId);
  const timers: Timer[] = [];
  const objects: Stored[] = [...nodes(now), ...surroundings(now), ...extras(now)];
  for (const environment of ENVIRONMENTS)
    for (const service of SERVICES) {
      const burning = incidentOf(service, environment, now, uuid);
      objects.push(...burning.objects);
      timers.push(...burning.timers);
    }
  const store = createStore({ objects: [], resourceVersion: 48_211 });
  for (const object of objects) store.put(identified(object, uuid));
  return worldSchema.parse({
    format: 1,
    worldId,
    createdAt: now,
    resourceVersion: store.version(),
    tokens: Object.fromEntries(USERS.map((user) => [user, randomBytes(18).toString('base64url')])),
    objects: store.objects(),
    timers: timers.map((timer) => ('uid' in timer ? { ...timer, uid: uuid(timer.uid) } : timer)),
    behaviours: {},
    denials: [],
    pulledImages: NODES.flatMap(({ name }) =>
      SERVICES.flatMap((row) => row.history.map(({ version }) => `${name} ${imageOf(row.name, version)}`)),
    ),
    journal: [],
    delivery: newDelivery(now),
  });
}

function rolloutsOf(service: ServiceRow, environment: EnvironmentRow, now: number): Rollout[] {
  const last = service.history.length - 1;
  return service.history.map(({ version, days, cause }, index) => ({
    version,
    cause,
    at: now - days * DAY_MS - (environment.name === 'production' ? 0 : 3_600_000 * 20),
    pods: index === last ? service.replicas[environment.name] : 0,
  }));
}

function incidentOf(service: ServiceRow, environment: EnvironmentRow, now: number, uuid: Uuid): Burning {
  const rollouts = rolloutsOf(service, environment, now);
  if (environment.name !== 'production') return atRest(workload(service, environment, rollouts));
  if (service.name === SCALED_AWAY_INCIDENT.service)
    return scaledAwayIncident(workload(service, environment, rollouts), now, uuid);
  if (service.name !== MEMORY_INCIDENT.service) return atRest(workload(service, environment, rollouts));
  const { version, cause, startedMinutesAgo } = MEMORY_INCIDENT;
  const bad = { version, cause, at: now - startedMinutesAgo * 60_000, pods: 1 };
  return memoryIncident(workload(service, environment, [...rollouts, bad]), now, uuid);
}

function atRest({ deployment, sets, pods }: Workload): Burning {
  return { objects: [deployment, ...sets, ...pods], timers: [] };
}

function nodes(now: number): Stored[] {
  const born = now - 120 * DAY_MS;
  return NODES.map(({ name, zone }) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      ...metadata('Node', undefined, name, born),
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'topology.kubernetes.io/zone': zone,
      },
    },
    spec: {},
    status: {
      capacity: ALLOCATABLE,
      allocatable: ALLOCATABLE,
      conditions: nodeConditions(born),
      nodeInfo: { kubeletVersion: 'v1.31.0+coxswain-sandbox', osImage: 'simulated', architecture: 'amd64' },
    },
  }));
}

function nodeConditions(born: number): object[] {
  const since = timestamp(born);
  const pressure = ['MemoryPressure', 'DiskPressure', 'PIDPressure'].map((type) => ({
    type,
    status: 'False',
    reason: `KubeletHasNo${type}`,
  }));
  const ready = {
    type: 'Ready',
    status: 'True',
    reason: 'KubeletReady',
    message: 'kubelet is posting ready status',
  };
  return [...pressure, ready].map((condition) => ({
    ...condition,
    lastHeartbeatTime: since,
    lastTransitionTime: since,
  }));
}

/** The quota in staging, the autoscaler of the frontend, and a Secret. */
function extras(now: number): Stored[] {
  const born = now - 30 * DAY_MS;
  const { min, max, cpuPercent } = FRONTEND_AUTOSCALER;
  const utilization = { type: 'Utilization', averageUtilization: cpuPercent };
  const scaler = {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'frontend' },
    minReplicas: min,
    maxReplicas: max,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: utilization } }],
  };
  const secret = { GATEWAY_KEY: Buffer.from('sandbox-gateway-key').toString('base64') };
  const quota = {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: metadata('ResourceQuota', 'shop-staging', 'staging-quota', born),
  };
  return [
    { ...quota, ...{ spec: { hard: STAGING_QUOTA } } },
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: metadata('HorizontalPodAutoscaler', 'shop', 'frontend', born, 'frontend'),
      ...{ spec: scaler, status: { desiredReplicas: min, currentReplicas: min } },
    },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: metadata('Secret', 'shop', 'payments-api-gateway', born, 'payments-api'),
      ...{ type: 'Opaque', data: secret },
    },
  ];
}
