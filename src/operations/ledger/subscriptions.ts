import type { Selectable } from 'kysely';
import { z } from 'zod';
import { conversationKey } from '../../contracts/message.js';
import type {
  PushedRunStore,
  SubscriptionStore,
  Telling,
  Told,
} from '../../contracts/ports/subscriptions.js';
import { isNews } from '../../contracts/pushed-run.js';
import { hasEnded, RUN_STATES } from '../../contracts/run-state.js';
import {
  MOST_SUBSCRIPTIONS,
  RUN_REMEMBERED_MS,
  subscriptionSchema,
  type Subscription,
  type SubscriptionDraft,
} from '../../contracts/subscription.js';
import type { SubscriptionTable } from '../../store/schema.js';
import { parseJson } from '../../trust-boundaries.js';
import { writeReply } from './outbox.js';
import { inPowers } from './powers.js';
import { read, transact, type LedgerContext, type LedgerTransaction } from './transaction.js';

const PRUNE_EVERY_MS = 3_600_000;

export function subscriptionStore(context: LedgerContext): Omit<SubscriptionStore, keyof PushedRunStore> {
  let prunedAt = 0;
  return {
    subscriptions: () =>
      read(context, async (db) => {
        const live = db.selectFrom('subscriptions').selectAll().where('removed_at', 'is', null);
        return (await live.orderBy('tenant').orderBy('number').execute()).map(fromRow);
      }),

    subscriptionsOf: (conversation) =>
      read(context, async (db) => {
        const live = db.selectFrom('subscriptions').selectAll().where('removed_at', 'is', null);
        const here = live.where('conversation_key', '=', conversation);
        return (await here.orderBy('number').execute()).map(fromRow);
      }),

    addSubscription: (draft) => transact(context, (transaction) => add(transaction, draft)),

    removeSubscription: (id, at) =>
      transact(context, async ({ trx }) => {
        const removed = await trx
          .updateTable('subscriptions')
          .set({ removed_at: at })
          .where('id', '=', id)
          .where('removed_at', 'is', null)
          .returning('id')
          .executeTakeFirst();
        return removed !== undefined;
      }),

    tellRun: async (telling) => {
      const now = context.clock.now();
      if (now - prunedAt >= PRUNE_EVERY_MS) {
        prunedAt = now;
        await transact(context, prune);
      }
      return transact(context, (transaction) => tell(transaction, telling));
    },

    toldOf: (urls) =>
      read(context, async (db) => {
        const told: Told[] = [];
        for (const some of inPowers(urls)) {
          const rows = db.selectFrom('subscription_runs').selectAll().where('url', 'in', some);
          for (const { subscription_id: subscription, url, attempt, state, at } of await rows.execute())
            told.push({ subscription, url, attempt, state: stateOf(state), at });
        }
        return told;
      }),
  };
}

/** A run that nobody can run again is forgotten, and all that was told to a subscription that is gone. */
async function prune({ trx, now }: LedgerTransaction): Promise<void> {
  const gone = trx.selectFrom('subscriptions').select('id').where('removed_at', 'is not', null);
  await trx
    .deleteFrom('subscription_runs')
    .where((run) => run.or([run('at', '<', now - RUN_REMEMBERED_MS), run('subscription_id', 'in', gone)]))
    .execute();
}

/** Touching the subscription first makes whoever else tells of a run wait, and then find what was told. */
async function tell(
  transaction: LedgerTransaction,
  { subscription: { id }, run, matches, reply }: Telling,
): Promise<boolean> {
  const { trx } = transaction;
  const locked = await trx
    .updateTable('subscriptions')
    .set({ id })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
  if (locked === undefined) return false;
  const known = await trx
    .selectFrom('subscription_runs')
    .select(['attempt', 'state', 'at'])
    .where('subscription_id', '=', id)
    .where('url', '=', run.url)
    .executeTakeFirst();
  const remembered = run.at >= transaction.now - RUN_REMEMBERED_MS;
  const news =
    known === undefined ? matches && remembered : isNews(run, { ...known, state: stateOf(known.state) });
  if (!news) return false;
  const { attempt, state, at } = run;
  await trx
    .insertInto('subscription_runs')
    .values({ subscription_id: id, url: run.url, attempt, state, at })
    .onConflict((conflict) =>
      conflict.columns(['subscription_id', 'url']).doUpdateSet({ attempt, state, at }),
    )
    .execute();
  const { conversation, owner } = fromRow(locked);
  const key = `subscription:${id}:${run.url}`;
  await writeReply(transaction, { key, conversation, actor: owner.actor, reply, final: hasEnded(state) });
  return true;
}

const stateOf = (text: string) => z.enum(RUN_STATES).parse(text);

async function add(transaction: LedgerTransaction, draft: SubscriptionDraft) {
  const { trx } = transaction;
  // Its counter is a row of its own, so that two that are made at once wait for each other.
  const counter = await trx
    .insertInto('counters')
    .values({ tenant: `subscriptions/${draft.tenant}`, value: 1 })
    .onConflict((conflict) =>
      conflict.column('tenant').doUpdateSet((eb) => ({ value: eb('counters.value', '+', 1) })),
    )
    .returning('value')
    .executeTakeFirstOrThrow();
  const made = await trx
    .selectFrom('subscriptions')
    .selectAll()
    .where('id', '=', draft.id)
    .executeTakeFirst();
  if (made !== undefined) return fromRow(made);
  const conversation = conversationKey(draft.conversation);
  const live = trx.selectFrom('subscriptions').select('id').where('removed_at', 'is', null);
  const here = await live.where('conversation_key', '=', conversation).execute();
  if (here.length >= MOST_SUBSCRIPTIONS) return undefined;
  const row = await trx
    .insertInto('subscriptions')
    .values({
      id: draft.id,
      tenant: draft.tenant,
      number: counter.value,
      condition: JSON.stringify(draft.condition),
      conversation: JSON.stringify(draft.conversation),
      conversation_key: conversation,
      locale: draft.locale,
      owner: JSON.stringify(draft.owner),
      created_at: draft.createdAt,
      removed_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return fromRow(row);
}

function fromRow(row: Selectable<SubscriptionTable>): Subscription {
  return subscriptionSchema.parse({
    id: row.id,
    number: row.number,
    tenant: row.tenant,
    condition: parseJson(row.condition),
    conversation: parseJson(row.conversation),
    locale: row.locale,
    owner: parseJson(row.owner),
    createdAt: row.created_at,
  });
}
