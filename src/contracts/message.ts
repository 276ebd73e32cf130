import { z } from 'zod';
import { bindingSchema } from './binding.js';

export const LOCALES = ['en', 'ko'] as const;
export type Locale = (typeof LOCALES)[number];
export const localeSchema = z.enum(LOCALES);

export const DEFAULT_TENANT = 'default';

/** A person as a platform knows them. `platform:id` never changes when somebody renames themselves. */
export const actorSchema = z.object({
  platform: z.string().min(1),
  id: z.string().min(1),
  display: z.string().optional(),
  /** True for a guest or somebody of another organisation in a shared channel. */
  guest: z.boolean().optional(),
});
export type ActorRef = z.infer<typeof actorSchema>;

/** Where a message was said and where its answers go. */
export const conversationSchema = z.object({
  platform: z.string().min(1),
  /** The platform's id of the channel, chat or session. */
  id: z.string().min(1),
  /** The thread inside it, where the platform has threads. */
  thread: z.string().optional(),
  tenant: z.string().default(DEFAULT_TENANT),
  /**
   * Another conversation of the same person, where everything of this one also appears as text and a second factor is
   * shown. It is no part of what makes a conversation the same.
   */
  linked: z
    .object({
      platform: z.string().min(1),
      id: z.string().min(1),
      thread: z.string().optional(),
      /** The person's id on that platform, where it is known. */
      person: z.string().optional(),
    })
    .optional(),
});
export type ConversationRef = z.infer<typeof conversationSchema>;

const transcriptSchema = z.object({
  text: z.string(),
  /** The recogniser's own confidence, 0 to 1; absent when it gives none. */
  confidence: z.number().min(0).max(1).optional(),
});

/** Slots as the language engine canonicalises them: numbers for absolute counts and ids, text for the rest. */
export const slotsSchema = z.record(z.string(), z.union([z.string(), z.number()]));
export type Slots = Readonly<z.infer<typeof slotsSchema>>;

/** A button press or a filled form: its meaning is known, so it does not go through the language engine. */
export const structuredCommandSchema = z.object({
  intent: z.string().min(1),
  slots: slotsSchema,
  /** The number of the operation that the control belonged to, so that an old button can't act on a newer one. */
  operation: z.number().int().positive().optional(),
});
export type StructuredCommand = z.infer<typeof structuredCommandSchema>;

/** One message as an adapter received and verified it. */
export const inboundMessageSchema = z.object({
  /** The platform's event id: the idempotency key, unique within its platform. */
  eventId: z.string().min(1),
  actor: actorSchema,
  conversation: conversationSchema,
  /** What was typed, or the recogniser's best transcript. Empty when `command` is given. */
  text: z.string(),
  /** Lower-ranked transcripts, best first. */
  alternatives: z.array(transcriptSchema).default([]),
  /** Confidence of `text` where it was recognised from speech. */
  confidence: z.number().min(0).max(1).optional(),
  command: structuredCommandSchema.optional(),
  /** The person's language where the platform tells it; detected from the text otherwise. */
  locale: localeSchema.optional(),
  source: z.enum(['chat', 'voice']),
  /** The bot itself was speaking while this was heard: it may be its own echo. */
  whileSpeaking: z.boolean().default(false),
  /** What was said aloud here a moment ago, newest first: it may be what was heard. */
  justSaid: z.array(z.string()).optional(),
  /** False in a shared channel where nobody addressed the bot: talk that is not for it gets no answer. */
  addressed: z.boolean().default(true),
  /** What its conversation is for, where the channel's configuration says so. */
  binding: bindingSchema.optional(),
  /** Epoch milliseconds. */
  receivedAt: z.number().int(),
});
export type InboundMessage = z.infer<typeof inboundMessageSchema>;

/** One text key for a conversation, thread included. Parts are encoded, so no two conversations share a key. */
export function conversationKey(conversation: ConversationRef): string {
  const parts = [conversation.tenant, conversation.platform, conversation.id, conversation.thread ?? ''];
  return parts.map(encodeURIComponent).join('/');
}

/** `platform:id`, as `admins:` in the configuration writes it. */
export function actorKey(actor: Pick<ActorRef, 'platform' | 'id'>): string {
  return `${actor.platform}:${actor.id}`;
}
