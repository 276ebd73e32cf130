import { sql, type Kysely } from 'kysely';

/** The newest state of each run that a webhook brought and that nobody was told of yet. */
export async function createPushedRunTable(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('pushed_runs')
    .addColumn('url', 'text', (column) => column.primaryKey())
    .addColumn('run', 'text', (column) => column.notNull())
    .addColumn('moment', 'text', (column) => column.notNull())
    .addColumn('attempt', 'integer', (column) => column.notNull())
    .addColumn('ended', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('pushed_at', 'bigint', (column) => column.notNull())
    .execute();
  // Old ones are looked for every minute, and what was told to subscriptions every hour.
  await db.schema.createIndex('pushed_runs_age').on('pushed_runs').column('pushed_at').execute();
  await db.schema.createIndex('subscription_runs_age').on('subscription_runs').column('at').execute();
}

/** What was told stays for a day: an earlier state of the run that arrives late is then known to be none to tell. */
export async function markServedRuns(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('pushed_runs')
    .addColumn('served', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createIndex('pushed_runs_unserved')
    .on('pushed_runs')
    .column('pushed_at')
    .where(sql.ref('served'), '=', sql.lit(0))
    .execute();
}
