import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Kysely, SqliteDialect } from 'kysely';
import type { Database as Connection } from 'better-sqlite3';
import type { Schema } from './schema.js';
import { createDurability } from './durable.js';
import { databaseCode, StoreBusyError, StoreUnusableError } from './errors.js';
import { makeStateFolder } from './folder.js';
import type { StoreProblem } from './problems.js';
import type { Opened } from './opened.js';
import { keepPlace } from './place.js';
import { rememberStatements } from './statements.js';

/** The owner is found out at once; a busy file is not worth waiting for, since its owner keeps it. */
const BUSY_TIMEOUT_MS = 150;
/** Pages of 4 KB in the log before they are moved to the file, which the process waits for: rarely, not too many. */
const CHECKPOINT_PAGES = 4_000;

/**
 * Opens `ledger.db` in the state folder, making both when they do not exist (readable by their owner only). The
 * connection holds the file exclusively until it is closed or the process ends, however it ends.
 * @throws StoreBusyError when another process owns it
 * @throws StoreUnusableError when it is damaged, can't be written, or the disk is full
 */
export async function openSqlite(home: string): Promise<Opened> {
  const file = join(home, 'ledger.db');
  const { default: Sqlite } = await import('better-sqlite3');
  let connection: Connection | undefined;
  try {
    makeStateFolder(home);
    connection = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS });
    own(connection);
    const guard = keepPlace(file);
    const log = await open(`${file}-wal`, 'r+');
    const { committed, settled } = createDurability(() => log.datasync());
    const dialect = new SqliteDialect({ database: rememberStatements(connection, { committed, guard }) });
    const db = new Kysely<Schema>({ dialect });
    const close = async (): Promise<void> => {
      await settled().catch(() => undefined);
      await db.destroy();
      await log.close();
    };
    return { db, name: file, settled, guard, close };
  } catch (error) {
    connection?.close();
    throw explainSqlite(error, file);
  }
}

/** Takes the exclusive lock by writing; the order of the pragmas matters: the locking mode comes before WAL. */
function own(connection: Connection): void {
  connection.pragma('locking_mode = EXCLUSIVE');
  connection.pragma('journal_mode = WAL');
  // An acknowledged command must survive a power cut, not only the death of the process. FULL would flush the log in
  // every commit and stop the process meanwhile; durable.ts flushes it for many commits at once, beside the process.
  connection.pragma('synchronous = NORMAL');
  connection.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  connection.pragma('foreign_keys = ON');
  connection.exec('BEGIN IMMEDIATE; COMMIT');
}

/** The driver's error as one that says what to do; unknown errors as they are. */
export function explainSqlite(error: unknown, file: string): unknown {
  const code = databaseCode(error);
  const unusable = (problem: StoreProblem): Error =>
    new StoreUnusableError(problem, file, code, { cause: error });
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return new StoreBusyError(file);
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return unusable('damaged');
  if (/^(SQLITE_FULL|ENOSPC)/.test(code)) return unusable('full');
  if (/^(SQLITE_(READONLY|CANTOPEN|PERM|AUTH)|EACCES|EPERM|EROFS|ENOTDIR|EEXIST)/.test(code))
    return unusable('unwritable');
  if (code.startsWith('SQLITE_IOERR')) return unusable('unreadable');
  return error;
}
