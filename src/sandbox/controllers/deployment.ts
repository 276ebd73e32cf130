import { randomUUID } from 'node:crypto';
import type { Cluster } from '../cluster.js';
import {
  annotation,
  isActive,
  isControlledBy,
  revisionOf,
  timestamp,
  type Deployment,
  type DeploymentStatus,
  type ReplicaSet,
  type Stored,
} from '../objects.js';
import { conditionOf, setCondition } from './conditions.js';
import { countedStatus, deadlineOf, isComplete, rolloutStatus } from './deployment-status.js';
import * as revision from './revisions.js';
import * as sizes from './rollout-arithmetic.js';

type Subject = Deployment & Stored;
type OwnedSet = ReplicaSet & Stored;

/**
 * One pass of the Deployment controller over one Deployment, in the order of the real one
 * (kubernetes/kubernetes, pkg/controller/deployment): pause conditions, then paused or scaling, then the strategy.
 */
export function reconcileDeployment(cluster: Cluster, found: Subject): void {
  if (found.metadata.deletionTimestamp !== undefined) return;
  const deployment = markPause(cluster, found);
  const revisions = revisionsNow(cluster, deployment);
  if (deployment.spec?.paused === true || isScaling(deployment, revisions)) {
    const synced = ensureNewSet(cluster, deployment, false);
    scaleSets(cluster, synced, revisionsNow(cluster, synced));
    const counted = countedStatus(synced, revisionsNow(cluster, synced), cluster.now());
    writeStatus(cluster, synced, counted);
  } else if (sizes.isRollingUpdate(deployment)) roll(cluster, deployment);
  else recreate(cluster, deployment);
}

function revisionsNow(cluster: Cluster, deployment: Subject): revision.Revisions {
  const sets = cluster.store.list('ReplicaSet', deployment.metadata.namespace);
  return revision.revisionsOf(
    deployment,
    sets.filter((set) => isControlledBy(set, deployment)),
  );
}

/** Pausing stops the deadline, resuming starts it anew. */
function markPause(cluster: Cluster, deployment: Subject): Subject {
  if (deployment.spec?.progressDeadlineSeconds === undefined) return deployment;
  const current = conditionOf(deployment.status?.conditions, 'Progressing');
  if (current?.reason === 'ProgressDeadlineExceeded') return deployment;
  const paused = deployment.spec.paused === true;
  if (paused === (current?.reason === 'DeploymentPaused')) return deployment;
  const [reason, message] = paused
    ? ['DeploymentPaused', 'Deployment is paused']
    : ['DeploymentResumed', 'Deployment is resumed'];
  const conditions = setCondition(
    deployment.status?.conditions ?? [],
    { type: 'Progressing', status: 'Unknown', reason, message },
    cluster.now(),
  );
  return putDeployment(cluster, { ...deployment, status: { ...deployment.status, conditions } });
}

function isScaling(deployment: Subject, { newSet, oldSets }: revision.Revisions): boolean {
  return [...oldSets, ...(newSet ? [newSet] : [])].some(
    (set) => (set.spec?.replicas ?? 0) > 0 && revision.hasOtherSize(set, deployment),
  );
}

function roll(cluster: Cluster, found: Subject): void {
  const deployment = ensureNewSet(cluster, found, true);
  const { newSet, oldSets } = revisionsNow(cluster, deployment);
  if (!newSet) return;
  const desired = sizes.desiredReplicas(deployment);
  const current = newSet.spec?.replicas ?? 0;
  const size = current > desired ? desired : sizes.newSetSize(deployment, [...oldSets, newSet], current);
  const grown = resize(cluster, deployment, newSet, size);
  if (!grown)
    for (const step of sizes.shrinkOldSets(deployment, newSet, oldSets))
      resize(cluster, deployment, step.set, step.size);
  finish(cluster, deployment);
}

