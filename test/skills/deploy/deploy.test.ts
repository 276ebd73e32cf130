import { beforeEach, describe, expect, it } from 'vitest';
import { MARKS } from '../../../src/contracts/marks.js';
import { shopOfThisFile } from '../shop.js';

const shop = shopOfThisFile();
const STAGING = 'shop-staging';
const slots = (version: string, service = 'checkout', environment = 'staging') => ({
  service,
  version,
  environment,
});

beforeEach(() => shop.fresh());

describe('a deploy that works', () => {
  it('shows from and to, patches once, watches to the end and says so', async () => {
    const { operation, reply, steps } = await shop().run('deploy', slots('1.4.2'));
    expect(operation).toMatchObject({ status: 'succeeded', plan: { from: '1.4.1', to: '1.4.2' } });
    expect(steps).toEqual(['0/patch done', '0/watch done']);
    expect(reply).toMatchObject({ code: 'succeeded', tone: 'success' });
    expect(reply.title).toMatch(/checkout 1\.4\.2 runs in staging/);
    const deployment = await shop().deployment('checkout', STAGING);
    expect(deployment.metadata.annotations).toMatchObject({
      [MARKS.operation]: `${operation.id}/patch`,
      [MARKS.changeCause]: `deploy checkout 1.4.2 by Ada (#${operation.number})`,
    });
    expect(deployment.status).toMatchObject({ updatedReplicas: 2, availableReplicas: 2, replicas: 2 });
  });

  it('lets a pod crash once and become ready', async () => {
    const { operation } = await shop().run('deploy', slots('1.4.3'));
    expect(operation.status).toBe('succeeded');
  });
});

describe('a deploy that fails', () => {
  it.each([
    ['9.9.9', 'checkout', 'image_not_found', /not found/],
    ['3.3.0', 'cart', 'image_not_found', /no match for platform in manifest/],
    ['1.5.0-rc1', 'checkout', 'crash_loop', /price table could not be loaded/],
    ['0.16.0', 'inventory', 'missing_config', /inventory-warehouses/],
    ['2.3.0', 'payments-api', 'out_of_memory', /OOMKilled/],
    ['3.0.0', 'auth', 'container_cannot_run', /auth-server/],
  ])('%s of %s ends %s, with the pod’s own words, and goes back', async (version, service, code, words) => {
    const before = await shop().image(service, STAGING);
    const { operation, reply } = await shop().run('deploy', slots(version, service));
    expect(operation).toMatchObject({ status: 'failed', code: 'rolled_back' });
    expect(operation.outcomes[0]?.detail).toBe(code);
    expect(operation.evidence.map(({ text }) => text).join('\n')).toMatch(words);
    expect(reply.tone).toBe('danger');
    expect(await shop().image(service, STAGING)).toBe(before);
    const deployment = await shop().deployment(service, STAGING);
    expect(deployment.metadata.annotations?.[MARKS.abandoned]).toMatch(/\w+/);
  });
});

