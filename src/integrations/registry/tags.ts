import type { Clock } from '../../contracts/ports/clock.js';
import type { ImagesPort } from '../../contracts/ports/images.js';

/** A list that was read so long ago is as good as a new one: people type letter by letter. In milliseconds. */
const FRESH_MS = 15_000;
/** Until then an older one may be shown, for whom that is good enough. */
const RECENT_MS = 10 * 60_000;
/** More repositories than anybody offers at once; the longest unread ones go. */
const MOST_KEPT = 200;

interface Kept {
  readonly at: number;
  readonly tags: readonly string[];
}

/**
 * Keeps what registries list, which may be thousands of tags in many pages: one reading at a time for each repository,
 * shared by all who ask meanwhile, and gone on with when they no longer wait. A reading that fails leaves the last list.
 */
export function keepTags(
  read: (repository: string) => Promise<readonly string[]>,
  clock: Clock,
): ImagesPort['tags'] {
  const kept = new Map<string, Kept>();
  const reading = new Map<string, Promise<readonly string[]>>();

  const keep = (repository: string, tags: readonly string[]): void => {
    kept.delete(repository);
    kept.set(repository, { at: clock.now(), tags });
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  };
  const readOnce = (repository: string): Promise<readonly string[]> => {
    const running = reading.get(repository);
    if (running !== undefined) return running;
    const begun = read(repository)
      .then((tags) => {
        keep(repository, tags);
        return tags;
      })
      .finally(() => reading.delete(repository));
    reading.set(repository, begun);
    return begun;
  };
  return async (repository, { recent = false } = {}) => {
    const last = kept.get(repository);
    const age = last === undefined ? Number.POSITIVE_INFINITY : clock.now() - last.at;
    if (last !== undefined && age < FRESH_MS) return last.tags;
    const next = readOnce(repository);
    if (!recent || last === undefined || age >= RECENT_MS) return next;
    // Who takes the last list does not care how the new reading ends.
    next.catch(() => undefined);
    return last.tags;
  };
}
