import type { Condition } from '../../contracts/kubernetes-objects.js';
import { epoch, timestamp, type Deployment, type DeploymentStatus, type ReplicaSet } from '../objects.js';
import { conditionOf, removeCondition, setCondition, type ConditionDraft } from './conditions.js';
import type { Revisions } from './revisions.js';
import {
  actualReplicas,
  availableReplicas,
  bounds,
  desiredReplicas,
  specReplicas,
} from './rollout-arithmetic.js';

/** Counts and the Available condition, from the ReplicaSets as they are. */
export function countedStatus(deployment: Deployment, revisions: Revisions, now: number): DeploymentStatus {
  const { newSet, oldSets } = revisions;
  const all = newSet ? [...oldSets, newSet] : [...oldSets];
  const available = availableReplicas(all);
  const ready = all.reduce((sum, set) => sum + (set.status?.readyReplicas ?? 0), 0);
  const counts = {
    replicas: actualReplicas(all),
    updatedReplicas: newSet ? actualReplicas([newSet]) : 0,
    readyReplicas: ready,
    availableReplicas: available,
    unavailableReplicas: Math.max(0, specReplicas(all) - available),
  };
  const enough = available >= desiredReplicas(deployment) - bounds(deployment).unavailable;
  const conditions = setCondition(deployment.status?.conditions ?? [], availability(enough), now);
  const collisions = deployment.status?.collisionCount;
  return {
    observedGeneration: deployment.metadata.generation ?? 1,
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    conditions,
    ...(collisions !== undefined && { collisionCount: collisions }),
  };
}

function availability(enough: boolean): ConditionDraft {
  return enough
    ? {
        type: 'Available',
        status: 'True',
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
      }
    : {
        type: 'Available',
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      };
}

export function isComplete(deployment: Deployment, status: DeploymentStatus): boolean {
  const desired = desiredReplicas(deployment);
  const { updatedReplicas = 0, replicas = 0, availableReplicas: available = 0 } = status;
  const observed = (status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 1);
  return updatedReplicas === desired && replicas === desired && available === desired && observed;
}

function hasProgressed(before: DeploymentStatus, after: DeploymentStatus): boolean {
  const { updatedReplicas = 0, replicas = 0, readyReplicas = 0, availableReplicas: available = 0 } = after;
  return (
    updatedReplicas > (before.updatedReplicas ?? 0) ||
    replicas - updatedReplicas < (before.replicas ?? 0) - (before.updatedReplicas ?? 0) ||
    readyReplicas > (before.readyReplicas ?? 0) ||
    available > (before.availableReplicas ?? 0)
  );
}

/** When the rollout will have made no progress for too long; undefined when no deadline runs. */
export function deadlineOf(deployment: Deployment): number | undefined {
  const seconds = deployment.spec?.progressDeadlineSeconds;
  const progressing = conditionOf(deployment.status?.conditions, 'Progressing');
  if (seconds === undefined || !progressing || progressing.reason === 'NewReplicaSetAvailable')
    return undefined;
  return epoch(progressing.lastUpdateTime) + seconds * 1000;
}

const progressing = (status: string, reason: string, message: string): ConditionDraft => ({
  type: 'Progressing',
  status,
  reason,
  message,
});

/** The status of a rollout in motion: counts, and how the Progressing condition moves on. */
export function rolloutStatus(deployment: Deployment, revisions: Revisions, now: number): DeploymentStatus {
  const counted = countedStatus(deployment, revisions, now);
  const conditions = progressConditions(deployment, revisions.newSet, counted, now);
  return { ...counted, conditions: withFailure(conditions, revisions, now) };
}

function progressConditions(
  deployment: Deployment,
  newSet: ReplicaSet | undefined,
  status: DeploymentStatus,
  now: number,
): readonly Condition[] {
  const conditions = status.conditions ?? [];
  if (deployment.spec?.progressDeadlineSeconds === undefined)
    return removeCondition(conditions, 'Progressing');
  const current = conditionOf(deployment.status?.conditions, 'Progressing');
  const settled = (status.replicas ?? 0) === (status.updatedReplicas ?? 0);
  if (settled && current?.reason === 'NewReplicaSetAvailable') return conditions;
  const what = newSet ? `ReplicaSet "${newSet.metadata.name}"` : `Deployment "${deployment.metadata.name}"`;
  if (isComplete(deployment, status)) {
    const done = progressing('True', 'NewReplicaSetAvailable', `${what} has successfully progressed.`);
    return setCondition(conditions, done, now);
  }
  if (hasProgressed(deployment.status ?? {}, status))
    return touched(conditions, progressing('True', 'ReplicaSetUpdated', `${what} is progressing.`), now);
  const deadline = deadlineOf(deployment);
  const overdue =
    current?.reason === 'ProgressDeadlineExceeded' || (deadline !== undefined && deadline < now);
  if (!overdue) return conditions;
  return setCondition(
    conditions,
    progressing('False', 'ProgressDeadlineExceeded', `${what} has timed out progressing.`),
    now,
  );
}

/** Progress under the same reason still moves the update time, from which the deadline counts. */
function touched(conditions: readonly Condition[], draft: ConditionDraft, now: number): Condition[] {
  const current = conditionOf(conditions, draft.type);
  const [next] = setCondition([], draft, now);
  if (!next) return [...conditions];
  const kept = current?.status === draft.status ? current.lastTransitionTime : undefined;
  const moved = kept === undefined ? next : { ...next, lastTransitionTime: kept };
  return [...removeCondition(conditions, draft.type), { ...moved, lastUpdateTime: timestamp(now) }];
}

function withFailure(conditions: readonly Condition[], revisions: Revisions, now: number): Condition[] {
  const failureOf = (set: ReplicaSet | undefined) => conditionOf(set?.status?.conditions, 'ReplicaFailure');
  const failure = failureOf(revisions.newSet) ?? revisions.oldSets.map(failureOf).find((found) => found);
  if (!failure) return removeCondition(conditions, 'ReplicaFailure');
  const { type, status, reason = 'FailedCreate', message = '' } = failure;
  return setCondition(conditions, { type, status, reason, message }, now);
}