describe('a deploy that is refused', () => {
  it.each([
    ['1..2', 'malformed_version'],
    ['banana', 'malformed_version'],
    ['1.4.1', 'unchanged_version'],
    ['latest', 'unchanged_version'],
  ])('version %s: %s', async (version, code) => {
    expect((await shop().refusal('deploy', slots(version))).code).toBe(code);
  });

  it('because the target is paused, offering resume and rollback', async () => {
    await shop().scenario('paused', 'checkout');
    const refusal = await shop().refusal('deploy', slots('1.4.2'));
    expect(refusal.code).toBe('target_paused');
    expect(refusal.actions?.map(({ intent }) => intent)).toEqual(['resume', 'rollback']);
  });

  it('because a rollout is under way', async () => {
    const { kubernetes } = shop();
    const target = { cluster: 'sandbox', namespace: STAGING };
    const path = '/spec/template/spec/containers/0/image';
    const value = 'registry.shop.local/checkout:1.4.0';
    await kubernetes.patch(target, 'Deployment', 'checkout', [{ op: 'replace', path, value }]);
    expect((await shop().refusal('deploy', slots('1.4.2'))).code).toBe('target_rolling');
  });

  it.each([
    ['helm-owned', 'Helm release shop'],
    ['argo-owned', 'Argo CD application shop'],
    ['flux-owned', 'Flux Kustomization shop'],
  ])('because it is %s', async (scenario, owner) => {
    await shop().scenario(scenario, 'checkout');
    for (const [skill, more] of [
      ['deploy', { version: '1.4.2' }],
      ['rollback', {}],
      ['scale', { replicas: 3 }],
      ['restart', {}],
      ['resume', {}],
    ] as const) {
      const refusal = await shop().refusal(skill, { service: 'checkout', environment: 'staging', ...more });
      expect(refusal).toMatchObject({ code: 'managed_elsewhere', params: { owner } });
    }
  });

  it('because the bot’s account may not patch, with the right that is missing and the command by hand', async () => {
    await shop().control('POST', 'access', {
      user: 'coxswain',
      verbs: ['patch'],
      resources: ['deployments'],
    });
    expect(await shop().refusal('deploy', slots('1.4.2'))).toMatchObject({
      code: 'cluster_denied',
      params: { verb: 'patch', resource: 'deployments.apps', namespace: STAGING },
      kubectl:
        'kubectl --context sandbox -n shop-staging set image deployment/checkout checkout=registry.shop.local/checkout:1.4.2',
    });
    await shop().control('DELETE', 'access');
  });

  it('because nothing tells which of several containers it is', async () => {
    const service = shop().services.findIndex(({ name }) => name === 'checkout');
    const found = shop().services[service];
    if (found !== undefined) shop().services[service] = { ...found, container: 'sidecar' };
    expect(await shop().refusal('deploy', slots('1.4.2'))).toMatchObject({
      code: 'unknown_container',
      params: { container: 'sidecar', known: ['checkout'] },
    });
  });

  it('because a quota leaves no room for the surge', async () => {
    await shop().scenario('quota-tight', 'checkout');
    const refusal = await shop().refusal('deploy', slots('1.4.2'));
    expect(refusal).toMatchObject({ code: 'quota_exceeded', params: { namespace: STAGING } });
  });
});

describe('what a deploy’s plan warns of', () => {
  const codes = async (version: string) =>
    (await shop().accept('deploy', slots(version))).warnings.map(({ code }) => code);

  it('a version never seen here', async () => expect(await codes('1.4.2')).toContain('never_seen'));
  it('not one that ran here', async () => {
    const found = await codes('1.4.0');
    expect(found).toContain('older');
    expect(found).not.toContain('never_seen');
  });
  it.each([
    ['single-replica', 'single_replica'],
    ['recreate', 'recreate'],
    ['no-probe', 'no_readiness_probe'],
  ])('%s', async (scenario, code) => {
    await shop().scenario(scenario, 'checkout');
    await shop().until(
      'checkout',
      STAGING,
      ({ status, spec }) =>
        status?.updatedReplicas === spec?.replicas &&
        status?.availableReplicas === spec?.replicas &&
        status?.replicas === spec?.replicas,
    );
    expect(await codes('1.4.2')).toContain(code);
  });
});

