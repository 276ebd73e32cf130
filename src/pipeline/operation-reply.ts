import type { Operation } from '../contracts/operation.js';
import type { Reply, ReplyDraft } from '../contracts/reply.js';
import type { PlainOperationView, WaveProgress } from '../contracts/skill.js';
import { decorate } from '../registry/decorate.js';
import { dialogueDraft, outcomeDraft } from '../registry/render.js';
import type { PipelineDeps } from './deps.js';

/** What speaking of an operation takes; it may not have been stored yet. */
export type Spoken = Pick<
  Operation,
  | 'number'
  | 'status'
  | 'code'
  | 'plan'
  | 'skill'
  | 'source'
  | 'approvalsNeeded'
  | 'approvedBy'
  | 'locale'
  | 'actor'
  | 'person'
>;
type Speaks = Pick<PipelineDeps, 'registry' | 'sandbox' | 'approvalMs' | 'links'>;

/**
 * The plan of an operation in its asker's language, with the controls of its status. One that may run is told as
 * under way, above the same details: "Deploying …" rather than "Deploy …?".
 */
export function planReply(deps: Speaks, operation: Spoken): Reply {
  const draft = planDraft(deps, operation);
  const began = operation.status === 'cleared' || operation.status === 'running';
  return decorated(deps, operation, began ? underWay(deps, operation, draft) : draft);
}

function underWay({ registry }: Speaks, operation: Spoken, plan: ReplyDraft): ReplyDraft {
  const skill = registry.skill(operation.skill);
  if (skill?.effect !== 'write') return plan;
  const waiting = operation.plan.targets.map((): WaveProgress => ({ state: 'waiting', done: 0, total: 0 }));
  const { title, speech } = skill.progressReply(viewOf(operation), waiting);
  return { ...plan, code: 'answered', tone: 'info', title, speech };
}

/** The new plan with the reason why it must be confirmed again. */
export function changedPlanReply(deps: Speaks, operation: Spoken): Reply {
  const plan = planDraft(deps, operation);
  const { service, environment } = operation.plan;
  const changed = dialogueDraft('confirm_again', 'plan_changed', operation.locale, { service, environment });
  return decorated(deps, operation, {
    ...plan,
    code: 'plan_changed',
    title: changed.title,
    blocks: [...changed.blocks, { kind: 'text', text: plan.title }, ...plan.blocks],
    speech: changed.speech,
  });
}

/** Any draft about an operation, with the controls of its status. */
export function decorated(
  { registry, sandbox, approvalMs, links }: Speaks,
  operation: Spoken,
  draft: ReplyDraft,
): Reply {
  return decorate(draft, {
    ...{ operation, sandbox: sandbox.on, directory: registry, approvalMs },
    ...(links === undefined ? {} : { links }),
  });
}

export function askerName({ actor, person }: Pick<Operation, 'actor' | 'person'>): string {
  return actor.display ?? person;
}

function planDraft({ registry }: Speaks, operation: Spoken): ReplyDraft {
  const { number, locale, plan } = operation;
  const skill = registry.skill(operation.skill);
  if (skill?.effect === 'write')
    return skill.planReply({ number, locale, plan, asker: askerName(operation) });
  // The skill was removed while its operation waited: the plan's own words must do.
  return outcomeDraft(operation.code, locale, { operation: number, ...placeOf(operation) });
}

function viewOf(operation: Spoken): PlainOperationView {
  const { number, locale, plan } = operation;
  return { number, locale, plan, asker: askerName(operation) };
}

function placeOf({ plan }: Pick<Operation, 'plan'>): { service: string; environment: string } {
  return { service: plan.service, environment: plan.environment };
}
