import type { GithubPort } from '../../../src/contracts/ports/github.js';
import { eventually } from '../../sandbox/world.js';
import { ended, SHOP } from './lab.js';

/** Every method of the port once, in an order that works: none can be added without being held to the contract. */
export function journey(github: GithubPort): Record<keyof GithubPort, () => Promise<unknown>> {
  const toDev = { workflow: 'deploy.yml', ref: 'main', inputs: { version: '1.4.2', environment: 'dev' } };
  const failedRun = async (): Promise<number> =>
    (await github.runs('shop/cart', { branch: 'main', limit: 1 }))[0]?.id ?? 0;
  const waitingRun = async (): Promise<number> => {
    const inputs = { version: '1.4.2', environment: 'production' };
    const asked = await github.dispatch(SHOP, { ...toDev, inputs });
    const id = asked.state === 'started' ? (asked.runId ?? 0) : 0;
    await eventually(
      () => github.run(SHOP, id),
      (run) => run?.state === 'waiting',
    );
    return id;
  };
  const deployment = {
    ...{ ref: 'v1.4.2', environment: 'staging', description: 'checkout 1.4.2', production: false },
    ...{ requiredContexts: [], marker: 'op-1' },
  };
  const issue = { title: 'Cart loses items', body: 'Seen twice.', labels: ['incident'], marker: 'f-1' };
  return {
    server: () => github.server(),
    repository: () => github.repository(SHOP),
    commit: () => github.commit(SHOP, 'tags/v1.4.2'),
    commits: () => github.commits(SHOP, { branch: 'main', limit: 5 }),
    tags: () => github.tags(SHOP, 5),
    compare: () => github.compare(SHOP, 'v1.4.1', 'v1.4.3'),
    pullsOf: async () => github.pullsOf(SHOP, (await github.commit(SHOP, 'tags/v1.4.2'))?.sha ?? ''),
    workflows: () => github.workflows(SHOP),
    workflow: () => github.workflow(SHOP, 'deploy.yml', 'main'),
    runs: async () => [
      await github.runs(SHOP, { branch: 'main', event: 'push', limit: 5 }),
      await github.runs(SHOP, { workflow: 'ci.yml', sha: 'a'.repeat(40), limit: 5 }),
    ],
    run: async () => github.run('shop/cart', await failedRun()),
    jobs: async () => github.jobs('shop/cart', await failedRun()),
    jobLog: async () => {
      const jobs = await github.jobs('shop/cart', await failedRun());
      return github.jobLog('shop/cart', jobs[0]?.id ?? 0);
    },
    dispatch: async () => {
      const asked = await github.dispatch(SHOP, { ...toDev, marker: 'op-1' });
      return ended(github, asked.state === 'started' ? (asked.runId ?? 0) : 0);
    },
    findDispatched: () =>
      github.findDispatched(SHOP, { workflow: 'deploy.yml', ref: 'main', marker: 'op-1', since: Date.now() }),
    rerun: async () => {
      const id = await failedRun();
      await github.rerun('shop/cart', id, 'failed');
      await eventually(
        () => github.run('shop/cart', id),
        (run) => run?.state === 'succeeded',
      );
      return github.rerun('shop/cart', id, 'all');
    },
    cancel: async () => {
      const id = await waitingRun();
      return [await github.cancel(SHOP, id), await github.cancel(SHOP, id, { force: true })];
    },
    gates: async () => github.gates(SHOP, await waitingRun()),
    answerGates: async () =>
      github.answerGates(SHOP, await waitingRun(), {
        environments: ['production'],
        say: 'approve',
        comment: 'go',
      }),
    checks: () => github.checks(SHOP, 'main'),
    deployments: () => github.deployments(SHOP, { environment: 'staging', limit: 5 }),
    createDeployment: () => github.createDeployment(SHOP, deployment),
    setDeploymentStatus: async () => {
      const [row] = await github.deployments(SHOP, { marker: 'op-1', limit: 1 });
      const told = { state: 'success', description: 'done', logUrl: 'https://bot.shop.local/42' } as const;
      await github.setDeploymentStatus(SHOP, row?.id ?? 0, { ...told, environmentUrl: 'https://shop.local' });
    },
    deploymentStatuses: async () => {
      const [row] = await github.deployments(SHOP, { marker: 'op-1', limit: 1 });
      return github.deploymentStatuses(SHOP, row?.id ?? 0);
    },
    ensureIssue: () => github.ensureIssue(SHOP, issue),
    findIssue: async () => {
      // Search is asked only where a hundred newer issues hide what is looked for.
      for (let index = 0; index < 100; index++)
        await github.ensureIssue(SHOP, { ...issue, marker: `more-${index}` });
      return github.findIssue(SHOP, 'f-1');
    },
    comment: async () => {
      const found = await github.ensureIssue(SHOP, issue);
      await github.comment(SHOP, found.issue.number, 'Seen again.');
    },
  };
}
