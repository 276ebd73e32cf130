import type { ObjectRef } from './finding.js';
import type { World } from './world.js';

/** Set by the Deployment controller on ReplicaSets: how many the Deployment wanted when it last scaled them. */
const DESIRED = 'deployment.kubernetes.io/desired-replicas';

/**
 * How many replicas a workload had before it went to zero: by the event ("from 2 to 0"), the autoscaler's minimum or the old
 * ReplicaSet's annotation; 1 when nothing tells.
 */
export function countBefore(world: World, ref: ObjectRef): number {
  const event = world
    .events(ref)
    .find(({ reason, message = '' }) => reason === 'ScalingReplicaSet' && /to 0\b/.test(message));
  const told = Number(/from (\d+) to 0\b/.exec(event?.message ?? '')?.[1]);
  if (told > 0) return told;
  const autoscaler = world
    .list('HorizontalPodAutoscaler')
    .find(
      ({ metadata, spec }) => metadata.namespace === ref.namespace && spec?.scaleTargetRef?.name === ref.name,
    );
  const desired = world.replicaSetsOf(ref).map(({ metadata }) => Number(metadata.annotations?.[DESIRED]));
  return autoscaler?.spec?.minReplicas ?? desired.find((count) => count > 0) ?? 1;
}
