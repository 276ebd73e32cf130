import { describe, expect, it } from 'vitest';
import { pipelineStop } from '../../../skills/pipeline-stop/index.js';
import type { DeployDriver, Service } from '../../../src/contracts/catalogue.js';
import type { ActionPorts } from '../../../skills/shared/pipeline/actions.js';
import type { WorkflowRun } from '../../../src/contracts/github.js';
import type { Build, JobRef } from '../../../src/contracts/ports/jenkins.js';
import { NOON } from '../../fakes/drafts.js';
import { noGithub, noJenkins } from '../../fakes/no-pipelines.js';
import { pipelineContext } from '../pipeline-context.js';

const running = (id: number, workflow: string, branch: string): WorkflowRun => ({
  ...{ id, number: id, attempt: 1, workflow, title: workflow, state: 'running', event: 'push', branch },
  ...{ sha: 'abc', actor: 'mina', createdAt: NOON, startedAt: NOON, updatedAt: NOON, url: '' },
});
const RUNS = [running(1, 'CI', 'main'), running(2, 'CI', 'feature/cards'), running(3, 'Deploy', 'v1.4.2')];
const DEPLOYED: DeployDriver = { driver: 'github', workflow: 'deploy.yml', inputs: {} };

const github = {
  ...noGithub,
  repository: () =>
    Promise.resolve({ name: 'checkout', defaultBranch: 'main', url: '', archived: false, issues: true }),
  commit: () => Promise.resolve({ sha: 'abc', message: '', author: 'mina', at: NOON, url: '' }),
  workflows: () =>
    Promise.resolve([{ id: 30, name: 'Deploy', path: '.github/workflows/deploy.yml', active: true }]),
  runs: (_repository: string, { branch, workflow }: { branch?: string; workflow?: string }) =>
    Promise.resolve(
      RUNS.filter((run) => branch === undefined || run.branch === branch).filter(
        (run) => workflow === undefined || (workflow === '30' && run.workflow === 'Deploy'),
      ),
    ),
};

const stopped = (branch: string | undefined, deploy?: DeployDriver) =>
  stop({ repository: 'shop/checkout', ...(deploy && { deploy }) }, { github }, branch);

async function stop(facts: Partial<Service>, connected: Partial<ActionPorts>, branch?: string) {
  const plan = await pipelineStop.plan(pipelineContext(facts, connected, branch));
  return 'kind' in plan ? plan.code : plan.from;
}

describe('what is stopped of the runs on GitHub', () => {
  it('without a branch: those of the trunk, as in Jenkins', async () => {
    expect(await stopped(undefined)).toBe('GitHub shop/checkout CI #1');
  });
  it('and what deploys the service, whatever it was started for', async () => {
    expect(await stopped(undefined, DEPLOYED)).toBe(
      'GitHub shop/checkout CI #1, GitHub shop/checkout Deploy #3',
    );
  });
  it('with one: its own and nothing else', async () => {
    expect(await stopped('feature/cards', DEPLOYED)).toBe('GitHub shop/checkout CI #2');
  });
});

it('the build that deploys a service is stopped where nothing else of its pipeline is known', async () => {
  const deploy: DeployDriver = { driver: 'jenkins', job: 'deploy/checkout', parameters: {} };
  const build: Build = {
    ...{ ref: { job: { path: 'deploy/checkout' }, number: 4 }, url: '', state: 'running', startedAt: NOON },
    ...{ durationMs: 0, displayName: '#4', parameters: {}, causes: [], authors: [], artifacts: [] },
  };
  const jenkins = {
    ...noJenkins,
    queued: () => Promise.resolve([]),
    builds: ({ path }: JobRef) => Promise.resolve(path === deploy.job ? [build] : []),
  };
  expect(await stop({ deploy }, { jenkins })).toBe('Jenkins deploy/checkout #4');
  expect(await stop({ deploy }, {})).toBe('no_such_run');
});
