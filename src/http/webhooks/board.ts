import type { Log } from '../../contracts/ports/log.js';
import type { PushesPort } from '../../contracts/ports/pushes.js';
import { supersedes, type PushedRun } from '../../contracts/pushed-run.js';

/** Runs that are remembered, the ones that moved last. */
const REMEMBERED = 5_000;

/** The newest state of each run. However many arrive, memory is bounded and listeners hear the last. */
export interface Board extends PushesPort {
  tell(run: PushedRun): void;
}

export function createBoard(log: Log, most = REMEMBERED): Board {
  const newest = new Map<string, PushedRun>();
  const moved = new Map<string, PushedRun>();
  const listeners = new Set<(run: PushedRun) => void>();
  const deliver = (): void => {
    const runs = [...moved.values()];
    moved.clear();
    for (const listener of [...listeners]) for (const run of runs) hear(listener, run, log);
  };
  return {
    latest: (url) => newest.get(url),
    tell(run) {
      const known = newest.get(run.url);
      if (known !== undefined && !supersedes(run, known)) return;
      newest.delete(run.url);
      newest.set(run.url, run);
      const [oldest] = newest.keys();
      if (newest.size > most && oldest !== undefined) newest.delete(oldest);
      if (moved.size === 0) setImmediate(deliver);
      moved.set(run.url, run);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    moved: (url, signal) =>
      new Promise((resolve) => {
        const listener = (run: PushedRun): void => {
          if (run.url === url) leave();
        };
        const leave = (): void => {
          listeners.delete(listener);
          signal.removeEventListener('abort', leave);
          resolve();
        };
        if (signal.aborted) {
          resolve();
          return;
        }
        listeners.add(listener);
        signal.addEventListener('abort', leave, { once: true });
      }),
  };
}

function hear(listener: (run: PushedRun) => void, run: PushedRun, log: Log): void {
  try {
    listener(run);
  } catch (error) {
    log.error({ error, run: run.url }, 'a listener to webhooks failed');
  }
}
