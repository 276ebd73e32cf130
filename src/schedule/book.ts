import type { SchedulePort } from '../contracts/ports/schedules.js';
import { cronProblem, nextSlots } from './cron.js';
import { makePost } from './post.js';
import { sinceFor, type SchedulerParts } from './scheduler.js';
import { localTime } from './texts.js';

/** Schedules as people change them; what they post out of turn is made like any other post. */
export function createScheduleBook(parts: SchedulerParts & { readonly timezone: string }): SchedulePort {
  const { store, clock, timezone } = parts;
  return {
    timezone,
    schedules: (tenant) => store.schedules(tenant),
    scheduleById: (id) => store.scheduleById(id),
    addSchedule: (draft) => store.addSchedule(draft),
    pauseSchedule: (id, at) => store.pauseSchedule(id, at),
    resumeSchedule: (id, at) => store.resumeSchedule(id, at),
    removeSchedule: (id, at) => store.removeSchedule(id, at),
    problem: cronProblem,
    next: (times, count, locale) =>
      nextSlots(times, clock.now(), count).map((slot) => localTime(slot, times.timezone, locale)),
    nextAt: (times) => nextSlots(times, clock.now(), 1)[0],
    run: async (schedule, eventKey) => {
      const last = await store.lastPosted(schedule.id);
      const { reply } = await makePost(parts, schedule, sinceFor(last, clock.now()), []);
      const key = `schedule:${schedule.id}:now:${eventKey}`;
      return (
        (await store.postNow(schedule.id, key, reply)) ||
        (await store.scheduleById(schedule.id)) !== undefined
      );
    },
  };
}
