import type { Clock } from './ports/clock.js';

/** Time ran out before the work was done. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/**
 * Runs `work` for at most `ms` milliseconds. Its signal aborts then, and when `outer` does; work that does not listen is
 * waited for no longer. Rejects with DeadlineError when time is up, and with the signal's reason when `outer` aborted.
 */
export async function withinDeadline<T>(
  clock: Clock,
  ms: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  outer?.throwIfAborted();
  const expiry = new AbortController();
  const finished = new AbortController();
  const signal = outer === undefined ? expiry.signal : AbortSignal.any([expiry.signal, outer]);
  const aborted = new Promise<never>((_resolve, reject) => {
    const fail = (): void => reject(new DeadlineError('no answer in time'));
    signal.addEventListener('abort', fail, { once: true, signal: finished.signal });
  });
  void clock.sleep(Math.max(ms, 0), finished.signal).then(() => {
    if (!finished.signal.aborted) expiry.abort();
  });
  try {
    return await Promise.race([work(signal), aborted]);
  } catch (error) {
    outer?.throwIfAborted();
    throw expiry.signal.aborted ? new DeadlineError('no answer in time', { cause: error }) : error;
  } finally {
    finished.abort();
  }
}
