import { describe, expect, it } from 'vitest';
import { PortError } from '../../src/contracts/errors.js';
import { refuse } from '../../src/contracts/outcome.js';
import { Life } from '../fakes/mortal.js';
import { effectsOf } from '../fakes/step-world.js';
import { aTarget } from '../fakes/drafts.js';
import { clock, ledgerOfThisFile, scene, waiting, type Scene } from './scene.js';

const MINUTE = 60_000;
const theLedger = ledgerOfThisFile();

/** Calls `then` once, when the world gets a request whose name contains `request`. */
function when(it: Scene, request: string, then: () => void, moment: 'before' | 'after' = 'before'): void {
  let done = false;
  it.world[moment] = (name) => {
    if (done || !name.includes(request)) return;
    done = true;
    then();
  };
}

describe('an operation that runs', () => {
  it('brings every target to its version, says so, and lets go of it', async () => {
    const it = await scene(theLedger(), { waves: 2 });
    await it.process().runner.run(it.operation.id);
    const operation = await it.now();
    expect(operation).toMatchObject({ status: 'succeeded', code: 'succeeded' });
    expect(operation.outcomes.map(({ code }) => code)).toEqual(['succeeded', 'succeeded']);
    expect(operation.endedAt).toBeGreaterThan(operation.startedAt ?? 0);
    expect(await waiting(theLedger(), operation)).toMatchObject({ final: true, code: 'succeeded' });
    expect((await theLedger().steps(operation.id)).map(({ stepId, state }) => `${stepId} ${state}`)).toEqual([
      '0/patch done',
      '0/watch done',
      '1/patch done',
      '1/watch done',
    ]);
    for (const target of operation.plan.targets)
      expect(await theLedger().lockHolder(target, clock.now())).toBeUndefined();
  });

  it('keeps its lock and shows signs of life for as long as it takes', async () => {
    // Given a rollout that takes ten minutes because its target is paused by somebody
    const it = await scene(theLedger());
    const target = it.operation.plan.targets[0] ?? aTarget();
    const held: unknown[] = [];
    when(it, 'patch', () => void pauseFor(it, 10 * MINUTE, held, target), 'after');
    await it.process().runner.run(it.operation.id);
    expect((await it.now()).status).toBe('succeeded');
    expect(held).toHaveLength(10);
    expect(new Set(held)).toEqual(new Set([it.operation.id]));
  });

  async function pauseFor(it: Scene, ms: number, held: unknown[], target: ReturnType<typeof aTarget>) {
    const workload = it.world.workloads.get(it.targets[0] ?? '');
    if (workload === undefined) return;
    workload.paused = true;
    const until = clock.now() + ms;
    while (clock.now() < until) {
      await clock.sleep(MINUTE);
      held.push((await theLedger().lockHolder(target, clock.now()))?.operationId);
    }
    workload.paused = false;
  }

  it('says how far it is at most three times a second, and the newest always', async () => {
    const it = await scene(theLedger());
    let revisions = 0;
    const stop = theLedger().onReply((platform) => {
      if (platform === it.operation.conversation.platform) revisions += 1;
    });
    const before = clock.now();
    const titles: string[] = [];
    const worker = it.process();
    const running = worker.runner.run(it.operation.id);
    while (worker.runner.isRunning(it.operation.id)) {
      await clock.sleep(100);
      titles.push((await waiting(theLedger(), it.operation))?.title ?? '');
    }
    await running;
    stop();
    for (const turned of ['0/3', '1/3', '2/3']) expect(titles.join()).toContain(`running ${turned}`);
    expect(revisions).toBeLessThanOrEqual(((clock.now() - before) / 1000) * 3 + 4);
  });

  it('is run once, however often and by whomever it is delivered', async () => {
    const it = await scene(theLedger());
    const [one, two] = [it.process(), it.process()];
    const { id } = it.operation;
    await Promise.all([one.runner.run(id), two.runner.run(id), one.runner.run(id), two.runner.run(id)]);
    await one.runner.run(id);
    expect((await it.now()).status).toBe('succeeded');
    expect(effectsOf(it.world, id)).toEqual(['0/patch']);
    const starts = (await theLedger().auditTrail(id)).filter(({ event }) => event === 'running');
    expect(starts).toHaveLength(1);
  });

  it('of another target runs side by side', async () => {
    const it = await scene(theLedger(), { waves: 2 });
    const [a, b] = [await it.also({}, [it.targets[0] ?? '']), await it.also({}, [it.targets[1] ?? ''])];
    const { runner } = it.process();
    await Promise.all([runner.run(a.id), runner.run(b.id)]);
    expect((await theLedger().operationById(a.id))?.status).toBe('succeeded');
    expect((await theLedger().operationById(b.id))?.status).toBe('succeeded');
  });

  it('that is unknown or has ended is nobody’s work', async () => {
    const it = await scene(theLedger());
    const worker = it.process();
    await worker.runner.run('no-such-operation');
    await worker.runner.run(it.operation.id);
    await worker.runner.run(it.operation.id);
    expect(effectsOf(it.world, it.operation.id)).toEqual(['0/patch']);
  });
});

