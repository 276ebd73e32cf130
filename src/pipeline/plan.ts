import type { Operation, Plan } from '../contracts/operation.js';
import { planSchema } from '../contracts/operation.js';
import type { Refusal } from '../contracts/outcome.js';
import type { Slots } from '../contracts/message.js';
import type { RegisteredWrite } from '../contracts/skill.js';
import { skillContext } from '../registry/context.js';
import { planDigest } from '../registry/digest.js';
import { byHandOf } from './by-hand.js';
import type { PipelineDeps } from './deps.js';
import { refusalOf } from './failure.js';
import type { Turn } from './turn.js';

export interface Planned {
  readonly kind: 'planned';
  readonly plan: Plan;
  readonly digest: string;
}

/** Asks the skill what exactly would happen. Outages and bugs come back as refusals, with the command to do it by hand. */
export async function makePlan(
  deps: PipelineDeps,
  turn: Turn,
  skill: RegisteredWrite,
  slots: Slots,
  operation?: Operation,
): Promise<Planned | Refusal> {
  const { person, message, locale } = turn;
  const { ports, clock, log } = deps;
  try {
    const context = skillContext({
      skill,
      slots,
      person,
      conversation: message.conversation,
      locale,
      source: message.source,
      ports,
      clock,
      log,
      ...(operation === undefined ? {} : { operation }),
    });
    const made = await skill.plan(context);
    if ('kind' in made) return withCommand(made, byHandOf(deps, turn, skill, slots));
    const plan = planSchema.parse(made);
    return { kind: 'planned', plan, digest: planDigest(slots, plan) };
  } catch (error) {
    return refusalOf(deps, error, `plan ${skill.id}`, byHandOf(deps, turn, skill, slots));
  }
}

/** What the bot's account may not do, somebody else's may. */
function withCommand(refusal: Refusal, kubectl: string | undefined): Refusal {
  if (refusal.code !== 'cluster_denied' || kubectl === undefined) return refusal;
  return { kubectl, ...refusal };
}
