import { sql } from 'kysely';
import { z } from 'zod';
import { actorSchema, conversationSchema } from '../../contracts/message.js';
import type { OutboxStore, ReplyDelivery } from '../../contracts/ports/ledger.js';
import { replySchema, type Reply } from '../../contracts/reply.js';
import { fromJson } from './rows.js';
import { read, transact, type LedgerContext, type LedgerTransaction } from './transaction.js';

/** Everything about one operation is one message that is edited in place. */
export function operationKey(operationId: string): string {
  return `op:${operationId}`;
}

/** Adds the next revision of a key, or its first. */
export async function writeReply(transaction: LedgerTransaction, entry: ReplyDelivery): Promise<void> {
  const { trx, now } = transaction;
  await trx
    .insertInto('outbox')
    .values({
      key: entry.key,
      revision: 1,
      delivered: 0,
      platform: entry.conversation.platform,
      conversation: JSON.stringify(entry.conversation),
      actor: JSON.stringify(entry.actor),
      reply: JSON.stringify(entry.reply),
      final: entry.final ? 1 : 0,
      written_at: now,
    })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet((eb) => ({
          revision: eb('outbox.revision', '+', 1),
          reply: eb.ref('excluded.reply'),
          final: eb.ref('excluded.final'),
          written_at: eb.ref('excluded.written_at'),
        }))
        // A message that is handled again after a crash gets the same answer: what can't be edited would be shown twice.
        .where((eb) =>
          eb.or([
            eb('outbox.reply', '<>', eb.ref('excluded.reply')),
            eb('outbox.final', '<>', eb.ref('excluded.final')),
          ]),
        ),
    )
    .execute();
  transaction.replied(entry.conversation.platform);
}

/**
 * The next revision of an operation's reply, unless its final one was written already: late progress of a worker
 * that was overtaken must not cover the ending.
 */
export async function reviseOperationReply(
  transaction: LedgerTransaction,
  operationId: string,
  reply: Reply,
  final: boolean,
): Promise<void> {
  const row = await transaction.trx
    .updateTable('outbox')
    .set((eb) => ({
      revision: eb('revision', '+', 1),
      reply: JSON.stringify(reply),
      final: final ? 1 : 0,
      written_at: transaction.now,
    }))
    .where('key', '=', operationKey(operationId))
    .where('final', '=', 0)
    .returning('platform')
    .executeTakeFirst();
  if (row !== undefined) transaction.replied(row.platform);
}

export function outboxStore(context: LedgerContext): Omit<OutboxStore, 'onReply'> {
  return {
    putReply: (entry) => transact(context, (transaction) => writeReply(transaction, entry)),

    reviseReply: (operationId, reply, final) =>
      transact(context, (transaction) => reviseOperationReply(transaction, operationId, reply, final)),

    operationReply: (operationId) => replyOf(context, operationKey(operationId)),

    writtenReply: (key) => replyOf(context, key),

    nextInEach: (platform) =>
      read(context, async (db) => {
        const { rows } = await nextOf(platform).execute(db);
        return rows.map(({ key, conversation }) => ({
          key,
          conversation: fromJson(conversationSchema, conversation),
        }));
      }),

    undelivered: (platform, limit, keys) =>
      read(context, async (db) => {
        const waiting = db
          .selectFrom('outbox')
          .selectAll()
          .where('platform', '=', platform)
          .whereRef('delivered', '<', 'revision');
        const rows = await (keys === undefined ? waiting : waiting.where('key', 'in', [...keys]))
          .orderBy('written_at')
          .orderBy('key')
          .limit(limit)
          .execute();
        return rows.map((row) => ({
          key: row.key,
          revision: row.revision,
          conversation: fromJson(conversationSchema, row.conversation),
          actor: fromJson(actorSchema, row.actor),
          reply: fromJson(replySchema, row.reply),
          final: z.union([z.literal(0), z.literal(1)]).parse(row.final) === 1,
          ref: row.ref ?? undefined,
        }));
      }),

    writtenSince: (platform, since) =>
      read(context, async (db) => {
        const rows = await db
          .selectFrom('outbox')
          .selectAll()
          .where('platform', '=', platform)
          .where('written_at', '>=', since)
          .orderBy('written_at')
          .orderBy('key')
          .execute();
        return rows.map((row) => ({
          key: row.key,
          revision: row.revision,
          conversation: fromJson(conversationSchema, row.conversation),
          reply: fromJson(replySchema, row.reply),
          final: z.union([z.literal(0), z.literal(1)]).parse(row.final) === 1,
          writtenAt: row.written_at,
        }));
      }),

    markDelivered: (key, revision, ref) =>
      read(context, async (db) => {
        await db
          .updateTable('outbox')
          .set({ delivered: revision, ...(ref === undefined ? {} : { ref }) })
          .where('key', '=', key)
          .where('delivered', '<', revision)
          .execute();
      }),
  };
}

function replyOf(context: LedgerContext, key: string): Promise<Reply | undefined> {
  return read(context, async (db) => {
    const row = await db.selectFrom('outbox').select('reply').where('key', '=', key).executeTakeFirst();
    return row === undefined ? undefined : fromJson(replySchema, row.reply);
  });
}

/** Steps from one waiting conversation to the next through the index `outbox_lanes`, and takes the oldest of each. */
function nextOf(platform: string) {
  const waits = sql`platform = ${platform} and delivered < revision`;
  return sql<{ key: string; conversation: string }>`
    with recursive lanes(conversation) as (
      select min(conversation) from outbox where ${waits}
      union all
      select (select min(outbox.conversation) from outbox where ${waits} and outbox.conversation > lanes.conversation)
      from lanes where lanes.conversation is not null
    ), firsts as (
      select (
        select key from outbox where ${waits} and outbox.conversation = lanes.conversation
        order by written_at, key limit 1
      ) as key from lanes where lanes.conversation is not null
    )
    select outbox.key, outbox.conversation from firsts join outbox on outbox.key = firsts.key
    order by outbox.written_at, outbox.key`;
}
