import { PortError } from '../../../src/contracts/errors.js';
import type { Clock } from '../../../src/contracts/ports/clock.js';

/** Whoever would tell of a pipeline. */
export type Source = 'GitHub' | 'Jenkins' | 'Registry';
export type Told<T> =
  { readonly state: 'told'; readonly value: T } | { readonly state: 'unread'; readonly source: Source };

/** A person waits for a plan no longer than this, in milliseconds; what has not answered by then is named. */
const ANSWER_WITHIN_MS = 4_000;

/** Asks sources until one common moment, counted from the first question; an outage and a late answer are both `unread`. */
export function createAsking(
  clock: Clock,
): <T>(source: Source, question: () => Promise<T>) => Promise<Told<T>> {
  let patience: Promise<void> | undefined;
  return async (source, question) => {
    patience ??= clock.sleep(ANSWER_WITHIN_MS);
    const unread = { state: 'unread', source } as const;
    const answered = question().then(
      (value) => ({ state: 'told', value }) as const,
      (error: unknown) => {
        if (error instanceof PortError) return unread;
        throw error;
      },
    );
    return Promise.race([answered, patience.then(() => unread)]);
  };
}
export type Asking = ReturnType<typeof createAsking>;
