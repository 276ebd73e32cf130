import { z } from 'zod';
import { inboundMessageSchema } from '../../contracts/message.js';
import type { EventLog } from '../../contracts/ports/ledger.js';
import { replySchema } from '../../contracts/reply.js';
import { fromJson } from './rows.js';
import { read, transact, type LedgerContext, type LedgerTransaction } from './transaction.js';

/** Longer than any platform delivers an event again. */
const REMEMBERED_MS = 7 * 24 * 60 * 60 * 1000;
const PRUNE_EVERY_MS = 60 * 60 * 1000;

const storedAnswerSchema = z.object({ reply: replySchema, operationId: z.string().nullable() });

/** Messages received, remembered for seven days after they were. */
export function eventLog(context: LedgerContext): EventLog {
  let prunedAt = 0;
  const insertion = insertEvent(context);
  return {
    recordEvent: async (message) => {
      const now = context.clock.now();
      if (now - prunedAt >= PRUNE_EVERY_MS) {
        prunedAt = now;
        await transact(context, prune);
      }
      const key = `${message.conversation.platform}:${message.eventId}`;
      return read(context, async (db) => {
        const parameters = [key, JSON.stringify(message), now];
        const { rows } = await db.executeQuery({ ...insertion, parameters });
        if (rows.length > 0) return { first: true, answer: undefined };
        const row = await db
          .selectFrom('events')
          .select('answer')
          .where('event_key', '=', key)
          .executeTakeFirstOrThrow();
        const answer = row.answer === null ? undefined : fromJson(storedAnswerSchema, row.answer);
        return { first: false, answer };
      });
    },

    finishEvent: (eventKey, answer) =>
      read(context, async (db) => {
        await db
          .updateTable('events')
          .set({ answer: answer === null ? null : JSON.stringify(answer), finished_at: context.clock.now() })
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
          .execute();
        return rows.map((row) => fromJson(inboundMessageSchema, row.message));
      }),
  };
}

/** The one statement that every acknowledgement waits for, put together once; its parameters in the order of the columns. */
function insertEvent({ db }: LedgerContext) {
  return db
    .insertInto('events')
    .values({ event_key: '', message: '', received_at: 0 })
    .onConflict((conflict) => conflict.column('event_key').doNothing())
    .returning('event_key')
    .compile();
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
