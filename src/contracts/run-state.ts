/**
 * How a run of outside machinery stands: a Jenkins build or stage, a GitHub workflow run, job, check or deployment.
 * Both integrations translate into this list, so that one picture can hold them all.
 *
 * `waiting`: a person must act (an input, an environment's gate). `unstable`: it ended with failed tests (Jenkins only).
 * `skipped` includes GitHub's `neutral`. `unknown`: the vendor said something that this list does not know; it never
 * counts as passed and never as ended badly.
 */
export const RUN_STATES = [
  'queued',
  'running',
  'waiting',
  'succeeded',
  'unstable',
  'failed',
  'cancelled',
  'skipped',
  'unknown',
] as const;
export type RunState = (typeof RUN_STATES)[number];

const GOING_ON: ReadonlySet<RunState> = new Set(['queued', 'running', 'waiting']);

/** Whether it will not change any more. `unknown` has not ended: somebody must look. */
export function hasEnded(state: RunState): boolean {
  return !GOING_ON.has(state) && state !== 'unknown';
}

/** Whether a version may rely on it: only what succeeded, or had nothing to do. */
export function hasPassed(state: RunState): boolean {
  return state === 'succeeded' || state === 'skipped';
}
