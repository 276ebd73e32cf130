import type { Kysely } from 'kysely';
import { PortError } from '../../contracts/errors.js';
import type { Schema } from '../../store/schema.js';
import { read, type LedgerContext } from './transaction.js';

interface Arrival {
  readonly event_key: string;
  readonly message: string;
  readonly received_at: number;
  readonly position: number;
}
interface Waiting {
  readonly row: Arrival;
  readonly resolve: (first: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/** Rows in one statement, so that as many statements are kept prepared at most. */
const MOST_ROWS = 100;

/**
 * The insertion of messages that every acknowledgement waits for: what arrives in the same turn of the event loop is
 * written, and becomes durable, by one statement. Resolves with whether the message is the first of its key, once that
 * is durable.
 */
export function arrivalsOf(context: LedgerContext): (row: Arrival) => Promise<boolean> {
  let waiting: Waiting[] = [];
  const flush = (): void => {
    const arrived = waiting;
    waiting = [];
    for (let start = 0; start < arrived.length; start += MOST_ROWS)
      void settle(context, arrived.slice(start, start + MOST_ROWS));
  };
  return (row) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ row, resolve, reject });
    });
}

/** An outage is everybody's; one message that the database refuses must not take those beside it along. */
async function settle(context: LedgerContext, arrived: readonly Waiting[]): Promise<void> {
  try {
    const written = await read(context, (db) => insert(db, arrived));
    // The same key twice: only one of them is the first.
    for (const { row, resolve } of arrived) resolve(written.delete(row.event_key));
  } catch (error) {
    const isOutage = error instanceof PortError;
    if (isOutage || arrived.length === 1) for (const { reject } of arrived) reject(error);
    else for (const one of arrived) await settle(context, [one]);
  }
}

/** The keys that were not there before. In one order everywhere, so that two bots can't wait for each other. */
async function insert(db: Kysely<Schema>, arrived: readonly Waiting[]): Promise<Set<string>> {
  const rows = arrived.map(({ row }) => row).sort((a, b) => (a.event_key < b.event_key ? -1 : 1));
  const written = await db
    .insertInto('events')
    .values(rows)
    .onConflict((conflict) => conflict.column('event_key').doNothing())
    .returning('event_key')
    .execute();
  return new Set(written.map(({ event_key: key }) => key));
}
