import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { DeployDriver } from '../../../src/contracts/catalogue.js';
import { textOf } from '../../pipeline/rig.js';
import { shopOfThisFile } from '../shop.js';

const shop = shopOfThisFile({}, { delivery: true });
const STAGING = 'shop-staging';
const JENKINS = {
  driver: 'jenkins' as const,
  job: 'deploy/checkout',
  parameters: { VERSION: '{version}', ENVIRONMENT: '{environment}' },
};
const WORKFLOW = {
  driver: 'github' as const,
  workflow: 'deploy.yml',
  inputs: { version: '{version}', environment: '{environment}' },
};
const DEPLOYMENT: DeployDriver = { driver: 'github', inputs: {} };
const slots = (version: string, environment = 'staging') => ({ service: 'checkout', version, environment });

const jenkinsSchema = z.object({
  builds: z.array(
    z.looseObject({ job: z.string(), number: z.number(), parameters: z.record(z.string(), z.string()) }),
  ),
});
const githubSchema = z.object({
  runs: z.array(z.looseObject({ workflow: z.string(), inputs: z.record(z.string(), z.string()) })),
});
/** The builds and runs that carry a mark of this bot. */
async function triggered(): Promise<{ readonly builds: number; readonly runs: number }> {
  const jenkins = jenkinsSchema.parse(await shop().control('GET', 'jenkins'));
  const github = githubSchema.parse(await shop().control('GET', 'github'));
  return {
    builds: jenkins.builds.filter(({ parameters }) => (parameters['COXSWAIN_OPERATION'] ?? '') !== '').length,
    runs: github.runs.filter(({ inputs }) => inputs['coxswain_operation'] !== undefined).length,
  };
}

beforeEach(() => shop.fresh());

/** A run that was followed to the cluster, and recorded on GitHub before and after. */
const RECORDED = [
  '0/trigger done',
  '0/record done',
  '0/run done',
  '0/arrived done',
  '0/watch done',
  '0/recorded done',
];

