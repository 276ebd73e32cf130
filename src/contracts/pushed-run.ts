import { z } from 'zod';
import { hasEnded, RUN_STATES } from './run-state.js';

/** What a webhook said of a run of outside machinery: a GitHub workflow run or a Jenkins build. */
export const pushedRunSchema = z.object({
  system: z.enum(['github', 'jenkins']),
  /** Counts how often it was run again, from 1. */
  attempt: z.number(),
  state: z.enum(RUN_STATES),
  /** Epoch milliseconds, by the system's own clock. */
  at: z.number(),
  /** `owner/name`, or the full name of the job. */
  source: z.string(),
  /** The workflow's or job's name. */
  name: z.string(),
  branch: z.string().exactOptional(),
  sha: z.string().exactOptional(),
  /** Who it is by, to be shown; several are joined. */
  author: z.string().exactOptional(),
  /** All that those are called. Empty: it is by nobody; absent: that is not known, or `author` says it all. */
  authors: z.array(z.string()).readonly().exactOptional(),
  /** Its page, as the system's API names it too: no two runs have the same. */
  url: z.string(),
});
export type PushedRun = Readonly<z.infer<typeof pushedRunSchema>>;

/** What a webhook turned out to be, once its body was read. */
export type Delivery =
  /** Not signed, or not by who shares the secret. */
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'malformed' }
  /** Well signed and of no interest. */
  | { readonly kind: 'ignored' }
  | { readonly kind: 'run'; readonly id: string; readonly run: PushedRun };

/** How a run stood at one time. */
export type RunMoment = Pick<PushedRun, 'attempt' | 'state' | 'at'>;

/**
 * Webhooks arrive in any order and their times count whole seconds: a later attempt wins, then an end over what goes on,
 * then the later time, then what arrived later.
 */
export function supersedes(run: RunMoment, known: RunMoment): boolean {
  if (run.attempt !== known.attempt) return run.attempt > known.attempt;
  const [ended, knownEnded] = [hasEnded(run.state), hasEnded(known.state)];
  if (ended !== knownEnded) return ended;
  return run.at >= known.at;
}

/** Whether it is a state that was not told yet, where `known` was told last. */
export function isNews(run: RunMoment, known: RunMoment): boolean {
  return (run.attempt !== known.attempt || run.state !== known.state) && supersedes(run, known);
}

/** The newest state of each run, each run once. */
export function newestOfEach(runs: readonly PushedRun[]): readonly PushedRun[] {
  const newest = new Map<string, PushedRun>();
  for (const run of runs) {
    const known = newest.get(run.url);
    if (known === undefined || supersedes(run, known)) newest.set(run.url, run);
  }
  return [...newest.values()];
}
