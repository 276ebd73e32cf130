import { z } from 'zod';
import { actorSchema, conversationSchema, localeSchema } from './message.js';

/** What a run must be: `failed` counts failed tests too, `ended` any end, `going` one that goes on. */
const SUBSCRIBED_STATES = ['failed', 'succeeded', 'cancelled', 'waiting', 'going', 'ended'] as const;
export type SubscribedState = (typeof SUBSCRIBED_STATES)[number];

const termSchema = z.discriminatedUnion('field', [
  z.object({ field: z.literal('status'), value: z.enum(SUBSCRIBED_STATES) }),
  z.object({ field: z.enum(['service', 'branch', 'author']), value: z.string() }),
]);
/** One thing that is said of a run. */
export type Term = z.infer<typeof termSchema>;

/** Which runs are meant. `all` of nothing is every run. */
export type Condition =
  | Term
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    termSchema,
    z.strictObject({ all: z.array(conditionSchema) }),
    z.strictObject({ any: z.array(conditionSchema) }),
    z.strictObject({ not: conditionSchema }),
  ]),
);

/** A conversation that is told when a run of a pipeline is as it says. */
export const subscriptionSchema = z.object({
  /** Made from the message that asked for it. */
  id: z.string(),
  /** What people call it: `subscription 2`. */
  number: z.number().int().positive(),
  tenant: z.string(),
  condition: conditionSchema,
  conversation: conversationSchema,
  locale: localeSchema,
  /** Who asked for it: when they may no longer read, it is silent. */
  owner: z.object({ person: z.string(), actor: actorSchema }),
  /** Epoch milliseconds. Of a run that ended before, it tells nothing. */
  createdAt: z.number().int(),
});
export type Subscription = z.infer<typeof subscriptionSchema>;
export const subscriptionDraftSchema = subscriptionSchema.omit({ number: true });
export type SubscriptionDraft = z.infer<typeof subscriptionDraftSchema>;

/** How many one conversation may have: one that is told of everything is read by nobody. */
export const MOST_SUBSCRIPTIONS = 20;

/**
 * How long it is remembered what was told of a run, in milliseconds. GitHub runs for 35 days at most and can be asked to
 * run again within 30 (https://docs.github.com/en/actions/reference/limits). What is older is not told: it may have been.
 */
export const RUN_REMEMBERED_MS = 70 * 86_400_000;
