import { z } from 'zod';
import type { RunFilter, WorkflowJob, WorkflowRun } from '../../contracts/github.js';
import { repo, type Call, type Send } from './call.js';
import { refusalOf } from './errors.js';
import { isDone, maybe, readOne, readPages, stateOf, timeSchema } from './read.js';

const runSchema = z.object({
  id: z.number(),
  name: maybe(z.string()),
  display_title: maybe(z.string()),
  run_number: z.number(),
  run_attempt: maybe(z.number()),
  status: maybe(z.string()),
  conclusion: maybe(z.string()),
  event: z.string(),
  head_branch: maybe(z.string()),
  head_sha: z.string(),
  actor: maybe(z.object({ login: z.string() })),
  created_at: timeSchema,
  updated_at: timeSchema,
  run_started_at: maybe(timeSchema),
  html_url: z.string(),
});

function runOf(raw: z.infer<typeof runSchema>): WorkflowRun {
  return {
    ...{ id: raw.id, number: raw.run_number, attempt: raw.run_attempt ?? 1 },
    ...{ workflow: raw.name ?? '', title: raw.display_title ?? raw.name ?? '' },
    ...{ state: stateOf(raw.status, raw.conclusion), event: raw.event },
    ...(raw.head_branch !== undefined && { branch: raw.head_branch }),
    ...{ sha: raw.head_sha, actor: raw.actor?.login ?? '', createdAt: raw.created_at },
    ...{ startedAt: raw.run_started_at ?? raw.created_at, updatedAt: raw.updated_at, url: raw.html_url },
  };
}

const runsSchema = z.object({ workflow_runs: z.array(runSchema) });
const BASE = '/repos/{owner}/{repo}/actions';

export async function readRuns(
  send: Send,
  repository: string,
  { branch, sha, workflow, event, limit }: RunFilter,
): Promise<readonly WorkflowRun[]> {
  const params = {
    ...repo(repository),
    ...(branch !== undefined && { branch }),
    ...(sha !== undefined && { head_sha: sha }),
    ...(event !== undefined && { event }),
    ...(workflow !== undefined && { workflow_id: workflow }),
  };
  const route = workflow === undefined ? `GET ${BASE}/runs` : `GET ${BASE}/workflows/{workflow_id}/runs`;
  const call: Call = { route, params, what: `list workflow runs of ${repository}` };
  return (await readPages(send, call, limit, runsSchema, (page) => page.workflow_runs)).map(runOf);
}

export async function readRun(send: Send, repository: string, id: number): Promise<WorkflowRun | undefined> {
  const params = { ...repo(repository), run_id: id };
  const call: Call = {
    route: `GET ${BASE}/runs/{run_id}`,
    params,
    what: `read a workflow run of ${repository}`,
  };
  const raw = await readOne(send, call, runSchema);
  return raw && runOf(raw);
}

const jobSchema = z.object({
  id: z.number(),
  run_id: z.number(),
  name: z.string(),
  status: maybe(z.string()),
  conclusion: maybe(z.string()),
  started_at: maybe(timeSchema),
  completed_at: maybe(timeSchema),
  html_url: maybe(z.string()),
  steps: maybe(
    z.array(
      z.object({
        name: z.string(),
        number: z.number(),
        status: maybe(z.string()),
        conclusion: maybe(z.string()),
      }),
    ),
  ),
});

function jobOf(raw: z.infer<typeof jobSchema>): WorkflowJob {
  return {
    ...{ id: raw.id, name: raw.name, state: stateOf(raw.status, raw.conclusion) },
    ...(raw.started_at !== undefined && { startedAt: raw.started_at }),
    ...(raw.completed_at !== undefined && { endedAt: raw.completed_at }),
    url: raw.html_url ?? '',
    steps: (raw.steps ?? []).map(({ name, number, status, conclusion }) => ({
      ...{ name, number, state: stateOf(status, conclusion) },
    })),
  };
}

export async function readJobs(
  send: Send,
  repository: string,
  runId: number,
): Promise<readonly WorkflowJob[]> {
  const params = { ...repo(repository), run_id: runId, filter: 'latest' };
  const call: Call = {
    route: `GET ${BASE}/runs/{run_id}/jobs`,
    params,
    what: `list jobs of a run of ${repository}`,
  };
  const schema = z.object({ jobs: z.array(jobSchema) });
  return (await readPages(send, call, 1_000, schema, (page) => page.jobs)).map(jobOf);
}

const LARGEST_LOG = 65_536;
/** Each line of a job's log begins with the time to 100 ns. */
const STAMP = /^\uFEFF?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z /gm;

export async function readJobLog(send: Send, repository: string, jobId: number): Promise<string | undefined> {
  const params = { ...repo(repository), job_id: jobId };
  const call: Call = {
    route: `GET ${BASE}/jobs/{job_id}/logs`,
    params,
    what: `read a job's log of ${repository}`,
  };
  const text = await readOne(send, call, z.string(), [404, 410]);
  return text?.replace(STAMP, '').replaceAll('\r\n', '\n').slice(-LARGEST_LOG);
}

export async function rerun(
  send: Send,
  repository: string,
  runId: number,
  what: 'failed' | 'all',
): Promise<{ readonly state: 'asked' | 'not_possible' | 'no_such_run' }> {
  const path = what === 'failed' ? 'rerun-failed-jobs' : 'rerun';
  const call = runCall(repository, runId, path, `run a workflow of ${repository} again`);
  const answer = await send(call);
  if (answer.status === 404) return { state: 'no_such_run' };
  // "This workflow is already running", "cannot be rerun", or too old.
  if (answer.status === 403 || answer.status === 409 || answer.status === 422) {
    const text = refusalOf(call, answer);
    if (/must have admin|not accessible|write access/i.test(text.message)) throw text;
    return { state: 'not_possible' };
  }
  if (!isDone(answer)) throw refusalOf(call, answer);
  return { state: 'asked' };
}

export async function cancel(
  send: Send,
  repository: string,
  runId: number,
  { force = false }: { readonly force?: boolean } = {},
): Promise<{ readonly state: 'asked' | 'already_ended' | 'no_such_run' }> {
  const call = runCall(repository, runId, force ? 'force-cancel' : 'cancel', `cancel a run of ${repository}`);
  const answer = await send(call);
  if (answer.status === 404) return { state: 'no_such_run' };
  if (answer.status === 409) return { state: 'already_ended' };
  if (!isDone(answer)) throw refusalOf(call, answer);
  return { state: 'asked' };
}

type Telling = 'rerun' | 'rerun-failed-jobs' | 'cancel' | 'force-cancel';

function runCall(repository: string, runId: number, path: Telling, what: string): Call {
  return {
    route: `POST ${BASE}/runs/{run_id}/${path}`,
    params: { ...repo(repository), run_id: runId },
    what,
  };
}
