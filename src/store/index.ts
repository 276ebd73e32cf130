import { sql, type Kysely } from 'kysely';
import type { Log } from '../contracts/ports/log.js';
import { explainPostgres, openPostgres } from './postgres.js';
import { explainSqlite, openSqlite } from './sqlite.js';
import { migrate } from './migrations.js';
import type { Schema } from './schema.js';

export { StoreBusyError, StoreUnusableError } from './errors.js';
export { makeStateFolder } from './folder.js';

/** An open database whose schema is up to date. */
export interface Database {
  readonly kind: 'sqlite' | 'postgres';
  readonly db: Kysely<Schema>;
  /** Resolves once what was committed before survives a power cut. Nothing may be said of a write before. */
  settled(): Promise<void>;
  /** Rejects when it does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
export type DatabaseLocation = { readonly home: string } | { readonly databaseUrl: string };

const SILENT: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/**
 * Opens the ledger's database and migrates it: `ledger.db` in the state folder `home`, or the PostgreSQL that
 * `databaseUrl` names. Drivers are imported only when they are used.
 * @throws StoreBusyError when another process owns the state folder
 * @throws StoreUnusableError when a person must do something first; its message says what
 */
export async function openDatabase(location: DatabaseLocation, log: Log = SILENT): Promise<Database> {
  const kind = 'home' in location ? 'sqlite' : 'postgres';
  const { db, name, settled, guard, close } =
    'home' in location ? await openSqlite(location.home) : await openPostgres(location.databaseUrl, log);
  try {
    await migrate(db, name);
    await settled();
  } catch (error) {
    await close();
    throw 'home' in location ? explainSqlite(error, name) : explainPostgres(error, location.databaseUrl);
  }
  return {
    kind,
    db,
    settled,
    ping: async () => {
      guard();
      await sql`select 1`.execute(db);
      await settled();
    },
    close,
  };
}
