/** What a clock on the wall shows, as epoch milliseconds of the same date and time in UTC: a number to count with. */
export type WallTime = number;

const DAY = 24 * 60 * 60_000;

export function wallTime(instant: number, timezone: string): WallTime {
  return instant + offsetAt(instant, timezone);
}

/**
 * The moment at which a wall clock shows this time. Shown twice (the clocks go back): the first. Never shown (they go
 * forward): as much later as the clocks jump, so that half past two of a lost hour is half past three.
 */
export function instantOf(wall: WallTime, timezone: string): number {
  // The clocks of a zone do not change twice within a day, so the offsets around it are the two that may hold.
  const before = offsetAt(wall - DAY, timezone);
  const after = offsetAt(wall + DAY, timezone);
  const valid = [wall - before, wall - after].filter((instant) => wallTime(instant, timezone) === wall);
  return valid.length > 0 ? Math.min(...valid) : wall - before;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const part = 'numeric';
  const parts = { year: part, month: part, day: part, hour: part, minute: part, second: part } as const;
  const known = formats.get(timeZone);
  const format =
    known ?? new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', calendar: 'iso8601', ...parts });
  formats.set(timeZone, format);
  return format;
}

/** How far the zone's clocks are ahead of UTC, in milliseconds. */
function offsetAt(instant: number, timezone: string): number {
  const second = Math.floor(instant / 1_000) * 1_000;
  const shown = new Map(
    formatOf(timezone)
      .formatToParts(second)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes): number => shown.get(type) ?? 0;
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - second;
}
