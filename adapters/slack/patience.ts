import type { Clock } from '../../src/contracts/ports/clock.js';

/** Waits for values, but never longer than a time. */
export interface Patience {
  /** The value, or undefined when it takes longer. */
  for<T>(value: Promise<T>): Promise<T | undefined>;
}

interface Waiting {
  readonly until: number;
  settled: boolean;
  readonly giveUp: () => void;
}

/**
 * One timer for all who wait equally long: they run out in the order in which they began. A timer and a signal for
 * every request cost more than the rest of taking it. Once stopped nobody waits any more.
 */
export function createPatience(clock: Clock, ms: number, stopped: AbortSignal): Patience {
  let waiting: Waiting[] = [];
  let watching = false;
  const watch = async (): Promise<void> => {
    watching = true;
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      await clock.sleep(Math.max(1, next.until - clock.now()), stopped);
      const now = stopped.aborted ? Number.POSITIVE_INFINITY : clock.now();
      for (const { until, giveUp } of waiting) if (until <= now) giveUp();
      waiting = waiting.filter(({ settled, until }) => !settled && until > now);
    }
    watching = false;
  };
  return {
    for: (value) =>
      new Promise((resolve, reject) => {
        const mine: Waiting = {
          until: clock.now() + ms,
          settled: false,
          giveUp: () => resolve(undefined),
        };
        const settle = (end: () => void): void => {
          mine.settled = true;
          end();
        };
        value.then(
          (given) => settle(() => resolve(given)),
          (error: unknown) => settle(() => reject(error instanceof Error ? error : new Error(String(error)))),
        );
        waiting.push(mine);
        if (!watching) void watch();
      }),
  };
}
