import { supersedes, type PushedRun } from '../contracts/pushed-run.js';

/** Runs that wait here at most: the ledger keeps the others, which are found at the next look. */
const MOST = 5_000;

/** The newest state of each run that was heard of and not told yet. */
export interface Heard {
  add(run: PushedRun): void;
  /** Takes so many out, those first that wait longest. */
  next(count: number): readonly PushedRun[];
  /** They could not be told: they wait on, unless a newer state of theirs does. */
  again(runs: readonly PushedRun[]): void;
}

export function createHeard(): Heard {
  const waiting = new Map<string, PushedRun>();
  const add = (run: PushedRun): void => {
    const known = waiting.get(run.url);
    if (known === undefined ? waiting.size < MOST : supersedes(run, known)) waiting.set(run.url, run);
  };
  return {
    add,
    next(count) {
      const runs = [...waiting.values()].slice(0, count);
      for (const { url } of runs) waiting.delete(url);
      return runs;
    },
    again: (runs) => runs.forEach(add),
  };
}
