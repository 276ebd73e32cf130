import type { Clock } from '../../../src/contracts/ports/clock.js';
import type { GithubPort } from '../../../src/contracts/ports/github.js';
import { disconnected } from './disconnected.js';
import type { RunDriver } from './run.js';
import { workflowAttempt } from './workflow-run.js';

/** A run that is repeated: what failed in it, or all. `attempt` is the one that was seen; a higher one is ours. */
export interface Rerun {
  readonly label: string;
  readonly repository: string;
  readonly run: number;
  readonly attempt: number;
  readonly what: 'failed' | 'all';
}

/** A repeated run of a GitHub workflow. GitHub counts its attempts, so that asking twice is told apart from asking once. */
export function rerunOf(github: GithubPort | undefined, clock: Clock, rerun: Rerun): RunDriver {
  const { label, repository, run: id, attempt, what } = rerun;
  if (github === undefined) return disconnected('GitHub');
  // The attempt is followed under the run's own number.
  const attempted = workflowAttempt(github, clock, repository, label.replace(/ #\d+$/, ''));
  return {
    ...attempted,
    start: async (ticket) => {
      const asked = await github.rerun(repository, id, what);
      if (asked.state === 'asked') return { state: 'started', ticket: { ...ticket, id } };
      const detail = asked.state === 'no_such_run' ? 'there is no such run' : 'GitHub does not repeat it';
      return { state: 'refused', detail };
    },
    find: async (ticket) => {
      const run = await github.run(repository, id);
      const isOurs = run !== undefined && run.attempt > attempt;
      return isOurs ? { state: 'found', ticket: { ...ticket, id } } : { state: 'absent' };
    },
    look: async (ticket) => {
      const run = await github.run(repository, id);
      // Until GitHub counts the new attempt, the run still shows how the old one ended.
      if (run !== undefined && run.attempt <= attempt)
        return { state: 'seen', run: { state: 'queued', label } };
      return attempted.look({ ...ticket, id });
    },
  };
}
