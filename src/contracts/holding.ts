import type { Operation } from './operation.js';
import { refuse } from './outcome.js';
import type { Refusal, RefusalAction } from './outcome.js';

/** Skills whose running operation a rollback may cancel: what they do is a rollout. */
const ROLLOUTS: ReadonlySet<string> = new Set(['deploy', 'resume', 'restart']);

/**
 * A second write to a held target is refused, naming the holder, never queued. A rollback of what is being rolled out
 * is offered as "cancel #42 and roll back" (DESIGN.md, Policy).
 * @param intent the command that came second
 */
export function targetHeld(holder: Operation, intent: string): Refusal {
  const { number, plan, actor, person } = holder;
  const params = {
    service: plan.service,
    environment: plan.environment,
    holder: number,
    asker: actor.display ?? person,
    what: plan.from === plan.to ? plan.to : `${plan.from} → ${plan.to}`,
  };
  return refuse('target_held', params, { actions: waysOut(holder, intent) });
}

function waysOut(holder: Operation, intent: string): readonly RefusalAction[] {
  const { number: id, plan } = holder;
  const { service, environment } = plan;
  // Cancelled, and keeping its still paused target for a person to decide.
  if (holder.status === 'cancelled')
    return [
      { label: 'rollback', intent: 'rollback', slots: { service, environment } },
      { label: 'resume', intent: 'resume', slots: { id } },
    ];
  if (intent === 'rollback' && ROLLOUTS.has(holder.skill))
    return [{ label: 'cancel_then_rollback', intent: 'cancel', slots: { id, then: 'rollback' } }];
  return [{ label: 'cancel', intent: 'cancel', slots: { id } }];
}
