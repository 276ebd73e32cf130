import type { Locale } from '../message.js';
import type { Reply } from '../reply.js';
import type { Schedule, ScheduleDraft, Slot } from '../schedule.js';

/**
 * Where schedules and their slots are kept (tables `schedules`, `schedule_slots`). Every method rejects with PortError
 * `ledger_down` when the database is unavailable. One that was removed is never seen again.
 */
export interface ScheduleStore {
  /** Of one tenant, or all, by number. */
  schedules(tenant?: string): Promise<readonly Schedule[]>;
  scheduleById(id: string): Promise<Schedule | undefined>;
  /** Gives it the tenant's next number. One of the same id that was made before is returned as it is. */
  addSchedule(draft: ScheduleDraft): Promise<Schedule>;
  /**
   * Makes the stored schedules of the configuration what the file says now: new ones are added, changed ones keep
   * number and pause, and one whose times changed owes nothing from before. What the file no longer names is removed.
   */
  configureSchedules(drafts: readonly ScheduleDraft[], at: number): Promise<void>;
  /** Undefined when it is gone. Pausing what is paused changes nothing. */
  pauseSchedule(id: string, at: number): Promise<Schedule | undefined>;
  /** Slots of the pause are not owed. */
  resumeSchedule(id: string, at: number): Promise<Schedule | undefined>;
  /** False when it was gone already. */
  removeSchedule(id: string, at: number): Promise<boolean>;
  /**
   * Settles slots, with the post in the same transaction. Compare-and-set: false, and nothing is written, when the
   * schedule was settled further, paused or removed since it was read. So each slot is settled once, whoever tries.
   */
  settleSlots(settlement: Settlement): Promise<boolean>;
  /** Posts out of turn, once for each `key`; false when it is gone or that was posted already. */
  postNow(id: string, key: string, reply: Reply): Promise<boolean>;
  /** Settled slots after a nominal time, oldest first. */
  slots(id: string, after: number): Promise<readonly Slot[]>;
  /** The nominal time of the newest slot that was posted. */
  lastPosted(id: string): Promise<number | undefined>;
}

export interface Settlement {
  readonly schedule: Pick<Schedule, 'id' | 'settledUntil'>;
  /** At least one, oldest first; at most one of them is posted. */
  readonly slots: readonly Slot[];
  /** What is posted for the one whose state is `posted`. */
  readonly reply?: Reply;
  /** Its owner may no longer read: it is paused with this last word. */
  readonly pause?: boolean;
}

/** Why cron fields can be no schedule. */
export type CronProblem =
  | { readonly problem: 'malformed' }
  /** No such day exists (31 February). */
  | { readonly problem: 'never' }
  | { readonly problem: 'too_often'; readonly minutes: number };

/** Schedules as the pipeline changes them. */
export interface SchedulePort extends Pick<
  ScheduleStore,
  'schedules' | 'scheduleById' | 'addSchedule' | 'pauseSchedule' | 'resumeSchedule' | 'removeSchedule'
> {
  /** IANA name: where times are read when nobody names a zone. */
  readonly timezone: string;
  /** What is wrong with five cron fields; undefined for sound ones. */
  problem(cron: string): CronProblem | undefined;
  /** The next `count` slots after now, as text on the wall clock of the zone. */
  next(times: Pick<Schedule, 'cron' | 'timezone'>, count: number, locale: Locale): readonly string[];
  /** When it posts next, in epoch milliseconds; undefined: never. */
  nextAt(times: Pick<Schedule, 'cron' | 'timezone'>): number | undefined;
  /** Posts out of turn, once for each event; false when the schedule is gone. */
  run(schedule: Schedule, eventKey: string): Promise<boolean>;
}
