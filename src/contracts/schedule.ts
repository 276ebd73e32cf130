import { z } from 'zod';
import { actorSchema, conversationSchema, localeSchema, slotsSchema } from './message.js';
import { subscriptionDraftSchema } from './subscription.js';

/** What becomes of slots that nobody served in time: the latest is posted late, or all of them are only told of. */
const MISSED_POLICIES = ['latest', 'skip'] as const;
export const missedPolicySchema = z.enum(MISSED_POLICIES);

/**
 * Something the bot reads and posts by the clock. A slot is one moment at which it is due, named by its nominal time;
 * times are epoch milliseconds.
 */
export const scheduleSchema = z.object({
  /** `config:<name>` for one that the configuration names; otherwise made from the message that asked for it. */
  id: z.string(),
  /** What people call it: `schedule 3`. */
  number: z.number().int().positive(),
  tenant: z.string(),
  /** Five cron fields, read on the wall clock of `timezone`. */
  cron: z.string(),
  /** An IANA name. */
  timezone: z.string(),
  missed: missedPolicySchema,
  /** The reading command that makes the post. */
  intent: z.string(),
  slots: slotsSchema,
  /** Where it is posted. */
  conversation: conversationSchema,
  locale: localeSchema,
  /** Whose schedule it is; null for one that the configuration names. What they may no longer read is not posted. */
  owner: z.object({ person: z.string(), actor: actorSchema }).nullable(),
  createdAt: z.number().int(),
  pausedAt: z.number().int().nullable(),
  /** Every slot up to here was posted, marked missed, or fell into a pause. */
  settledUntil: z.number().int(),
});
export type Schedule = z.infer<typeof scheduleSchema>;
const scheduleDraftSchema = scheduleSchema.omit({ number: true, pausedAt: true, settledUntil: true });
export type ScheduleDraft = z.infer<typeof scheduleDraftSchema>;

/** A change of the bot's own settings that waits for the yes of the person who asked for it. */
export const pendingSettingSchema = z.object({
  change: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('create'), draft: scheduleDraftSchema }),
    z.object({ kind: z.literal('delete'), id: z.string() }),
    z.object({ kind: z.literal('subscribe'), draft: subscriptionDraftSchema }),
    z.object({ kind: z.literal('unsubscribe'), id: z.string(), number: z.number() }),
  ]),
  /** Epoch milliseconds. */
  expiresAt: z.number(),
});
export type PendingSetting = z.infer<typeof pendingSettingSchema>;

export const SLOT_STATES = ['posted', 'missed'] as const;
/** What became of one slot. */
export interface Slot {
  readonly nominal: number;
  readonly state: (typeof SLOT_STATES)[number];
}

/** True for one that lives in the configuration file and is changed there. */
export function isConfigured({ owner }: Pick<Schedule, 'owner'>): boolean {
  return owner === null;
}
