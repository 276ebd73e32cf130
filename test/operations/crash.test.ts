import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PortError } from '../../src/contracts/errors.js';
import type { Operation } from '../../src/contracts/operation.js';
import { Life } from '../fakes/mortal.js';
import { effectsOf } from '../fakes/step-world.js';
import { clock, ledgerOfThisFile, scene, waiting, type Scene } from './scene.js';

const theLedger = ledgerOfThisFile();

/** Lets process after process die at the calls given, and the last one finish. */
async function survive(it: Scene, lives: readonly Life[]): Promise<Operation> {
  for (const life of [...lives, new Life()]) await it.process(life).finish(it.operation.id);
  return it.now();
}

describe('a process that is killed', () => {
  it.each(['before', 'after'] as const)(
    '%s any of its calls to ledger or world leaves each effect applied once',
    async (moment) => {
      for (let call = 1; ; call += 1) {
        // Given an operation of two targets whose process dies at this call
        const it = await scene(theLedger(), { waves: 2 });
        const life = new Life(call, moment === 'after');
        // When another process starts at once
        const operation = await survive(it, [life]);
        // Then it ends right, and nothing was done twice or left out
        expect(operation.status, `killed ${moment} call ${call}`).toBe('succeeded');
        expect(effectsOf(it.world, operation.id)).toEqual(['0/patch', '1/patch']);
        expect(await waiting(theLedger(), operation)).toMatchObject({
          final: true,
          title: `#${operation.number} succeeded`,
        });
        for (const target of operation.plan.targets)
          expect(await theLedger().lockHolder(target, clock.now())).toBeUndefined();
        if (!life.ended) break;
      }
    },
  );

  it.each(['before', 'after'] as const)(
    '%s any call of a rollout that fails, rolls back once',
    async (moment) => {
      for (let call = 1; ; call += 1) {
        const it = await scene(theLedger(), { waves: 2 });
        it.world.doomed.add(it.targets[0] ?? '');
        const life = new Life(call, moment === 'after');
        const operation = await survive(it, [life]);
        expect(operation, `killed ${moment} call ${call}`).toMatchObject({
          status: 'failed',
          code: 'rolled_back',
          outcomes: [{ code: 'rolled_back', detail: 'image_not_found' }, { code: 'not_begun' }],
          evidence: [{ text: 'manifest unknown' }],
        });
        expect(effectsOf(it.world, operation.id)).toEqual(['0/patch', '0/revert']);
        if (!life.ended) break;
      }
    },
  );

  it('within seconds of its start goes on within seconds', async () => {
    const it = await scene(theLedger());
    await it.process(new Life(14)).finish(it.operation.id);
    expect((await it.now()).status).toBe('running');
    const before = clock.now();
    await it.process().finish(it.operation.id);
    expect(clock.now() - before).toBeLessThan(10_000);
  });
});

describe('whatever happens, an operation', () => {
  const kill = fc.record({ call: fc.integer({ min: 1, max: 60 }), after: fc.boolean() });
  const fault = fc.record({
    request: fc.integer({ min: 1, max: 60 }),
    kind: fc.constantFrom('refused', 'lost'),
  });
  const story = fc.record({
    waves: fc.integer({ min: 1, max: 2 }),
    kills: fc.array(kill, { maxLength: 4 }),
    faults: fc.array(fault, { maxLength: 4 }),
    doomed: fc.option(fc.integer({ min: 0, max: 1 }), { nil: undefined }),
    cancelAt: fc.option(fc.integer({ min: 1, max: 80 }), { nil: undefined }),
  });

  it('ends with an answer, and no effect of it is applied twice', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ waves, kills, faults, doomed, cancelAt }) => {
        // Given a world that refuses or loses some requests, and a person who may say "stop" at some call
        const it = await scene(theLedger(), { waves });
        const target = doomed === undefined ? undefined : it.targets[doomed];
        if (target !== undefined) it.world.doomed.add(target);
        let requests = 0;
        const timeOut = (): never => {
          throw new PortError('timeout', 'no answer in time', {}, true);
        };
        const fateIs = (kind: string): boolean =>
          faults.some((each) => each.request === requests && each.kind === kind);
        it.world.before = () => {
          requests += 1;
          if (fateIs('refused')) timeOut();
        };
        it.world.after = () => {
          if (fateIs('lost')) timeOut();
        };
        // When processes die and are started again
        let calls = 0;
        const cancelled: Promise<unknown>[] = [];
        const lives = [...kills, { call: Number.POSITIVE_INFINITY, after: false }].map(({ call, after }) => ({
          call,
          after,
        }));
        for (const { call, after } of lives) {
          const life: Life = new Life(call, after, () => {
            calls += 1;
            if (calls !== cancelAt) return;
            cancelled.push(theLedger().requestCancel(it.operation.id, 'ada', clock.now()));
            worker.runner.wake(it.operation.id);
          });
          const worker = it.process(life);
          await worker.finish(it.operation.id);
        }
        await Promise.all(cancelled);
        // Then it ended, said so, and did each thing at most once
        const operation = await it.now();
        const effects = effectsOf(it.world, operation.id);
        expect(new Set(effects).size).toBe(effects.length);
        expect(['succeeded', 'failed', 'cancelled']).toContain(operation.status);
        expect((await waiting(theLedger(), operation))?.final).toBe(true);
        checkEnd(it, operation, effects);
      }),
      { numRuns: 150, endOnFailure: false },
    );
  });

  /** What each ending promises about the world. */
  function checkEnd(it: Scene, operation: Operation, effects: readonly string[]): void {
    const versions = it.targets.map((name) => it.world.workloads.get(name)?.version);
    if (operation.status === 'succeeded') expect(versions.every((version) => version === '2')).toBe(true);
    operation.outcomes.forEach(({ code }, wave) => {
      const of = effects.filter((effect) => effect.startsWith(`${wave}/`));
      if (code === 'succeeded') expect(of).toEqual([`${wave}/patch`]);
      if (code === 'rolled_back') expect(of).toEqual([`${wave}/patch`, `${wave}/revert`]);
      if (code === 'cancelled') expect(of).toEqual([`${wave}/patch`, `${wave}/pause`]);
      if (code === 'not_begun') expect(of).toEqual([]);
    });
    expect(operation.outcomes).toHaveLength(it.targets.length);
  }
});
