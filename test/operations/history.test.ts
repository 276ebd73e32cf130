import { expect, it } from 'vitest';
import { createHistory } from '../../src/operations/history.js';
import { aPlan, aTarget, NOON } from '../fakes/drafts.js';
import { clock, ledgerOfThisFile, scene } from './scene.js';

const theLedger = ledgerOfThisFile();
const history = () => createHistory(theLedger(), clock);

it('tells who holds a target, what runs and what has ended', async () => {
  const tenant = 'told';
  const one = await scene(theLedger(), { draft: { tenant } });
  const { operation } = one;
  const [target = aTarget()] = operation.plan.targets;
  await theLedger().acquireLocks(operation.id, [target], 30_000, clock.now());
  expect((await history().holder(target))?.id).toBe(operation.id);
  expect((await history().running(tenant)).map(({ id }) => id)).toEqual([operation.id]);
  expect((await history().byNumber(tenant, operation.number))?.id).toBe(operation.id);
  await theLedger().transition(operation.id, ['cleared'], {
    status: 'failed',
    by: 'system',
    patch: { endedAt: NOON },
  });
  expect(await history().holder(target)).toBeUndefined();
  expect(await history().running(tenant)).toEqual([]);
  expect((await history().recent({ tenant, limit: 5 })).map(({ id }) => id)).toEqual([operation.id]);
});

it('knows the versions that were seen healthy, newest first and each once', async () => {
  const tenant = 'versions';
  const it = await scene(theLedger());
  const ended = async (skill: string, to: string, status: 'succeeded' | 'failed', at: number) => {
    const { id } = await it.also({ tenant, skill, plan: aPlan({ skill, to }) });
    await theLedger().transition(id, ['cleared'], { status, by: 'system', patch: { endedAt: NOON + at } });
  };
  await ended('deploy', '1.4.0', 'succeeded', 1);
  await ended('deploy', '1.4.1', 'succeeded', 2);
  await ended('deploy', '1.5.0', 'failed', 3);
  await ended('rollback', '1.4.0', 'succeeded', 4);
  await ended('scale', '5', 'succeeded', 5);
  expect(await history().healthyVersions(tenant, 'checkout', 'staging')).toEqual(['1.4.0', '1.4.1']);
  expect(await history().healthyVersions(tenant, 'checkout', 'production')).toEqual([]);
});
