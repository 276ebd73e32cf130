import { PortError } from '../contracts/errors.js';
import type { Clock } from '../contracts/ports/clock.js';

/** Whom an actor is linked to, with every actor of the same person. */
export interface Link {
  readonly person: string | undefined;
  readonly actors: readonly string[];
}

/** How old an identity may be when the ledger can't be asked (DESIGN: reads still answer). */
const STALE_MS = 15 * 60_000;
/** Actors remembered at most; the oldest go first. */
const CAPACITY = 10_000;
const UNLINKED: Link = { person: undefined, actors: [] };

/** Links as they were last read, for when the ledger is down. */
export interface Memory {
  /** What `load` gives; while it fails because the ledger is down, what it gave within the last 15 minutes. */
  read(key: string, load: () => Promise<Link>): Promise<Link>;
  forget(): void;
}

export function createMemory(clock: Clock): Memory {
  const links = new Map<string, { readonly link: Link; readonly at: number }>();
  return {
    async read(key, load) {
      try {
        const link = await load();
        links.delete(key);
        links.set(key, { link, at: clock.now() });
        const [oldest] = links.keys();
        if (links.size > CAPACITY && oldest !== undefined) links.delete(oldest);
        return link;
      } catch (error) {
        if (!(error instanceof PortError) || error.code !== 'ledger_down') throw error;
        const known = links.get(key);
        return known !== undefined && clock.now() - known.at <= STALE_MS ? known.link : UNLINKED;
      }
    },
    forget: () => links.clear(),
  };
}
