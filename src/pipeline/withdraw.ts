import type { Understanding } from '../contracts/command.js';
import type { Slots } from '../contracts/message.js';
import type { Operation } from '../contracts/operation.js';
import { refuse } from '../contracts/outcome.js';
import { runCommand } from './command.js';
import type { PipelineDeps } from './deps.js';
import { endingReply, endWaiting } from './ending.js';
import { refused, toldOutcome } from './respond.js';
import { aboutOperation, withContext } from './turn.js';
import { understand } from './understand.js';
import type { DialogueChange, Response, Turn } from './turn.js';

/** "no", "don't": withdraws what waits for a yes. "no, staging" corrects it: planned and confirmed anew. */
export async function withdraw(
  deps: PipelineDeps,
  turn: Turn,
  meaning: Understanding,
): Promise<Response | undefined> {
  const says = meaning.decision === 'act' && meaning.intent === 'confirm-no';
  const negates = meaning.decision === 'reject' && meaning.reason === 'negated';
  const operation = await waitingHere(deps, turn);
  if (operation !== undefined) {
    const correction = correctionOf(deps, turn, meaning, operation);
    if (correction !== undefined) return replan(deps, turn, operation, correction);
    return says || negates ? withdrawn(deps, turn, operation) : undefined;
  }
  if (!says) return undefined;
  if (turn.dialogue.context.question !== undefined) return dropQuestion(deps, turn);
  return refused(deps, turn, refuse('nothing_pending'));
}

/**
 * The slots that a correction gives anew. It is one when it means the same command with other values, and means it
 * only because the confirmation is open: a command that is whole by itself is another write.
 */
function correctionOf(
  deps: PipelineDeps,
  turn: Turn,
  meaning: Understanding,
  { slots, skill }: Operation,
): Slots | undefined {
  if (meaning.decision !== 'act' || turn.message.command !== undefined) return undefined;
  const differing = Object.entries(meaning.slots).filter(
    ([name, value]) => name !== 'act' && name !== 'code' && slots[name] !== value,
  );
  if (differing.length === 0) return undefined;
  if (meaning.intent === 'confirm-no') return Object.fromEntries(differing);
  if (meaning.intent !== skill) return undefined;
  const alone = understand(deps, { ...turn, dialogue: { ...turn.dialogue, context: {} } });
  const whole = alone.decision === 'act' && alone.intent === skill;
  return whole ? undefined : Object.fromEntries(differing);
}

/** The operation that waits for this person's yes in this conversation. */
export async function waitingHere(deps: PipelineDeps, turn: Turn): Promise<Operation | undefined> {
  const { confirming } = turn.dialogue;
  if (turn.degraded || confirming === null) return undefined;
  const operation = await deps.ledger.operationById(confirming.operationId);
  return operation?.status === 'awaiting_confirmation' ? operation : undefined;
}

export async function withdrawn(deps: PipelineDeps, turn: Turn, operation: Operation): Promise<Response> {
  const ended = await endWaiting(deps, turn, operation.id, 'withdrawn');
  const reply = endingReply(deps, { ...operation, status: 'cancelled' }, 'withdrawn');
  return aboutOperation(turn, ended ?? operation, reply, closed(turn));
}

export function dropQuestion(deps: PipelineDeps, turn: Turn): Response {
  return toldOutcome(
    deps,
    turn,
    'negated',
    {},
    {
      context: withContext(turn, { question: undefined }),
      questionExpiresAt: null,
    },
  );
}

function closed(turn: Turn): DialogueChange {
  return { confirming: null, context: withContext(turn, { confirmation: undefined }) };
}

async function replan(
  deps: PipelineDeps,
  turn: Turn,
  operation: Operation,
  correction: Slots,
): Promise<Response> {
  await endWaiting(deps, turn, operation.id, 'superseded');
  const slots = { ...operation.slots, ...correction };
  const anew: Turn = {
    ...turn,
    dialogue: { ...turn.dialogue, confirming: null, context: withContext(turn, { confirmation: undefined }) },
  };
  // A correction is never exact: what was not said again is read back with the rest.
  return runCommand(deps, anew, { intent: operation.skill, slots, fuzzy: Object.keys(operation.slots) });
}
