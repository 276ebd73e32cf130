import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createGithub } from '../../../src/integrations/github/index.js';
import type { Route } from '../../../src/integrations/github/routes.js';
import { parseJson } from '../../../src/trust-boundaries.js';
import { realClock } from '../../sandbox/world.js';
import { failure } from '../jenkins/lab.js';
import { disagreements, recorded, RECORDINGS, replayOf, type Added } from '../recorded.js';
import { recorderOf } from '../recorder.js';
import { routeOf } from './description.js';
import { journey } from './journey.js';
import { lab } from './lab.js';

const RUNS = 'hub4j-test-org/GHWorkflowRunTest';
const TEST = 'hub4j-test-org/github-api-test';
const of = (test: string, name: string): string => `github/${test}/wiremock/${name}`;

async function client(folders: readonly string[], added: readonly Added[] = []) {
  const { url, asked } = await replayOf(folders, added);
  const credentials = { kind: 'token', token: 'placeholder' } as const;
  return { github: createGithub({ url, credentials, paced: false }, realClock), asked };
}

describe.skipIf(!recorded)('the client reads what GitHub really answered [PIPE-1]', () => {
  it('an account and a repository', async () => {
    const { github } = await client([of('GHWorkflowRunTest', 'testJobs')]);
    expect(await github.server()).toMatchObject({ sandbox: false });
    expect(await github.repository(RUNS)).toEqual({
      ...{ name: RUNS, defaultBranch: 'main', url: `https://github.com/${RUNS}` },
      ...{ archived: false, issues: true },
    });
  });

  it('workflows, and one whose file cannot be read is not startable', async () => {
    const { github } = await client([
      of('GHWorkflowTest', 'testListWorkflows'),
      of('GHWorkflowTest', 'testDispatch'),
    ]);
    const repository = 'hub4j-test-org/GHWorkflowTest';
    const path = '.github/workflows/test-workflow.yml';
    expect(await github.workflows(repository)).toEqual([
      { id: 6817859, name: 'test-workflow', path, active: true },
    ]);
    expect(await github.workflow(repository, 'test-workflow.yml')).toMatchObject({
      id: 6817859,
      startable: false,
    });
  });

  it('a dispatch that a server answers without the run (204), with ref and inputs in its body', async () => {
    const source = 'on:\n  workflow_dispatch:\n    inputs:\n      parameter: {required: true}\n';
    const content = Buffer.from(source).toString('base64');
    const path = `/repos/hub4j-test-org/GHWorkflowTest/contents/.github/workflows/test-workflow.yml`;
    const { github, asked } = await client(
      [of('GHWorkflowTest', 'testDispatch')],
      [{ path, body: { content, encoding: 'base64' } }],
    );
    const request = { workflow: 'test-workflow.yml', ref: 'main', inputs: { parameter: 'value' } };
    expect(await github.dispatch('hub4j-test-org/GHWorkflowTest', request)).toEqual({
      state: 'started',
      marked: false,
    });
    expect(asked.at(-1)).toContain('"inputs":{"parameter":"value"}');
  });

  it('a run by each list it is in, and its end told apart', async () => {
    const { github } = await client([
      of('GHWorkflowRunTest', 'testSearchOnBranch'),
      of('GHWorkflowRunTest', 'testStartupFailureConclusion'),
    ]);
    const [run] = await github.runs(RUNS, { limit: 1 });
    expect([run?.event, run?.branch]).toEqual(['workflow_dispatch', 'main']);
    expect(run?.sha).toMatch(/^[0-9a-f]{40}$/);
    expect(run?.createdAt).toBeGreaterThan(Date.parse('2020-01-01'));
    const failed = await github.runs(RUNS, { workflow: '75497789', limit: 30 });
    expect(failed.map(({ state }) => state)).toContain('failed');
    expect(failed.map(({ state }) => state)).not.toContain('unknown');
  });

  it('a run that waits for an approval', async () => {
    const { github } = await client([of('GHWorkflowRunTest', 'testApproval')]);
    const [run] = await github.runs(RUNS, { branch: 'main', event: 'pull_request', limit: 20 });
    expect(run).toMatchObject({ state: 'waiting', event: 'pull_request' });
    expect(await github.run(RUNS, 1)).toBeUndefined();
  });

  it('jobs with their steps, and a log behind a redirect without its timestamps', async () => {
    const names = ['testJobs', 'testJobs_actions-user-content'];
    const { github } = await client(names.map((name) => of('GHWorkflowRunTest', name)));
    const jobs = await github.jobs(RUNS, 719643947);
    expect(jobs.map(({ name, state }) => `${name} ${state}`).toSorted()).toEqual([
      'job1 succeeded',
      'job2 succeeded',
    ]);
    expect(jobs[0]?.steps[0]).toEqual({ name: 'Set up job', number: 1, state: 'succeeded' });
    const log = await github.jobLog(RUNS, 2270858630);
    expect(log?.split('\n')[0]).toBe('##[section]Starting: Request a runner to run this job');
    expect(log).not.toMatch(/^\d{4}-\d\d-\d\dT/m);
  });

  it('running again and cancelling are answered 201 and 202', async () => {
    const { github } = await client([
      of('GHWorkflowRunTest', 'testRerunVariants'),
      of('GHWorkflowRunTest', 'testCancelAndRerun'),
      of('GHWorkflowRunTest', 'testForceCancel'),
    ]);
    expect(await github.rerun(RUNS, 686036126, 'failed')).toEqual({ state: 'asked' });
    expect(await github.rerun(RUNS, 686036126, 'all')).toEqual({ state: 'asked' });
    expect(await github.cancel(RUNS, 686036126)).toEqual({ state: 'asked' });
    expect(await github.cancel(RUNS, 686036126, { force: true })).toEqual({ state: 'asked' });
    expect(await github.cancel(RUNS, 7)).toEqual({ state: 'no_such_run' });
  });

  it('deployments and their statuses, with a payload that somebody else put there', async () => {
    const { github } = await client([
      'github/AppTest/testCreateAndListDeployments',
      'github/AppTest/testGetDeploymentStatuses',
    ]);
    const [row] = await github.deployments(TEST, { ref: 'main', environment: 'unittest', limit: 5 });
    expect(row).toMatchObject({ ref: 'main', environment: 'unittest', description: 'question' });
    expect(row?.marker).toBeUndefined();
    const request = {
      ...{ ref: 'main', environment: 'unittest', description: 'question', production: false },
      ...{ requiredContexts: [], marker: 'op-1' },
    };
    expect(await github.createDeployment(TEST, request)).toMatchObject({ state: 'created' });
    const [status] = await github.deploymentStatuses(TEST, 315601644);
    expect(status).toMatchObject({ state: 'queued', description: 'success' });
    await github.setDeploymentStatus(TEST, 315601644, { state: 'queued', description: 'success' });
  });
});

