import { Kysely, PostgresDialect } from 'kysely';
import type { Log } from '../contracts/ports/log.js';
import type { Schema } from './schema.js';
import type { Opened } from './opened.js';
import { databaseCode, StoreUnusableError } from './errors.js';
import type { StoreProblem } from './problems.js';

const CONNECT_TIMEOUT_MS = 5_000;
/** Under a third of a lease, so that a stuck statement can't outlive the lock it works under. */
const STATEMENT_TIMEOUT_MS = 9_000;

/** Makes a connection pool; nothing is sent before the first query. */
export async function openPostgres(databaseUrl: string, log: Log): Promise<Opened> {
  const { default: pg } = await import('pg');
  const integersAsNumbers = new pg.TypeOverrides();
  // Every bigint of ours is a count or a time, far below 2^53; by default they are read as text.
  integersAsNumbers.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS + 500,
    idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'coxswain',
    types: integersAsNumbers,
  });
  // Without a listener a lost connection would end the process: one on the pool for those that are idle, one on each
  // for the moments between two statements of a transaction.
  const lost = (error: unknown): void =>
    log.warn({ code: databaseCode(error) }, 'a database connection was lost');
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  // The server answers a commit when it is durable.
  const settled = () => Promise.resolve();
  const guard = () => undefined;
  return { db, name: nameOf(databaseUrl), settled, guard, close: () => db.destroy() };
}

/** The driver's error at start as one that says what to do. Never holds the password. */
export function explainPostgres(error: unknown, databaseUrl: string): unknown {
  const code = databaseCode(error);
  const name = nameOf(databaseUrl);
  const unusable = (problem: StoreProblem): Error =>
    new StoreUnusableError(problem, name, code, { cause: error });
  if (/^(28|42501)/.test(code)) return unusable('refused');
  if (code === '3D000') return unusable('absent');
  if (code.startsWith('25006')) return unusable('read_only');
  if (/^(53100|53200)/.test(code)) return unusable('exhausted');
  if (/^(E[A-Z]{3,}|08|57P03|53300)/.test(code) || (code === '' && /timeout|terminated/i.test(String(error))))
    return unusable('silent');
  return error;
}

function nameOf(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) return 'in DATABASE_URL';
  const url = new URL(databaseUrl);
  return `${url.host}${url.pathname}`;
}
