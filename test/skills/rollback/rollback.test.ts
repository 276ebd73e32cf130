import { beforeEach, describe, expect, it } from 'vitest';
import { MARKS } from '../../../src/contracts/marks.js';
import { shopOfThisFile } from '../shop.js';

const shop = shopOfThisFile();
const STAGING = 'shop-staging';
const checkout = { service: 'checkout', environment: 'staging' };

beforeEach(() => shop.fresh());

describe('a rollback', () => {
  it('returns to the version before, in one patch, and leaves the one it came from behind', async () => {
    await shop().run('deploy', { ...checkout, version: '1.4.2' });
    const { operation, reply } = await shop().run('rollback', checkout);
    expect(operation).toMatchObject({ status: 'succeeded', plan: { from: '1.4.2', to: '1.4.1' } });
    expect(reply.title).toMatch(/checkout in staging is back on 1\.4\.1/);
    expect(await shop().image('checkout', STAGING)).toMatch(/:1\.4\.1$/);
  });

  it('trusts the version that ran healthy when the deploy was planned, and no other', async () => {
    const codes = async () => (await shop().accept('rollback', checkout)).warnings.map(({ code }) => code);
    expect(await codes()).toContain('unproven');
    await shop().run('deploy', { ...checkout, version: '1.4.2' });
    expect(await shop().accept('rollback', checkout)).toMatchObject({ to: '1.4.1' });
    expect(await codes()).not.toContain('unproven');
  });

  it('done twice does not return to the bad version', async () => {
    await shop().run('deploy', { ...checkout, version: '1.4.2' });
    await shop().run('rollback', checkout);
    const again = await shop().accept('rollback', checkout);
    expect(again.to).not.toBe('1.4.2');
    expect(again).toMatchObject({ from: '1.4.1', to: '1.4.0' });
  });

  it('after an automatic one does not return to the bad version either', async () => {
    await shop().run('deploy', { ...checkout, version: '9.9.9' });
    expect(await shop().accept('rollback', checkout)).toMatchObject({ from: '1.4.1', to: '1.4.0' });
  });

  it('ends the memory incident in production', async () => {
    const slots = { service: 'payments-api', environment: 'production' };
    const { operation } = await shop().run('rollback', slots);
    expect(operation).toMatchObject({ status: 'succeeded', plan: { from: '2.3.0', to: '2.2.4' } });
    expect((await shop().deployment('payments-api', 'shop')).status).toMatchObject({ availableReplicas: 3 });
  });

  it('goes to a version or a revision that is named', async () => {
    const version = await shop().accept('rollback', { ...checkout, version: '1.3.9' });
    expect(version.to).toBe('1.3.9');
    const revision = await shop().accept('rollback', { ...checkout, version: 'revision 1' });
    expect(revision.to).toBe('1.3.8');
  });

  it('refuses the version that runs, one that never ran, and one that is none', async () => {
    const code = async (version: string) => (await shop().refusal('rollback', { ...checkout, version })).code;
    expect(await code('1.4.1')).toBe('unchanged_version');
    expect(await code('7.7.7')).toBe('version_not_found');
    expect(await code('revision 99')).toBe('version_not_found');
    expect(await code('??')).toBe('malformed_version');
  });

  it('continues a paused rollout in the same patch', async () => {
    await shop().run('deploy', { ...checkout, version: '1.4.2' });
    await shop().scenario('paused', 'checkout');
    const { operation } = await shop().run('rollback', checkout);
    expect(operation.status).toBe('succeeded');
    expect((await shop().deployment('checkout', STAGING)).spec?.paused ?? false).toBe(false);
  });

  it('is skipped over by a mere restart', async () => {
    await shop().run('restart', checkout);
    expect(await shop().accept('rollback', checkout)).toMatchObject({ from: '1.4.1', to: '1.4.0' });
  });

  it('clears the mark of a version that is deployed again on purpose', async () => {
    await shop().run('deploy', { ...checkout, version: '1.4.2' });
    await shop().run('rollback', checkout);
    await shop().run('deploy', { ...checkout, version: '1.4.2' });
    const { metadata } = await shop().deployment('checkout', STAGING);
    expect(metadata.annotations?.[MARKS.abandoned]).toBeUndefined();
    expect(await shop().accept('rollback', checkout)).toMatchObject({ from: '1.4.2', to: '1.4.1' });
  });
});

