import type { ActorRef } from '../message.js';
import type { Person } from '../policy.js';

/** Who a platform's actor is. */
export interface IdentityPort {
  /** Never fails for an unknown actor: returns a person with `known: false`. */
  resolve(actor: ActorRef): Promise<Person>;
  /** A one-time code that links an actor to a person when said within 10 minutes; printed at the terminal only. */
  issueCode(personId: string): Promise<string>;
  /** Links the actor when the code is right and fresh; false otherwise. Five wrong codes in 10 minutes lock an actor out. */
  redeemCode(actor: ActorRef, code: string): Promise<boolean>;
}

/**
 * Where links and codes are kept (tables `people_links`, `link_codes`, `link_attempts`). Actors are written as
 * `platform:id` (see `actorKey`), times are epoch milliseconds. Every method rejects with PortError `ledger_down`
 * when the database is unavailable. Codes are stored only as the hash that the caller makes of them.
 */
export interface IdentityStore {
  /** The person that an actor is linked to. */
  personOf(actor: string): Promise<string | undefined>;
  /** Every actor that is linked to a person; none for a person nobody was linked to. */
  actorsOf(person: string): Promise<readonly string[]>;
  /** Links an actor to a person; an earlier link of the same actor is replaced. */
  linkActor(actor: string, person: string, at: number): Promise<void>;
  saveCode(code: StoredCode): Promise<void>;
  /** Removes the code and returns its person, atomically, when it is there and expires after `now`; else undefined. */
  takeCode(hash: string, now: number): Promise<string | undefined>;
  /**
   * Records an attempt of the actor at `at` and returns how many were recorded since `since`, this one included, in
   * one transaction, so that attempts made at the same time are all counted.
   */
  countAttempt(actor: string, at: number, since: number): Promise<number>;
  /** Forgets the actor's attempts, after a right code. */
  clearAttempts(actor: string): Promise<void>;
}
export interface StoredCode {
  /** sha256 of the code, hexadecimal. */
  readonly hash: string;
  readonly person: string;
  readonly expiresAt: number;
}
