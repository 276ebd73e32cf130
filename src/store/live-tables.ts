import type { Kysely } from 'kysely';

/** Answers that are edited while what they tell of goes on. */
export async function createLiveTable(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('live_answers')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('conversation_key', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('question', 'text', (column) => column.notNull())
    .addColumn('answer', 'text', (column) => column.notNull())
    .addColumn('begun_at', 'bigint', (column) => column.notNull())
    .addColumn('look_at', 'bigint', (column) => column.notNull())
    .addColumn('ended', 'text')
    .execute();
}