describe('before its first effect an operation', () => {
  it('is refused when its target is held, naming the holder', async () => {
    const it = await scene(theLedger());
    await theLedger().acquireLocks(it.operation.id, it.operation.plan.targets, 30_000, clock.now());
    const second = await it.also({});
    await it.process().runner.run(second.id);
    const refused = await theLedger().operationById(second.id);
    expect(refused).toMatchObject({ status: 'refused', code: 'target_held' });
    expect((await waiting(theLedger(), second))?.title).toContain(`#${it.operation.number}`);
    expect(it.world.applied).toEqual([]);
  });

  it('is refused when its asker may not any more', async () => {
    const it = await scene(theLedger());
    const authorize = () =>
      Promise.resolve(refuse('not_permitted', { person: 'Ada', environment: 'staging' }));
    await it.process(new Life(), { authorize }).runner.run(it.operation.id);
    expect(await it.now()).toMatchObject({ status: 'refused', code: 'not_permitted' });
    expect(await waiting(theLedger(), it.operation)).toMatchObject({ final: true, code: 'not_permitted' });
    expect(it.world.applied).toEqual([]);
  });

  it('is refused when what was confirmed is not what would run', async () => {
    const it = await scene(theLedger());
    it.world.workloads.set(it.targets[0] ?? '', {
      version: '7',
      mark: '',
      paused: false,
      since: 0,
      turned: 3,
    });
    await it.process().runner.run(it.operation.id);
    expect(await it.now()).toMatchObject({ status: 'refused', code: 'plan_changed' });
    expect(it.world.applied).toEqual([]);
    // Nobody is asked to confirm what has ended: what happened is nothing, and how to ask again is said.
    const words = JSON.stringify(await waiting(theLedger(), it.operation));
    expect(words).toMatch(/Nothing was done\. To see the plan as it is now, ask again: “/);
    expect(words).not.toContain('confirm again');
  });

  it('is refused with the reason when the plan can’t be made again', async () => {
    const it = await scene(theLedger());
    const replan = () =>
      Promise.reject(new PortError('unreachable', 'lab does not answer', { cluster: 'lab' }));
    await it.process(new Life(), { replan }).runner.run(it.operation.id);
    expect(await it.now()).toMatchObject({ status: 'refused', code: 'unreachable' });
    const reply = await waiting(theLedger(), it.operation);
    expect(reply?.title).toContain('lab');
    const [target] = it.operation.plan.targets;
    const text = `kubectl -n ${target?.namespace} set image deployment/${target?.name} …`;
    expect(reply?.blocks).toContainEqual({ kind: 'code', text });
  });

  it('fails, and is not tried again and again, when its skill is broken', async () => {
    const it = await scene(theLedger());
    const replan = () => Promise.reject(new TypeError('x is undefined'));
    await it.process(new Life(), { replan }).runner.run(it.operation.id);
    expect(await it.now()).toMatchObject({ status: 'failed', code: 'internal_error' });
  });

  it('waits for recovery when the ledger is down', async () => {
    const it = await scene(theLedger());
    const authorize = () => Promise.reject(new PortError('ledger_down', 'down'));
    await it.process(new Life(), { authorize }).runner.run(it.operation.id);
    expect((await it.now()).status).toBe('running');
    await it.process().finish(it.operation.id);
    expect((await it.now()).status).toBe('succeeded');
  });
});

