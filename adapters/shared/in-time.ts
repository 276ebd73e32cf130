import type { Clock } from '../../src/contracts/ports/clock.js';

/** The value, or undefined when it takes longer. */
export async function inTime<T>(clock: Clock, ms: number, value: Promise<T>): Promise<T | undefined> {
  const settled = new AbortController();
  const late = clock.sleep(ms, settled.signal).then(() => undefined);
  try {
    return await Promise.race([value, late]);
  } finally {
    // With a reason: without one an error is made for it, with its stack, for every request.
    settled.abort('settled');
  }
}
