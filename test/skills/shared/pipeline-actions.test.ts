import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { textOf } from '../../pipeline/rig.js';
import { shopOfThisFile } from '../shop.js';

const shop = shopOfThisFile({}, { delivery: true });
const JENKINS = {
  ...{ driver: 'jenkins' as const, job: 'deploy/checkout' },
  parameters: { VERSION: '{version}', ENVIRONMENT: '{environment}' },
};
const WORKFLOW = {
  ...{ driver: 'github' as const, workflow: 'deploy.yml' },
  inputs: { version: '{version}', environment: '{environment}' },
};
const TO_PRODUCTION = { service: 'checkout', version: '1.4.2', environment: 'production' };
const checkout = { service: 'checkout' };

const jenkinsSchema = z.object({ builds: z.array(z.looseObject({ job: z.string() })) });
const builds = async (job: string): Promise<number> =>
  jenkinsSchema.parse(await shop().control('GET', 'jenkins')).builds.filter((build) => build.job === job)
    .length;

/** Resolves with the plan as soon as there is something to do. */
async function planned(skill: string) {
  await expect.poll(async () => 'kind' in (await shop().plan(skill, checkout))).toBe(false);
  return shop().accept(skill, checkout);
}

beforeEach(() => shop.fresh());

describe('running a pipeline again', () => {
  it('builds the trunk anew where nothing failed, once, and follows the build', async () => {
    const before = await builds('shop/checkout/main');
    const { operation, reply } = await shop().run('pipeline-run', checkout);
    expect(operation).toMatchObject({ status: 'succeeded', plan: { environment: 'dev' } });
    expect(await builds('shop/checkout/main')).toBe(before + 1);
    expect(textOf(reply)).toMatch(
      /The pipeline of checkout passed, after \d+ s\.\nBy Jenkins shop\/checkout\/main #\d+/,
    );
  });

  it('repeats only what failed, in GitHub and in Jenkins, and quotes what fails again', async () => {
    const { operation, steps, reply } = await shop().run('pipeline-run', { service: 'cart' });
    expect(operation.plan.data).toMatchObject({
      actions: [
        { kind: 'rerun', what: 'failed', attempt: 1 },
        { kind: 'build', start: { kind: 'jenkins', parameters: { SKIP_TESTS: 'false' } } },
      ],
    });
    expect(steps.slice(0, 2)).toEqual(['0/trigger done', '0/run done']);
    expect(operation).toMatchObject({ status: 'failed' });
    expect(textOf(reply)).toMatch(/By GitHub shop\/cart \S+ #\d+ http/);
    expect(operation.outcomes.map(({ code }) => code)).toEqual(['succeeded', 'run_failed']);
    expect(JSON.stringify(operation.evidence)).toContain('expected 18000 to equal 20000');
  });

  it('stops the build with the operation', async () => {
    const operation = await shop().clear('pipeline-run', checkout);
    const finished = shop().finish(operation);
    await planned('pipeline-stop');
    await shop().stop(operation);
    const { operation: ended, reply } = await finished;
    expect(ended.status).toBe('cancelled');
    expect(textOf(reply)).toMatch(/was told to stop, and did|had ended already/);
  });
});

describe('stopping a pipeline', () => {
  it.each([
    ['stop', 'succeeded'],
    ['nothing', 'failed'],
  ])('that obeys %s: %s', async (obeys, status) => {
    shop().deployedBy('checkout', JENKINS);
    await shop().control('POST', 'jenkins', { obeys });
    const before = await builds('deploy/checkout');
    const deploy = await shop().clear('deploy', TO_PRODUCTION);
    const finished = shop().finish(deploy);
    await expect.poll(() => builds('deploy/checkout')).toBe(before + 1);
    const plan = await planned('pipeline-stop');
    expect(plan.from).toMatch(/^Jenkins deploy\/checkout #\d+$/);
    const { operation } = await shop().run('pipeline-stop', checkout);
    expect(operation.status).toBe(status);
    if (status === 'failed') await shop().stop(deploy);
    expect(['failed', 'cancelled']).toContain((await finished).operation.status);
    expect(await shop().image('checkout', 'shop')).toMatch(/:1\.4\.1$/);
  });

  it('that waits in the queue of Jenkins: it never begins', async () => {
    await shop().control('POST', 'jenkins', { executors: 0 });
    const before = await builds('shop/checkout/main');
    const finished = shop().finish(await shop().clear('pipeline-run', checkout));
    const plan = await planned('pipeline-stop');
    expect(plan.from).toMatch(/^Jenkins shop\/checkout\/main queue #\d+$/);
    expect(JSON.stringify(plan.data)).toMatch(/"kind":"stop-queued".*"why":"[^"]*(executor|quiet)/i);
    const { operation, reply } = await shop().run('pipeline-stop', checkout);
    expect(operation.status).toBe('succeeded');
    expect(reply.title).toContain(plan.from);
    await shop().control('POST', 'jenkins', { executors: 2 });
    expect((await finished).operation.status).toBe('failed');
    expect(await builds('shop/checkout/main')).toBe(before);
  });

  it('that waited when it was planned and has begun since', async () => {
    shop().deployedBy('checkout', JENKINS);
    await shop().control('POST', 'jenkins', { executors: 0 });
    const finished = shop().finish(await shop().clear('deploy', TO_PRODUCTION));
    await planned('pipeline-stop');
    const stop = await shop().clear('pipeline-stop', checkout);
    expect(stop.plan.data).toMatchObject({ actions: [{ kind: 'stop-queued' }] });
    const before = await builds('deploy/checkout');
    await shop().control('POST', 'jenkins', { executors: 2 });
    await expect.poll(() => builds('deploy/checkout')).toBe(before + 1);
    const { operation, steps } = await shop().finish(stop);
    expect([operation.status, steps]).toEqual(['succeeded', ['0/stop done']]);
    expect((await finished).operation.status).toBe('failed');
    expect(await shop().image('checkout', 'shop')).toMatch(/:1\.4\.1$/);
  });

  it('that does not run is refused', async () => {
    expect((await shop().refusal('pipeline-stop', checkout)).code).toBe('no_such_run');
  });
});

describe('approving what a pipeline waits for', () => {
  it.each([
    ['an input of Jenkins', JENKINS, /^Jenkins deploy\/checkout #\d+$/],
    ['a gate of GitHub', WORKFLOW, /^GitHub shop\/checkout .+ #\d+$/],
  ])('%s, by the rules of the environment that it lets into', async (_what, driver, label) => {
    shop().deployedBy('checkout', driver);
    const finished = shop().finish(await shop().clear('deploy', TO_PRODUCTION));
    const plan = await planned('pipeline-approve');
    expect(plan).toMatchObject({ environment: 'production', risk: 'medium' });
    expect(plan.from).toMatch(label);
    const { operation, reply } = await shop().run('pipeline-approve', checkout);
    expect(operation.status).toBe('succeeded');
    expect(reply.title).toMatch(/ goes on\.$/);
    expect((await finished).operation.status).toBe('succeeded');
    expect(await shop().image('checkout', 'shop')).toMatch(/:1\.4\.2$/);
    expect((await shop().refusal('pipeline-approve', checkout)).code).toBe('no_such_run');
  });

  it('says so when somebody else was faster', async () => {
    shop().deployedBy('checkout', JENKINS);
    const deploy = await shop().clear('deploy', TO_PRODUCTION);
    const finished = shop().finish(deploy);
    await planned('pipeline-approve');
    const approval = await shop().clear('pipeline-approve', checkout);
    await shop().run('pipeline-approve', checkout);
    const { operation, reply } = await shop().finish(approval);
    expect(operation).toMatchObject({ status: 'failed', code: 'target_changed' });
    expect(textOf(reply)).toContain('somebody else answered it');
    await finished;
  });
});

describe('the pipeline of a branch', () => {
  const cards = { service: 'checkout', branch: 'feature/gift-cards' };

  it('is run again: what failed on it, and nothing of the trunk', async () => {
    const job = 'shop/checkout/feature%2Fgift-cards';
    const before = [await builds(job), await builds('shop/checkout/main')];
    const { operation, reply } = await shop().run('pipeline-run', cards);
    expect(operation.plan.from).toMatch(
      /^GitHub shop\/checkout CI #\d+, Jenkins shop\/checkout\/feature\/gift-cards$/,
    );
    expect(operation.outcomes.map(({ code }) => code)).toEqual(['succeeded', 'run_failed']);
    expect(textOf(reply)).toContain('Jenkins shop/checkout/feature/gift-cards #2');
    expect([await builds(job), await builds('shop/checkout/main')]).toEqual([
      (before[0] ?? 0) + 1,
      before[1],
    ]);
  });

  it('is stopped, and nothing of the trunk', async () => {
    await shop().control('POST', 'jenkins', { executors: 0 });
    const trunk = shop().finish(await shop().clear('pipeline-run', checkout));
    await planned('pipeline-stop');
    const none = await shop().refusal('pipeline-stop', cards);
    expect([none.code, none.params]).toEqual(['no_such_run', cards]);
    expect((await shop().run('pipeline-stop', checkout)).operation.status).toBe('succeeded');
    await trunk;
  });

  it.each(['pipeline-run', 'pipeline-stop'])(
    'that does not exist is refused by %s with those that do',
    async (skill) => {
      const { code, params } = await shop().refusal(skill, {
        service: 'checkout',
        branch: 'feature/gift-card',
      });
      expect([code, params]).toEqual([
        'unknown_branch',
        {
          ...{ service: 'checkout', branch: 'feature/gift-card', nearest: ['feature/gift-cards'] },
          ...{ first: 'feature/gift-cards', known: ['main', 'feature/gift-cards'] },
        },
      ]);
    },
  );
});
