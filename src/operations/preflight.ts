import { PortError } from '../contracts/errors.js';
import { targetHeld } from '../contracts/holding.js';
import { planSchema, type Operation } from '../contracts/operation.js';
import { refuse, type OutcomeCode, type Refusal } from '../contracts/outcome.js';
import { commandsByHand, helpsByHand } from '../registry/by-hand.js';
import { planDigest } from '../registry/digest.js';
import type { OperationsDeps } from './deps.js';
import { aboutOperation, refusalReply } from './replies.js';
import { hasBegun } from './run.js';

/**
 * What must still hold right before the first effect: its asker may (DESIGN.md, invariant 6), and the plan is the one
 * that was confirmed (invariant 5). Undefined when both do.
 * @throws PortError `ledger_down`: not a reason to refuse, but to try later
 */
export async function preflight(deps: OperationsDeps, operation: Operation): Promise<Refusal | undefined> {
  try {
    const refused = await deps.authorize(operation);
    if (refused !== undefined) return refused;
    const fresh = await deps.replan(operation);
    if ('kind' in fresh) return fresh;
    const digest = planDigest(operation.slots, planSchema.parse(fresh));
    return digest === operation.digest ? undefined : aboutOperation(deps, operation, 'plan_changed');
  } catch (error) {
    if (!(error instanceof PortError) || error.code === 'ledger_down') throw error;
    const { service, environment } = operation.plan;
    const params = { service, environment, detail: error.message, ...error.params };
    return refuse(error.code, params, byHand(deps, operation, error.code));
  }
}

/** What somebody with kubectl can do where this bot can't. */
function byHand(
  deps: OperationsDeps,
  { skill, slots, plan, tenant }: Operation,
  code: OutcomeCode,
): { kubectl?: string } {
  const declared = deps.skill(skill);
  if (declared === undefined || !helpsByHand(code)) return {};
  const known = deps.ports.catalogue.environment(tenant, plan.environment)?.targets ?? [];
  const targets = plan.targets.map((key) => ({
    target: known.find((it) => it.cluster === key.cluster && it.namespace === key.namespace) ?? key,
    name: key.name,
  }));
  const kubectl = commandsByHand(declared, slots, targets);
  return kubectl === undefined ? {} : { kubectl };
}

/** Ends an operation that did nothing; `holder` is named where another operation holds its target. */
export async function refuseOperation(
  deps: OperationsDeps,
  operation: Operation,
  refusal: Refusal,
): Promise<void> {
  const { code } = refusal;
  const reply = refusalReply(deps, { ...operation, status: 'refused', code }, refusal);
  await deps.ledger.transition(operation.id, ['cleared', 'running'], {
    status: 'refused',
    code,
    patch: { endedAt: deps.clock.now() },
    by: 'system',
    reply,
    final: true,
  });
}

/** Another operation holds the target; it is named when it can still be found. */
export async function refuseHeld(
  deps: OperationsDeps,
  operation: Operation,
  holderId: string,
): Promise<void> {
  const holder = await deps.ledger.operationById(holderId);
  const refusal =
    holder === undefined
      ? aboutOperation(deps, operation, 'target_held')
      : targetHeld(holder, operation.skill);
  await refuseOperation(deps, operation, refusal);
}

/** The sandbox was reset: what the operation was about is gone. True when it was ended for that. */
export async function endInOtherWorld(deps: OperationsDeps, operation: Operation): Promise<boolean> {
  if (operation.world === deps.world()) return false;
  const code = 'world_replaced';
  const ended: Operation = { ...operation, status: 'expired', code };
  await deps.ledger.transition(operation.id, [operation.status], {
    status: 'expired',
    code,
    patch: { endedAt: deps.clock.now() },
    by: 'system',
    reply: refusalReply(deps, ended, aboutOperation(deps, operation, code)),
    final: true,
  });
  return true;
}

/** The bot was changed and does not have the skill any more: nobody can bring the operation to its end. */
export async function endWithoutSkill(deps: OperationsDeps, operation: Operation): Promise<void> {
  deps.log.error({ operation: operation.id, skill: operation.skill }, 'no writing skill of this name');
  const began = hasBegun(await deps.ledger.steps(operation.id));
  const status = began ? 'outcome_unknown' : 'failed';
  const code = began ? 'outcome_unknown' : 'internal_error';
  await deps.ledger.transition(operation.id, ['running'], {
    status,
    code,
    patch: { endedAt: deps.clock.now() },
    by: 'system',
    reply: refusalReply(deps, { ...operation, status, code }, aboutOperation(deps, operation, code)),
    final: true,
  });
}
