import { conversationKey } from '../contracts/message.js';
import type { Reply } from '../contracts/reply.js';
import type { Answer } from '../contracts/ports/host.js';
import type { PipelineDeps } from './deps.js';
import type { Dialogues } from './dialogues.js';
import { isLedgerDown } from './degraded.js';
import type { Response, Turn } from './turn.js';

/**
 * Puts the answer into the outbox, keeps what the conversation is about, and marks the message as answered, in this
 * order: killed in between, the message is handled again and its answer edited, never lost.
 */
export async function deliver(
  deps: PipelineDeps,
  dialogues: Dialogues,
  turn: Turn,
  response: Response,
): Promise<Answer | undefined> {
  const { reply, operation } = response;
  if (reply !== undefined && !response.stored) await send(deps, turn, reply);
  await remember(deps, dialogues, turn, response);
  await finish(deps, turn, response);
  if (reply === undefined) return undefined;
  if (operation === undefined) return { reply };
  const { id, number, status } = operation;
  return { reply, operation: { id, number, status } };
}

async function send(deps: PipelineDeps, turn: Turn, reply: Reply): Promise<void> {
  const { conversation, actor } = turn.message;
  const entry = { key: `event:${turn.eventKey}`, conversation, actor, reply, final: true };
  try {
    await deps.ledger.putReply(entry);
  } catch (error) {
    if (!isLedgerDown(error)) throw error;
    await deps.dispatcher.deliverNow({ ...entry, revision: 1 });
  }
}

async function remember(
  deps: PipelineDeps,
  dialogues: Dialogues,
  turn: Turn,
  { reply, dialogue, telling, aside }: Response,
): Promise<void> {
  if (reply === undefined) return;
  const { message, person, locale } = turn;
  const { telling: before, ...kept } = turn.dialogue;
  const told = aside === true ? before : telling;
  const next = { ...kept, ...dialogue, ...(told === undefined ? {} : { telling: told }) };
  await dialogues.save(conversationKey(message.conversation), person.id, {
    ...next,
    context: { ...next.context, locale },
    lastReply: aside === true ? turn.dialogue.lastReply : reply,
    updatedAt: deps.clock.now(),
  });
}

async function finish(deps: PipelineDeps, turn: Turn, { reply, operation }: Response): Promise<void> {
  const stored = reply === undefined ? null : { reply, operationId: operation?.id ?? null };
  try {
    await deps.ledger.finishEvent(turn.eventKey, stored);
  } catch (error) {
    if (!isLedgerDown(error)) throw error;
    deps.log.warn({ event: turn.eventKey }, 'answered, but the ledger could not be told so');
  }
}
