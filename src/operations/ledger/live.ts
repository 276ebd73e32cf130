import type { Selectable } from 'kysely';
import {
  liveAnswerSchema,
  MOST_LIVE,
  MOST_LIVE_HERE,
  type LiveAnswer,
  type LiveAnswerDraft,
} from '../../contracts/live.js';
import { conversationKey } from '../../contracts/message.js';
import type { LiveNews, LiveStore } from '../../contracts/ports/live.js';
import type { LiveTable } from '../../store/schema.js';
import { parseJson } from '../../trust-boundaries.js';
import { writeReply } from './outbox.js';
import { read, transact, type LedgerContext, type LedgerTransaction } from './transaction.js';

/** What is kept as one text: the rest has columns of its own. */
const keptSchema = liveAnswerSchema.omit({
  key: true,
  person: true,
  begunAt: true,
  lookAt: true,
  ended: true,
});

export function liveStore(context: LedgerContext): LiveStore {
  return {
    liveAnswers: () =>
      read(context, async (db) => {
        const rows = db.selectFrom('live_answers').selectAll();
        return (await rows.orderBy('begun_at').orderBy('key').execute()).map(fromRow);
      }),

    claimLive: ({ key, lookAt }, until) =>
      read(context, async (db) => {
        const taken = await db
          .updateTable('live_answers')
          .set({ look_at: until })
          .where('key', '=', key)
          .where('look_at', '=', lookAt)
          .returning('key')
          .executeTakeFirst();
        return taken !== undefined;
      }),

    tellLive: (live, news) => transact(context, (transaction) => tell(transaction, live, news)),
  };
}

/**
 * Begins one with the answer that it edits: an older one that asked the same gives way, and the oldest of a conversation
 * that has many. False when there are too many in all.
 */
export async function beginLive({ trx }: LedgerTransaction, draft: LiveAnswerDraft): Promise<boolean> {
  const { count } = await trx
    .selectFrom('live_answers')
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  if (Number(count) >= MOST_LIVE) return false;
  const { key, person, begunAt, lookAt, ...kept } = draft;
  const here = conversationKey(draft.conversation);
  const question = JSON.stringify([draft.intent, Object.entries(draft.slots).sort()]);
  await trx
    .updateTable('live_answers')
    .set({ ended: 'again' })
    .where('conversation_key', '=', here)
    .where('person', '=', person)
    .where('question', '=', question)
    .execute();
  const followed = trx.selectFrom('live_answers').select('key').where('conversation_key', '=', here);
  const others = await followed.where('ended', 'is', null).orderBy('begun_at').orderBy('key').execute();
  const crowded = others.slice(0, Math.max(0, others.length + 1 - MOST_LIVE_HERE)).map((each) => each.key);
  if (crowded.length > 0)
    await trx.updateTable('live_answers').set({ ended: 'crowded' }).where('key', 'in', crowded).execute();
  const row = {
    key,
    person,
    question,
    conversation_key: here,
    begun_at: begunAt,
    look_at: lookAt,
    ended: null,
  };
  await trx
    .insertInto('live_answers')
    .values({ ...row, answer: JSON.stringify(kept) })
    .execute();
  return true;
}

async function tell(
  transaction: LedgerTransaction,
  { key, lookAt }: Pick<LiveAnswer, 'key' | 'lookAt'>,
  news: LiveNews,
): Promise<boolean> {
  const { trx } = transaction;
  // Touched first, so that whoever else tells of it waits, and then finds it taken.
  const row = await trx
    .updateTable('live_answers')
    .set({ look_at: news.kind === 'ended' ? lookAt : news.lookAt })
    .where('key', '=', key)
    .where('look_at', '=', lookAt)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return false;
  if (news.kind === 'same') return true;
  const { key: _key, person, begunAt, lookAt: _lookAt, ended: _ended, ...kept } = fromRow(row);
  const { conversation, actor } = kept;
  await writeReply(transaction, {
    key,
    conversation,
    actor,
    reply: news.shown,
    final: news.kind === 'ended',
  });
  if (news.kind === 'ended') await trx.deleteFrom('live_answers').where('key', '=', key).execute();
  else {
    const answer = JSON.stringify({ ...kept, reply: news.reply, mark: news.mark, at: news.at });
    await trx
      .updateTable('live_answers')
      .set({ answer, person, begun_at: begunAt })
      .where('key', '=', key)
      .execute();
  }
  return true;
}

function fromRow(row: Selectable<LiveTable>): LiveAnswer {
  const { key, person, begun_at: begunAt, look_at: lookAt, ended } = row;
  return liveAnswerSchema.parse({
    ...keptSchema.parse(parseJson(row.answer)),
    ...{ key, person, begunAt, lookAt, ended },
  });
}
