import { PortError } from '../contracts/errors.js';
import type { ScheduleStore } from '../contracts/ports/schedules.js';
import type { Schedule, Slot } from '../contracts/schedule.js';
import { nextSlots } from './cron.js';
import { dueNow, type Due } from './due.js';
import { makePost, type PostParts } from './post.js';
import { localTime, missedText, scheduleText } from './texts.js';

export interface SchedulerParts extends PostParts {
  readonly store: ScheduleStore;
}

/** Posts what is due. Any number of processes may run one over the same store. */
export interface Scheduler {
  /** Looks once; resolves when everything that was due is settled. Never rejects. */
  tick(): Promise<void>;
}

/** What a first post tells of, and what none goes back beyond, in milliseconds. */
const DAY = 24 * 60 * 60_000;
const LONGEST_BACK = 7 * DAY;
/** How many posts are made at once: many schedules are due at nine. */
const AT_ONCE = 4;

export function createScheduler(parts: SchedulerParts): Scheduler {
  const { store, clock, log } = parts;
  const upcoming = new Map<string, { readonly of: string; readonly at: number }>();
  /** Most ticks find nothing due: the next slot is computed once, not at every tick. */
  const isAhead = (schedule: Schedule): boolean => {
    const of = JSON.stringify([schedule.cron, schedule.timezone, schedule.settledUntil]);
    const known = upcoming.get(schedule.id);
    const at = known?.of === of ? known.at : (nextSlots(schedule, schedule.settledUntil, 1)[0] ?? Infinity);
    upcoming.set(schedule.id, { of, at });
    return at > clock.now();
  };
  const serveOne = async (schedule: Schedule): Promise<void> => {
    try {
      if (schedule.pausedAt === null && !isAhead(schedule)) await serve(parts, schedule);
    } catch (error) {
      if (!(error instanceof PortError)) log.error({ schedule: schedule.id, error }, 'a schedule failed');
      else log.warn({ schedule: schedule.id, code: error.code }, 'a schedule is tried again');
    }
  };
  return {
    async tick() {
      try {
        const live = await store.schedules();
        for (let from = 0; from < live.length; from += AT_ONCE)
          await Promise.all(live.slice(from, from + AT_ONCE).map(serveOne));
      } catch (error) {
        log.warn({ error }, 'the schedules could not be read');
      }
    },
  };
}

async function serve(parts: SchedulerParts, schedule: Schedule): Promise<void> {
  const due = dueNow(schedule, parts.clock.now());
  if (due.kind === 'nothing') return;
  const missed = due.missed.map((nominal): Slot => ({ nominal, state: 'missed' }));
  if (due.kind === 'mark') {
    await parts.store.settleSlots({ schedule, slots: missed });
    return;
  }
  const last = await parts.store.lastPosted(schedule.id);
  const { reply, allowed } = await makePost(
    parts,
    schedule,
    sinceFor(last, parts.clock.now()),
    await notesFor(parts, schedule, due, last),
  );
  const slots: readonly Slot[] = [...missed, { nominal: due.slot, state: 'posted' }];
  const settled = await parts.store.settleSlots({ schedule, slots, reply, pause: !allowed });
  if (!settled) parts.log.debug({ schedule: schedule.id, slot: due.slot }, 'another process was first');
}

/** "Deployed since the last one": a day for the first, at most a week. */
export function sinceFor(lastPosted: number | undefined, now: number): number {
  return Math.max(lastPosted ?? now - DAY, now - LONGEST_BACK);
}

/** That it comes late, and which slots nobody served since the last post. */
async function notesFor(
  { store }: SchedulerParts,
  schedule: Schedule,
  due: Extract<Due, { kind: 'post' }>,
  last: number | undefined,
): Promise<readonly string[]> {
  const { timezone, locale } = schedule;
  const before = await store.slots(schedule.id, last ?? 0);
  const marked = before.flatMap(({ nominal, state }) => (state === 'missed' ? [nominal] : []));
  const missed = [...marked, ...due.missed];
  return [
    ...(due.late ? [scheduleText('late', locale, { time: localTime(due.slot, timezone, locale) })] : []),
    ...(missed.length > 0 ? [missedText(missed, timezone, locale)] : []),
  ];
}