describe('the ConfigMaps of a rollback', () => {
  it('that changed since the target version are named', async () => {
    const { data } = await configMap();
    await shop().control('POST', 'apply', {
      objects: [
        {
          kind: 'ConfigMap',
          metadata: {
            name: 'checkout-settings',
            namespace: STAGING,
            managedFields: [{ manager: 'kubectl', operation: 'Update', time: new Date().toISOString() }],
          },
          data: { ...data, GIFT_CARDS: 'off' },
        },
      ],
    });
    const { warnings } = await shop().accept('rollback', checkout);
    expect(warnings).toContainEqual({ code: 'configmaps_changed', params: { names: ['checkout-settings'] } });
  });

  async function configMap() {
    const target = { cluster: 'sandbox', namespace: STAGING };
    const found = await shop().kubernetes.get(target, 'ConfigMap', 'checkout-settings');
    if (found === undefined) throw new Error('the shop keeps its settings in checkout-settings');
    return found;
  }
});

describe('an irreversible change in between', () => {
  const settled = () =>
    shop().until('checkout', STAGING, ({ metadata, spec, status }) => {
      const { observedGeneration, updatedReplicas, replicas, availableReplicas } = status ?? {};
      const all = spec?.replicas;
      return (
        observedGeneration === metadata.generation &&
        [updatedReplicas, replicas, availableReplicas].every((count) => count === all)
      );
    });

  it('is asked about everywhere, with version and reason, and never undone by voice', async () => {
    await shop().scenario('irreversible', 'checkout');
    await settled();
    const plan = await shop().accept('rollback', { ...checkout, version: '1.4.0' });
    expect(plan).toMatchObject({ mustConfirm: true, risk: 'high' });
    expect(plan.warnings[0]).toEqual({
      code: 'irreversible',
      params: { version: '1.4.1', reason: 'orders table was split' },
    });
    const spoken = await shop().refusal('rollback', { ...checkout, version: '1.4.0' }, 'voice');
    expect(spoken).toMatchObject({ code: 'irreversible_change', params: { version: '1.4.1' } });
  });

  it('may also be declared in the catalogue', async () => {
    const index = shop().services.findIndex(({ name }) => name === 'checkout');
    const service = shop().services[index];
    if (service !== undefined)
      shop().services[index] = { ...service, irreversible: { '1.4.1': 'gift cards migrated' } };
    const plan = await shop().accept('rollback', checkout);
    expect(plan.mustConfirm).toBe(true);
  });
});

describe('a rollback while a deploy runs', () => {
  it('is refused, naming the holder and offering to cancel it and roll back', async () => {
    const slots = { service: 'checkout', environment: 'production' };
    const deploy = await shop().clear('deploy', { ...slots, version: '1.4.2' });
    const finished = shop().finish(deploy);
    await shop().until('checkout', 'shop', ({ status }) => (status?.updatedReplicas ?? 3) < 3);
    const refusal = await shop().refusal('rollback', slots);
    expect(refusal).toMatchObject({
      code: 'target_held',
      params: { holder: deploy.number },
      actions: [{ intent: 'cancel', slots: { id: deploy.number, then: 'rollback' } }],
    });
    await shop().stop(deploy);
    expect((await finished).operation.status).toBe('cancelled');
    const plan = await shop().accept('rollback', slots);
    expect(plan).toMatchObject({ from: '1.4.2', to: '1.4.1' });
    // Then the rollback takes the paused target over, reverts and unpauses it
    const { operation } = await shop().run('rollback', slots);
    expect(operation.status).toBe('succeeded');
    expect((await shop().deployment('checkout', 'shop')).spec?.paused ?? false).toBe(false);
    expect(await shop().image('checkout', 'shop')).toMatch(/:1\.4\.1$/);
  });
});
