import { describe, expect, it } from 'vitest';
import type { PushedRun } from '../../../src/contracts/pushed-run.js';
import type { RunState } from '../../../src/contracts/run-state.js';
import type { StepContext } from '../../../src/contracts/step.js';
import { createBoard } from '../../../src/http/webhooks/board.js';
import type { RunDriver } from '../../../skills/shared/runs/run.js';
import { runWatchStep } from '../../../skills/shared/runs/steps.js';
import { ManualClock } from '../../fakes/manual-clock.js';
import { silent } from '../../sandbox/world.js';

const URL_OF_IT = 'https://ci.shop.local/job/deploy/7/';

/** A run that the test moves, and how often it was looked at. */
function given() {
  const clock = new ManualClock();
  const board = createBoard(silent);
  const run: { state: RunState; looks: number } = { state: 'running', looks: 0 };
  const told: unknown[] = [];
  const driver: RunDriver = {
    name: 'Jenkins deploy',
    start: () => Promise.reject(new Error('it is started already')),
    find: () => Promise.resolve({ state: 'absent' }),
    look: () => {
      run.looks++;
      return Promise.resolve({
        state: 'seen',
        run: { state: run.state, label: 'Jenkins deploy #7', url: URL_OF_IT },
      });
    },
    failure: () => Promise.resolve([]),
    abort: () => Promise.reject(new Error('nobody said stop')),
  };
  const step = runWatchStep(driver, { clock, pushes: board }, '1/run', '1/trigger');
  const context: StepContext = {
    ...{ operationId: 'op-1', number: 1, asker: 'mina', startedAt: clock.now(), attempts: 0 },
    target: { cluster: 'lab', namespace: 'shop', kind: 'Deployment', name: 'checkout' },
    signal: new AbortController().signal,
    facts: () => ({ marker: 'coxswain-1-op-1', since: 0, id: 7 }),
    progress: ({ text = '', params }) => void told.push([text, params]),
    assertLease: () => Promise.resolve(),
  };
  const push = (state: RunState, url = URL_OF_IT): void => {
    const pushed: PushedRun = {
      ...{ system: 'jenkins', attempt: 1, state, at: clock.now(), source: 'deploy', name: 'deploy', url },
    };
    board.tell(pushed);
  };
  return { clock, run, told, push, ended: step.apply(context) };
}

describe('a run that is followed [PIPE-7]', () => {
  it('is told of once, with its number apart, for where its name stands already', async () => {
    const { clock, run, told, ended } = given();
    await clock.asleepFor(1_000);
    run.state = 'succeeded';
    clock.advance(1_000);
    await ended;
    expect(told).toEqual([['progress.run_running', { run: 'Jenkins deploy #7', number: '#7', stage: '' }]]);
  });

  it('is asked for every second while no webhook tells of it', async () => {
    const { clock, run, ended } = given();
    await clock.asleepFor(1_000);
    run.state = 'succeeded';
    clock.advance(1_000);
    expect(await ended).toMatchObject({ state: 'done' });
    expect(run.looks).toBe(2);
  });

  it('is looked at when a webhook tells that it moved, without waiting, and less often besides', async () => {
    const { clock, run, push, ended } = given();
    await clock.asleepFor(1_000);
    push('running');
    await clock.asleepFor(5_000);
    run.state = 'succeeded';
    push('succeeded');
    expect(await ended).toMatchObject({ state: 'done' });
    expect(run.looks).toBe(3);
  });

  it('is not disturbed by webhooks of other runs, and asked for although its own was lost', async () => {
    const { clock, run, push, ended } = given();
    await clock.asleepFor(1_000);
    push('running');
    await clock.asleepFor(5_000);
    for (let other = 0; other < 100; other++) push('failed', `https://ci.shop.local/job/other/${other}/`);
    run.state = 'succeeded';
    clock.advance(5_000);
    expect(await ended).toMatchObject({ state: 'done' });
    expect(run.looks).toBe(3);
  });
});
