import { z } from 'zod';
import type {
  DispatchRequest,
  DispatchResult,
  DispatchSearch,
  DispatchTrace,
  StartableWorkflow,
} from '../../contracts/github.js';
import type { Clock } from '../../contracts/ports/clock.js';
import { repo, type Answer, type Call, type Send } from './call.js';
import { readData, refusalOf } from './errors.js';
import { messageOf } from './limits.js';
import { maybe } from './read.js';
import { readRuns } from './runs.js';
import { MARKER_INPUT, readWorkflow } from './workflows.js';

/** A run appears seconds after its dispatch. */
const SECOND_LOOK_MS = 3_000;
/** GitHub's clock and ours may differ by so much. */
const SKEW_MS = 60_000;

type Refused = Extract<DispatchResult, { state: 'refused' }>;

export async function dispatch(
  send: Send,
  repository: string,
  request: DispatchRequest,
): Promise<DispatchResult> {
  const { workflow: name, ref, inputs, marker } = request;
  const workflow = await readWorkflow(send, repository, name, ref);
  if (workflow === undefined) return refused('no_such_workflow', [], `there is no workflow ${name}`);
  const marked = marker !== undefined && workflow.marked;
  const given = marked ? { ...inputs, [MARKER_INPUT]: marker } : inputs;
  const problem = problemOf(workflow, given);
  if (problem !== undefined) return problem;
  const call: Call = {
    route: 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
    params: { ...repo(repository), workflow_id: workflow.id, ref, inputs: given, return_run_details: true },
    what: `start workflow ${name} of ${repository}`,
  };
  return resultOf(call, await send(call), marked);
}

function problemOf(
  workflow: Pick<StartableWorkflow, 'startable' | 'inputs' | 'active'>,
  given: Readonly<Record<string, string>>,
): Refused | undefined {
  if (!workflow.startable || !workflow.active)
    return refused(
      'not_startable',
      [],
      workflow.active ? 'it has no workflow_dispatch trigger' : 'it is disabled',
    );
  const declared = new Map(workflow.inputs.map((input) => [input.name, input]));
  const unknown = Object.keys(given).filter((name) => !declared.has(name));
  const missing = workflow.inputs
    .filter(({ name, required, defaultValue }) => required && defaultValue === undefined && !given[name])
    .map(({ name }) => name);
  const wrong = Object.entries(given)
    .filter(([name, value]) => declared.get(name)?.options?.includes(value) === false)
    .map(([name]) => name);
  const names = [...unknown, ...missing, ...wrong];
  return names.length === 0
    ? undefined
    : refused('invalid_input', names, `inputs do not fit: ${names.join(', ')}`);
}

/** 200 with the run, or 204 from a server that does not tell it (Enterprise Server, before 2026). */
function resultOf(call: Call, answer: Answer, marked: boolean): DispatchResult {
  if (answer.status === 204) return { state: 'started', marked };
  if (answer.status === 200) {
    const { workflow_run_id: runId } = readData(
      call,
      answer,
      z.object({ workflow_run_id: maybe(z.number()) }),
    );
    return { state: 'started', ...(runId !== undefined && { runId }), marked };
  }
  const detail = messageOf(answer);
  if (answer.status === 404) return refused('no_such_workflow', [], detail);
  if (answer.status !== 422) throw refusalOf(call, answer);
  if (/no ref found/i.test(detail)) return refused('no_such_ref', [], detail);
  return refused(/workflow_dispatch/.test(detail) ? 'not_startable' : 'invalid_input', [], detail);
}

const refused = (reason: Refused['reason'], names: readonly string[], detail: string): Refused => ({
  ...{ state: 'refused', reason, names, detail },
});

/** See GithubPort.findDispatched. The marker is in the run's title, because its `run-name` shows it. */
export async function findDispatched(
  send: Send,
  clock: Clock,
  repository: string,
  { workflow, ref, marker, since }: DispatchSearch,
): Promise<DispatchTrace> {
  for (const last of [false, true]) {
    const runs = await readRuns(send, repository, { workflow, event: 'workflow_dispatch', limit: 100 });
    const run = runs.find(({ title, createdAt }) => title.includes(marker) && createdAt >= since - SKEW_MS);
    if (run !== undefined) return { state: 'found', run };
    if (!last) {
      const declared = await readWorkflow(send, repository, workflow, ref);
      if (declared?.marked !== true) return { state: 'unmarked' };
      await clock.sleep(SECOND_LOOK_MS);
    }
  }
  return { state: 'absent' };
}
