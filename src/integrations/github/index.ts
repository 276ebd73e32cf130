import { z } from 'zod';
import type { Clock } from '../../contracts/ports/clock.js';
import type { GithubPort } from '../../contracts/ports/github.js';
import type { Call, Send } from './call.js';
import { readChecks } from './checks.js';
import { compare, readCommit, readCommits, readPulls, readRepository, readTags } from './commits.js';
import type { GithubSettings } from './config.js';
import { createDeployment, readDeployments, readStatuses, setStatus } from './deployments.js';
import { dispatch, findDispatched } from './dispatch.js';
import { readData, refusalOf } from './errors.js';
import { answerGates, readGates } from './gates.js';
import { comment, ensureIssue, findIssue } from './issues.js';
import { createRequester } from './octokit.js';
import { cancel, readJobLog, readJobs, readRun, readRuns, rerun } from './runs.js';
import { createSend } from './send.js';
import { readWorkflow, readWorkflows } from './workflows.js';

export { readGithubWebhook } from './webhook.js';
export { githubSchema, settingsOf } from './config.js';

/** GitHub over HTTP, through Octokit. Nothing is loaded or connected before the first call. */
export function createGithub(settings: GithubSettings, clock: Clock): GithubPort {
  const send = createSend(createRequester(settings), clock);
  return {
    server: () => server(send, settings),
    repository: (repository) => readRepository(send, repository),
    commit: (repository, ref) => readCommit(send, repository, ref),
    commits: (repository, options) => readCommits(send, repository, options),
    tags: (repository, limit) => readTags(send, repository, limit),
    compare: (repository, base, head) => compare(send, repository, base, head),
    pullsOf: (repository, sha) => readPulls(send, repository, sha),
    workflows: (repository) => readWorkflows(send, repository),
    workflow: (repository, workflow, ref) => readWorkflow(send, repository, workflow, ref),
    runs: (repository, filter) => readRuns(send, repository, filter),
    run: (repository, id) => readRun(send, repository, id),
    jobs: (repository, runId) => readJobs(send, repository, runId),
    jobLog: (repository, jobId) => readJobLog(send, repository, jobId),
    dispatch: (repository, request) => dispatch(send, repository, request),
    findDispatched: (repository, search) => findDispatched(send, clock, repository, search),
    rerun: (repository, runId, what) => rerun(send, repository, runId, what),
    cancel: (repository, runId, options) => cancel(send, repository, runId, options),
    gates: (repository, runId) => readGates(send, repository, runId),
    answerGates: (repository, runId, answer) => answerGates(send, repository, runId, answer),
    checks: (repository, ref) => readChecks(send, repository, ref),
    deployments: (repository, filter) => readDeployments(send, repository, filter),
    deploymentStatuses: (repository, id) => readStatuses(send, repository, id),
    createDeployment: (repository, request) => createDeployment(send, repository, request),
    setDeploymentStatus: (repository, id, status) => setStatus(send, repository, id, status),
    ensureIssue: (repository, request) => ensureIssue(send, repository, request),
    findIssue: (repository, marker) => findIssue(send, repository, marker),
    comment: (repository, issue, body) => comment(send, repository, issue, body),
  };
}

/** How the simulated GitHub marks its answers. */
const SANDBOX_HEADER = 'x-coxswain-sandbox';

/** An app is not a user: it is known by its id. */
async function server(
  send: Send,
  { credentials }: GithubSettings,
): Promise<{ account: string; sandbox: boolean }> {
  const app = credentials.kind === 'app';
  const call: Call = { route: app ? 'GET /app' : 'GET /user', params: {}, what: 'ask who the bot is' };
  const answer = await send(call);
  if (answer.status !== 200) throw refusalOf(call, answer);
  const sandbox = answer.headers[SANDBOX_HEADER] !== undefined;
  if (app) return { account: `app ${credentials.id}`, sandbox };
  return { account: readData(call, answer, z.object({ login: z.string() })).login, sandbox };
}
