import { Migrator, sql, type Kysely, type Migration } from 'kysely';
import type { Schema } from './schema.js';
import { StoreUnusableError } from './errors.js';
import { createLiveTable } from './live-tables.js';
import { createScheduleTables } from './schedule-tables.js';
import { createPushedRunTable, markServedRuns } from './pushed-run-table.js';
import { createSubscriptionTables } from './subscription-tables.js';

/** Every version of the schema, in order. A published migration is never edited: a change is a new one. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '001_ledger': { up: createLedgerTables },
  '002_identity': { up: createIdentityTables },
  '003_adapter_facts': { up: createAdapterFactTable },
  '004_outbox_by_time': { up: createOutboxTimeIndex },
  '005_schedules': { up: createScheduleTables },
  '006_outbox_lanes': { up: createLaneIndex },
  '007_event_positions': { up: addEventPositions },
  '008_webhook_deliveries': { up: createDeliveryTable },
  '009_subscriptions': { up: createSubscriptionTables },
  '010_pushed_runs': { up: createPushedRunTable },
  '011_live_answers': { up: createLiveTable },
  '012_served_runs': { up: markServedRuns },
  '013_approvers': { up: addApprovers },
};

/**
 * Brings the schema up to date.
 * @throws StoreUnusableError when a newer version of Coxswain has written it
 */
export async function migrate(db: Kysely<Schema>, name: string): Promise<void> {
  await refuseNewer(db, name);
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error instanceof Error) throw error;
  if (error !== undefined) throw new Error('the schema could not be brought up to date', { cause: error });
}

async function refuseNewer(db: Kysely<Schema>, name: string): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return;
  const applied = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  const unknown = applied.rows.find((row) => !(row.name in MIGRATIONS));
  if (unknown === undefined) return;
  throw new StoreUnusableError('newer', name, unknown.name);
}

async function createLedgerTables(db: Kysely<unknown>): Promise<void> {
  await createMessageTables(db);
  await createOperationTables(db);
  await createStepTables(db);
}

async function createMessageTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('events')
    .addColumn('event_key', 'text', (column) => column.primaryKey())
    .addColumn('message', 'text', (column) => column.notNull())
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .addColumn('answer', 'text')
    .addColumn('finished_at', 'bigint')
    .execute();
  await db.schema.createIndex('events_received').on('events').column('received_at').execute();
  await db.schema
    .createTable('dialogues')
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('dialogues_key', ['conversation', 'person'])
    .execute();
  await db.schema
    .createTable('outbox')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .addColumn('delivered', 'bigint', (column) => column.notNull())
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('reply', 'text', (column) => column.notNull())
    .addColumn('final', 'integer', (column) => column.notNull())
    .addColumn('ref', 'text')
    .addColumn('written_at', 'bigint', (column) => column.notNull())
    .execute();
  // Only what waits is looked for; what was delivered would soon be nearly all of the table.
  await db.schema
    .createIndex('outbox_undelivered')
    .on('outbox')
    .columns(['platform', 'written_at', 'key'])
    .where(sql.ref('delivered'), '<', sql.ref('revision'))
    .execute();
}

async function createOperationTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('counters')
    .addColumn('tenant', 'text', (column) => column.primaryKey())
    .addColumn('value', 'bigint', (column) => column.notNull())
    .execute();
  const texts = ['skill', 'service', 'environment', 'slots', 'plan', 'digest', 'status', 'code', 'person'];
  const more = ['actor', 'conversation', 'locale', 'source', 'outcomes', 'evidence'];
  let table = db.schema
    .createTable('operations')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('event_key', 'text', (column) => column.notNull().unique());
  for (const name of [...texts, ...more]) table = table.addColumn(name, 'text', (column) => column.notNull());
  table = table.addColumn('created_at', 'bigint', (column) => column.notNull());
  for (const name of ['cleared_at', 'started_at', 'ended_at', 'expires_at', 'heartbeat_at'])
    table = table.addColumn(name, 'bigint');
  await table
    .addColumn('approvals_needed', 'integer', (column) => column.notNull())
    .addColumn('cancel_requested_by', 'text')
    .addColumn('world', 'text')
    .addUniqueConstraint('operations_number', ['tenant', 'number'])
    .execute();
  await db.schema.createIndex('operations_status').on('operations').column('status').execute();
  await db.schema.createIndex('operations_ended').on('operations').columns(['tenant', 'ended_at']).execute();
}

async function createStepTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('steps')
    .addColumn('operation_id', 'text', (column) => column.notNull().references('operations.id'))
    .addColumn('step_id', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('code', 'text')
    .addColumn('facts', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addPrimaryKeyConstraint('steps_key', ['operation_id', 'step_id'])
    .execute();
  await db.schema
    .createTable('decisions')
    .addColumn('operation_id', 'text', (column) => column.notNull().references('operations.id'))
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('verdict', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('decisions_key', ['operation_id', 'person'])
    .execute();
  await db.schema
    .createTable('locks')
    .addColumn('target', 'text', (column) => column.primaryKey())
    .addColumn('operation_id', 'text', (column) => column.notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .addColumn('kept', 'integer', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('locks_operation').on('locks').column('operation_id').execute();
  await db.schema
    .createTable('audit')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('position', 'bigint', (column) => column.notNull())
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('by', 'text', (column) => column.notNull())
    .addColumn('operation_id', 'text')
    .addColumn('event', 'text', (column) => column.notNull())
    .addColumn('code', 'text', (column) => column.notNull())
    .addColumn('detail', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('audit_operation').on('audit').columns(['operation_id', 'at']).execute();
}

async function createIdentityTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('people_links')
    .addColumn('actor', 'text', (column) => column.primaryKey())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('linked_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('people_links_person').on('people_links').column('person').execute();
  await db.schema
    .createTable('link_codes')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('link_attempts')
    .addColumn('actor', 'text', (column) => column.primaryKey())
    .addColumn('times', 'text', (column) => column.notNull())
    .execute();
}

async function createAdapterFactTable(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('adapter_facts')
    .addColumn('adapter', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('kept_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('adapter_facts_key', ['adapter', 'key'])
    .execute();
}

/** Messages that came in one millisecond are handled in their order after a restart too. */
async function addEventPositions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('events')
    .addColumn('position', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
}

/** Who approved an operation is told in its message. */
async function addApprovers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('operations')
    .addColumn('approved_by', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute();
}

/** News are read by the time they were written at, delivered or not. */
async function createOutboxTimeIndex(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('outbox_written').on('outbox').columns(['platform', 'written_at']).execute();
}

/** Finds what each conversation waits for first without reading what waits behind it. */
async function createLaneIndex(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('outbox_lanes')
    .on('outbox')
    .columns(['platform', 'conversation', 'written_at', 'key'])
    .where(sql.ref('delivered'), '<', sql.ref('revision'))
    .execute();
}

/** Webhooks that were taken, by the ids that their senders give them. */
async function createDeliveryTable(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('webhook_deliveries')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('taken_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('webhook_deliveries_age').on('webhook_deliveries').column('taken_at').execute();
}
