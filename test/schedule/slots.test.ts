import { describe, expect, it } from 'vitest';
import { cronProblem, nextSlots, slotsBetween } from '../../src/schedule/cron.js';
import { dueNow } from '../../src/schedule/due.js';

const at = (text: string): number => Date.parse(text);
const days = (cron: string, timezone: string, from: string, to: string): readonly string[] =>
  slotsBetween({ cron, timezone }, at(from), at(to)).map((slot) => new Date(slot).toISOString());

describe('slots of a schedule', () => {
  it('are at the same time on the wall clock before and after the clocks change', () => {
    expect(days('0 9 * * *', 'America/New_York', '2026-03-07T00:00Z', '2026-03-10T00:00Z')).toEqual([
      '2026-03-07T14:00:00.000Z',
      '2026-03-08T13:00:00.000Z',
      '2026-03-09T13:00:00.000Z',
    ]);
  });

  it('in the lost hour come once, as much later as the clocks jump', () => {
    expect(days('30 2 * * *', 'America/New_York', '2026-03-08T00:00Z', '2026-03-09T00:00Z')).toEqual([
      '2026-03-08T07:30:00.000Z',
    ]);
  });

  it('in the lost half hour of Lord Howe come half an hour later', () => {
    // 4 October 2026: 02:00 becomes 02:30 (+10:30 to +11:00).
    expect(days('15 2 * * *', 'Australia/Lord_Howe', '2026-10-03T00:00Z', '2026-10-04T00:00Z')).toEqual([
      '2026-10-03T15:45:00.000Z',
    ]);
  });

  it('in the doubled hour come once, when the clocks show it first', () => {
    expect(days('30 1 * * *', 'America/New_York', '2026-11-01T00:00Z', '2026-11-02T00:00Z')).toEqual([
      '2026-11-01T05:30:00.000Z',
    ]);
    // 5 April 2026 in Lord Howe: 02:00 becomes 01:30 (+11:00 to +10:30).
    expect(days('45 1 * * *', 'Australia/Lord_Howe', '2026-04-04T00:00Z', '2026-04-05T00:00Z')).toEqual([
      '2026-04-04T14:45:00.000Z',
    ]);
  });

  it('that fall on the same moment by a jump are one', () => {
    const slots = days('*/15 * * * *', 'America/New_York', '2026-03-08T06:50Z', '2026-03-08T08:10Z');
    expect(slots).toEqual([
      '2026-03-08T07:00:00.000Z',
      '2026-03-08T07:15:00.000Z',
      '2026-03-08T07:30:00.000Z',
      '2026-03-08T07:45:00.000Z',
      '2026-03-08T08:00:00.000Z',
    ]);
  });

  it('never change in Seoul', () => {
    const year = slotsBetween(
      { cron: '0 9 * * *', timezone: 'Asia/Seoul' },
      at('2026-01-01T00:00Z'),
      at('2027-01-01T00:00Z'),
    );
    expect(year).toHaveLength(365);
    expect(new Set(year.map((slot) => slot % 86_400_000))).toEqual(new Set([0]));
  });

  it('come next in order, also across a jump that moves some behind others', () => {
    const next = nextSlots(
      { cron: '*/15 * * * *', timezone: 'America/New_York' },
      at('2026-03-08T06:59Z'),
      5,
    );
    expect(next).toEqual([...next].sort((a, b) => a - b));
    expect(new Date(next[0] ?? 0).toISOString()).toBe('2026-03-08T07:00:00.000Z');
  });
});

describe('cron fields that can be no schedule', () => {
  it.each([
    ['0 9 31 2 *', { problem: 'never' }],
    ['* * * * *', { problem: 'too_often', minutes: 15 }],
    ['*/10 * * * *', { problem: 'too_often', minutes: 15 }],
    ['0 9 * *', { problem: 'malformed' }],
    ['0 0 9 * * *', { problem: 'malformed' }],
    ['61 9 * * *', { problem: 'malformed' }],
    ['H 9 * * *', { problem: 'malformed' }],
    ['@daily', { problem: 'malformed' }],
  ])('%s: %o', (cron, problem) => {
    expect(cronProblem(cron)).toEqual(problem);
  });

  it.each(['0 9 * * 1-5', '*/15 * * * *', '30 18 1 * *', '0 9 * * MON', '0 9 L * *', '0 9 29 2 *'])(
    'but not %s',
    (cron) => {
      expect(cronProblem(cron)).toBeUndefined();
    },
  );
});

describe('what a schedule owes', () => {
  const daily = {
    cron: '0 9 * * *',
    timezone: 'Asia/Seoul',
    missed: 'latest',
    pausedAt: null,
    settledUntil: at('2026-11-20T00:00Z'),
  } as const;

  it('is nothing before the next slot', () => {
    expect(dueNow(daily, at('2026-11-20T23:59Z'))).toEqual({ kind: 'nothing' });
  });

  it('is the slot that just came', () => {
    const due = dueNow(daily, at('2026-11-21T00:00:03Z'));
    expect(due).toEqual({ kind: 'post', slot: at('2026-11-21T00:00Z'), missed: [], late: false });
  });

  it('is the latest of several, late, and the others were missed', () => {
    expect(dueNow(daily, at('2026-11-23T05:00Z'))).toEqual({
      kind: 'post',
      slot: at('2026-11-23T00:00Z'),
      missed: [at('2026-11-21T00:00Z'), at('2026-11-22T00:00Z')],
      late: true,
    });
  });

  it('is only to mark them where the policy skips', () => {
    const due = dueNow({ ...daily, missed: 'skip' }, at('2026-11-22T05:00Z'));
    expect(due).toEqual({ kind: 'mark', missed: [at('2026-11-21T00:00Z'), at('2026-11-22T00:00Z')] });
  });

  it('is nothing while it is paused', () => {
    expect(dueNow({ ...daily, pausedAt: 1 }, at('2026-11-23T05:00Z'))).toEqual({ kind: 'nothing' });
  });
});
