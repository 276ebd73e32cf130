import { z } from 'zod';
import { inboundMessageSchema } from '../../contracts/message.js';
import type { EventLog, StoredAnswer } from '../../contracts/ports/ledger.js';
import { replySchema } from '../../contracts/reply.js';
import { arrivalsOf } from './arrivals.js';
import { writeDialogue } from './dialogues.js';
import { beginLive } from './live.js';
import { writeReply } from './outbox.js';
import { fromJson } from './rows.js';
import { read, transact, type LedgerContext, type LedgerTransaction } from './transaction.js';

/** Longer than any platform delivers an event again. */
const REMEMBERED_MS = 7 * 24 * 60 * 60 * 1000;
const PRUNE_EVERY_MS = 60 * 60 * 1000;

const storedAnswerSchema = z.object({ reply: replySchema, operationId: z.string().nullable() });

/** Messages received, remembered for seven days after they were. */
export function eventLog(context: LedgerContext): EventLog {
  let prunedAt = 0;
  const insert = arrivalsOf(context);
  return {
    recordEvent: async (message) => {
      const now = context.clock.now();
      if (now - prunedAt >= PRUNE_EVERY_MS) {
        prunedAt = now;
        await transact(context, prune);
      }
      const key = `${message.conversation.platform}:${message.eventId}`;
      const row = { event_key: key, message: JSON.stringify(message), received_at: now };
      const first = await insert({ ...row, position: context.nextPosition() });
      return first ? { first, answer: undefined } : { first, answer: await answerTo(context, key) };
    },

    finishEvent: (eventKey, answer, { reply, dialogue, live } = {}) =>
      transact(context, async (transaction) => {
        const { trx, now } = transaction;
        const followed = live !== undefined && (await beginLive(transaction, live));
        if (reply !== undefined) await writeReply(transaction, { ...reply, final: reply.final && !followed });
        if (dialogue !== undefined)
          await writeDialogue(trx, dialogue.conversation, dialogue.person, dialogue.state);
        await trx
          .updateTable('events')
          .set({ answer: answer === null ? null : JSON.stringify(answer), finished_at: now })
          .where('event_key', '=', eventKey)
          .execute();
      }),

    unfinishedEvents: () =>
      read(context, async (db) => {
        const rows = await db
          .selectFrom('events')
          .select('message')
          .where('finished_at', 'is', null)
          .orderBy('received_at')
          .orderBy('position')
          .execute();
        return rows.map((row) => fromJson(inboundMessageSchema, row.message));
      }),
  };
}

async function answerTo(context: LedgerContext, key: string): Promise<StoredAnswer | undefined> {
  const { answer } = await read(context, (db) =>
    db.selectFrom('events').select('answer').where('event_key', '=', key).executeTakeFirstOrThrow(),
  );
  return answer === null ? undefined : fromJson(storedAnswerSchema, answer);
}

/** Forgets old messages, and old replies that were delivered and will not change any more. */
async function prune({ trx, now }: LedgerTransaction): Promise<void> {
  const before = now - REMEMBERED_MS;
  await trx.deleteFrom('events').where('received_at', '<', before).execute();
  await trx
    .deleteFrom('outbox')
    .where('written_at', '<', before)
    .where('final', '=', 1)
    .whereRef('delivered', '>=', 'revision')
    .execute();
}