describe('a service that Jenkins deploys', () => {
  beforeEach(() => shop().deployedBy('checkout', JENKINS));

  it('is planned, locked and watched as any other; the job is started once, with the operation’s mark', async () => {
    const operation = await shop().clear('deploy', slots('1.4.2'));
    expect(operation.plan).toMatchObject({ from: '1.4.1', to: '1.4.2' });
    const { operation: ended, steps, reply } = await shop().finish(operation);
    expect(ended.status).toBe('succeeded');
    expect(steps).toEqual(RECORDED);
    expect(await shop().image('checkout', STAGING)).toMatch(/:1\.4\.2$/);
    expect(await triggered()).toEqual({ builds: 1, runs: 0 });
    expect(textOf(reply)).toMatch(/By Jenkins deploy\/checkout #\d+ http/);
  });

  it('goes back when the job fails, with the job’s own words', async () => {
    const { operation, reply } = await shop().run('deploy', slots('9.9.9'));
    expect(operation).toMatchObject({ status: 'failed', code: 'rolled_back' });
    expect(operation.outcomes[0]?.detail).toBe('run_failed');
    expect(textOf(reply)).toContain('exceeded its progress deadline');
    expect(await shop().image('checkout', STAGING)).toMatch(/:1\.4\.1$/);
  });

  it.each([
    ['the mark', JENKINS, false, { unmarked: 'COXSWAIN_OPERATION' }],
    ['a parameter', { ...JENKINS, parameters: { TAG: '{version}' } }, true, { undeclared: ['TAG'] }],
    ['a value', { ...JENKINS, parameters: { ENVIRONMENT: 'moon' } }, true, { wrong: ['ENVIRONMENT=moon'] }],
    ['itself', { ...JENKINS, job: 'deploy/nothing' }, true, { gone: 'Jenkins deploy/nothing' }],
  ])('is refused where Jenkins does not know %s', async (_what, driver, marked, params) => {
    shop().deployedBy('checkout', driver);
    await shop().control('POST', 'jenkins', { marked });
    const refusal = await shop().refusal('deploy', slots('1.4.2'));
    expect(refusal).toMatchObject({ code: 'run_not_startable', params });
    expect(await triggered()).toEqual({ builds: 0, runs: 0 });
  });

  it('is refused for several targets that its parameters can’t tell apart', async () => {
    expect(await shop().refusal('deploy', slots('1.4.2', 'everywhere'))).toMatchObject({
      code: 'run_not_startable',
      params: { several: 'everywhere' },
    });
  });

  it('may be managed by Helm, which the job knows to use', async () => {
    await shop().scenario('helm-owned', 'checkout');
    const plan = await shop().accept('deploy', slots('1.4.2'));
    expect(plan.warnings.map(({ code }) => code)).toContain('owned');
    expect(plan.data).toMatchObject({ onFailure: 'leave' });
  });

  it.each([
    ['stop', 'stopped'],
    ['term', 'stopped'],
    ['kill', 'stopped'],
    ['nothing', 'still_running'],
  ])('is stopped while it waits for an input, by %s: %s', async (obeys, result) => {
    await shop().control('POST', 'jenkins', { obeys });
    const operation = await shop().clear('deploy', slots('1.4.2', 'production'));
    const finished = shop().finish(operation);
    await untilTriggered();
    await shop().stop(operation);
    const { operation: ended, reply, steps } = await finished;
    expect(ended.status).toBe('cancelled');
    expect(steps).toContain('0/abort done');
    expect(await shop().image('checkout', 'shop')).toMatch(/:1\.4\.1$/);
    expect(reply.title).toContain(result === 'stopped' ? 'was not changed' : 'did not stop');
    expect(await triggered()).toEqual({ builds: 1, runs: 0 });
  });
});

/** Resolves when a build with a mark is there. */
async function untilTriggered(): Promise<void> {
  await expect.poll(async () => (await triggered()).builds).toBe(1);
}

describe('a service that a GitHub workflow deploys', () => {
  beforeEach(() => shop().deployedBy('checkout', WORKFLOW));

  it.each([true, false])(
    'is dispatched once and followed; the server tells the run: %s',
    async (runDetails) => {
      await shop().control('POST', 'github', { runDetails });
      const { operation, steps, reply } = await shop().run('deploy', slots('1.4.2'));
      expect(operation.status).toBe('succeeded');
      expect(steps).toEqual(RECORDED);
      expect(await triggered()).toEqual({ builds: 0, runs: 1 });
      expect(textOf(reply)).toMatch(/By GitHub shop\/checkout deploy\.yml #\d+/);
    },
  );

  it('is cancelled with the operation', async () => {
    const operation = await shop().clear('deploy', slots('1.4.2', 'production'));
    const finished = shop().finish(operation);
    await expect.poll(async () => (await triggered()).runs).toBe(1);
    await shop().stop(operation);
    const { operation: ended, reply } = await finished;
    expect(ended.status).toBe('cancelled');
    expect(reply.title).toMatch(/checkout in production was not changed and stays on 1\.4\.1/);
  });

  it.each([
    ['exist', { ...WORKFLOW, workflow: 'nothing.yml' }, { gone: 'GitHub shop/checkout nothing.yml' }],
    ['get its inputs', { ...WORKFLOW, inputs: { version: '{version}' } }, { wrong: ['environment='] }],
  ])('is refused where the workflow does not %s', async (_what, driver, params) => {
    shop().deployedBy('checkout', driver);
    const refusal = await shop().refusal('deploy', slots('1.4.2'));
    expect(refusal).toMatchObject({ code: 'run_not_startable', params });
  });

  it('warns where the workflow can’t carry the mark', async () => {
    await shop().control('POST', 'github', { marked: false });
    const plan = await shop().accept('deploy', slots('1.4.2'));
    expect(plan.warnings.map(({ code }) => code)).toContain('run_unmarked');
  });
});

describe('a service that is deployed by whoever takes up a GitHub deployment', () => {
  it('follows the statuses that they tell', async () => {
    shop().deployedBy('checkout', DEPLOYMENT);
    const operation = await shop().clear('deploy', slots('1.4.2'));
    const finished = shop().finish(operation);
    const { github } = shop();
    await expect.poll(async () => (await github.deployments('shop/checkout', { limit: 1 })).length).toBe(1);
    const [deployment] = await github.deployments('shop/checkout', { limit: 1 });
    expect(deployment).toMatchObject({ ref: 'v1.4.2', environment: 'staging' });
    const failure = { state: 'failure', description: 'no such cluster' } as const;
    await github.setDeploymentStatus('shop/checkout', deployment?.id ?? 0, failure);
    const { operation: ended, reply } = await finished;
    expect(ended).toMatchObject({ status: 'failed', code: 'rolled_back' });
    expect(textOf(reply)).toContain('no such cluster');
  });
});