describe('a target that fails', () => {
  it('is rolled back and said why; finished targets stay, later ones are not begun', async () => {
    const it = await scene(theLedger(), { waves: 3 });
    it.world.doomed.add(it.targets[1] ?? '');
    await it.process().runner.run(it.operation.id);
    const operation = await it.now();
    expect(operation).toMatchObject({ status: 'failed', code: 'rolled_back' });
    expect(operation.outcomes.map(({ code, detail }) => [code, detail])).toEqual([
      ['succeeded', undefined],
      ['rolled_back', 'image_not_found'],
      ['not_begun', undefined],
    ]);
    expect(operation.evidence).toEqual([{ object: 'pod/a', text: 'manifest unknown' }]);
    expect(it.targets.map((name) => it.world.workloads.get(name)?.version)).toEqual(['2', '1', '1']);
  });

  it('and whose rollback is refused ends rollback_failed with both proofs', async () => {
    const it = await scene(theLedger());
    it.world.doomed.add(it.targets[0] ?? '');
    when(it, 'revert', () => {
      throw new PortError('forbidden', 'may not patch deployments');
    });
    await it.process().runner.run(it.operation.id);
    const operation = await it.now();
    expect(operation).toMatchObject({ status: 'failed', code: 'rollback_failed' });
    expect(operation.outcomes[0]?.detail).toBe('forbidden');
    expect(operation.evidence.map(({ text }) => text)).toEqual([
      'manifest unknown',
      'may not patch deployments',
    ]);
  });

  it('was changed by somebody else: nothing is applied and nothing rolled back', async () => {
    const it = await scene(theLedger());
    const name = it.targets[0] ?? '';
    when(it, 'patch', () =>
      it.world.workloads.set(name, { version: '9', mark: '', paused: false, since: 0, turned: 3 }),
    );
    await it.process().runner.run(it.operation.id);
    expect(await it.now()).toMatchObject({ status: 'failed', code: 'target_changed' });
    expect(it.world.applied).toEqual([]);
  });
});

