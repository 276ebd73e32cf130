import { describe, expect, it } from 'vitest';
import { pipelineRun } from '../../../skills/pipeline-run/index.js';
import type { StartableWorkflow, WorkflowRun } from '../../../src/contracts/github.js';
import type { GithubPort } from '../../../src/contracts/ports/github.js';
import { NOON } from '../../fakes/drafts.js';
import { noGithub } from '../../fakes/no-pipelines.js';
import { pipelineContext } from '../pipeline-context.js';

const BRANCH = 'feature/cards';

const aRun = (workflow: string, event: string): WorkflowRun => ({
  ...{ id: 1, number: 7, attempt: 1, workflow, title: workflow, state: 'succeeded', event, branch: 'main' },
  ...{ sha: 'abc', actor: 'mina', createdAt: NOON, startedAt: NOON, updatedAt: NOON, url: '' },
});
const aWorkflow = (id: number, name: string, change: Partial<StartableWorkflow> = {}): StartableWorkflow => ({
  ...{ id, name, path: `.github/workflows/${name.toLowerCase()}.yml`, active: true, startable: true },
  ...{ inputs: [], marked: true, ...change },
});

/** A repository in which nothing has run on the branch yet; these are its workflows, and CI and Lint ran for a push to main. */
function repository(workflows: readonly StartableWorkflow[]): GithubPort {
  const runs = [aRun('CI', 'push'), aRun('Lint', 'pull_request'), aRun('Release', 'workflow_dispatch')];
  return {
    ...noGithub,
    commit: (_repository, ref) =>
      Promise.resolve(
        ref === `heads/${BRANCH}`
          ? { sha: 'def', message: '', author: 'mina', at: NOON, url: '' }
          : undefined,
      ),
    runs: (_repository, { branch }) => Promise.resolve(branch === undefined ? runs : []),
    workflows: () => Promise.resolve(workflows),
    workflow: (_repository, id) => Promise.resolve(workflows.find((each) => String(each.id) === id)),
  };
}

async function planned(workflows: readonly StartableWorkflow[]) {
  const connected = { github: repository(workflows) };
  const plan = await pipelineRun.plan(pipelineContext({ repository: 'shop/checkout' }, connected, BRANCH));
  return 'kind' in plan ? plan.code : plan;
}

describe('a branch on which nothing ran yet', () => {
  it('is given to the workflows that pushes and pull requests run, with its name as their ref', async () => {
    const workflows = [aWorkflow(1, 'CI'), aWorkflow(2, 'Lint', { marked: false }), aWorkflow(3, 'Release')];
    const start = { kind: 'workflow', repository: 'shop/checkout', ref: BRANCH, inputs: {} };
    expect(await planned(workflows)).toMatchObject({
      from: `GitHub shop/checkout CI (${BRANCH}), GitHub shop/checkout Lint (${BRANCH})`,
      data: {
        actions: [{ start: { ...start, workflow: 'ci.yml' } }, { start: { ...start, workflow: 'lint.yml' } }],
      },
      warnings: [{ code: 'run_unmarked' }],
    });
  });

  it.each([
    ['cannot be started by hand', { startable: false }],
    ['is switched off', { active: false }],
    ['must be told what it cannot know', { inputs: [{ name: 'version', required: true }] }],
  ])('is left alone where the workflow %s', async (_why, change) => {
    expect(await planned([aWorkflow(1, 'CI', change)])).toBe('no_such_run');
  });

  it('is given to one that knows its inputs by itself', async () => {
    const inputs = [{ name: 'level', required: true, defaultValue: 'info' }];
    expect(await planned([aWorkflow(1, 'CI', { inputs })])).toMatchObject({ skill: 'pipeline-run' });
  });
});
