import { conversationKey } from '../contracts/message.js';
import type { Reply } from '../contracts/reply.js';
import type { Answer } from '../contracts/ports/host.js';
import type { AnswerRecords, ReplyDelivery, StoredDialogue } from '../contracts/ports/ledger.js';
import type { PipelineDeps } from './deps.js';
import type { Dialogues } from './dialogues.js';
import { isLedgerDown } from './degraded.js';
import type { Response, Turn } from './turn.js';

/**
 * Records the answer: its reply in the outbox, what the conversation is about from now on, and that the message is
 * answered, all in one transaction. While the ledger is down the answer is shown at once and the rest kept in memory.
 */
export async function deliver(
  deps: PipelineDeps,
  dialogues: Dialogues,
  turn: Turn,
  response: Response,
): Promise<Answer | undefined> {
  const { reply, operation } = response;
  await record(deps, dialogues, turn, response);
  if (reply === undefined) return undefined;
  if (operation === undefined) return { reply, ...(response.live === undefined ? {} : { live: true }) };
  const { id, number, status } = operation;
  return { reply, operation: { id, number, status } };
}

async function record(
  { ledger, dispatcher, clock, log, sandbox }: PipelineDeps,
  dialogues: Dialogues,
  turn: Turn,
  response: Response,
): Promise<void> {
  const { eventKey, message, person } = turn;
  const { reply, operation } = response;
  if (reply === undefined) {
    await ledger.finishEvent(eventKey, null).catch(onlyOutages);
    return;
  }
  const { conversation, actor } = message;
  const entry: ReplyDelivery = { key: `event:${eventKey}`, conversation, actor, reply, final: true };
  const of = [conversationKey(conversation), person.id] as const;
  const state = dialogueAfter(turn, response, reply, clock.now());
  try {
    await ledger.finishEvent(
      eventKey,
      { reply, operationId: operation?.id ?? null },
      {
        dialogue: { conversation: of[0], person: of[1], state },
        ...(response.stored ? {} : { reply: entry }),
        ...liveAfter(turn, response, entry.key, sandbox.worldId),
      },
    );
    dialogues.stored(...of);
  } catch (error) {
    onlyOutages(error);
    log.warn({ event: eventKey }, 'answered, but the ledger could not be told so');
    dialogues.remember(...of, state);
    if (!response.stored) await dispatcher.deliverNow({ ...entry, revision: 1 });
  }
}

/** With the ledger down nobody could follow it, and the answer stays as it is. */
function liveAfter(
  { message, person, locale, degraded }: Turn,
  { live }: Response,
  key: string,
  world: string | null,
): Pick<AnswerRecords, 'live'> {
  if (live === undefined || degraded) return {};
  const { actor, conversation, source } = message;
  const asked = { person: person.id, tenant: person.tenant, actor, conversation, locale, source };
  return { live: { key, ...asked, ...live, world, begunAt: live.at } };
}

function onlyOutages(error: unknown): void {
  if (!isLedgerDown(error)) throw error;
}

function dialogueAfter(
  { dialogue: before, locale }: Turn,
  { dialogue, telling, aside }: Response,
  reply: Reply,
  now: number,
): StoredDialogue {
  const { telling: toldBefore, ...kept } = before;
  const told = aside === true ? toldBefore : telling;
  const next = { ...kept, ...dialogue, ...(told === undefined ? {} : { telling: told }) };
  return {
    ...next,
    context: { ...next.context, locale },
    lastReply: aside === true ? before.lastReply : reply,
    updatedAt: now,
  };
}
