import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Cluster } from '../cluster.js';
import type { ServiceAnswer } from '../delivery/request.js';
import { ENVIRONMENTS } from '../world/environments.js';
import { WORKFLOWS } from '../world/pipelines.js';
import { message, pageOf, parsed, type Asked } from './asked.js';
import { answerGate, endRun, gateOf, rerunRun, startRun } from './runs.js';
import { userJson } from './owner-shapes.js';
import { jobJson, runJson, workflowJson } from './shapes.js';
import { commitAt } from './sources.js';
import type { Run } from './state.js';

/** Everything below `/actions`. */
export function answerActions(asked: Asked): ServiceAnswer | undefined {
  const [head, what, id = '', action] = asked.path;
  if (head !== 'actions') return undefined;
  if (what === 'workflows') return workflows(asked, id, action);
  if (what === 'jobs' && action === 'logs') return jobLog(asked, Number(id));
  if (what !== 'runs') return undefined;
  if (id === '') return listed(asked, runsOf(asked));
  const run = runsOf(asked).find((each) => each.id === Number(id));
  return run && answerRun(asked, run, action);
}

function runsOf({ cluster, repository }: Asked): readonly Run[] {
  return cluster.world.delivery.github.runs.filter((run) => run.repository === repository).toReversed();
}

function listed({ links, cluster, query }: Asked, runs: readonly Run[]): ServiceAnswer {
  const matches = (name: string, value: string): boolean => (query.get(name) ?? value) === value;
  const found = runs.filter(
    (run) => matches('branch', run.branch) && matches('head_sha', run.sha) && matches('event', run.event),
  );
  const workflow_runs = pageOf(query, found).map((run) => runJson(links, cluster.world.delivery, run));
  return { status: 200, body: { total_count: found.length, workflow_runs } };
}

function workflows(asked: Asked, id: string, action: string | undefined): ServiceAnswer | undefined {
  const { links, repository, query, method } = asked;
  if (id === '')
    return {
      status: 200,
      body: {
        total_count: WORKFLOWS.length,
        workflows: pageOf(query, WORKFLOWS).map((each) => workflowJson(links, repository, each)),
      },
    };
  const workflow = WORKFLOWS.find((each) => each.file === id || String(each.id) === id);
  if (workflow === undefined) return undefined;
  if (action === 'runs')
    return listed(
      asked,
      runsOf(asked).filter((run) => run.workflow === workflow.file),
    );
  if (action === 'dispatches' && method === 'POST') return dispatched(asked, workflow.file);
  return action === undefined ? { status: 200, body: workflowJson(links, repository, workflow) } : undefined;
}

const dispatchSchema = z.object({
  ref: z.string(),
  inputs: z.record(z.string(), z.string()).default({}),
  return_run_details: z.boolean().default(false),
});

function dispatched(asked: Asked, file: string): ServiceAnswer {
  const { cluster, links, repository } = asked;
  const body = parsed(asked, dispatchSchema);
  if (body === undefined) return message(422, 'Invalid request.');
  if (file !== 'deploy.yml') return message(422, "Workflow does not have 'workflow_dispatch' trigger");
  const commit = commitAt(asked, body.ref);
  if (commit === undefined) return message(422, `No ref found for: ${body.ref}`);
  const { marked } = cluster.world.delivery.github;
  const declared = ['version', 'environment', 'image', ...(marked ? ['coxswain_operation'] : [])];
  const unknown = Object.keys(body.inputs).filter((name) => !declared.includes(name));
  if (unknown.length > 0) return message(422, `Unexpected inputs provided: ${JSON.stringify(unknown)}`);
  const { version = '', environment = '', coxswain_operation: operation = '' } = body.inputs;
  if (version === '') return message(422, "Required input 'version' not provided");
  if (!ENVIRONMENTS.some(({ name }) => name === environment))
    return message(422, "Provided value for input 'environment' not in the list of allowed values");
  const run = startRun(cluster, {
    ...{
      repository,
      workflow: 'deploy.yml',
      event: 'workflow_dispatch',
      branch: commit.branch,
      sha: commit.sha,
    },
    ...{
      title: `Deploy ${version} to ${environment} ${operation}`.trim(),
      actor: 'coxswain',
      inputs: body.inputs,
    },
  });
  const { runDetails } = cluster.world.delivery.github;
  if (!runDetails || !body.return_run_details) return { status: 204 };
  const url = `${links.api}/repos/${repository}/actions/runs/${run.id}`;
  const html = `${links.web}/${repository}/actions/runs/${run.id}`;
  return { status: 200, body: { workflow_run_id: run.id, run_url: url, html_url: html } };
}

