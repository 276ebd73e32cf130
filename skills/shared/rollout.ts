import type { Condition, Deployment } from '../../src/contracts/kubernetes-objects.js';
import { instant } from './times.js';

/** How far a rollout is. Counts are pods. */
export type RolloutState =
  | { readonly state: 'complete' }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'paused'; readonly updated: number; readonly total: number }
  | {
      readonly state: 'progressing';
      readonly updated: number;
      readonly available: number;
      readonly old: number;
    };

/** Kubernetes' own default of `progressDeadlineSeconds`. */
const DEFAULT_DEADLINE_SECONDS = 600;

/** Kubernetes' default is 1. */
export function desiredReplicas(deployment: Deployment): number {
  return deployment.spec?.replicas ?? 1;
}

/** The controller has seen the newest specification: before that its status speaks of an older one. */
export function isObserved(deployment: Deployment): boolean {
  return (deployment.status?.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0);
}

export function condition(deployment: Deployment, type: string): Condition | undefined {
  return deployment.status?.conditions?.find((each) => each.type === type);
}

/**
 * When a rollout last got further: its controllers move that time while pods come up, and no more once it has ended.
 * Epoch milliseconds; undefined where progress is not watched (a Deployment without a deadline).
 */
export function rolledAt(conditions: readonly Condition[] | undefined): number | undefined {
  const progressing = conditions?.find(({ type }) => type === 'Progressing');
  return instant(progressing?.lastUpdateTime ?? progressing?.lastTransitionTime);
}

/** Milliseconds without progress after which Kubernetes calls a rollout failed. */
export function progressDeadlineMs(deployment: Deployment): number {
  return (deployment.spec?.progressDeadlineSeconds ?? DEFAULT_DEADLINE_SECONDS) * 1000;
}

/**
 * The rules of `kubectl rollout status` (polymorphichelpers/rollout_status.go): generation observed, deadline not
 * exceeded, all desired updated, no old replicas left, all updated available. A paused rollout never ends.
 */
export function rolloutState(deployment: Deployment): RolloutState {
  const total = desiredReplicas(deployment);
  const {
    replicas = 0,
    updatedReplicas: updated = 0,
    availableReplicas: available = 0,
  } = deployment.status ?? {};
  const old = Math.max(0, replicas - updated);
  const observed = isObserved(deployment);
  const complete = observed && updated >= total && old === 0 && available >= updated;
  if (complete) return { state: 'complete' };
  if (deployment.spec?.paused === true) return { state: 'paused', updated, total };
  const progressing = condition(deployment, 'Progressing');
  if (observed && progressing?.reason === 'ProgressDeadlineExceeded')
    return { state: 'failed', message: progressing.message ?? progressing.reason };
  return { state: 'progressing', updated: observed ? updated : 0, available, old };
}

/**
 * Whether a rollout is under way. Pods that are merely unready after a finished rollout do not count: the controller
 * has said `NewReplicaSetAvailable` and a change is not in anybody's way.
 */
export function isRolling(deployment: Deployment): boolean {
  const state = rolloutState(deployment);
  if (state.state !== 'progressing') return false;
  if (!isObserved(deployment) || state.old > 0 || state.updated < desiredReplicas(deployment)) return true;
  return condition(deployment, 'Progressing')?.reason !== 'NewReplicaSetAvailable';
}

/** `25%` of the replicas, or a plain number; rounded up for surge and down for unavailability, as Kubernetes does. */
function portion(value: number | string | undefined, replicas: number, round: (n: number) => number): number {
  const given = value ?? '25%';
  if (typeof given === 'number') return given;
  const percent = /^(\d+)%$/.exec(given)?.[1];
  return percent === undefined ? Number(given) || 0 : round((Number(percent) / 100) * replicas);
}

/** How many pods a rollout adds at once and how many it may take away before new ones are ready. */
export function rolloutRoom(deployment: Deployment): {
  readonly surge: number;
  readonly unavailable: number;
} {
  const replicas = desiredReplicas(deployment);
  const strategy = deployment.spec?.strategy;
  if (strategy?.type === 'Recreate') return { surge: 0, unavailable: replicas };
  const surge = portion(strategy?.rollingUpdate?.maxSurge, replicas, Math.ceil);
  const unavailable = portion(strategy?.rollingUpdate?.maxUnavailable, replicas, Math.floor);
  // Both rounding to zero would block for ever; the controller then takes one away.
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}
