import { describe, expect, it } from 'vitest';
import { continueInterrupted } from '../../src/operations/interrupted.js';
import { Life } from '../fakes/mortal.js';
import { effectsOf } from '../fakes/step-world.js';
import { clock, ledgerOfThisFile, scene, waiting, type Scene } from './scene.js';

const MINUTE = 60_000;
const theLedger = ledgerOfThisFile();

/** A process that is killed right after it sent the first effect. */
async function killedAfterPatch(it: Scene): Promise<void> {
  const life: Life = new Life();
  it.world.after = () => life.kill();
  const worker = it.process(life);
  await Promise.race([worker.runner.run(it.operation.id), life.over]);
  it.world.after = () => undefined;
  expect((await it.now()).status).toBe('running');
}

describe('recovery', () => {
  it('submits what was cleared and never started', async () => {
    const it = await scene(theLedger());
    await it.process().finish(it.operation.id);
    expect((await it.now()).status).toBe('succeeded');
  });

  it('ends what was cleared more than ten minutes ago, with an answer', async () => {
    const it = await scene(theLedger());
    const worker = it.process();
    clock.jump(11 * MINUTE);
    await worker.runner.run(it.operation.id);
    expect((await it.now()).status).toBe('cleared');
    await worker.recovery.recover();
    expect(await it.now()).toMatchObject({ status: 'expired', code: 'operation_expired' });
    expect(await waiting(theLedger(), it.operation)).toMatchObject({
      final: true,
      code: 'operation_expired',
    });
    expect(it.world.applied).toEqual([]);
  });

  it.each([
    ['awaiting_confirmation', 'confirmation_expired'],
    ['awaiting_approval', 'approval_expired'],
  ] as const)('ends what is %s when its time is over, with an answer', async (status, code) => {
    const draft = { status, clearedAt: null, expiresAt: clock.now() + MINUTE, approvalsNeeded: 1 };
    const it = await scene(theLedger(), { draft });
    const worker = it.process();
    await worker.recovery.recover();
    expect((await it.now()).status).toBe(status);
    clock.jump(MINUTE);
    await worker.recovery.recover();
    expect(await it.now()).toMatchObject({ status: 'expired', code });
    expect(await waiting(theLedger(), it.operation)).toMatchObject({ final: true, code });
  });

  it('leaves alone what this process is running', async () => {
    const it = await scene(theLedger());
    const worker = it.process();
    const running = worker.runner.run(it.operation.id);
    await clock.sleep(1_000);
    await worker.recovery.recover();
    await running;
    expect(effectsOf(it.world, it.operation.id)).toEqual(['0/patch']);
  });

  it('goes on with what was interrupted for less than 30 minutes', async () => {
    const it = await scene(theLedger());
    await killedAfterPatch(it);
    clock.jump(29 * MINUTE);
    await it.process().finish(it.operation.id);
    expect((await it.now()).status).toBe('succeeded');
    expect(effectsOf(it.world, it.operation.id)).toEqual(['0/patch']);
  });

  it('runs by itself every 30 seconds until it is stopped', async () => {
    const it = await scene(theLedger());
    const { recovery } = it.process();
    recovery.start();
    while ((await it.now()).status !== 'succeeded') await clock.sleep(1_000);
    await recovery.stop();
    const later = await it.also({});
    await clock.sleep(5 * MINUTE);
    expect((await theLedger().operationById(later.id))?.status).toBe('cleared');
    await theLedger().transition(later.id, ['cleared'], { status: 'cancelled', by: 'test' });
  });

  it('ends what belongs to a sandbox world that is gone', async () => {
    const it = await scene(theLedger(), { draft: { world: 'old' } });
    await killedIn(it, 'old');
    const fresh = it.process(new Life(), { world: () => 'new' });
    await fresh.recovery.recover();
    expect(await it.now()).toMatchObject({ status: 'expired', code: 'world_replaced' });
    expect(await waiting(theLedger(), it.operation)).toMatchObject({ final: true, code: 'world_replaced' });
    const [target] = it.operation.plan.targets;
    expect(
      target === undefined ? undefined : await theLedger().lockHolder(target, clock.now()),
    ).toBeUndefined();
  });

  async function killedIn(it: Scene, world: string): Promise<void> {
    const life: Life = new Life();
    it.world.after = () => life.kill();
    const worker = it.process(life, { world: () => world });
    await Promise.race([worker.runner.run(it.operation.id), life.over]);
  }
});