function recreate(cluster: Cluster, found: Subject): void {
  const { newSet, oldSets } = revisionsNow(cluster, found);
  let shrunk = false;
  for (const set of oldSets) shrunk = resize(cluster, found, set, 0) || shrunk;
  if (shrunk || oldPodsRunning(cluster, found, newSet)) {
    finish(cluster, found);
    return;
  }
  const deployment = ensureNewSet(cluster, found, true);
  const fresh = revisionsNow(cluster, deployment).newSet;
  if (fresh) resize(cluster, deployment, fresh, sizes.desiredReplicas(deployment));
  finish(cluster, deployment);
}

/** Recreate waits until the last old pod is gone, terminating ones included. */
function oldPodsRunning(cluster: Cluster, deployment: Subject, newSet: OwnedSet | undefined): boolean {
  const { namespace } = deployment.metadata;
  const sets = cluster.store.list('ReplicaSet', namespace).filter((set) => isControlledBy(set, deployment));
  const old = sets.filter((set) => set.metadata.uid !== newSet?.metadata.uid);
  return cluster.store
    .list('Pod', namespace)
    .some(
      (pod) =>
        (isActive(pod) || pod.metadata.deletionTimestamp !== undefined) &&
        old.some((set) => isControlledBy(pod, set)),
    );
}

function finish(cluster: Cluster, deployment: Subject): void {
  const revisions = revisionsNow(cluster, deployment);
  const status = rolloutStatus(deployment, revisions, cluster.now());
  if (isComplete(deployment, status)) forgetOldRevisions(cluster, deployment, revisions.oldSets);
  const written = writeStatus(cluster, deployment, status);
  const deadline = deadlineOf(written);
  const namespace = deployment.metadata.namespace ?? '';
  if (deadline !== undefined && deadline >= cluster.now())
    cluster.schedule({ due: deadline + 1000, task: 'reconcile', namespace });
}

function forgetOldRevisions(cluster: Cluster, deployment: Subject, oldSets: readonly OwnedSet[]): void {
  const limit = deployment.spec?.revisionHistoryLimit ?? 10;
  const sorted = [...oldSets].sort((a, b) => revisionOf(a) - revisionOf(b));
  for (const set of sorted.slice(0, Math.max(0, sorted.length - limit)))
    if ((set.status?.replicas ?? 0) === 0 && (set.spec?.replicas ?? 0) === 0) cluster.store.remove(set);
}

/** Makes sure that the set of the current template exists (when it may be created) and carries the right revision. */
function ensureNewSet(cluster: Cluster, deployment: Subject, create: boolean): Subject {
  const { newSet, oldSets } = revisionsNow(cluster, deployment);
  const next = revision.nextRevision(oldSets);
  if (newSet) {
    const annotations = revision.setAnnotations(deployment, newSet, next);
    const { minReadySeconds } = deployment.spec ?? {};
    const spec = { ...newSet.spec, ...(minReadySeconds !== undefined && { minReadySeconds }) };
    cluster.store.put({ ...newSet, metadata: { ...newSet.metadata, annotations }, spec });
    const message = `Found new replica set "${newSet.metadata.name}"`;
    return adoptRevision(cluster, deployment, annotations[revision.REVISION], {
      ...{ reason: 'FoundNewReplicaSet', message, onlyWhenMissing: true },
    });
  }
  if (!create) return deployment;
  const created = createSet(cluster, deployment, oldSets, next);
  return adoptRevision(cluster, deployment, String(next), {
    ...{
      reason: 'NewReplicaSetCreated',
      message: `Created new replica set "${created}"`,
      onlyWhenMissing: false,
    },
  });
}

function createSet(
  cluster: Cluster,
  deployment: Subject,
  oldSets: readonly OwnedSet[],
  next: number,
): string {
  const replicas = sizes.newSetSize(deployment, oldSets, 0);
  const hash = revision.templateHash(deployment.spec?.template);
  const created = timestamp(cluster.now());
  const set = revision.newReplicaSet(deployment, {
    hash,
    revision: next,
    replicas,
    uid: randomUUID(),
    created,
  });
  cluster.store.put(set);
  if (replicas > 0) recordScaling(cluster, deployment, set.metadata.name, 0, replicas);
  return set.metadata.name;
}

