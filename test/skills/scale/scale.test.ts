import { beforeEach, describe, expect, it } from 'vitest';
import { shopOfThisFile } from '../shop.js';

const shop = shopOfThisFile();
const checkout = { service: 'checkout', environment: 'staging' };

beforeEach(() => shop.fresh());

describe('scaling', () => {
  it.each([
    [4, '4'],
    ['+2', '4'],
    ['-1', '1'],
  ])('by or to %s resolves to %s and waits until so many are ready', async (replicas, to) => {
    const { operation, reply } = await shop().run('scale', { ...checkout, replicas });
    expect(operation).toMatchObject({ status: 'succeeded', plan: { from: '2', to } });
    expect(reply.title).toContain(`has ${to} replicas ready`);
    expect((await shop().deployment('checkout', 'shop-staging')).status?.readyReplicas).toBe(Number(to));
  });

  it('to zero must be confirmed everywhere, also when a relative number reaches it', async () => {
    for (const replicas of [0, '-2', '-9']) {
      const plan = await shop().accept('scale', { ...checkout, replicas });
      expect(plan).toMatchObject({ to: '0', mustConfirm: true, risk: 'high' });
    }
  });

  it('ends the scaled-away incident in production', async () => {
    const slots = { service: 'ad-service', environment: 'production', replicas: 2 };
    expect((await shop().run('scale', slots)).operation.status).toBe('succeeded');
  });

  it('refuses what changes nothing, what bounds forbid and what is no number', async () => {
    const index = shop().services.findIndex(({ name }) => name === 'checkout');
    const service = shop().services[index];
    if (service !== undefined) shop().services[index] = { ...service, replicas: { min: 2, max: 6 } };
    const code = async (replicas: number | string) =>
      (await shop().refusal('scale', { ...checkout, replicas })).code;
    expect(await code(2)).toBe('unchanged_replicas');
    expect(await code(7)).toBe('out_of_bounds');
    expect(await code('-1')).toBe('out_of_bounds');
    expect(await code('many')).toBe('invalid_input');
  });

  it('refuses to fight an autoscaler and offers its bounds', async () => {
    await shop().scenario('autoscaled', 'checkout');
    expect(await shop().refusal('scale', { ...checkout, replicas: 6 })).toMatchObject({
      code: 'autoscaler_conflict',
      params: { autoscaler: 'checkout', min: 2, max: 4 },
    });
  });

  it('refuses what a quota has no room for', async () => {
    await shop().scenario('quota-tight', 'checkout');
    expect((await shop().refusal('scale', { ...checkout, replicas: 6 })).code).toBe('quota_exceeded');
  });

  it('asks about a number that is far higher', async () => {
    const plan = await shop().accept('scale', { ...checkout, replicas: 12 });
    expect(plan.mustConfirm).toBe(true);
    expect(plan.warnings.map(({ code }) => code)).toContain('large');
  });

  it('stopped half-way says what is set and what is ready', async () => {
    const operation = await shop().clear('scale', { ...checkout, replicas: 5 });
    const finished = shop().finish(operation);
    await shop().until('checkout', 'shop-staging', ({ spec }) => spec?.replicas === 5);
    await shop().stop(operation);
    const { reply } = await finished;
    expect(reply.title).toMatch(/set to 5 and has \d ready/);
  });
});
