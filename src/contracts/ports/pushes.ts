import type { PushedRun } from '../pushed-run.js';

/**
 * News of runs as webhooks bring them. A push is a hint that saves waiting: it may be late, lost or absent altogether, so
 * whoever follows a run goes on asking for it, only sooner.
 */
export interface PushesPort {
  /** The newest state that was pushed; undefined when none was, or it was forgotten. */
  latest(url: string): PushedRun | undefined;
  /** Resolves when the run moves, or when `signal` aborts. */
  moved(url: string, signal: AbortSignal): Promise<void>;
  /** Hears the newest state of each run that moved, at most once a turn; states in between are left out. Returns its end. */
  subscribe(listener: (run: PushedRun) => void): () => void;
}
