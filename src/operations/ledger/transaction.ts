import type { Kysely, Transaction } from 'kysely';
import type { Clock } from '../../contracts/ports/clock.js';
import { translateDatabaseError } from '../../store/errors.js';
import type { Schema } from '../../store/schema.js';

/** What the parts of the ledger share. */
export interface LedgerContext {
  readonly db: Kysely<Schema>;
  readonly clock: Clock;
  /** Resolves once what was committed before survives a power cut. */
  settled(): Promise<void>;
  /** Tells the dispatcher that a revision for this platform was committed. */
  announce(platform: string): void;
  /** Grows with every call: orders what was written within one millisecond. */
  nextPosition(): number;
}

/** One open transaction. Inside it only `trx` is used: `db` would wait for the connection it holds. */
export interface LedgerTransaction {
  readonly trx: Transaction<Schema>;
  /** Epoch milliseconds, the same for everything in the transaction. */
  readonly now: number;
  nextPosition(): number;
  /** Announces a reply revision once the transaction is committed, and never when it is rolled back. */
  replied(platform: string): void;
}

/** Runs `work` in one transaction; what it throws rolls everything back. Outages become PortError `ledger_down`. */
export async function transact<T>(
  context: LedgerContext,
  work: (transaction: LedgerTransaction) => Promise<T>,
): Promise<T> {
  const platforms = new Set<string>();
  const result = await read(context, (db) =>
    db.transaction().execute((trx) =>
      work({
        trx,
        now: context.clock.now(),
        nextPosition: () => context.nextPosition(),
        replied: (platform) => platforms.add(platform),
      }),
    ),
  );
  for (const platform of platforms) context.announce(platform);
  return result;
}

/**
 * Runs a single statement. What it wrote, and whatever it may have read, is durable when this resolves. Outages become
 * PortError `ledger_down`.
 */
export async function read<T>(context: LedgerContext, work: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
  try {
    const result = await work(context.db);
    await context.settled();
    return result;
  } catch (error) {
    throw translateDatabaseError(error);
  }
}
