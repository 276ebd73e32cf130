import type { Operation, TargetOutcome } from '../contracts/operation.js';
import type { OutcomeCode, Refusal, TextParams } from '../contracts/outcome.js';
import { refuse } from '../contracts/outcome.js';
import type { Reply, ReplyDraft } from '../contracts/reply.js';
import type { PlainOperationView, RegisteredWrite, WaveProgress } from '../contracts/skill.js';
import type { Ending } from '../contracts/step.js';
import { renderRefusal } from '../registry/render.js';
import { sentenceFor } from '../registry/usage.js';
import type { OperationsDeps } from './deps.js';

type Speaker = Pick<OperationsDeps, 'skill' | 'ports' | 'decorate'>;

/** The writing skill of an operation; undefined when this version of the bot does not have it (any more). */
export function writingSkill(
  deps: Pick<Speaker, 'skill'>,
  operation: Operation,
): RegisteredWrite | undefined {
  const skill = deps.skill(operation.skill);
  return skill?.effect === 'write' ? skill : undefined;
}

function viewOf(operation: Operation): PlainOperationView {
  const { number, locale, plan, actor, person } = operation;
  return { number, locale, plan, asker: actor.display ?? person };
}

/** How a running operation stands, in the skill's words. */
export function progressReply(
  deps: Speaker,
  operation: Operation,
  skill: RegisteredWrite,
  progress: readonly WaveProgress[],
): Reply {
  return deps.decorate(skill.progressReply(viewOf(operation), progress), operation);
}

/** How an operation ended, in the skill's words. `operation` has its new status already. */
export function endingReply(
  deps: Speaker,
  operation: Operation,
  skill: RegisteredWrite,
  ending: Ending,
): Reply {
  return deps.decorate(skill.endingReply(viewOf(operation), ending), operation);
}

/** What the core itself says of an operation: that it was refused, expired or waits for a word. */
export function refusalReply(
  deps: Speaker,
  operation: Operation,
  refusal: Refusal,
  more: ReplyDraft['blocks'] = [],
): Reply {
  const { locale } = operation;
  const phrases = deps.skill(operation.skill)?.phrases[locale];
  const draft = renderRefusal(refusal, locale, phrases, deps.ports.registry);
  // The end of an operation concerns whoever saw it begin, not only its asker.
  return deps.decorate(
    { ...draft, visibility: 'conversation', blocks: [...draft.blocks, ...more] },
    operation,
  );
}

/** A reason of the core with the values that its texts name. */
export function aboutOperation(
  deps: Speaker,
  operation: Operation,
  code: OutcomeCode,
  params: TextParams = {},
): Refusal {
  const { number, plan, skill: intent, slots, locale } = operation;
  const again = sentenceFor({ intent, slots }, locale, deps.ports.registry);
  const { service, environment } = plan;
  return refuse(code, { operation: number, service, environment, again, ...params });
}

/** The ending of an operation that never touched anything. */
export function untouched(operation: Operation, code: OutcomeCode, at: number): Ending {
  return {
    code,
    outcomes: notBegun(operation),
    evidence: [],
    facts: {},
    durationMs: at - (operation.startedAt ?? at),
  };
}

export function notBegun(operation: Operation): TargetOutcome[] {
  return operation.plan.targets.map((target) => ({ target, code: 'not_begun' }));
}
