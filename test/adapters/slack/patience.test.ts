import { setImmediate as loop } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createPatience } from '../../../adapters/slack/patience.js';
import { ManualClock } from '../../fakes/manual-clock.js';

const never = new Promise<string>(() => undefined);

describe('patience', () => {
  it('gives what is there in time, and what fails in time', async () => {
    const patience = createPatience(new ManualClock(), 2_000, new AbortController().signal);
    expect(await patience.for(Promise.resolve('taken'))).toBe('taken');
    await expect(patience.for(Promise.reject(new Error('lost')))).rejects.toThrow('lost');
  });

  it('ends for each after its own time, with one timer for all', async () => {
    const clock = new ManualClock();
    const patience = createPatience(clock, 2_000, new AbortController().signal);
    const ended: string[] = [];
    const wait = (name: string) =>
      patience.for(never).then((given) => ended.push(`${name} ${String(given)}`));
    void wait('first');
    clock.advance(500);
    void wait('second');
    expect(clock.sleeping()).toHaveLength(1);
    clock.advance(1_500);
    await loop();
    expect(ended).toEqual(['first undefined']);
    clock.advance(500);
    await loop();
    expect(ended).toEqual(['first undefined', 'second undefined']);
    await loop();
    expect(clock.sleeping()).toEqual([]);
    void wait('third');
    expect(clock.sleeping()).toEqual([2_000]);
  });

  it('keeps nobody waiting once it is stopped', async () => {
    const stop = new AbortController();
    const patience = createPatience(new ManualClock(), 2_000, stop.signal);
    const waiting = patience.for(never);
    stop.abort();
    expect(await waiting).toBeUndefined();
  });
});
