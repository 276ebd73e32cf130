import type { Kysely } from 'kysely';
import type { Schema } from './schema.js';

/** A database that was just opened, of whichever kind. */
export interface Opened {
  readonly db: Kysely<Schema>;
  /** What messages call it: a file, or host and database; never a password. */
  readonly name: string;
  /** As {@link Durability.settled} in durable.ts. */
  readonly settled: () => Promise<void>;
  /** Throws when nothing may be written any more, although the connection would. */
  readonly guard: () => void;
  readonly close: () => Promise<void>;
}
