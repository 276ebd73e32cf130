import { actorKey, DEFAULT_TENANT } from '../contracts/message.js';
import type { ActorRef } from '../contracts/message.js';
import type { Person } from '../contracts/policy.js';
import type { Clock } from '../contracts/ports/clock.js';
import type { IdentityPort, IdentityStore } from '../contracts/ports/identity.js';
import { hashOf, newCode } from './codes.js';
import { createMemory } from './memory.js';
import type { Link } from './memory.js';

const CODE_LIFE_MS = 10 * 60_000;
const ATTEMPTS = 5;
const ATTEMPT_WINDOW_MS = 10 * 60_000;

/** What identity is made of. */
export interface IdentityParts {
  /** Actor keys of admins, e.g. `slack:U024BE7LH`. */
  readonly admins: readonly string[];
  readonly store: IdentityStore;
  readonly clock: Clock;
  /** Actor key of the operating-system user who owns the state folder, e.g. `terminal:ada`: admin. */
  readonly ownerActor: string;
  /** Actors that belong to the person of another one, by their keys: `voice:headset` → `slack:U024BE7LH`. */
  readonly speakers?: Readonly<Record<string, string>>;
  /** Only there may `--as NAME` (the terminal's actor `as:NAME`) act for somebody else. */
  readonly sandbox: boolean;
}

/**
 * Who is who. Known are the owner at the terminal, the configured admins, and whoever was linked by a code. A person linked
 * to several actors is one person everywhere, and admin when any of those actors is. With the ledger down, links are
 * answered from memory for up to 15 minutes.
 */
export function createIdentity(parts: IdentityParts): IdentityPort {
  const { store, clock, speakers = {} } = parts;
  const memory = createMemory(clock);
  const belonging = (actor: ActorRef): ActorRef => ownerOf(actor, speakers[actorKey(actor)]);
  return {
    async resolve(said) {
      const actor = belonging(said);
      if (isStandIn(actor)) return standIn(actor, parts.sandbox);
      const link = await memory.read(actorKey(actor), () => linkOf(actorKey(actor), store));
      return personFor(actor, link, parts);
    },
    async issueCode(personId) {
      const code = newCode();
      await store.saveCode({ hash: hashOf(code), person: personId, expiresAt: clock.now() + CODE_LIFE_MS });
      return code;
    },
    async redeemCode(said, code) {
      const actor = belonging(said);
      const key = actorKey(actor);
      const now = clock.now();
      // Counted before it is looked at, so that guesses made at the same time all count.
      const attempts = await store.countAttempt(key, now, now - ATTEMPT_WINDOW_MS);
      if (attempts > ATTEMPTS || isStandIn(actor)) return false;
      const person = await store.takeCode(hashOf(code), now);
      if (person === undefined) return false;
      await store.linkActor(key, person, now);
      await store.clearAttempts(key);
      memory.forget();
      return true;
    },
  };
}

async function linkOf(key: string, store: IdentityStore): Promise<Link> {
  const person = await store.personOf(key);
  return { person, actors: person === undefined ? [] : await store.actorsOf(person) };
}

function personFor(actor: ActorRef, link: Link, { admins, ownerActor }: IdentityParts): Person {
  const key = actorKey(actor);
  const id = link.person ?? key;
  const admin = [key, id, ...link.actors].some((each) => each === ownerActor || admins.includes(each));
  return {
    id,
    display: actor.display ?? actor.id,
    tenant: DEFAULT_TENANT,
    known: admin || link.person !== undefined,
    admin,
    guest: actor.guest ?? false,
  };
}

/** The actor that a device speaks for: the device itself when it belongs to nobody. */
function ownerOf(actor: ActorRef, owner: string | undefined): ActorRef {
  const [, platform, id] = /^([^:]+):(.+)$/.exec(owner ?? '') ?? [];
  return platform === undefined || id === undefined ? actor : { ...actor, platform, id };
}

const AS = 'as:';

function isStandIn(actor: ActorRef): boolean {
  return actor.platform === 'terminal' && actor.id.startsWith(AS);
}

/** Somebody that the terminal's user acts for: known in the sandbox, nobody elsewhere, never an admin. */
function standIn(actor: ActorRef, sandbox: boolean): Person {
  const name = actor.id.slice(AS.length);
  return {
    id: actor.id,
    display: name,
    tenant: DEFAULT_TENANT,
    known: sandbox && name !== '',
    admin: false,
    guest: false,
  };
}
