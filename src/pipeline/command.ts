import { refuse } from '../contracts/outcome.js';
import type { Refusal } from '../contracts/outcome.js';
import type { AnySkill, RegisteredWrite } from '../contracts/skill.js';
import { usage } from '../registry/usage.js';
import { auditRefusal, authorize } from './authorize.js';
import { outsideBinding, servicesToChoose } from './binding.js';
import { byHandOf } from './by-hand.js';
import type { PipelineDeps } from './deps.js';
import { resolveNames } from './names.js';
import { makePlan } from './plan.js';
import { propose } from './propose.js';
import { openQuestion, withOffers } from './question.js';
import { read } from './read.js';
import { abilities, refused } from './respond.js';
import { isLocked } from './failures.js';
import { staleControl } from './stale.js';
import { supersede } from './supersede.js';
import type { Command, Response, Turn } from './turn.js';

/**
 * The way of a skill's command: known skill → may they → names and types → an old control? → another write pending? →
 * read, or plan → what must be confirmed? → row, number and queue.
 */
export async function runCommand(deps: PipelineDeps, turn: Turn, command: Command): Promise<Response> {
  const skill = deps.registry.skill(command.intent);
  if (skill === undefined)
    return refused(deps, turn, refuse('unsupported', { known: abilities(deps, turn) }));
  if (skill.permission !== 'anyone' && !turn.person.known) {
    return turnDown(deps, turn, command, refuse('unknown_person', { person: turn.person.display }));
  }
  const { catalogue } = deps.ports;
  const resolved = resolveNames(catalogue, turn.person.tenant, skill, command.slots);
  if (resolved.kind === 'malformed') {
    return turnDown(deps, turn, command, withUsage(resolved.refusal, skill, turn));
  }
  if (resolved.kind === 'missing') {
    const { slot, choices } = resolved;
    const { intent, slots } = command;
    const question = await withOffers(deps, turn, { intent, slots, ask: { slot, choices } });
    return openQuestion(deps, turn, question);
  }
  const exact = { ...command, slots: resolved.slots };
  const outside = outsideBinding(deps, turn, skill.id, exact.slots);
  if (outside !== undefined) return turnDown(deps, turn, exact, outside);
  const choices = servicesToChoose(turn, skill, exact.slots);
  if (choices !== undefined)
    return openQuestion(deps, turn, {
      intent: skill.id,
      slots: exact.slots,
      ask: { slot: 'service', choices },
    });
  const allowed = isPlaceless(skill, exact) ? undefined : authorize(deps, turn, skill, exact);
  if (allowed?.kind === 'refusal') return turnDown(deps, turn, exact, allowed);
  if (skill.effect === 'read') return read(deps, turn, skill, exact);
  return write(deps, turn, skill, exact);
}

/** "resume #42" may be said by whoever may write where #42 was: only its plan tells. */
function isPlaceless({ effect }: AnySkill, { slots }: Command): boolean {
  return effect === 'write' && slots.environment === undefined;
}

async function write(
  deps: PipelineDeps,
  turn: Turn,
  skill: RegisteredWrite,
  command: Command,
): Promise<Response> {
  if (turn.degraded) {
    const kubectl = byHandOf(deps, turn, skill, command.slots);
    return refused(deps, turn, refuse('ledger_down', {}, kubectl === undefined ? {} : { kubectl }));
  }
  const instead = (await staleControl(deps, turn, command)) ?? (await supersede(deps, turn));
  if (instead !== undefined) return instead;
  const planned = await makePlan(deps, turn, skill, command.slots);
  if (planned.kind === 'refusal') return turnDown(deps, turn, command, planned);
  const outside = outsideBinding(deps, turn, skill.id, planned.plan);
  if (outside !== undefined) return turnDown(deps, turn, command, outside);
  const consent = authorize(deps, turn, skill, command, planned.plan);
  if (consent.kind === 'refusal') return turnDown(deps, turn, command, consent);
  if (consent.kind === 'confirm' && consent.factor && isLocked(turn)) {
    return turnDown(deps, turn, command, refuse('voice_locked'));
  }
  return propose(deps, turn, skill, command, planned, consent);
}

async function turnDown(
  deps: PipelineDeps,
  turn: Turn,
  command: Command,
  refusal: Refusal,
): Promise<Response> {
  await auditRefusal(deps, turn, command, refusal);
  return refused(deps, turn, refusal, command.intent);
}

function withUsage(refusal: Refusal, skill: AnySkill, turn: Turn): Refusal {
  return { ...refusal, params: { ...refusal.params, usage: usage(skill, turn.locale) } };
}
