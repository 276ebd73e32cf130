import { CronExpressionParser } from 'cron-parser';
import type { CronProblem } from '../contracts/ports/schedules.js';
import { instantOf, wallTime } from './wall.js';

const MINUTE = 60_000;
/** A channel that is told more often than this reads nothing any more. */
const LEAST_MINUTES = 15;
/** How many slots in a row are looked at for the shortest pause between two. */
const LOOKED_AT = 100;
/** The same fields say the same, so that a settled time never falls on the far side of a clock change. */
const SETTLED = new Date(Date.UTC(2024, 0, 1));

/** What is wrong with five cron fields; undefined for sound ones. */
export function cronProblem(cron: string): CronProblem | undefined {
  if (!/^[\d*,/\-a-zL#?]+( [\d*,/\-a-zL#?]+){4}$/i.test(cron) || /\bh\b/i.test(cron))
    return { problem: 'malformed' };
  try {
    const slots = CronExpressionParser.parse(cron, { currentDate: SETTLED, tz: 'UTC' });
    const times = slots.take(LOOKED_AT).map((date) => date.getTime());
    const closest = Math.min(...times.slice(1).map((time, index) => time - (times[index] ?? 0)));
    return closest < LEAST_MINUTES * MINUTE ? { problem: 'too_often', minutes: LEAST_MINUTES } : undefined;
  } catch (error) {
    const never = error instanceof Error && /loop limit|day of month definition/.test(error.message);
    return { problem: never ? 'never' : 'malformed' };
  }
}

interface Times {
  readonly cron: string;
  readonly timezone: string;
}

/**
 * The slots after one moment and up to another, as nominal times, oldest first. Each time on the wall clock is one
 * slot: one that is shown twice is due when it is shown first, one that the clocks skip as much later as they jump, and
 * two that fall on the same moment that way are one.
 */
export function slotsBetween({ cron, timezone }: Times, after: number, until: number): readonly number[] {
  const slots = new Set<number>();
  // A day wider on the wall than in time, for what clock changes move across the borders.
  const walls = wallsFrom(cron, wallTime(after, timezone) - DAY);
  const last = wallTime(until, timezone) + DAY;
  for (const wall of walls) {
    if (wall > last) break;
    const instant = instantOf(wall, timezone);
    if (instant > after && instant <= until) slots.add(instant);
  }
  return inOrder(slots);
}

/** The next slots after a moment. */
export function nextSlots({ cron, timezone }: Times, after: number, count: number): readonly number[] {
  const slots = new Set<number>();
  for (const wall of wallsFrom(cron, wallTime(after, timezone) - DAY)) {
    if (slots.size >= count + MOVED) break;
    const instant = instantOf(wall, timezone);
    if (instant > after) slots.add(instant);
  }
  return inOrder(slots).slice(0, count);
}

/** As many slots as a clock change can move behind later ones. */
const MOVED = 8;

const inOrder = (slots: ReadonlySet<number>): readonly number[] => [...slots].sort((a, b) => a - b);

const DAY = 24 * 60 * MINUTE;

/** On a wall clock no hour is lost or doubled, so cron fields are simply read in UTC. */
function* wallsFrom(cron: string, after: number): Generator<number> {
  const walls = CronExpressionParser.parse(cron, { currentDate: new Date(after), tz: 'UTC' });
  for (;;) yield walls.next().getTime();
}
