import type { PortErrorCode } from '../contracts/errors.js';
import type { Slots } from '../contracts/message.js';
import type { Target } from '../contracts/catalogue.js';
import type { OutcomeCode } from '../contracts/outcome.js';
import type { AnySkill } from '../contracts/skill.js';

/** The cluster's answers that a person with kubectl would get as well. */
const SAME_BY_HAND: ReadonlySet<OutcomeCode> = new Set<PortErrorCode>([
  'not_found',
  'conflict',
  'gone',
  'invalid_object',
  'rate_limited',
]);

/** Whether somebody with kubectl gets further than the bot did. */
export function helpsByHand(code: OutcomeCode): boolean {
  return !SAME_BY_HAND.has(code);
}

/** The kubectl commands that do the same without the bot, one a target; undefined when the skill names none. */
export function commandsByHand(
  skill: Pick<AnySkill, 'byHand'>,
  slots: Slots,
  targets: readonly { readonly target: Target; readonly name: string }[],
): string | undefined {
  const { byHand } = skill;
  if (byHand === undefined || targets.length === 0) return undefined;
  return targets.map(({ target, name }) => byHand(slots, name, target)).join('\n');
}
