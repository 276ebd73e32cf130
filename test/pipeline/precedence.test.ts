import { setImmediate as loop } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createPrecedence } from '../../src/pipeline/precedence.js';
import { ManualClock } from '../fakes/manual-clock.js';

/** Until everything that can run has run. */
async function quiet(turns = 40): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await loop();
}

function setUp() {
  const clock = new ManualClock();
  const precedence = createPrecedence(clock);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const arrive = (count: number, hang = false) =>
    Array.from({ length: count }, (_, index) => {
      precedence.arrived(Promise.resolve());
      return precedence.turn(async () => {
        begun.push(index);
        if (hang) await new Promise<void>((resolve) => ends.push(resolve));
      });
    });
  return { clock, precedence, begun, ends, arrive };
}

describe('turns', () => {
  it('begin at once while little arrives, in order', async () => {
    const { begun, arrive } = setUp();
    await Promise.all(arrive(5));
    expect(begun).toEqual([0, 1, 2, 3, 4]);
  });

  it('make way for arrivals in a rush, but go on slowly, and all in order when it is over', async () => {
    const { clock, begun, arrive } = setUp();
    const turns = arrive(30);
    await quiet();
    expect(begun).toEqual([]);
    clock.advance(50);
    await quiet();
    expect(begun).toEqual([0]);
    // 100 ms after the arrivals the rush is over: nobody waits any more
    clock.advance(50);
    await Promise.all(turns);
    expect(begun).toEqual(Array.from({ length: 30 }, (_, index) => index));
  });

  it('make way while several messages wait for the ledger', async () => {
    const { clock, precedence, begun, arrive } = setUp();
    let taken: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (taken = resolve));
    for (let message = 0; message < 4; message++) precedence.arrived(slow);
    const turns = arrive(2);
    await quiet();
    expect(begun).toEqual([]);
    clock.advance(50);
    await quiet();
    expect(begun).toEqual([0]);
    taken();
    clock.advance(50);
    await Promise.all(turns);
    expect(begun).toEqual([0, 1]);
  });

  it('are eight at once; the next begins when one ends', async () => {
    const { begun, ends, arrive } = setUp();
    void arrive(10, true);
    await quiet();
    expect(begun).toHaveLength(8);
    ends[3]?.();
    await quiet();
    expect(begun).toHaveLength(9);
  });

  it('are not held up for good by turns that hang', async () => {
    const { clock, begun, arrive } = setUp();
    void arrive(10, true);
    await quiet();
    clock.advance(50);
    await quiet();
    clock.advance(50);
    await quiet();
    expect(begun).toHaveLength(10);
  });
});