describe('a process that is killed after it paused a rollout', () => {
  it('is followed by one that completes the stop, even where the watch would now say something else', async () => {
    // Given a rollout that was paused for a "stop", and a process that died before it could say so
    const it = await scene(theLedger());
    const life: Life = new Life();
    const worker = it.process(life);
    it.world.before = async (name) => {
      if (name.includes('pause')) return;
      if ((await theLedger().steps(it.operation.id))[0]?.state !== 'done') return;
      await theLedger().requestCancel(it.operation.id, 'ada', clock.now());
      worker.runner.wake(it.operation.id);
    };
    it.world.after = (name) => {
      if (name.includes('pause')) life.kill();
    };
    await Promise.race([worker.runner.run(it.operation.id), life.over]);
    expect(it.world.workloads.get(it.targets[0] ?? '')?.paused).toBe(true);
    // When its pods have turned all the same by the time another process looks
    const workload = it.world.workloads.get(it.targets[0] ?? '');
    if (workload !== undefined) workload.turned = 3;
    await it.process().finish(it.operation.id);
    // Then the target is what the person asked for: stopped, paused and held
    expect(await it.now()).toMatchObject({ status: 'cancelled', outcomes: [{ code: 'cancelled' }] });
    const [target] = it.operation.plan.targets;
    const holder = target === undefined ? undefined : await theLedger().lockHolder(target, clock.now());
    expect(holder?.kept).toBe(true);
    expect(effectsOf(it.world, it.operation.id)).toEqual(['0/patch', '0/pause']);
  });
});

describe('an operation that was interrupted for more than 30 minutes', () => {
  async function interrupted(waves = 2): Promise<Scene> {
    const it = await scene(theLedger(), { waves });
    await killedAfterPatch(it);
    clock.jump(31 * MINUTE);
    const worker = it.process();
    await worker.runner.run(it.operation.id);
    expect((await it.now()).status).toBe('running');
    await worker.recovery.recover();
    return it;
  }

  it('is looked at and reported, nothing is applied, and its asker is asked', async () => {
    const it = await interrupted();
    expect(await it.now()).toMatchObject({ status: 'interrupted', code: 'interrupted_too_long' });
    expect(effectsOf(it.world, it.operation.id)).toEqual(['0/patch']);
    const reply = await waiting(theLedger(), it.operation);
    expect(reply).toMatchObject({ final: false, code: 'interrupted_too_long' });
    // The pods of the first target have turned meanwhile; the second was never begun.
    expect(JSON.stringify(reply?.blocks)).toContain('done 2/2, waiting 0/2');
    await it.process().recovery.recover();
    expect((await it.now()).status).toBe('interrupted');
  });

  it('goes on when its asker says so', async () => {
    const it = await interrupted();
    const cleared = await continueInterrupted({ ledger: theLedger(), clock }, it.operation.id, 'ada');
    expect(cleared?.status).toBe('cleared');
    await it.process().finish(it.operation.id);
    expect((await it.now()).status).toBe('succeeded');
    expect(effectsOf(it.world, it.operation.id)).toEqual(['0/patch', '1/patch']);
  });

  it('can be continued once, and only while it is interrupted', async () => {
    const it = await interrupted(1);
    const deps = { ledger: theLedger(), clock };
    const both = await Promise.all([1, 2].map(() => continueInterrupted(deps, it.operation.id, 'ada')));
    expect(both.filter((operation) => operation !== undefined)).toHaveLength(1);
    await it.process().finish(it.operation.id);
    expect(await continueInterrupted(deps, it.operation.id, 'ada')).toBeUndefined();
  });

  it('is asked about again when nobody took it up in time', async () => {
    const it = await interrupted();
    await continueInterrupted({ ledger: theLedger(), clock }, it.operation.id, 'ada');
    clock.jump(11 * MINUTE);
    await it.process().recovery.recover();
    expect((await it.now()).status).toBe('interrupted');
  });

  it('can be cancelled: what still moves is paused, nothing else is done', async () => {
    const it = await scene(theLedger(), { waves: 2 });
    await killedAfterPatch(it);
    const workload = it.world.workloads.get(it.targets[0] ?? '');
    if (workload !== undefined) workload.since += 24 * 60 * MINUTE;
    clock.jump(31 * MINUTE);
    const worker = it.process();
    await worker.recovery.recover();
    const result = await worker.cancel({ operationId: it.operation.id, person: 'ada' });
    expect(result).toMatchObject({ state: 'ended', operation: { status: 'cancelled' } });
    expect(effectsOf(it.world, it.operation.id)).toEqual(['0/patch', '0/pause']);
  });
});
