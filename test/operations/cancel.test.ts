import { describe, expect, it } from 'vitest';
import { PortError } from '../../src/contracts/errors.js';
import type { CancelResult } from '../../src/operations/cancel.js';
import { effectsOf } from '../fakes/step-world.js';
import type { Worker } from '../fakes/worker.js';
import { clock, ledgerOfThisFile, scene, waiting, type Scene } from './scene.js';

const MINUTE = 60_000;
const theLedger = ledgerOfThisFile();

/** Runs the operation and says "stop" while a request whose name contains `request` is on its way to the world. */
async function stopAt(it: Scene, worker: Worker, request: string, skip = 0): Promise<CancelResult> {
  let cancelled: Promise<CancelResult> | undefined;
  let seen = 0;
  it.world.before = async (name) => {
    if (cancelled !== undefined || !name.includes(request) || (seen += 1) <= skip) return;
    cancelled = worker.cancel({ operationId: it.operation.id, person: 'ada' });
    while ((await it.now()).cancelRequestedBy === null) await clock.sleep(1);
  };
  await worker.runner.run(it.operation.id);
  return cancelled ?? { state: 'unknown' };
}

const stateOf = (it: Scene, index = 0) => it.world.workloads.get(it.targets[index] ?? '');
const holderOf = async (it: Scene, at = clock.now()) => {
  const [target] = it.operation.plan.targets;
  return target === undefined ? undefined : theLedger().lockHolder(target, at);
};

describe('"stop"', () => {
  it.each(['awaiting_confirmation', 'awaiting_approval', 'cleared'] as const)(
    'to an operation that is %s ends it with nothing left behind',
    async (status) => {
      const it = await scene(theLedger(), { draft: { status } });
      const worker = it.process();
      const result = await worker.cancel({ operationId: it.operation.id, person: 'ada' });
      expect(result).toMatchObject({ state: 'ended', operation: { status: 'cancelled', code: 'cancelled' } });
      expect(await waiting(theLedger(), it.operation)).toMatchObject({ final: true, code: 'cancelled' });
      await worker.runner.run(it.operation.id);
      expect(it.world.applied).toEqual([]);
    },
  );

  it('before the first effect leaves nothing behind, and the target free', async () => {
    const it = await scene(theLedger());
    const result = await stopAt(it, it.process(), 'look');
    expect(result).toMatchObject({ state: 'ended', operation: { status: 'cancelled' } });
    expect(it.world.applied).toEqual([]);
    expect((await it.now()).outcomes[0]?.code).toBe('not_begun');
    expect(await holderOf(it)).toBeUndefined();
  });

  it('while an effect is on its way lets it arrive, then pauses', async () => {
    const it = await scene(theLedger());
    await stopAt(it, it.process(), 'patch');
    expect(await it.now()).toMatchObject({ status: 'cancelled', outcomes: [{ code: 'cancelled' }] });
    expect(effectsOf(it.world, it.operation.id)).toEqual(['0/patch', '0/pause']);
  });

  it('while its pods turn pauses the rollout within a moment and keeps the lock for 30 minutes', async () => {
    const it = await scene(theLedger());
    const before = clock.now();
    await stopAt(it, it.process(), 'look', 3);
    expect(clock.now() - before).toBeLessThan(3_000);
    expect(stateOf(it)).toMatchObject({ version: '2', paused: true });
    const holder = await holderOf(it);
    expect(holder).toMatchObject({ operationId: it.operation.id, kept: true });
    expect((holder?.until ?? 0) - clock.now()).toBeGreaterThan(29 * MINUTE);
  });

  it('when the pods have turned meanwhile finds it done: there is nothing to pause', async () => {
    const it = await scene(theLedger());
    const worker = it.process();
    let asked: Promise<unknown> | undefined;
    it.world.after = () => {
      const workload = stateOf(it);
      if (workload !== undefined) workload.since -= MINUTE;
      asked ??= worker.cancel({ operationId: it.operation.id, person: 'ada' });
    };
    await worker.runner.run(it.operation.id);
    expect(await asked).toMatchObject({ state: 'ended', operation: { status: 'succeeded' } });
    expect(stateOf(it)?.paused).toBe(false);
  });

  it('between two targets leaves the finished one and does not begin the next', async () => {
    const it = await scene(theLedger(), { waves: 2 });
    await stopAt(it, it.process(), `look ${it.targets[1] ?? ''}`);
    const operation = await it.now();
    expect(operation.status).toBe('cancelled');
    expect(operation.outcomes.map(({ code }) => code)).toEqual(['succeeded', 'not_begun']);
    expect(await holderOf(it)).toBeUndefined();
  });

  it('to something that can’t be paused ends it as it stands and keeps no lock', async () => {
    const it = await scene(theLedger(), { pausable: false });
    await stopAt(it, it.process(), 'look', 3);
    expect(await it.now()).toMatchObject({ status: 'cancelled', outcomes: [{ code: 'cancelled' }] });
    expect(effectsOf(it.world, it.operation.id)).toEqual(['0/patch']);
    expect(await holderOf(it)).toBeUndefined();
  });

  it('while a failed target is rolled back lets the rollback finish, and says so', async () => {
    const it = await scene(theLedger());
    it.world.doomed.add(it.targets[0] ?? '');
    const result = await stopAt(it, it.process(), 'revert');
    expect(result).toMatchObject({ state: 'ended', operation: { status: 'failed', code: 'rolled_back' } });
    expect(effectsOf(it.world, it.operation.id)).toEqual(['0/patch', '0/revert']);
    expect((await waiting(theLedger(), it.operation))?.title).toContain('rolled_back despite stop');
  });

  it('while nothing answers is heard all the same', async () => {
    const it = await scene(theLedger());
    const worker = it.process();
    it.world.before = () => {
      throw new PortError('unreachable', 'lab does not answer');
    };
    const running = worker.runner.run(it.operation.id);
    await clock.sleep(5_000);
    const result = await worker.cancel({ operationId: it.operation.id, person: 'ada' });
    await running;
    expect(result).toMatchObject({ state: 'ended', operation: { status: 'cancelled' } });
    expect((await it.now()).outcomes[0]?.code).toBe('not_begun');
  });

  it('whose pause is refused says that the target goes on, and keeps no lock', async () => {
    const it = await scene(theLedger());
    const worker = it.process();
    let asked: Promise<unknown> | undefined;
    it.world.before = (name) => {
      if (name.includes('pause')) throw new PortError('forbidden', 'may not patch deployments');
    };
    it.world.after = () => {
      asked ??= worker.cancel({ operationId: it.operation.id, person: 'ada' });
    };
    await worker.runner.run(it.operation.id);
    expect(await it.now()).toMatchObject({
      status: 'cancelled',
      outcomes: [{ code: 'cancelled', detail: 'forbidden' }],
      evidence: [{ text: 'may not patch deployments' }],
    });
    expect(await holderOf(it)).toBeUndefined();
  });

  it('said to another process reaches the worker with its next sign of life', async () => {
    const it = await scene(theLedger());
    const [worker, other] = [it.process(), it.process()];
    let asked: Promise<CancelResult> | undefined;
    it.world.after = () => {
      const workload = stateOf(it);
      if (workload !== undefined && asked === undefined) workload.since += 5 * MINUTE;
      asked ??= other.cancel({ operationId: it.operation.id, person: 'bob' });
    };
    await worker.runner.run(it.operation.id);
    expect(await asked).toMatchObject({
      state: 'ended',
      operation: { status: 'cancelled', cancelRequestedBy: 'bob' },
    });
  });

  it('after the end is too late, and changes nothing', async () => {
    const it = await scene(theLedger());
    const worker = it.process();
    await worker.runner.run(it.operation.id);
    const result = await worker.cancel({ operationId: it.operation.id, person: 'ada' });
    expect(result).toMatchObject({ state: 'too_late', operation: { status: 'succeeded' } });
    expect((await it.now()).cancelRequestedBy).toBeNull();
  });

  it('that takes longer than one waits is said to be stopping', async () => {
    const it = await scene(theLedger());
    const worker = it.process();
    await theLedger().transition(it.operation.id, ['cleared'], {
      status: 'running',
      patch: { startedAt: clock.now(), heartbeatAt: clock.now() },
      by: 'system',
    });
    const result = await worker.cancel({ operationId: it.operation.id, person: 'ada', waitMs: 1_000 });
    expect(result.state).toBe('stopping');
  });

  it('to an operation that does not exist', async () => {
    const it = await scene(theLedger());
    expect(await it.process().cancel({ operationId: 'none', person: 'ada' })).toEqual({ state: 'unknown' });
  });
});

