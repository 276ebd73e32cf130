const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/** Milliseconds to wait after so many failures in a row: 1 s, doubling to 60 s. */
export function backoff(failures: number): number {
  return Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS);
}

/** Which keys have failed and rest until when, on the clock that gives `now`. */
export interface Rests {
  isResting(key: string): boolean;
  failed(key: string): number;
  succeeded(key: string): void;
  /** When the first of them may be tried again, in epoch milliseconds; undefined when none rests. */
  next(): number | undefined;
}

export function createRests(now: () => number): Rests {
  const rests = new Map<string, { readonly failures: number; readonly until: number }>();
  return {
    isResting: (key) => (rests.get(key)?.until ?? 0) > now(),
    failed(key) {
      const failures = (rests.get(key)?.failures ?? 0) + 1;
      rests.set(key, { failures, until: now() + backoff(failures) });
      return failures;
    },
    succeeded: (key) => void rests.delete(key),
    next() {
      const ahead = [...rests.values()].map((rest) => rest.until).filter((until) => until > now());
      return ahead.length === 0 ? undefined : Math.min(...ahead);
    },
  };
}
