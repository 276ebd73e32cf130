import { hasEnded, type RunState } from './run-state.js';

/** What a webhook said of a run of outside machinery: a GitHub workflow run or a Jenkins build. */
export interface PushedRun {
  readonly system: 'github' | 'jenkins';
  /** Counts how often it was run again, from 1. */
  readonly attempt: number;
  readonly state: RunState;
  /** Epoch milliseconds, by the system's own clock. */
  readonly at: number;
  /** `owner/name`, or the full name of the job. */
  readonly source: string;
  /** The workflow's or job's name. */
  readonly name: string;
  readonly branch?: string;
  readonly sha?: string;
  /** Who it is by, to be shown; several are joined. */
  readonly author?: string;
  /** All that those are called. Empty: it is by nobody; absent: that is not known, or `author` says it all. */
  readonly authors?: readonly string[];
  /** Its page, as the system's API names it too: no two runs have the same. */
  readonly url: string;
}

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
