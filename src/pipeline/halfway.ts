import type { Understanding } from '../contracts/command.js';
import { conversationKey } from '../contracts/message.js';
import type { Slots } from '../contracts/message.js';
import type { Operation } from '../contracts/operation.js';
import { orWhenLedgerIsDown } from './degraded.js';
import type { PipelineDeps } from './deps.js';
import type { Turn } from './turn.js';

/**
 * What was stopped halfway ended with the question "roll back or resume?". A bare "roll back" of whoever asked for that
 * operation or stopped it answers the question in its conversation; a bare "resume" means what waits there, or the only
 * one that waits anywhere. Names that were said are never replaced, and where several wait the bot asks.
 */
export async function answeringStop(
  deps: Pick<PipelineDeps, 'ports'>,
  turn: Turn,
  meaning: Understanding,
): Promise<Understanding> {
  const slots = bareSlots(meaning);
  if (slots === undefined || turn.degraded) return meaning;
  const kept = await orWhenLedgerIsDown(() => deps.ports.history.kept(turn.person.tenant), []);
  const waiting = kept
    .map(({ operation }) => operation)
    .filter(({ plan }) => slots['environment'] === undefined || plan.environment === slots['environment']);
  const here = waiting.filter((operation) => isAsked(turn, operation));
  if (meaning.intent === 'rollback') return here.length === 1 ? named(meaning, slots, here[0]) : meaning;
  const resumable = here.length > 0 ? here : waiting;
  if (resumable.length < 2) return named(meaning, slots, resumable[0]);
  const ask = { slot: 'id', choices: resumable.map(({ number }) => number) };
  return { decision: 'ask', intent: 'resume', slots: {}, ask, confidence: meaning.confidence };
}

/** The slots of a "roll back" or "resume" that names no service and no operation; otherwise undefined. */
function bareSlots(meaning: Understanding): Slots | undefined {
  if (meaning.decision !== 'act' && meaning.decision !== 'ask') return undefined;
  const { intent, slots } = meaning;
  if (slots['service'] !== undefined || slots['id'] !== undefined || meaning.unknown !== undefined)
    return undefined;
  if (intent === 'resume') return meaning.decision === 'act' ? slots : undefined;
  if (intent !== 'rollback' || meaning.decision !== 'ask') return undefined;
  const { ask } = meaning;
  // A single choice is a slip of a name: that is asked about.
  return 'slot' in ask && ask.slot === 'service' && ask.choices.length !== 1 ? slots : undefined;
}

function isAsked({ person, message }: Turn, operation: Operation): boolean {
  const { conversation } = operation;
  const { linked, tenant } = conversation;
  const shownIn = [conversation, ...(linked === undefined ? [] : [{ ...linked, tenant }])].map(
    conversationKey,
  );
  const theirs = operation.person === person.id || operation.cancelRequestedBy === person.id;
  return theirs && shownIn.includes(conversationKey(message.conversation));
}

function named(meaning: Understanding, slots: Slots, operation: Operation | undefined): Understanding {
  if (operation === undefined) return meaning;
  const { service, environment } = operation.plan;
  const { intent, confidence } = meaning;
  return { decision: 'act', intent, slots: { ...slots, service, environment }, confidence, fuzzy: [] };
}