function adoptRevision(
  cluster: Cluster,
  deployment: Subject,
  number: string | undefined,
  progress: { reason: string; message: string; onlyWhenMissing: boolean },
): Subject {
  const conditions = deployment.status?.conditions ?? [];
  const { reason, message, onlyWhenMissing } = progress;
  const applies =
    deployment.spec?.progressDeadlineSeconds !== undefined &&
    !(onlyWhenMissing && conditionOf(conditions, 'Progressing'));
  const draft = { type: 'Progressing', status: 'True', reason, message };
  const next = applies ? setCondition(conditions, draft, cluster.now()) : conditions;
  const unchanged = annotation(deployment, revision.REVISION) === number || number === undefined;
  const annotations = unchanged
    ? deployment.metadata.annotations
    : { ...deployment.metadata.annotations, [revision.REVISION]: number };
  const metadata = { ...deployment.metadata, ...(annotations && { annotations }) };
  return putDeployment(cluster, {
    ...deployment,
    metadata,
    status: { ...deployment.status, conditions: next },
  });
}

/** Scaling outside a rollout, or while paused: one active set gets all, several share in proportion. */
function scaleSets(cluster: Cluster, deployment: Subject, { newSet, oldSets }: revision.Revisions): void {
  const desired = sizes.desiredReplicas(deployment);
  const all = [...oldSets, ...(newSet ? [newSet] : [])];
  const active = all.filter((set) => (set.spec?.replicas ?? 0) > 0);
  const only = active.length > 1 ? undefined : (active[0] ?? newSet ?? oldSets.at(-1));
  if (only) {
    resize(cluster, deployment, only, desired);
  } else if (newSet && isSaturated(deployment, newSet)) {
    for (const set of oldSets) resize(cluster, deployment, set, 0);
  } else if (sizes.isRollingUpdate(deployment)) {
    for (const { set, size } of sizes.proportionalSizes(deployment, active))
      resize(cluster, deployment, set, size);
  }
}

function isSaturated(deployment: Subject, set: OwnedSet): boolean {
  const desired = sizes.desiredReplicas(deployment);
  return (
    set.spec?.replicas === desired &&
    set.status?.availableReplicas === desired &&
    revision.hasCurrentSize(set, deployment)
  );
}

/** Returns whether the number of replicas changed. */
function resize(cluster: Cluster, deployment: Subject, set: ReplicaSet, size: number): boolean {
  const current = cluster.store.get('ReplicaSet', deployment.metadata.namespace ?? '', set.metadata.name);
  if (!current) return false;
  const before = current.spec?.replicas ?? 0;
  const annotations = { ...current.metadata.annotations, ...revision.sizeAnnotations(deployment) };
  if (before === size && size === 0) return false;
  const generation = (current.metadata.generation ?? 1) + (before === size ? 0 : 1);
  const metadata = { ...current.metadata, annotations, generation };
  cluster.store.put({ ...current, metadata, spec: { ...current.spec, replicas: size } });
  if (before !== size) recordScaling(cluster, deployment, set.metadata.name, before, size);
  return before !== size;
}

function recordScaling(cluster: Cluster, about: Subject, set: string, from: number, to: number): void {
  const direction = to > from ? 'up' : 'down';
  const message = `Scaled ${direction} replica set ${set} from ${from} to ${to}`;
  cluster.record({
    about,
    type: 'Normal',
    reason: 'ScalingReplicaSet',
    message,
    component: 'deployment-controller',
  });
}

function putDeployment(cluster: Cluster, deployment: Subject): Subject {
  cluster.store.put(deployment);
  return (
    cluster.store.get('Deployment', deployment.metadata.namespace ?? '', deployment.metadata.name) ??
    deployment
  );
}

function writeStatus(cluster: Cluster, deployment: Subject, status: DeploymentStatus): Subject {
  return putDeployment(cluster, { ...deployment, status });
}
