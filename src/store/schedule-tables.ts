import type { Kysely } from 'kysely';

/** Schedules, and what became of each of their slots. */
export async function createScheduleTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('schedules')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('cron', 'text', (column) => column.notNull())
    .addColumn('timezone', 'text', (column) => column.notNull())
    .addColumn('missed', 'text', (column) => column.notNull())
    .addColumn('intent', 'text', (column) => column.notNull())
    .addColumn('slots', 'text', (column) => column.notNull())
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('locale', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('settled_until', 'bigint', (column) => column.notNull())
    .addColumn('owner', 'text')
    .addColumn('paused_at', 'bigint')
    .addColumn('removed_at', 'bigint')
    .addUniqueConstraint('schedules_number', ['tenant', 'number'])
    .execute();
  await db.schema
    .createTable('schedule_slots')
    .addColumn('schedule_id', 'text', (column) => column.notNull().references('schedules.id'))
    .addColumn('nominal', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('settled_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('schedule_slots_key', ['schedule_id', 'nominal'])
    .execute();
}
