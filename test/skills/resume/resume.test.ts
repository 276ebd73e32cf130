import { beforeEach, describe, expect, it } from 'vitest';
import { shopOfThisFile } from '../shop.js';

const shop = shopOfThisFile();
const production = { service: 'checkout', environment: 'production' };

beforeEach(() => shop.fresh());

async function stoppedDeploy(version: string) {
  const operation = await shop().clear('deploy', { ...production, version });
  const finished = shop().finish(operation);
  await shop().until('checkout', 'shop', ({ status }) => {
    const updated = status?.updatedReplicas ?? 3;
    return updated > 0 && updated < 3;
  });
  await shop().stop(operation);
  return (await finished).operation;
}

describe('resume', () => {
  it('goes on with the operation that is named, to its end', async () => {
    const stopped = await stoppedDeploy('1.4.2');
    expect(stopped.status).toBe('cancelled');
    const plan = await shop().accept('resume', { id: stopped.number });
    expect(plan).toMatchObject({
      service: 'checkout',
      environment: 'production',
      from: 'paused',
      to: '1.4.2',
    });
  });

  it('knows the only stopped one without a name', async () => {
    await stoppedDeploy('1.4.2');
    expect(await shop().accept('resume', {})).toMatchObject({ service: 'checkout', to: '1.4.2' });
  });

  it('brings the only stopped one to its end without a name, although it holds the target itself by then', async () => {
    await stoppedDeploy('1.4.2');
    expect((await shop().run('resume', {})).operation).toMatchObject({
      status: 'succeeded',
      plan: { to: '1.4.2' },
    });
  });

  it('continues what somebody else paused, and watches it', async () => {
    await shop().scenario('paused', 'checkout');
    const { operation } = await shop().run('resume', { service: 'checkout', environment: 'staging' });
    expect(operation.status).toBe('succeeded');
    expect((await shop().deployment('checkout', 'shop-staging')).spec?.paused ?? false).toBe(false);
  });

  it('refuses what is not paused, an unknown number, and nothing at all', async () => {
    const code = async (slots: Parameters<ReturnType<typeof shop>['refusal']>[1]) =>
      (await shop().refusal('resume', slots)).code;
    expect(await code({ service: 'checkout', environment: 'staging' })).toBe('target_not_paused');
    expect(await code({ id: 999 })).toBe('unknown_operation');
    expect(await code({})).toBe('target_not_paused');
  });
});
