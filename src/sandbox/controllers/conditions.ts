import type { Condition } from '../../contracts/kubernetes-objects.js';
import { timestamp } from '../objects.js';

export type ConditionDraft = Pick<Condition, 'type' | 'status' | 'reason' | 'message'>;

export function conditionOf(
  conditions: readonly Condition[] | undefined,
  type: string,
): Condition | undefined {
  return conditions?.find((condition) => condition.type === type);
}

/**
 * Sets a condition as the Deployment controller does: same status and reason leave it untouched, and the transition
 * time moves only when the status does.
 */
export function setCondition(
  conditions: readonly Condition[],
  draft: ConditionDraft,
  now: number,
): Condition[] {
  const current = conditionOf(conditions, draft.type);
  if (current?.status === draft.status && current.reason === draft.reason) return [...conditions];
  const changed = timestamp(now);
  const kept = current?.status === draft.status ? current.lastTransitionTime : undefined;
  const next = { ...draft, lastUpdateTime: changed, lastTransitionTime: kept ?? changed };
  return [...conditions.filter(({ type }) => type !== draft.type), next];
}

export function removeCondition(conditions: readonly Condition[], type: string): Condition[] {
  return conditions.filter((condition) => condition.type !== type);
}
