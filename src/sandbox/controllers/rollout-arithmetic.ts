import type { Deployment, ReplicaSet } from '../objects.js';

/**
 * How many pods a rolling update may add and remove. All rules here are those of the Deployment controller
 * (kubernetes/kubernetes, pkg/controller/deployment/util): surge rounds up, unavailability rounds down, and both
 * zero would never progress, so one pod may then be missing.
 */
export interface Bounds {
  readonly surge: number;
  readonly unavailable: number;
}

function resolve(value: number | string | undefined, total: number, round: (n: number) => number): number {
  if (typeof value === 'number') return value;
  return round((Number.parseInt(value ?? '25%', 10) * total) / 100);
}

export function isRollingUpdate(deployment: Deployment): boolean {
  return deployment.spec?.strategy?.type !== 'Recreate';
}

export function desiredReplicas(deployment: Deployment): number {
  return deployment.spec?.replicas ?? 1;
}

export function bounds(deployment: Deployment): Bounds {
  const desired = desiredReplicas(deployment);
  if (!isRollingUpdate(deployment) || desired === 0) return { surge: 0, unavailable: 0 };
  const { maxSurge, maxUnavailable } = deployment.spec?.strategy?.rollingUpdate ?? {};
  const surge = resolve(maxSurge, desired, Math.ceil);
  const unavailable = Math.min(desired, resolve(maxUnavailable, desired, Math.floor));
  return surge === 0 && unavailable === 0 ? { surge, unavailable: 1 } : { surge, unavailable };
}

export function specReplicas(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, set) => sum + (set.spec?.replicas ?? 0), 0);
}
export function availableReplicas(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, set) => sum + (set.status?.availableReplicas ?? 0), 0);
}
export function actualReplicas(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, set) => sum + (set.status?.replicas ?? 0), 0);
}

/** The size the newest ReplicaSet may have now. `current` is its size, 0 when it does not exist yet. */
export function newSetSize(deployment: Deployment, allSets: readonly ReplicaSet[], current: number): number {
  const desired = desiredReplicas(deployment);
  if (!isRollingUpdate(deployment)) return desired;
  const room = desired + bounds(deployment).surge - specReplicas(allSets);
  return room <= 0 ? current : current + Math.min(room, desired - current);
}

export interface Resize {
  readonly set: ReplicaSet;
  readonly size: number;
}

/**
 * Which old ReplicaSets shrink now: first their pods that are not available anyway, then healthy ones as far as the
 * minimum stays available. `oldSets` oldest first.
 */
export function shrinkOldSets(
  deployment: Deployment,
  newSet: ReplicaSet | undefined,
  oldSets: readonly ReplicaSet[],
): Resize[] {
  const all = newSet ? [...oldSets, newSet] : [...oldSets];
  if (specReplicas(oldSets) === 0) return [];
  const minimum = desiredReplicas(deployment) - bounds(deployment).unavailable;
  const newMissing = (newSet?.spec?.replicas ?? 0) - (newSet?.status?.availableReplicas ?? 0);
  let removable = specReplicas(all) - minimum - newMissing;
  if (removable <= 0) return [];
  const sizes = new Map(oldSets.map((set) => [set, set.spec?.replicas ?? 0]));
  for (const [set, size] of sizes) {
    const unhealthy = Math.max(0, Math.min(removable, size - (set.status?.availableReplicas ?? 0)));
    sizes.set(set, size - unhealthy);
    removable -= unhealthy;
  }
  let spare = availableReplicas(all) - minimum;
  for (const [set, size] of sizes) {
    const healthy = Math.max(0, Math.min(spare, size));
    sizes.set(set, size - healthy);
    spare -= healthy;
  }
  return [...sizes]
    .map(([set, size]) => ({ set, size }))
    .filter(({ set, size }) => size !== set.spec?.replicas);
}

/**
 * Spreads a change of replicas over ReplicaSets that serve at the same time, in proportion to their sizes, so that
 * scaling in the middle of a rollout keeps its balance. What rounding leaves goes to the largest.
 */
export function proportionalSizes(deployment: Deployment, active: readonly ReplicaSet[]): Resize[] {
  const desired = desiredReplicas(deployment);
  const allowed = desired > 0 ? desired + bounds(deployment).surge : 0;
  const toAdd = allowed - specReplicas(active);
  const newerFirst = toAdd > 0 ? -1 : 1;
  const sorted = [...active].sort(
    (a, b) =>
      (b.spec?.replicas ?? 0) - (a.spec?.replicas ?? 0) ||
      newerFirst * (a.metadata.creationTimestamp ?? '').localeCompare(b.metadata.creationTimestamp ?? ''),
  );
  let added = 0;
  const resized = sorted.map((set) => {
    const share = limited(fraction(deployment, set), toAdd, added);
    added += share;
    return { set, size: (set.spec?.replicas ?? 0) + share };
  });
  return resized.map((entry, index) =>
    index === 0 ? { ...entry, size: Math.max(0, entry.size + toAdd - added) } : entry,
  );
}

function limited(share: number, toAdd: number, added: number): number {
  if (toAdd === 0 || toAdd === added) return 0;
  return toAdd > 0 ? Math.min(share, toAdd - added) : Math.max(share, toAdd - added);
}

/** `max-replicas` on the set says how large everything was when it was last resized. */
function fraction(deployment: Deployment, set: ReplicaSet): number {
  const size = set.spec?.replicas ?? 0;
  const desired = desiredReplicas(deployment);
  if (size === 0) return 0;
  if (desired === 0) return -size;
  const before = Number(set.metadata.annotations?.['deployment.kubernetes.io/max-replicas'] ?? 0);
  const total = before > 0 ? before : (deployment.status?.replicas ?? size);
  return Math.round((size * (desired + bounds(deployment).surge)) / total) - size;
}
