import { describe, expect, it } from 'vitest';
import { simulatedMark } from '../../src/app/simulated.js';
import type { Environment } from '../../src/contracts/catalogue.js';
import { ManualClock } from '../fakes/manual-clock.js';

const place = (cluster: string): Environment => ({
  ...{ name: cluster, tenant: 'default', aliases: [], protected: false, approvals: 0 },
  targets: [{ cluster, namespace: 'shop' }],
});
const SIMULATED = { gitVersion: 'v1.34.0-coxswain-sandbox', sandbox: true };
const REAL = { gitVersion: 'v1.34.0', sandbox: false };
const open = new AbortController().signal;

describe('whether a kubeconfig points at a simulated world', () => {
  it('is known at the start when the clusters answer', async () => {
    const version = (cluster: string) => Promise.resolve(cluster === 'lab' ? SIMULATED : REAL);
    const marks = [['lab'], ['live'], ['live', 'lab']].map((clusters) =>
      simulatedMark({ version }, clusters.map(place), new ManualClock(), open),
    );
    expect((await Promise.all(marks)).map(({ on }) => on)).toEqual([true, false, true]);
  });

  it('is known as soon as a cluster answers that was too slow for the start', async () => {
    const clock = new ManualClock();
    let answer: (found: typeof SIMULATED) => void = () => undefined;
    const version = () => new Promise<typeof SIMULATED>((resolve) => (answer = resolve));
    const asked = simulatedMark({ version }, [place('lab')], clock, open);
    clock.advance(1_500);
    const mark = await asked;
    expect(mark.on).toBe(false);

    answer(SIMULATED);
    await expect.poll(() => mark.on).toBe(true);
  });

  it('is asked again of a cluster that was down at the start, until the bot stops', async () => {
    const clock = new ManualClock();
    const closing = new AbortController();
    let asked = 0;
    let up = false;
    const version = () => {
      asked += 1;
      return up ? Promise.resolve(SIMULATED) : Promise.reject(new Error('connection refused'));
    };
    const marked = simulatedMark({ version }, [place('lab')], clock, closing.signal);
    await clock.asleepFor(5_000);
    clock.advance(1_500);
    const mark = await marked;
    expect(mark.on).toBe(false);

    up = true;
    clock.advance(5_000);
    await expect.poll(() => mark.on).toBe(true);
    expect([asked, clock.sleeping()]).toEqual([2, []]);
  });
});
