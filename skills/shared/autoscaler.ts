import type { HorizontalPodAutoscaler } from '../../src/contracts/kubernetes-objects.js';

export interface AutoscalerBounds {
  readonly name: string;
  readonly min: number;
  readonly max: number;
}

/** The autoscaler of a Deployment with its bounds (Kubernetes' default minimum is 1). */
export function autoscalerOf(
  deployment: string,
  autoscalers: readonly HorizontalPodAutoscaler[],
): AutoscalerBounds | undefined {
  const found = autoscalers.find(
    ({ spec }) => spec?.scaleTargetRef?.kind === 'Deployment' && spec.scaleTargetRef.name === deployment,
  );
  if (found === undefined) return undefined;
  const min = found.spec?.minReplicas ?? 1;
  return { name: found.metadata.name, min, max: found.spec?.maxReplicas ?? min };
}

/**
 * Whether an autoscaler would undo a number of replicas. It rests while a Deployment has none, so waking one up inside
 * the bounds is in its sense; every other number would be overwritten, and zero would switch it off unasked.
 */
export function autoscalerConflicts(bounds: AutoscalerBounds, from: number, to: number): boolean {
  return !(from === 0 && to >= bounds.min && to <= bounds.max);
}
