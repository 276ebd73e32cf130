import type { Cluster } from '../cluster.js';
import { timestamp, type Autoscaler, type Stored } from '../objects.js';
import { setCondition } from './conditions.js';

/** How long an autoscaler takes to notice that somebody else set the replicas. */
const PERIOD_MS = 2_000;
const COMPONENT = 'horizontal-pod-autoscaler';

/**
 * The load never changes in this world, so an autoscaler wants the count it last wanted, within its bounds, and
 * overwrites every other. A target at zero replicas turns it off.
 */
export function reconcileAutoscalers(cluster: Cluster, namespace: string): void {
  for (const scaler of cluster.store.list('HorizontalPodAutoscaler', namespace)) {
    const { name } = scaler.metadata;
    const facts = factsOf(cluster, scaler);
    if (facts?.current === facts?.desired || facts?.current === 0) writeStatus(cluster, scaler);
    else if (!isQueued(cluster, namespace, name))
      cluster.schedule({ due: cluster.after(PERIOD_MS), task: 'autoscale', namespace, name });
  }
}

function isQueued(cluster: Cluster, namespace: string, name: string): boolean {
  return cluster.world.timers.some(
    (timer) => timer.task === 'autoscale' && timer.namespace === namespace && timer.name === name,
  );
}

function factsOf(cluster: Cluster, scaler: Autoscaler) {
  const namespace = scaler.metadata.namespace ?? '';
  const deployment = cluster.store.get('Deployment', namespace, scaler.spec?.scaleTargetRef?.name ?? '');
  if (!deployment) return undefined;
  const current = deployment.spec?.replicas ?? 1;
  const { minReplicas = 1, maxReplicas = minReplicas } = scaler.spec ?? {};
  const wanted = scaler.status?.desiredReplicas ?? current;
  return { deployment, current, wanted, desired: Math.min(maxReplicas, Math.max(minReplicas, wanted)) };
}

/** Sets the target's replicas to what the autoscaler wants. */
export function autoscale(cluster: Cluster, namespace: string, name: string): void {
  const scaler = cluster.store.get('HorizontalPodAutoscaler', namespace, name);
  const facts = scaler && factsOf(cluster, scaler);
  if (!facts || facts.current === 0 || facts.current === facts.desired) return;
  const { deployment, current, desired, wanted } = facts;
  const { minReplicas = 1 } = scaler.spec ?? {};
  const generation = (deployment.metadata.generation ?? 1) + 1;
  const metadata = { ...deployment.metadata, generation };
  cluster.store.put({ ...deployment, metadata, spec: { ...deployment.spec, replicas: desired } });
  const why =
    current < minReplicas
      ? 'Current number of replicas below Spec.MinReplicas'
      : current > wanted
        ? 'All metrics below target'
        : 'cpu resource utilization (percentage of request) above target';
  const message = `New size: ${desired}; reason: ${why}`;
  cluster.record({
    about: scaler,
    type: 'Normal',
    reason: 'SuccessfulRescale',
    message,
    component: COMPONENT,
  });
  writeStatus(cluster, scaler, timestamp(cluster.now()));
}

const ABLE = ['AbleToScale', 'True', 'ReadyForNewScale', 'recommended size matches current size'] as const;
const LOST = [
  'AbleToScale',
  'False',
  'FailedGetScale',
  "the HPA controller was unable to get the target's current scale",
] as const;
const ACTIVE = [
  'ScalingActive',
  'True',
  'ValidMetricFound',
  'the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)',
] as const;
const WITHIN = [
  'ScalingLimited',
  'False',
  'DesiredWithinRange',
  'the desired count is within the acceptable range',
] as const;
const DISABLED = [
  'ScalingActive',
  'False',
  'ScalingDisabled',
  'scaling is disabled since the replica count of the target is zero',
] as const;

/** `current` is undefined when the target does not exist. */
function conditionsFor(
  current: number | undefined,
): readonly (typeof ABLE | typeof LOST | typeof ACTIVE | typeof WITHIN | typeof DISABLED)[] {
  if (current === undefined) return [LOST];
  return current === 0 ? [ABLE, DISABLED] : [ABLE, ACTIVE, WITHIN];
}

function writeStatus(cluster: Cluster, scaler: Autoscaler & Stored, lastScaleTime?: string): void {
  const facts = factsOf(cluster, scaler);
  const now = cluster.now();
  const conditions = conditionsFor(facts?.current).reduce(
    (known, [type, status, reason, message]) => setCondition(known, { type, status, reason, message }, now),
    [...(scaler.status?.conditions ?? [])],
  );
  const status = {
    ...scaler.status,
    currentReplicas: facts?.current ?? 0,
    desiredReplicas: facts?.desired ?? 0,
    conditions: conditions.map(({ lastUpdateTime: _unused, ...rest }) => rest),
    ...(lastScaleTime !== undefined && { lastScaleTime }),
  };
  cluster.store.put({ ...scaler, status });
}
