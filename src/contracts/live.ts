import { z } from 'zod';
import { actorSchema, conversationSchema, localeSchema, slotsSchema } from './message.js';
import { replySchema } from './reply.js';

/** Why a live answer changes no more although something may still go on. */
const LIVE_ENDS = ['again', 'crowded'] as const;

/** An answer that is edited in place while what it tells of goes on. */
export const liveAnswerSchema = z.object({
  /** Of its message in the outbox. */
  key: z.string(),
  tenant: z.string(),
  /** What was asked, as a reading skill is asked again. */
  intent: z.string(),
  slots: slotsSchema,
  person: z.string(),
  actor: actorSchema,
  conversation: conversationSchema,
  locale: localeSchema,
  source: z.enum(['chat', 'voice']),
  /** The simulated world that it tells of; null where there is none. */
  world: z.string().nullable(),
  /** What it says, without the line that tells of how current that is. */
  reply: replySchema,
  /** See Ongoing.mark. */
  mark: z.string(),
  /** When it was so, and when it was asked, in epoch milliseconds. */
  at: z.number().int(),
  begunAt: z.number().int(),
  /** Nobody looks again before. Who looks moves it first, so that only one does. */
  lookAt: z.number().int(),
  /** `again`: its asker asked the same again. `crowded`: newer ones took its place. Null while it is followed. */
  ended: z.enum(LIVE_ENDS).nullable(),
});
export type LiveAnswer = z.infer<typeof liveAnswerSchema>;
export type LiveAnswerDraft = Omit<LiveAnswer, 'ended'>;

/** How many are followed in one conversation: the oldest gives way. More would be read by nobody. */
export const MOST_LIVE_HERE = 5;
/** How many are followed in all: what is asked beyond is answered as it stands. */
export const MOST_LIVE = 100;
/** How long one is followed, in milliseconds. */
export const LIVE_FOR_MS = 30 * 60_000;