function answerRun(asked: Asked, run: Run, action: string | undefined): ServiceAnswer | undefined {
  const { cluster, links, method, query } = asked;
  if (action === 'pending_deployments') return gate(asked, run);
  if (method === 'POST') return told(asked, run, action);
  if (action === undefined) return { status: 200, body: runJson(links, cluster.world.delivery, run) };
  if (action !== 'jobs') return undefined;
  const jobs = pageOf(query, run.jobs).map((job) => jobJson(links, run, job));
  return { status: 200, body: { total_count: run.jobs.length, jobs } };
}

function told({ cluster }: Asked, run: Run, action: string | undefined): ServiceAnswer | undefined {
  const over = run.status === 'completed';
  if (action === 'cancel' || action === 'force-cancel') {
    if (over) return message(409, 'Cannot cancel a workflow run that is completed.');
    endRun(cluster, run, 'cancelled');
    return { status: 202, body: {} };
  }
  if (action !== 'rerun' && action !== 'rerun-failed-jobs') return undefined;
  if (!over) return message(403, 'This workflow is already running');
  rerunRun(cluster, run, action === 'rerun-failed-jobs');
  return { status: 201, body: {} };
}

const GATE_ID = 7;
const reviewSchema = z.object({
  environment_ids: z.array(z.number()),
  state: z.enum(['approved', 'rejected']),
  comment: z.string(),
});

function gate(asked: Asked, run: Run): ServiceAnswer {
  const { cluster, links, method } = asked;
  const name = gateOf(run);
  const waits = run.status === 'waiting' && name !== undefined;
  if (method === 'POST') {
    const review = parsed(asked, reviewSchema);
    if (!waits || review?.environment_ids.includes(GATE_ID) !== true)
      return message(422, 'No pending deployment requests to approve or reject');
    answerGate(cluster, run, review.state === 'approved');
    return { status: 200, body: [] };
  }
  const url = `${links.api}/repos/${run.repository}/environments/${name ?? ''}`;
  const environment = { id: GATE_ID, node_id: 'sandbox', name, url, html_url: url };
  const reviewers = [{ type: 'User', reviewer: userJson(links, 'coxswain') }];
  const body = {
    environment,
    wait_timer: 0,
    wait_timer_started_at: null,
    current_user_can_approve: true,
    reviewers,
  };
  return { status: 200, body: waits ? [body] : [] };
}

function jobNumbered({ world }: Cluster, id: number) {
  const run = world.delivery.github.runs.find((each) => each.jobs.some((job) => job.id === id));
  return { run, job: run?.jobs.find((each) => each.id === id) };
}

/** GitHub keeps logs elsewhere: it redirects to an address that is open to whoever has it. */
function jobLog({ cluster, repository, links }: Asked, id: number): ServiceAnswer | undefined {
  const { run, job } = jobNumbered(cluster, id);
  if (run?.repository !== repository || job?.endedAt === undefined) return undefined;
  const location = `${links.api}${LOG_PATH}${id}?sig=${signatureOf(cluster, id)}`;
  return { status: 302, headers: { location } };
}

/** Below the API's base; the signature stands for the credentials. */
export const LOG_PATH = '/_logs/';
const signatureOf = ({ world }: Cluster, id: number): string =>
  createHmac('sha256', world.delivery.github.token).update(String(id)).digest('hex');

/** A job's log where `jobLog` redirects to. */
export function signedLog(cluster: Cluster, id: number, signature: string | null): ServiceAnswer | undefined {
  const { job } = jobNumbered(cluster, id);
  if (job === undefined || signature !== signatureOf(cluster, id)) return undefined;
  const result = job.conclusion === 'failure' ? '##[error]Process completed with exit code 1.' : 'Done.';
  const stamp = `${new Date(job.startedAt).toISOString().replace('Z', '0000Z')} `;
  const text = [`Running ${job.name}`, `✓ 한글 이름도 읽는다`, result]
    .map((line) => `${stamp}${line}\n`)
    .join('');
  return { status: 200, body: Buffer.from(text), headers: { 'content-type': 'text/plain; charset=utf-8' } };
}
