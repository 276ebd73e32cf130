import type { Selectable, Updateable } from 'kysely';
import { z } from 'zod';
import type { ScheduleStore, Settlement } from '../../contracts/ports/schedules.js';
import { SLOT_STATES, scheduleSchema, type Schedule, type ScheduleDraft } from '../../contracts/schedule.js';
import type { ScheduleTable } from '../../store/schema.js';
import { parseJson } from '../../trust-boundaries.js';
import { writeReply } from './outbox.js';
import { read, transact, type LedgerContext, type LedgerTransaction } from './transaction.js';

/** Values of one statement stay below what SQLite takes. */
const ROWS_AT_ONCE = 500;

export function scheduleStore(context: LedgerContext): ScheduleStore {
  return { ...queries(context), ...definitions(context), ...settling(context) };
}

function queries(
  context: LedgerContext,
): Pick<ScheduleStore, 'schedules' | 'scheduleById' | 'slots' | 'lastPosted'> {
  return {
    schedules: (tenant) =>
      read(context, async (db) => {
        const live = db.selectFrom('schedules').selectAll().where('removed_at', 'is', null);
        const asked = tenant === undefined ? live : live.where('tenant', '=', tenant);
        return (await asked.orderBy('tenant').orderBy('number').execute()).map(scheduleFromRow);
      }),

    scheduleById: (id) =>
      read(context, async (db) => {
        const live = db.selectFrom('schedules').selectAll().where('removed_at', 'is', null);
        const row = await live.where('id', '=', id).executeTakeFirst();
        return row && scheduleFromRow(row);
      }),

    slots: (id, after) =>
      read(context, async (db) => {
        const rows = await db
          .selectFrom('schedule_slots')
          .select(['nominal', 'state'])
          .where('schedule_id', '=', id)
          .where('nominal', '>', after)
          .orderBy('nominal')
          .execute();
        return rows.map(({ nominal, state }) => ({ nominal, state: z.enum(SLOT_STATES).parse(state) }));
      }),

    lastPosted: (id) =>
      read(context, async (db) => {
        const row = await db
          .selectFrom('schedule_slots')
          .select('nominal')
          .where('schedule_id', '=', id)
          .where('state', '=', 'posted')
          .orderBy('nominal', 'desc')
          .limit(1)
          .executeTakeFirst();
        return row?.nominal;
      }),
  };
}

function definitions(
  context: LedgerContext,
): Pick<
  ScheduleStore,
  'addSchedule' | 'configureSchedules' | 'pauseSchedule' | 'resumeSchedule' | 'removeSchedule'
> {
  return {
    addSchedule: (draft) => transact(context, (transaction) => add(transaction, draft)),

    configureSchedules: (drafts, at) =>
      transact(context, async (transaction) => {
        for (const draft of drafts) await configure(transaction, draft, at);
        const { trx } = transaction;
        const stale = trx
          .updateTable('schedules')
          .set({ removed_at: at })
          .where('owner', 'is', null)
          .where('removed_at', 'is', null);
        const ids = drafts.map(({ id }) => id);
        await (ids.length === 0 ? stale : stale.where('id', 'not in', ids)).execute();
      }),

    pauseSchedule: (id, at) =>
      transact(context, (transaction) =>
        change(transaction, id, (row) => (row.paused_at === null ? { paused_at: at } : {})),
      ),

    resumeSchedule: (id, at) =>
      transact(context, (transaction) =>
        change(transaction, id, (row) =>
          row.paused_at === null ? {} : { paused_at: null, settled_until: Math.max(at, row.settled_until) },
        ),
      ),

    removeSchedule: (id, at) =>
      transact(
        context,
        async (transaction) => (await change(transaction, id, () => ({ removed_at: at }))) !== undefined,
      ),
  };
}

function settling(context: LedgerContext): Pick<ScheduleStore, 'settleSlots' | 'postNow'> {
  return {
    settleSlots: (settlement) => transact(context, (transaction) => settle(transaction, settlement)),

    postNow: (id, key, reply) =>
      transact(context, async (transaction) => {
        const schedule = await change(transaction, id, () => ({}));
        if (schedule === undefined) return false;
        const earlier = await transaction.trx
          .selectFrom('outbox')
          .select('key')
          .where('key', '=', key)
          .executeTakeFirst();
        if (earlier !== undefined) return false;
        await post(transaction, schedule, key, reply);
        return true;
      }),
  };
}