describe('a deploy to several targets', () => {
  it('goes in waves', async () => {
    const { operation, steps } = await shop().run('deploy', slots('1.4.2', 'checkout', 'everywhere'));
    expect(operation.outcomes.map(({ code }) => code)).toEqual(['succeeded', 'succeeded']);
    expect(steps).toEqual(['0/patch done', '0/watch done', '1/patch done', '1/watch done']);
  });

  it('rolls back the target that fails, keeps finished ones, and offers resume or revert all', async () => {
    const operation = await shop().clear('deploy', slots('1.4.2', 'checkout', 'everywhere'));
    const finished = shop().finish(operation);
    // Given that the version is fine in the first target and lacks its configuration in the second
    await shop().untilPod('shop-dev', ({ spec, status }) => {
      const [container] = spec?.containers ?? [];
      const running = status?.containerStatuses?.[0]?.state?.running;
      return container?.image?.endsWith('/checkout:1.4.2') === true && running !== undefined;
    });
    const behaviour = { kind: 'missing-config', configMap: 'gift-cards' };
    await shop().control('POST', 'behaviour', { image: 'registry.shop.local/checkout:1.4.2', behaviour });
    const { operation: ended, reply } = await finished;
    expect(ended.outcomes).toMatchObject([
      { code: 'succeeded' },
      { code: 'rolled_back', detail: 'missing_config' },
    ]);
    expect(await shop().image('checkout', 'shop-dev')).toMatch(/:1\.4\.2$/);
    expect(await shop().image('checkout', STAGING)).toMatch(/:1\.4\.1$/);
    const actions = reply.blocks.flatMap((block) => (block.kind === 'actions' ? block.actions : []));
    expect(actions.map(({ say }) => say)).toEqual(
      expect.arrayContaining([
        'deploy checkout 1.4.2 to everywhere',
        'roll back checkout to 1.4.1 in everywhere',
      ]),
    );
    // Then "revert all" takes back the finished one and leaves the other alone
    const revert = await shop().accept('rollback', {
      service: 'checkout',
      environment: 'everywhere',
      version: '1.4.1',
    });
    expect(revert.targets.map(({ namespace }) => namespace)).toEqual(['shop-dev']);
  });

  it('skips targets that run the version already', async () => {
    await shop().run('deploy', slots('1.4.2', 'checkout', 'dev'));
    const plan = await shop().accept('deploy', slots('1.4.2', 'checkout', 'everywhere'));
    expect(plan.targets.map(({ namespace }) => namespace)).toEqual([STAGING]);
  });
});

describe('stopping a deploy', () => {
  it('pauses the rollout and says where things stand; resume ends it', async () => {
    const shopNow = shop();
    const operation = await shopNow.clear('deploy', slots('1.4.2', 'checkout', 'production'));
    const finished = shopNow.finish(operation);
    await shopNow.until(
      'checkout',
      'shop',
      ({ status }) => (status?.updatedReplicas ?? 0) < 3 && (status?.updatedReplicas ?? 0) > 0,
    );
    await shopNow.stop(operation);
    const { reply } = await finished;
    expect(reply.code).toBe('cancelled');
    expect(reply.title).toMatch(
      /Stopped\. \d of 3 of checkout in production on 1\.4\.2.*roll back or resume\?/,
    );
    expect((await shopNow.deployment('checkout', 'shop')).spec?.paused).toBe(true);
    expect((await shopNow.refusal('deploy', slots('1.4.2', 'checkout', 'production'))).code).toBe(
      'target_held',
    );
    const resumed = await shopNow.clear('resume', { id: operation.number });
    expect(resumed.plan).toMatchObject({ from: 'paused', to: '1.4.2' });
  });
});

describe('“latest”', () => {
  it('is the newest version that runs healthy in any environment of the service', async () => {
    await shop().run('deploy', slots('1.4.2', 'checkout', 'dev'));
    expect(await shop().accept('deploy', slots('latest'))).toMatchObject({ from: '1.4.1', to: '1.4.2' });
  });
});

describe('somebody else who writes at the same time', () => {
  const target = { cluster: 'sandbox', namespace: STAGING };
  const path = '/spec/template/spec/containers/0/image';
  const put = (version: string) =>
    shop().kubernetes.patch(target, 'Deployment', 'checkout', [
      { op: 'replace', path, value: `registry.shop.local/checkout:${version}` },
    ]);

  it('before the patch makes the bot ask again, and nothing is overwritten', async () => {
    const operation = await shop().clear('deploy', slots('1.4.2'));
    await put('1.4.0');
    const { operation: ended } = await shop().finish(operation);
    expect(['plan_changed', 'target_rolling']).toContain(ended.code);
    expect(await shop().image('checkout', STAGING)).toMatch(/:1\.4\.0$/);
  });

  it('during the rollout keeps their change: the bot does not roll it back', async () => {
    const operation = await shop().clear('deploy', slots('1.4.2'));
    const finished = shop().finish(operation);
    await shop().until('checkout', STAGING, (deployment) =>
      JSON.stringify(deployment.spec?.template).includes('checkout:1.4.2'),
    );
    await put('1.4.0');
    const { operation: ended } = await finished;
    expect(ended.status).toBe('failed');
    expect(await shop().image('checkout', STAGING)).toMatch(/:1\.4\.0$/);
  });
});
