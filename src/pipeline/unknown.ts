import type { Understanding } from '../contracts/command.js';
import type { Refusal } from '../contracts/outcome.js';
import type { CataloguePort } from '../contracts/ports/catalogue.js';
import type { Clock } from '../contracts/ports/clock.js';
import type { Log } from '../contracts/ports/log.js';
import type { PipelineDeps } from './deps.js';
import { isKnown, NAME_SLOTS, unknownName } from './names.js';
import type { Turn } from './turn.js';
import { understand } from './understand.js';

/** Whoever mistypes in a row makes the clusters be asked once. */
const AT_MOST_EVERY_MS = 5_000;
/** A slow cluster does not keep a person waiting for "I don't know that". */
const PATIENCE_MS = 2_000;

/** Reads the catalogue again; false when it was read a moment ago. */
export type RefreshNames = () => Promise<boolean>;

export function createRefreshNames(catalogue: CataloguePort, clock: Clock, log: Log): RefreshNames {
  let last = -Infinity;
  return async () => {
    if (clock.now() - last < AT_MOST_EVERY_MS) return false;
    last = clock.now();
    const done = new AbortController();
    const reading = catalogue
      .refresh()
      .catch((error: unknown) => log.warn({ error }, 'the names could not be read again'))
      .finally(() => done.abort());
    await Promise.race([reading, clock.sleep(PATIENCE_MS, done.signal)]);
    return true;
  };
}

/**
 * What the message means. Before a name is called unknown, or taken for a slip of another, the clusters are asked once
 * more: a Deployment that was made a minute ago is found.
 */
export async function understandFresh(
  deps: PipelineDeps,
  turn: Turn,
  refresh: RefreshNames,
): Promise<Understanding> {
  const meaning = understand(deps, turn);
  const doubtful = isForBot(turn) && doubtsNames(deps, turn, meaning);
  return doubtful && (await refresh()) ? understand(deps, turn) : meaning;
}

function isForBot({ message }: Turn): boolean {
  return message.addressed || message.command !== undefined;
}

function doubtsNames({ ports: { catalogue } }: PipelineDeps, turn: Turn, meaning: Understanding): boolean {
  if (meaning.decision === 'ask') {
    const { ask, unknown } = meaning;
    return 'slot' in ask && (unknown !== undefined || (ask.slot === 'service' && ask.choices.length === 1));
  }
  if (meaning.decision !== 'act') return false;
  const names = catalogue.names(turn.person.tenant);
  return (
    meaning.unknown !== undefined || NAME_SLOTS.some((slot) => !isKnown(names, slot, meaning.slots[slot]))
  );
}

/**
 * A typed word in the place of a name is a name nobody knows: said so, with the nearest ones, rather than asked for or
 * passed over as if nothing had been typed. By voice it is noise.
 */
export function unknownWord(
  { ports: { catalogue } }: Pick<PipelineDeps, 'ports'>,
  turn: Turn,
  meaning: Understanding,
): Refusal | undefined {
  const word = wordOf(meaning);
  if (word === undefined || turn.message.source === 'voice') return undefined;
  const names = catalogue.names(turn.person.tenant);
  return unknownName(word.slot, word.said, word.slot === 'service' ? names.services : names.environments);
}

function wordOf(meaning: Understanding): Extract<Understanding, { decision: 'act' }>['unknown'] {
  if (meaning.decision === 'act') return meaning.unknown;
  if (meaning.decision !== 'ask' || meaning.unknown === undefined) return undefined;
  const { ask, unknown: said } = meaning;
  // One choice is a slip that has a likely meaning: that is a question.
  if (!('slot' in ask) || ask.choices.length === 1) return undefined;
  const { slot } = ask;
  return slot === 'service' || slot === 'environment' ? { slot, said } : undefined;
}
