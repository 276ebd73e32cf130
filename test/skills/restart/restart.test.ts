import { beforeEach, describe, expect, it } from 'vitest';
import { MARKS } from '../../../src/contracts/marks.js';
import { shopOfThisFile } from '../shop.js';

const shop = shopOfThisFile();
const checkout = { service: 'checkout', environment: 'staging' };

beforeEach(() => shop.fresh());

describe('a restart', () => {
  it('replaces every pod by one of the same version', async () => {
    const { operation, reply } = await shop().run('restart', checkout);
    expect(operation).toMatchObject({ status: 'succeeded', plan: { from: '1.4.1', to: '1.4.1' } });
    expect(reply.title).toMatch(/was restarted/);
    const { spec, status } = await shop().deployment('checkout', 'shop-staging');
    expect(spec?.template?.metadata?.annotations?.[MARKS.restartedAt]).toBeDefined();
    expect(status).toMatchObject({ updatedReplicas: 2, availableReplicas: 2 });
  });

  it('of a paused Deployment is refused', async () => {
    await shop().scenario('paused', 'checkout');
    expect((await shop().refusal('restart', checkout)).code).toBe('target_paused');
  });

  it('that is stopped offers to go on, and nothing to roll back to', async () => {
    const slots = { service: 'checkout', environment: 'production' };
    const operation = await shop().clear('restart', slots);
    const finished = shop().finish(operation);
    await shop().until('checkout', 'shop', ({ status }) => (status?.updatedReplicas ?? 3) < 3);
    await shop().stop(operation);
    const { reply } = await finished;
    expect(reply.title).toMatch(/\d of 3 pods of checkout in production are fresh/);
    const actions = reply.blocks.flatMap((block) => (block.kind === 'actions' ? block.actions : []));
    expect(actions.map(({ command }) => command.intent)).toEqual(['resume']);
  });
});
