/**
 * What the clocks on three walls show in 2026, written down from the time zone database and not computed: the product
 * computes it another way.
 */
export interface WallClock {
  readonly timezone: string;
  /** From when on the clocks are how many minutes ahead of UTC; the first holds before. */
  readonly offsets: readonly (readonly [from: string, minutes: number])[];
}

export const WALLS: readonly WallClock[] = [
  { timezone: 'Asia/Seoul', offsets: [['2025-01-01T00:00Z', 540]] },
  {
    timezone: 'America/New_York',
    offsets: [
      ['2025-11-02T06:00Z', -300],
      ['2026-03-08T07:00Z', -240],
      ['2026-11-01T06:00Z', -300],
    ],
  },
  {
    timezone: 'Australia/Lord_Howe',
    offsets: [
      ['2025-10-04T15:30Z', 660],
      ['2026-04-04T15:00Z', 630],
      ['2026-10-03T15:30Z', 660],
    ],
  },
];

/** Times of day, and days of the week, at which something is due. */
export interface Times {
  readonly cron: string;
  readonly hours: readonly number[];
  readonly minutes: readonly number[];
  readonly days: readonly number[];
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
export const YEAR = { from: Date.parse('2026-01-01T00:00Z'), to: Date.parse('2027-01-01T00:00Z') };

/**
 * The moments of the year at which a wall clock shows one of these times: the first of two, and where a time is never
 * shown, as much later as the clocks jumped. Oldest first, each moment once.
 */
export function slotsOf({ offsets }: WallClock, { hours, minutes, days }: Times): readonly number[] {
  const found = new Set<number>();
  for (let day = YEAR.from - DAY; day <= YEAR.to + DAY; day += DAY) {
    if (!days.includes(new Date(day).getUTCDay())) continue;
    for (const hour of hours)
      for (const minute of minutes) {
        const slot = shownFirst(offsets, day + (hour * 60 + minute) * MINUTE);
        if (slot > YEAR.from && slot <= YEAR.to) found.add(slot);
      }
  }
  return [...found].sort((one, other) => one - other);
}

/** The first moment at which the clocks show `wall`, a date and time as if it were UTC. */
function shownFirst(offsets: WallClock['offsets'], wall: number): number {
  const spans = offsets.map(([from, minutes], index) => {
    const until = offsets[index + 1]?.[0];
    return {
      from: index === 0 ? -Infinity : Date.parse(from),
      until: until === undefined ? Infinity : Date.parse(until),
      ahead: minutes * MINUTE,
    };
  });
  const shown = spans.find(({ from, until, ahead }) => wall - ahead >= from && wall - ahead < until);
  if (shown !== undefined) return wall - shown.ahead;
  // In a gap: by the clock as it was before it.
  const before = spans.findLast(({ until, ahead }) => wall - ahead >= until);
  return wall - (before?.ahead ?? 0);
}
