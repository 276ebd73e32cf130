import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pinnedStep } from '../../../skills/deploy/pinned.js';
import type { DeployDriver } from '../../../src/contracts/catalogue.js';
import type { StepContext } from '../../../src/contracts/step.js';
import { digestOf } from '../../../src/sandbox/registry/digest.js';
import type { Refusal } from '../../../src/contracts/outcome.js';
import { replySchema } from '../../../src/contracts/reply.js';
import { renderRefusal } from '../../../src/registry/render.js';
import { textOf } from '../../pipeline/rig.js';
import { shopOfThisFile } from '../shop.js';

const shop = shopOfThisFile({ deploy: { pin: true } }, { delivery: true, registry: true });
beforeEach(() => shop.fresh());

const PINNED = /^registry\.shop\.local\/checkout:1\.4\.2@(sha256:[0-9a-f]{64})$/;
const slots = { service: 'checkout', version: '1.4.2', environment: 'staging' };
const jenkins = (more: Readonly<Record<string, string>>): DeployDriver => ({
  driver: 'jenkins',
  job: 'deploy/checkout',
  parameters: { VERSION: '{version}', ENVIRONMENT: '{environment}', ...more },
});
const workflow = (more: Readonly<Record<string, string>>): DeployDriver => ({
  driver: 'github',
  workflow: 'deploy.yml',
  inputs: { version: '{version}', environment: '{environment}', ...more },
});
const OTHER = `sha256:${'0'.repeat(64)}`;
const githubSchema = z.object({
  deployments: z.array(
    z.looseObject({ payload: z.looseObject({ image: z.string().optional() }).optional() }),
  ),
});
const REPOSITORY = 'registry.shop.local/checkout';

const said = (refusal: Refusal, locale: 'en' | 'ko') =>
  textOf(replySchema.parse({ ...renderRefusal(refusal, locale), sandbox: false }));

describe('a pinned image that a job or workflow deploys', () => {
  it.each([
    ['Jenkins', jenkins({ IMAGE: '{image}' }), PINNED],
    ['GitHub', workflow({ image: '{image}' }), PINNED],
    [
      'Jenkins, by the digest alone',
      jenkins({ IMAGE: `${REPOSITORY}@{digest}` }),
      /checkout@sha256:[0-9a-f]{64}$/,
    ],
  ])(
    'is named to %s, and arrives',
    async (_name, driver, image) => {
      shop().deployedBy('checkout', driver);
      const { operation, steps } = await shop().run('deploy', slots);
      expect(operation.status).toBe('succeeded');
      expect(steps).toContain('0/pinned done');
      expect(await shop().image('checkout', 'shop-staging')).toMatch(image);
    },
    20_000,
  );

  it.each([
    ['Jenkins deploy/checkout', jenkins({})],
    ['GitHub deploy.yml', workflow({})],
  ])('is not deployed by %s while that is not told which', async (taker, driver) => {
    shop().deployedBy('checkout', driver);
    const refusal = await shop().refusal('deploy', slots);
    expect(refusal).toMatchObject({ code: 'not_pinnable', params: { taker } });
    expect(said(refusal, 'en')).toContain(
      `${taker} is not told which: one of its values must hold {image} or {digest}.`,
    );
    expect(said(refusal, 'ko')).toContain('{image}, {digest} 중 하나를 값에 넣어 주세요.');
  });

  it('is proved by what the pods run where the job wrote the tag only', async () => {
    shop().deployedBy('checkout', jenkins({ VERSION: '{digest}', IMAGE: `${REPOSITORY}:{version}` }));
    const { operation, steps } = await shop().run('deploy', slots);
    expect(operation.status).toBe('succeeded');
    expect(steps).toContain('0/pinned done');
    expect(await shop().image('checkout', 'shop-staging')).toBe(`${REPOSITORY}:1.4.2`);
  }, 20_000);

  it('fails and goes back when the job deployed another digest under its tag', async () => {
    const image = `${REPOSITORY}:{version}@${OTHER}`;
    shop().deployedBy('checkout', jenkins({ VERSION: '{digest}', IMAGE: image }));
    const { operation } = await shop().run('deploy', slots);
    expect(operation).toMatchObject({ status: 'failed', code: 'rolled_back' });
    expect(operation.outcomes[0]?.detail).toBe('not_arrived');
    expect(operation.evidence.map(({ text }) => text)).toContain(`${REPOSITORY}:1.4.2@${OTHER}`);
    expect(await shop().image('checkout', 'shop-staging')).toBe(`${REPOSITORY}:1.4.1`);
  }, 20_000);

  it('is told in the payload to whoever takes up a GitHub deployment', async () => {
    shop().deployedBy('checkout', { driver: 'github', inputs: {} });
    const operation = await shop().clear('deploy', slots);
    const finished = shop().finish(operation);
    const payloads = async () =>
      githubSchema
        .parse(await shop().control('GET', 'github'))
        .deployments.flatMap(({ payload }) => payload?.image ?? []);
    await expect.poll(payloads).toEqual([expect.stringMatching(PINNED)]);
    await shop().stop(operation);
    await finished;
  }, 20_000);
});

const CONTEXT: StepContext = {
  ...{ operationId: 'op-1', number: 1, asker: 'mina', startedAt: 0, attempts: 0 },
  target: { cluster: 'sandbox', namespace: 'shop-staging', kind: 'Deployment', name: 'checkout' },
  signal: new AbortController().signal,
  facts: () => ({}),
  progress: () => undefined,
  assertLease: () => Promise.resolve(),
};

describe('what pods run', () => {
  it.each([
    ['the pinned digest', undefined, 'done'],
    ['another one', OTHER, 'failed'],
  ])('is %s', async (_name, digest, state) => {
    const deployment = await shop().deployment('checkout', 'shop-staging');
    const is = digest ?? digestOf(`${REPOSITORY}:1.4.1`);
    const own = {
      uid: deployment.metadata.uid ?? '',
      container: 'checkout',
      toImage: `${REPOSITORY}:1.4.1@${is}`,
    };
    const step = pinnedStep(shop().kubernetes, own, '0/pinned');
    const result = await step.apply(CONTEXT);
    expect(result.state).toBe(state);
    if (result.state !== 'failed') return;
    expect(result.code).toBe('not_arrived');
    expect(result.evidence[0]?.text).toBe(`${REPOSITORY}@${digestOf(`${REPOSITORY}:1.4.1`)}`);
  });
});
