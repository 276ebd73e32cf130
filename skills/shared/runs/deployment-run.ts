import { maskSecrets } from '../../../src/contracts/masking.js';
import type { Deployment, DeploymentState } from '../../../src/contracts/github.js';
import type { GithubPort } from '../../../src/contracts/ports/github.js';
import type { RunState } from '../../../src/contracts/run-state.js';
import type { RunDriver, RunTicket } from './run.js';

export interface DeploymentStart {
  readonly repository: string;
  readonly ref: string;
  readonly environment: string;
  readonly production: boolean;
  readonly description: string;
  readonly image?: string | undefined;
}

const STATES: Readonly<Record<DeploymentState, RunState>> = {
  queued: 'queued',
  pending: 'queued',
  in_progress: 'running',
  success: 'succeeded',
  failure: 'failed',
  error: 'failed',
  inactive: 'cancelled',
};

/**
 * A GitHub deployment that somebody else's machinery takes up and tells the statuses of. It carries the operation's mark
 * and is created once, whatever happens.
 */
export function deploymentRun(github: GithubPort, start: DeploymentStart): RunDriver {
  const { repository, environment } = start;
  const name = `GitHub ${repository} deployment`;
  const recorded = async ({ marker }: RunTicket): Promise<Deployment | undefined> => {
    const [found] = await github.deployments(repository, { environment, marker, limit: 1 });
    return found;
  };
  const labelOf = ({ id }: Deployment): string => `${name} ${id}`;
  return {
    name,
    start: async (ticket) => {
      const made = await github.createDeployment(repository, {
        ...start,
        requiredContexts: [],
        marker: ticket.marker,
      });
      if (made.state === 'conflict') return { state: 'refused', detail: made.detail };
      if (made.state === 'no_such_ref') return { state: 'refused', detail: `there is no ref ${start.ref}` };
      return { state: 'started', ticket: { ...ticket, id: made.deployment.id } };
    },
    find: async (ticket) => {
      const found = await recorded(ticket);
      return found === undefined
        ? { state: 'absent' }
        : { state: 'found', ticket: { ...ticket, id: found.id } };
    },
    look: async (ticket) => {
      const found = await recorded(ticket);
      if (found === undefined) return { state: 'absent' };
      const [newest] = await github.deploymentStatuses(repository, found.id);
      const state = newest === undefined ? 'queued' : STATES[newest.state];
      const more = {
        ...(newest?.url === undefined ? {} : { url: newest.url }),
        ...(newest === undefined || newest.description === '' ? {} : { stage: newest.description }),
      };
      return { state: 'seen', run: { state, label: labelOf(found), ...more } };
    },
    failure: async (ticket) => {
      const found = await recorded(ticket);
      if (found === undefined) return [];
      const [newest] = await github.deploymentStatuses(repository, found.id);
      return [{ object: labelOf(found), text: maskSecrets(newest?.description ?? '') }];
    },
    // Whoever took it up can't be told through GitHub.
    abort: async (ticket) => {
      const found = await recorded(ticket);
      return found === undefined
        ? { run: 'absent', label: name }
        : { run: 'not_stoppable', label: labelOf(found) };
    },
  };
}