describe('trouble on the way', () => {
  it('is waited out: an answer that got lost is looked for, not repeated', async () => {
    const it = await scene(theLedger());
    when(it, 'patch', () => timeOut(), 'after');
    await it.process().runner.run(it.operation.id);
    expect((await it.now()).status).toBe('succeeded');
    expect(effectsOf(it.world, it.operation.id)).toEqual(['0/patch']);
    expect((await theLedger().steps(it.operation.id))[0]?.attempts).toBe(1);
  });

  it('that was no answer to anything is tried again with growing pauses', async () => {
    const it = await scene(theLedger());
    const tried: number[] = [];
    it.world.before = (name) => {
      if (!name.startsWith('patch') || tried.push(clock.now()) > 6) return;
      throw new PortError('rate_limited', 'slow down');
    };
    await it.process().runner.run(it.operation.id);
    expect((await it.now()).status).toBe('succeeded');
    const pauses = tried.slice(1).map((at, index) => at - (tried[index] ?? 0));
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  });

  it('that says when to come back is left alone until then, and nothing is lost [PIPE-3]', async () => {
    const it = await scene(theLedger());
    const retryAt = clock.now() + 40 * MINUTE;
    const tried: number[] = [];
    it.world.before = (name) => {
      if (!name.startsWith('patch') || tried.push(clock.now()) > 1) return;
      throw new PortError('rate_limited', 'slow down', { retryAt });
    };
    await it.process().runner.run(it.operation.id);
    expect((await it.now()).status).toBe('succeeded');
    expect(tried[1]).toBeGreaterThanOrEqual(retryAt);
    expect(tried[1]).toBeLessThan(retryAt + 2_000);
    expect(effectsOf(it.world, it.operation.id)).toEqual(['0/patch']);
  });

  it('that asks to wait for ever is given up after an hour and a bit', async () => {
    const it = await scene(theLedger());
    const before = clock.now();
    it.world.before = () => {
      throw new PortError('rate_limited', 'slow down', { retryAt: clock.now() + 20 * MINUTE });
    };
    await it.process().runner.run(it.operation.id);
    expect(await it.now()).toMatchObject({ status: 'failed', code: 'rate_limited' });
    expect((clock.now() - before) / MINUTE).toBeGreaterThanOrEqual(60);
    expect((clock.now() - before) / MINUTE).toBeLessThan(80);
  });

  it('that never ends leaves the outcome unknown when an effect may have happened', async () => {
    const it = await scene(theLedger());
    let sent = false;
    it.world.after = () => {
      sent = true;
    };
    it.world.before = () => {
      if (sent) timeOut();
    };
    const before = clock.now();
    await it.process().runner.run(it.operation.id);
    const operation = await it.now();
    expect(operation).toMatchObject({ status: 'outcome_unknown', code: 'outcome_unknown' });
    expect(operation.outcomes[0]).toMatchObject({ code: 'outcome_unknown', detail: 'timeout' });
    expect(clock.now() - before).toBeGreaterThanOrEqual(10 * MINUTE);
    expect(effectsOf(it.world, operation.id)).toEqual(['0/patch']);
  });

  it('that never ends is a plain failure when nothing was sent', async () => {
    const it = await scene(theLedger());
    it.world.before = () => {
      throw new PortError('unreachable', 'lab does not answer');
    };
    await it.process().runner.run(it.operation.id);
    expect(await it.now()).toMatchObject({ status: 'failed', code: 'unreachable' });
  });

  it('of a broken step after an effect asks a person instead of rolling back', async () => {
    const it = await scene(theLedger());
    let sent = false;
    it.world.after = () => {
      sent = true;
    };
    it.world.before = () => {
      if (sent) throw new TypeError('cannot read properties of undefined');
    };
    await it.process().runner.run(it.operation.id);
    expect(await it.now()).toMatchObject({ status: 'outcome_unknown' });
    expect(effectsOf(it.world, it.operation.id)).toEqual(['0/patch']);
  });

  function timeOut(): never {
    throw new PortError('timeout', 'no answer in time', {}, true);
  }
});

