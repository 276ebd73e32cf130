import { describe, expect, it } from 'vitest';
import type { Schedule } from '../../src/contracts/schedule.js';
import { dice } from '../fakes/dice.js';
import { Life } from '../fakes/mortal.js';
import { textOf } from '../pipeline/rig.js';
import { aSchedule, scheduling } from './rig.js';
import { slotsOf, WALLS, YEAR, type Times, type WallClock } from './wall-clocks.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Looks that come later than this after a slot are late (README: what the bot slept through). */
const ON_TIME = 5 * MINUTE;
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];

/** Ordinary times, and ones in the hours that the clocks of New York and Lord Howe skip and show twice. */
const TIMES: Readonly<Record<string, Times & { readonly missed: Schedule['missed'] }>> = {
  weekdays: { cron: '0 9 * * 1-5', hours: [9], minutes: [0], days: [1, 2, 3, 4, 5], missed: 'latest' },
  gap: { cron: '15 2 * * *', hours: [2], minutes: [15], days: EVERY_DAY, missed: 'skip' },
  overlap: { cron: '45 1 * * *', hours: [1], minutes: [45], days: EVERY_DAY, missed: 'latest' },
  // The clocks change on Sundays.
  sundays: { cron: '*/30 1-3 * * 0', hours: [1, 2, 3], minutes: [0, 30], days: [0], missed: 'skip' },
};
const NAMES = Object.keys(TIMES);

describe('a year of schedules, with the bot down at random [CHANNELS-7]', () => {
  it.each(WALLS.map((wall, index) => [wall.timezone, index + 1, wall] as const))(
    '%s (dice %i): each slot once, or marked missed by its policy',
    async (_zone, seed, wall) => {
      const { looks, slots, posts } = await lived(wall, seed);
      for (const name of NAMES) {
        const { missed, ...times } = TIMES[name] ?? { ...never, missed: 'skip' };
        const expected = slotsOf(wall, times).flatMap((slot, index, all) => {
          const seen = looks(name).find((look) => look >= slot);
          if (seen === undefined) return [];
          const newest = (all[index + 1] ?? Infinity) > seen;
          const posted = newest && (missed === 'latest' || seen - slot <= ON_TIME);
          return [{ nominal: slot, state: posted ? 'posted' : 'missed' }];
        });
        expect(expected.length).toBeGreaterThan(200);
        expect(new Set(expected.map(({ state }) => state)).size).toBe(2);
        expect(await slots(name)).toEqual(expected);
        // One message for each that was posted, which tells of those that were missed before it.
        const told = expected.filter(({ state }) => state === 'posted').map(({ nominal }) => nominal);
        expect(posts(name).map(({ slot }) => slot)).toEqual(told);
        expect(posts(name).every(({ revision }) => revision === 1)).toBe(true);
        for (const { slot, text } of posts(name)) {
          const before = expected
            .slice(
              0,
              expected.findIndex(({ nominal }) => nominal === slot),
            )
            .reverse();
          const count = before.findIndex(({ state }) => state === 'posted');
          const untold = count === -1 ? before.length : count;
          const seen = looks(name).find((look) => look >= slot) ?? 0;
          expect(text.includes('Missed while')).toBe(untold > 0);
          if (untold > 5) expect(text).toContain(`and ${untold - 5} more.`);
          expect(text.includes('This was due')).toBe(seen - slot > ON_TIME);
        }
      }
    },
  );

  it('the hours that the clocks skip or show twice are where they are', () => {
    const in2026 = (zone: string, name: string): readonly string[] => {
      const wall = WALLS.find(({ timezone }) => timezone === zone);
      const slots = wall === undefined ? [] : slotsOf(wall, TIMES[name] ?? never);
      return slots.map((slot) => new Date(slot).toISOString().slice(0, 16));
    };
    expect(in2026('America/New_York', 'gap')).toContain('2026-03-08T07:15');
    expect(in2026('America/New_York', 'overlap')).toContain('2026-11-01T05:45');
    expect(in2026('America/New_York', 'overlap')).not.toContain('2026-11-01T06:45');
    expect(in2026('Australia/Lord_Howe', 'gap')).toContain('2026-10-03T15:45');
    expect(in2026('Australia/Lord_Howe', 'overlap')).toContain('2026-04-04T14:45');
    expect(in2026('Australia/Lord_Howe', 'overlap')).not.toContain('2026-04-04T15:15');
    expect(in2026('Asia/Seoul', 'gap')).toHaveLength(365);
  });
});

const never: Times = { cron: '', hours: [], minutes: [], days: [] };

/** When the bot looks, near enough: whenever something is due, and every six hours. */
function moments(wall: WallClock): readonly number[] {
  const due = Object.values(TIMES).flatMap((times) => slotsOf(wall, times));
  const hours = Array.from({ length: 365 * 4 }, (_, index) => YEAR.from + (index + 1) * 6 * HOUR);
  return [...new Set([...due, ...hours])].sort((one, other) => one - other);
}

/**
 * Lives through 2026: one to three replicas look at each moment, or are all down for minutes, hours,
 * days or once for six weeks; now and then one is killed while it looks.
 */
async function lived(wall: WallClock, seed: number) {
  const { ledger, clock, another } = await scheduling(new Date(YEAR.from).toISOString());
  const { timezone } = wall;
  for (const [id, { cron, missed }] of Object.entries(TIMES))
    await ledger.addSchedule(aSchedule({ id, cron, missed, timezone, createdAt: YEAR.from }));
  const roll = dice(seed);
  const start = () => [another(), another(), another()];
  let replicas = start();
  const looked = new Map<string, number[]>(NAMES.map((name) => [name, []]));
  const settled = async () =>
    new Map((await ledger.schedules()).map(({ id, settledUntil }) => [id, settledUntil]));
  const look = async (): Promise<boolean> => {
    const mortal = roll(40) === 0 ? new Life(2 + roll(8), roll(2) === 0) : undefined;
    const before = mortal === undefined ? undefined : await settled();
    if (mortal === undefined)
      await Promise.all(replicas.slice(0, roll(8) === 0 ? 3 : 1).map((each) => each.tick()));
    else await Promise.race([another({ store: mortal.reach(ledger) }).tick(), mortal.over]);
    const killed = mortal?.ended === true;
    const after = killed ? await settled() : undefined;
    // What a killed process had not settled, it has not looked at.
    for (const [name, times] of looked)
      if (!killed || before?.get(name) !== after?.get(name)) times.push(clock.now());
    return !killed;
  };
  let downUntil = 0;
  let sixWeeks = YEAR.from + 100 * DAY;
  for (const moment of moments(wall)) {
    if (moment < downUntil) continue;
    clock.time = Math.max(clock.time, moment + roll(ON_TIME));
    if ((await look()) && roll(30) !== 0) continue;
    const away = [10 * MINUTE, 2 * HOUR, 9 * HOUR, 30 * HOUR, 4 * DAY][roll(5)] ?? HOUR;
    downUntil = moment + (moment > sixWeeks ? 42 * DAY : away + roll(away));
    if (moment > sixWeeks) sixWeeks = Infinity;
    replicas = start();
  }
  const outbox = await ledger.undelivered('slack', 100_000);
  return {
    looks: (name: string) => looked.get(name) ?? [],
    slots: (name: string) => ledger.slots(name, 0),
    posts: (name: string) =>
      outbox
        .filter(({ key }) => key.startsWith(`schedule:${name}:`))
        .map(({ key, revision, reply }) => ({
          ...{ slot: Number(key.split(':').at(-1)), revision, text: textOf(reply) },
        }))
        .sort((one, other) => one.slot - other.slot),
  };
}
