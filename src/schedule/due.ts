import type { Schedule } from '../contracts/schedule.js';
import { slotsBetween } from './cron.js';

/** A slot that is served within this time is on time: replicas restart, clusters are slow. */
const ON_TIME_MS = 5 * 60_000;
/** Slots older than this are not counted any more: a state folder that was found again after years owes nothing. */
const LOOKED_BACK_MS = 400 * 24 * 60 * 60_000;

/** What a schedule owes now. Times are nominal times of slots. */
export type Due =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'post';
      readonly slot: number;
      readonly missed: readonly number[];
      readonly late: boolean;
    }
  | { readonly kind: 'mark'; readonly missed: readonly number[] };

/** The latest slot is posted when it is on time, or late where the policy says so; all others were missed. */
export function dueNow(
  schedule: Pick<Schedule, 'cron' | 'timezone' | 'missed' | 'settledUntil' | 'pausedAt'>,
  now: number,
): Due {
  if (schedule.pausedAt !== null) return { kind: 'nothing' };
  const slots = slotsBetween(schedule, Math.max(schedule.settledUntil, now - LOOKED_BACK_MS), now);
  const slot = slots.at(-1);
  if (slot === undefined) return { kind: 'nothing' };
  const late = now - slot > ON_TIME_MS;
  if (late && schedule.missed === 'skip') return { kind: 'mark', missed: slots };
  return { kind: 'post', slot, missed: slots.slice(0, -1), late };
}
