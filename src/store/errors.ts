import { PortError } from '../contracts/errors.js';
import type { Locale } from '../contracts/message.js';
import { STORE_PROBLEMS, type StoreProblem } from './problems.js';

/** Another process owns the state folder. The command line then becomes a client of that process. */
export class StoreBusyError extends Error {
  override readonly name = 'StoreBusyError';
  constructor(readonly file: string) {
    super(`another Coxswain owns ${file}`);
  }
}

/** The database can't be used until a person does something; `text` is a complete sentence that says what. */
export class StoreUnusableError extends Error {
  override readonly name = 'StoreUnusableError';
  /** `subject` is the file, folder or database, without a password. */
  constructor(
    readonly problem: StoreProblem,
    readonly subject: string,
    readonly detail = '',
    options?: ErrorOptions,
  ) {
    super(STORE_PROBLEMS.en[problem](subject, detail), options);
  }

  text(locale: Locale): string {
    return STORE_PROBLEMS[locale][this.problem](this.subject, this.detail);
  }
}

/** The driver's own code: `SQLITE_FULL`, `ECONNREFUSED`, an SQLSTATE such as `57P01`; empty when it has none. */
export function databaseCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/**
 * SQLSTATE classes that are outages rather than faulty statements
 * (https://www.postgresql.org/docs/current/errcodes-appendix.html): connection, transaction rollback (serialization,
 * deadlock), authorization, resources, operator intervention, system, internal, and read-only transactions.
 */
const OUTAGE_STATES = /^(08|28|40|53|57|58|XX|25006|55P03)/;
const SOCKET_ERRORS = /^E[A-Z]{3,}$/;
/** What Kysely and pg throw without a code, once a connection or the whole database is closed. */
const CLOSED = /connection terminated|not queryable|timeout exceeded|query read timeout|destroyed|not open/i;

/** A statement that is wrong whatever the state of the database: a bug, not an outage. */
const SQLITE_BUGS = /^SQLITE_(ERROR|CONSTRAINT|MISMATCH|MISUSE|RANGE|TOOBIG)/;

function isOutage(error: unknown): boolean {
  const code = databaseCode(error);
  if (code.startsWith('SQLITE_')) return !SQLITE_BUGS.test(code);
  if (code !== '') return OUTAGE_STATES.test(code) || SOCKET_ERRORS.test(code);
  return error instanceof Error && CLOSED.test(error.message);
}

/**
 * Database outages as PortError `ledger_down`; everything else, bugs included, as it was thrown. A failed commit may
 * have happened, so writes to the ledger are compare-and-set or keyed and can be repeated.
 */
export function translateDatabaseError(error: unknown): unknown {
  if (!isOutage(error)) return error;
  const message = 'the ledger (the bot’s database) does not answer';
  return new PortError('ledger_down', message, {}, false, { cause: error });
}