/** Moving the mark first makes whoever else tries wait for this transaction, and then find it moved. */
async function settle(transaction: LedgerTransaction, settlement: Settlement): Promise<boolean> {
  const { schedule, slots, reply, pause } = settlement;
  const until = slots.at(-1)?.nominal;
  if (until === undefined) return false;
  const { trx, now } = transaction;
  const row = await trx
    .updateTable('schedules')
    .set({ settled_until: until, ...(pause === true ? { paused_at: now } : {}) })
    .where('id', '=', schedule.id)
    .where('settled_until', '=', schedule.settledUntil)
    .where('paused_at', 'is', null)
    .where('removed_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return false;
  const rows = slots.map(({ nominal, state }) => ({
    schedule_id: schedule.id,
    nominal,
    state,
    settled_at: now,
  }));
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await trx
      .insertInto('schedule_slots')
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .execute();
  const posted = slots.find(({ state }) => state === 'posted');
  if (posted !== undefined && reply !== undefined) {
    await post(transaction, scheduleFromRow(row), `schedule:${schedule.id}:${posted.nominal}`, reply);
  }
  return true;
}

/** The outbox knows a person for every reply; one that the configuration asked for is for nobody in particular. */
async function post(
  transaction: LedgerTransaction,
  { conversation, owner }: Schedule,
  key: string,
  reply: Parameters<ScheduleStore['postNow']>[2],
): Promise<void> {
  const actor = owner?.actor ?? { platform: conversation.platform, id: 'configuration' };
  await writeReply(transaction, { key, conversation, actor, reply, final: true });
}

async function add(transaction: LedgerTransaction, draft: ScheduleDraft): Promise<Schedule> {
  const { trx } = transaction;
  const number = await nextNumber(transaction, draft.tenant);
  const row = await trx
    .insertInto('schedules')
    .values({
      ...definitionOf(draft),
      id: draft.id,
      tenant: draft.tenant,
      number,
      owner: draft.owner === null ? null : JSON.stringify(draft.owner),
      created_at: draft.createdAt,
      paused_at: null,
      settled_until: draft.createdAt,
      removed_at: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row !== undefined) return scheduleFromRow(row);
  const made = trx.selectFrom('schedules').selectAll().where('id', '=', draft.id);
  return scheduleFromRow(await made.executeTakeFirstOrThrow());
}

async function configure(transaction: LedgerTransaction, draft: ScheduleDraft, at: number): Promise<void> {
  const { trx } = transaction;
  const row = await trx.selectFrom('schedules').selectAll().where('id', '=', draft.id).executeTakeFirst();
  if (row === undefined) {
    await add(transaction, draft);
    return;
  }
  const sameTimes = row.cron === draft.cron && row.timezone === draft.timezone && row.removed_at === null;
  const settled = sameTimes ? {} : { settled_until: Math.max(at, row.settled_until) };
  await trx
    .updateTable('schedules')
    .set({ ...definitionOf(draft), ...settled, removed_at: null })
    .where('id', '=', draft.id)
    .execute();
}

function definitionOf(draft: ScheduleDraft) {
  return {
    cron: draft.cron,
    timezone: draft.timezone,
    missed: draft.missed,
    intent: draft.intent,
    slots: JSON.stringify(draft.slots),
    conversation: JSON.stringify(draft.conversation),
    locale: draft.locale,
  };
}

/** Counted on a row of its own, so that two that are made at once wait for each other. */
async function nextNumber({ trx }: LedgerTransaction, tenant: string): Promise<number> {
  const counter = `schedules/${tenant}`;
  const row = await trx
    .insertInto('counters')
    .values({ tenant: counter, value: 1 })
    .onConflict((conflict) =>
      conflict.column('tenant').doUpdateSet((eb) => ({ value: eb('counters.value', '+', 1) })),
    )
    .returning('value')
    .executeTakeFirstOrThrow();
  return row.value;
}

/** Changes one that is there; touching the row locks it until the transaction ends. */
async function change(
  { trx }: LedgerTransaction,
  id: string,
  values: (row: Selectable<ScheduleTable>) => Updateable<ScheduleTable>,
): Promise<Schedule | undefined> {
  const locked = await trx
    .updateTable('schedules')
    .set({ id })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
  if (locked === undefined) return undefined;
  const changed = await trx
    .updateTable('schedules')
    .set({ id, ...values(locked) })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return scheduleFromRow(changed);
}

function scheduleFromRow(row: Selectable<ScheduleTable>): Schedule {
  return scheduleSchema.parse({
    id: row.id,
    number: row.number,
    tenant: row.tenant,
    cron: row.cron,
    timezone: row.timezone,
    missed: row.missed,
    intent: row.intent,
    slots: parseJson(row.slots),
    conversation: parseJson(row.conversation),
    locale: row.locale,
    owner: row.owner === null ? null : parseJson(row.owner),
    createdAt: row.created_at,
    pausedAt: row.paused_at,
    settledUntil: row.settled_until,
  });
}