describe.skipIf(!recorded)('rate limits as GitHub really told them [PIPE-3]', () => {
  const REPOSITORY = (name: string): string => `hub4j-test-org/temp-${name}`;

  it.each([
    ['RateLimitHandlerTest', 'testHandler_Wait', 'a used-up primary limit'],
    ['RateLimitHandlerTest', 'testHandler_Wait_Missing_Date_Header', 'a primary limit without a date'],
    ['AbuseLimitHandlerTest', 'testHandler_Wait', 'a secondary limit'],
  ])('%s %s: %s that ends soon is waited out', async (test, name) => {
    const { github, asked } = await client([of(test, name)]);
    const began = Date.now();
    expect(await github.repository(REPOSITORY(name))).toMatchObject({ defaultBranch: 'main' });
    expect(Date.now() - began).toBeGreaterThan(1_500);
    expect(asked.filter((each) => each.includes('temp-'))).toHaveLength(2);
  });

  it.each([
    ['AbuseLimitHandlerTest', 'testHandler_Fail', 30],
    ['AbuseLimitHandlerTest', 'testHandler_Wait_Secondary_Limits', 60],
    ['AbuseLimitHandlerTest', 'testHandler_Wait_Secondary_Limits_Body_Marker_Only', 60],
    ['AbuseLimitHandlerTest', 'testHandler_Wait_Secondary_Limits_Too_Many_Requests', 8],
    ['AbuseLimitHandlerTest', 'testHandler_Wait_Secondary_Limits_Too_Many_Requests_Date_Retry_After', 8],
    [
      'AbuseLimitHandlerTest',
      'testHandler_Wait_Secondary_Limits_Too_Many_Requests_Date_Retry_After_Missing_Date_Header',
      8,
    ],
    ['AbuseLimitHandlerTest', 'testHandler_Wait_Secondary_Limits_Too_Many_Requests_No_Retry_After', 60],
  ])('%s %s: it says to come back in %i s', async (test, name, seconds) => {
    const { github } = await client([of(test, name)]);
    const error = await failure(github.repository(REPOSITORY(name)));
    expect(error.code).toBe('rate_limited');
    const wait = Number(error.params['retryAt']) - Date.now();
    expect(wait / 1_000).toBeGreaterThan(seconds - 2.5);
    expect(wait / 1_000).toBeLessThanOrEqual(seconds);
  });
});