describe('what a cancelled operation left paused', () => {
  const paused = async (): Promise<Scene> => {
    const it = await scene(theLedger());
    await stopAt(it, it.process(), 'look', 3);
    it.world.before = () => undefined;
    expect(await it.now()).toMatchObject({ status: 'cancelled' });
    return it;
  };

  it('is kept from other writes, naming the operation', async () => {
    const it = await paused();
    const other = await it.also({});
    await it.process().runner.run(other.id);
    expect(await theLedger().operationById(other.id)).toMatchObject({
      status: 'refused',
      code: 'target_held',
    });
    expect((await waiting(theLedger(), other))?.title).toContain(`#${it.operation.number}`);
  });

  it('is taken over by a resume', async () => {
    const it = await paused();
    const resume = await it.also({ skill: 'resume' });
    const workload = stateOf(it);
    if (workload !== undefined) Object.assign(workload, { version: '1', paused: false });
    await it.process().runner.run(resume.id);
    expect(await theLedger().operationById(resume.id)).toMatchObject({ status: 'succeeded' });
    expect(await holderOf(it)).toBeUndefined();
  });

  it('is let go after 30 minutes, still paused, and its conversation is told', async () => {
    const it = await paused();
    const worker = it.process();
    clock.jump(29 * MINUTE);
    await worker.recovery.recover();
    expect(await waiting(theLedger(), it.operation, ':released')).toBeUndefined();
    clock.jump(2 * MINUTE);
    await worker.recovery.recover();
    await worker.recovery.recover();
    const told = await waiting(theLedger(), it.operation, ':released');
    expect(told).toMatchObject({ code: 'lock_released', revision: 1, final: true });
    expect(told?.title).toContain(`#${it.operation.number}`);
    expect(stateOf(it)?.paused).toBe(true);
    expect(await holderOf(it, 0)).toBeUndefined();
  });
});
