import { z } from 'zod';

const party = z.object({
  id: z.string().min(1),
  name: z.string().optional(),
  /** The person's object id in the directory; bots and anonymous guests have none. */
  aadObjectId: z.string().min(1).optional(),
  role: z.string().optional(),
});

/** An activity as Teams posts it, as far as the bot reads it (Bot Framework protocol, "Activity object"). */
export const activitySchema = z.object({
  type: z.string().min(1),
  id: z.string().min(1).optional(),
  name: z.string().optional(),
  action: z.string().optional(),
  channelId: z.string(),
  serviceUrl: z.string().min(1),
  locale: z.string().optional(),
  text: z.string().nullish(),
  from: party,
  recipient: party,
  conversation: z.object({
    id: z.string().min(1),
    conversationType: z.string().optional(),
    tenantId: z.string().optional(),
    isGroup: z.boolean().nullish(),
  }),
  replyToId: z.string().optional(),
  value: z.unknown().optional(),
  entities: z.array(z.unknown()).nullish(),
  channelData: z
    .object({ tenant: z.object({ id: z.string() }).optional(), eventType: z.string().optional() })
    .nullish(),
});
export type TeamsActivity = z.infer<typeof activitySchema>;

export const mentionSchema = z.object({
  type: z.literal('mention'),
  text: z.string().optional(),
  mentioned: z.object({ id: z.string(), name: z.string().optional() }),
});

/** `adaptiveCard/action` (Universal Actions for Adaptive Cards): the control's data with what was filled in. */
export const cardActionSchema = z.object({
  action: z.object({
    verb: z.string().optional(),
    data: z.record(z.string(), z.unknown()).default({}),
  }),
  trigger: z.string().optional(),
});
