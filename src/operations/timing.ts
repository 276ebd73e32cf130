/** All in milliseconds. DESIGN.md, "What must always hold" 3 and 4, and Policy. */
export const TIMING = {
  /** How long a lock is held without being renewed. */
  lease: 30_000,
  renewEvery: 10_000,
  beatEvery: 5_000,
  /** No request to the outside lasts longer: under a third of the lease. */
  requestDeadline: 10_000,
  /** A worker that was silent for so long is surely past its lease, heartbeats and clocks being a little off. */
  silence: 40_000,
  /** A cancelled operation keeps its paused target for so long. */
  keep: 30 * 60_000,
  /** Cleared but not started within this, an operation expires. */
  startWithin: 10 * 60_000,
  /** Interrupted for longer, it goes on only when its asker says so. */
  resumeWithin: 30 * 60_000,
  /** Unbroken trouble with an outside system for so long ends a step. */
  patience: 10 * 60_000,
  /** Waits that rate limits ask for, together; a primary limit of GitHub is reset within an hour. */
  limitPatience: 70 * 60_000,
  /** Without trouble for so long, patience begins anew. */
  calm: 60_000,
  backoffFirst: 1_000,
  backoffMost: 15_000,
  recoverEvery: 30_000,
  /** Between two revisions of a progress reply. */
  progressEvery: 350,
  /** How long "stop" waits for the operation's end before it answers that it is stopping. */
  cancelWait: 20_000,
  cancelPoll: 200,
} as const;

/** Doubling waits: 1, 2, 4, 8, 15, 15 … seconds for attempts 0, 1, 2, … */
export function backoff(attempt: number): number {
  return Math.min(TIMING.backoffFirst * 2 ** Math.min(attempt, 10), TIMING.backoffMost);
}
