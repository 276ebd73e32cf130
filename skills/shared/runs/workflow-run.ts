import { PortError } from '../../../src/contracts/errors.js';
import type { WorkflowRun } from '../../../src/contracts/github.js';
import type { Evidence } from '../../../src/contracts/operation.js';
import type { Clock } from '../../../src/contracts/ports/clock.js';
import type { GithubPort } from '../../../src/contracts/ports/github.js';
import { hasEnded } from '../../../src/contracts/run-state.js';
import { errorLines } from '../error-lines.js';
import type { RunDriver, RunTicket, RunView } from './run.js';

export interface WorkflowStart {
  readonly repository: string;
  readonly workflow: string;
  readonly ref: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** How long a cancelled run may take before it is forced, and then before it is called still running. Milliseconds. */
const OBEYS_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 500;

/** A GitHub workflow. Its run is known by the id that the dispatch told, or by the operation's mark in its title. */
export function workflowRun(github: GithubPort, clock: Clock, start: WorkflowStart): RunDriver {
  const { repository, workflow, ref, inputs } = start;
  const name = `GitHub ${repository} ${workflow}`;
  const trace = ({ marker, since }: RunTicket) =>
    github.findDispatched(repository, { workflow, ref, marker, since });
  const runOf = async (ticket: RunTicket): Promise<WorkflowRun | undefined> => {
    if (ticket.id !== null) return github.run(repository, ticket.id);
    const traced = await trace(ticket);
    return traced.state === 'found' ? traced.run : undefined;
  };
  return {
    start: async (ticket) => {
      const asked = await github.dispatch(repository, { workflow, ref, inputs, marker: ticket.marker });
      if (asked.state === 'refused') return { state: 'refused', detail: asked.detail };
      if (asked.runId === undefined && !asked.marked)
        throw new PortError('server_error', 'GitHub did not tell which run it began.', {}, true);
      return { state: 'started', ticket: { ...ticket, id: asked.runId ?? null } };
    },
    find: async (ticket) => {
      const traced = await trace(ticket);
      if (traced.state === 'found') return { state: 'found', ticket: { ...ticket, id: traced.run.id } };
      return { state: traced.state === 'absent' ? 'absent' : 'unknown' };
    },
    ...workflowAttempt(github, clock, repository, name, runOf),
  };
}

type Attempt = Pick<RunDriver, 'name' | 'look' | 'failure' | 'abort'>;

/** Following and stopping a run, whoever began it. `runOf` finds it; by default its id is in the ticket. */
export function workflowAttempt(
  github: GithubPort,
  clock: Clock,
  repository: string,
  name: string,
  runOf = async ({ id }: RunTicket): Promise<WorkflowRun | undefined> =>
    id === null ? undefined : github.run(repository, id),
): Attempt {
  return {
    name,
    look: async (ticket) => {
      const run = await runOf(ticket);
      return run === undefined
        ? { state: 'absent' }
        : { state: 'seen', run: await viewOf(github, repository, name, run) };
    },
    failure: async (ticket) => {
      const run = await runOf(ticket);
      return run === undefined ? [] : failureOf(github, repository, name, run);
    },
    abort: async (ticket) => {
      const run = await runOf(ticket);
      if (run === undefined) return { run: 'absent', label: name };
      const about = { label: labelOf(name, run), url: run.url };
      if (hasEnded(run.state)) return { run: 'ended', ...about };
      for (const force of [false, true]) {
        const told = await github.cancel(repository, run.id, { force });
        if (told.state === 'already_ended') return { run: 'ended', ...about };
        if (await endsSoon(github, clock, repository, run.id)) return { run: 'stopped', ...about };
      }
      return { run: 'still_running', ...about };
    },
  };
}

const labelOf = (name: string, run: WorkflowRun): string => `${name} #${run.number}`;

async function viewOf(
  github: GithubPort,
  repository: string,
  name: string,
  run: WorkflowRun,
): Promise<RunView> {
  const view = { state: run.state, label: labelOf(name, run), url: run.url };
  if (hasEnded(run.state)) return view;
  const jobs = await github.jobs(repository, run.id);
  const stage = jobs.find(({ state }) => !hasEnded(state))?.name;
  return { ...view, ...(stage === undefined ? {} : { stage }) };
}

async function failureOf(
  github: GithubPort,
  repository: string,
  name: string,
  run: WorkflowRun,
): Promise<readonly Evidence[]> {
  const jobs = await github.jobs(repository, run.id);
  const failed = jobs.find(({ state }) => state === 'failed');
  const log = failed === undefined ? undefined : await github.jobLog(repository, failed.id);
  const object = failed === undefined ? labelOf(name, run) : `${labelOf(name, run)}, ${failed.name}`;
  const text = errorLines(log ?? '').join('\n');
  return [{ object, text: text === '' ? run.state : text }];
}

async function endsSoon(github: GithubPort, clock: Clock, repository: string, id: number): Promise<boolean> {
  const until = clock.now() + OBEYS_WITHIN_MS;
  for (;;) {
    const run = await github.run(repository, id);
    if (run === undefined || hasEnded(run.state)) return true;
    if (clock.now() >= until) return false;
    await clock.sleep(LOOK_EVERY_MS);
  }
}