describe.skipIf(!recorded)('the simulated GitHub answers as the real one did [PIPE-1]', () => {
  it('wherever both have a field, its kind is the same', async () => {
    const { sandbox } = await lab();
    const settings = sandbox.github();
    const recorder = await recorderOf(settings.url);
    const github = createGithub({ ...settings, url: recorder.url }, realClock);
    for (const step of Object.values(journey(github))) await step();
    const simulated = new Map<Route, unknown[]>();
    for (const each of recorder.exchanges) {
      if (each.path.startsWith('/_logs/') || each.status >= 300) continue;
      const route = routeOf(each);
      simulated.set(route, [...(simulated.get(route) ?? []), each.answer]);
    }
    const real = realAnswers();
    const compared = [...real.keys()].filter((route) => simulated.has(route));
    expect(compared.toSorted()).toEqual(
      [
        ...['GET /repos/{owner}/{repo}', 'GET /repos/{owner}/{repo}/actions/runs', 'GET /user'],
        ...[
          'GET /repos/{owner}/{repo}/actions/runs/{run_id}',
          'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs',
        ],
        ...[
          'GET /repos/{owner}/{repo}/actions/workflows',
          'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}',
        ],
        'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs',
        ...['GET /repos/{owner}/{repo}/deployments', 'POST /repos/{owner}/{repo}/deployments'],
        'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses',
        'POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses',
      ].toSorted(),
    );
    const wrong = compared.flatMap((route) =>
      disagreements(simulated.get(route), real.get(route)).map((each) => `${route} ${each}`),
    );
    // A payload is what whoever made the deployment put there: text in the recordings, an object of ours.
    expect(wrong.filter((each) => !/\.payload: object and string$/.test(each))).toEqual([]);
  });
});

/** Every recorded JSON answer to a route of ours. */
function realAnswers(): Map<Route, unknown[]> {
  const answers = new Map<Route, unknown[]>();
  const schema = z.object({
    request: z.object({ method: z.string(), url: z.string() }),
    response: z.object({ status: z.number(), bodyFileName: z.string().optional() }),
  });
  const files = readdirSync(join(RECORDINGS, 'github'), { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((each) => /mappings\/.*\.json$/.test(each))) {
    const { request, response } = schema.parse(
      parseJson(readFileSync(join(RECORDINGS, 'github', file), 'utf8')),
    );
    if (response.status >= 300 || response.bodyFileName?.endsWith('.json') !== true) continue;
    const { pathname } = new URL(request.url, 'http://api');
    const route = tryRoute(request.method, pathname);
    if (route === undefined) continue;
    const body: unknown = parseJson(
      readFileSync(join(RECORDINGS, 'github', file, '../../__files', response.bodyFileName), 'utf8'),
    );
    answers.set(route, [...(answers.get(route) ?? []), body]);
  }
  return answers;
}

function tryRoute(method: string, path: string): Route | undefined {
  try {
    return routeOf({ method, path });
  } catch {
    return undefined;
  }
}