describe('while the ledger is down', () => {
  /** A ledger whose writes and reads fail from `down` on, until `up`. */
  const failing = (state: { down: boolean }) => {
    const real = theLedger();
    const guard = async <T>(work: () => Promise<T>): Promise<T> => {
      if (state.down) throw new PortError('ledger_down', 'the ledger does not answer');
      return work();
    };
    return {
      ...real,
      saveStep: (...args: Parameters<typeof real.saveStep>) => guard(() => real.saveStep(...args)),
      heartbeat: (...args: Parameters<typeof real.heartbeat>) => guard(() => real.heartbeat(...args)),
      renewLocks: (...args: Parameters<typeof real.renewLocks>) => guard(() => real.renewLocks(...args)),
      acquireLocks: (...args: Parameters<typeof real.acquireLocks>) =>
        guard(() => real.acquireLocks(...args)),
      transition: (...args: Parameters<typeof real.transition>) => guard(() => real.transition(...args)),
      operationById: (id: string) => guard(() => real.operationById(id)),
      reviseReply: (...args: Parameters<typeof real.reviseReply>) => guard(() => real.reviseReply(...args)),
    };
  };

  it('watching goes on, no effect is sent, and the end is written when it is back', async () => {
    // Given a ledger that goes down right after the first of two targets was patched, for two minutes
    const it = await scene(theLedger(), { waves: 2 });
    const state = { down: false };
    const sent: [string, boolean][] = [];
    it.world.after = (name) => {
      sent.push([name.slice(-7), state.down]);
      if (state.down || sent.length > 1) return;
      state.down = true;
      void clock.sleep(2 * MINUTE).then(() => (state.down = false));
    };
    const before = clock.now();
    await it.process(new Life(), {}, failing(state)).runner.run(it.operation.id);
    expect((await it.now()).status).toBe('succeeded');
    expect(sent).toEqual([
      ['0/patch', false],
      ['1/patch', false],
    ]);
    expect(clock.now() - before).toBeGreaterThan(2 * MINUTE);
  });

  it('and another operation took the target meanwhile, this worker stops without a further word or effect', async () => {
    const it = await scene(theLedger(), { waves: 2 });
    const state = { down: false };
    it.world.after = () => {
      if (state.down) return;
      state.down = true;
      void clock.sleep(2 * MINUTE).then(async () => {
        await theLedger().acquireLocks('another', it.operation.plan.targets, 10 * MINUTE, clock.now());
        state.down = false;
      });
    };
    await it.process(new Life(), {}, failing(state)).runner.run(it.operation.id);
    expect((await it.now()).status).toBe('running');
    expect(effectsOf(it.world, it.operation.id)).toEqual(['0/patch']);
    // When the other operation is done, recovery brings this one to its end
    await theLedger().releaseLocks('another');
    await it.process().finish(it.operation.id);
    expect((await it.now()).status).toBe('succeeded');
    expect(effectsOf(it.world, it.operation.id)).toEqual(['0/patch', '1/patch']);
  });

  it('or another worker runs it meanwhile, this one stops', async () => {
    const it = await scene(theLedger(), { waves: 2 });
    const state = { down: false };
    it.world.after = () => {
      if (state.down) return;
      state.down = true;
      void clock.sleep(2 * MINUTE).then(async () => {
        await theLedger().heartbeat(it.operation.id, clock.now(), clock.now());
        state.down = false;
      });
    };
    await it.process(new Life(), {}, failing(state)).runner.run(it.operation.id);
    expect((await it.now()).status).toBe('running');
    expect(effectsOf(it.world, it.operation.id)).toEqual(['0/patch']);
  });
});

describe('a worker that shuts down', () => {
  it('leaves its operation for the next one, at once', async () => {
    const it = await scene(theLedger());
    const worker = it.process();
    when(it, 'look', () => void clock.sleep(500).then(() => worker.runner.stop()));
    await worker.runner.run(it.operation.id);
    expect((await it.now()).status).toBe('running');
    await worker.runner.run(it.operation.id);
    expect((await it.now()).status).toBe('running');
    await it.process().finish(it.operation.id);
    expect((await it.now()).status).toBe('succeeded');
    expect(effectsOf(it.world, it.operation.id)).toEqual(['0/patch']);
  });

  it('that was suspended past its lease sends nothing before it knows that the operation is its own', async () => {
    // Given a process that sleeps for a minute right before it sends the effect, while a successor took over
    const it = await scene(theLedger());
    when(it, 'look', () => {
      clock.jump(2 * MINUTE);
      void theLedger().heartbeat(it.operation.id, clock.now(), clock.now());
    });
    await it.process().runner.run(it.operation.id);
    expect(it.world.applied).toEqual([]);
    expect((await it.now()).status).toBe('running');
  });
});
