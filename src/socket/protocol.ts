import { z } from 'zod';
import { inboundMessageSchema, localeSchema } from '../contracts/message.js';
import { operationSchema, operationStatusSchema, stepRecordSchema } from '../contracts/operation.js';
import { replySchema } from '../contracts/reply.js';

/** Raised when a message changes meaning, so that an old client is told to use the newer program. */
export const PROTOCOL = 1;

/** What the command line asks its owner process. One JSON object a line; `request` comes back in the answer. */
export const requestSchema = z.discriminatedUnion('type', [
  /** First line of every connection: opens the conversation, if one is named. */
  z.object({
    type: z.literal('hello'),
    protocol: z.number().int(),
    conversation: z.string().min(1).nullable(),
  }),
  z.object({ type: z.literal('message'), request: z.number().int(), message: inboundMessageSchema }),
  z.object({ type: z.literal('operation'), request: z.number().int(), id: z.string() }),
  z.object({ type: z.literal('words'), request: z.number().int(), locale: localeSchema }),
  /** A one-time code that links a chat account to the person at this terminal. */
  z.object({ type: z.literal('code'), request: z.number().int(), person: z.string() }),
  /** Where what this machine's microphone hears is posted, and the token for it. */
  z.object({ type: z.literal('microphone'), request: z.number().int() }),
  /** The delivery was shown. */
  z.object({ type: z.literal('shown'), key: z.string(), revision: z.number().int() }),
  /** The delivery is not this program's; another one may show it. */
  z.object({ type: z.literal('not_shown'), key: z.string(), revision: z.number().int() }),
]);
export type Request = z.infer<typeof requestSchema>;

const answerSchema = z.object({
  reply: replySchema,
  live: z.literal(true).optional(),
  operation: z.object({ id: z.string(), number: z.number().int(), status: operationStatusSchema }).optional(),
});
const wordsSchema = z.object({
  vocabulary: z.array(z.string()),
  commands: z.array(z.object({ intent: z.string(), usage: z.string(), summary: z.string() })),
});
export type Words = z.infer<typeof wordsSchema>;
export const operationViewSchema = z.object({ operation: operationSchema, steps: z.array(stepRecordSchema) });
export type OperationWithSteps = z.infer<typeof operationViewSchema>;

/** What the owner process says. */
export const responseSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('welcome'), protocol: z.number().int(), sandbox: z.boolean() }),
  z.object({
    type: z.literal('answer'),
    request: z.number().int(),
    duplicate: z.boolean(),
    /** Null: the message was not for the bot. */
    answer: answerSchema.nullable(),
  }),
  z.object({
    type: z.literal('operation'),
    request: z.number().int(),
    found: operationViewSchema.nullable(),
  }),
  z.object({ type: z.literal('words'), request: z.number().int(), words: wordsSchema }),
  z.object({ type: z.literal('code'), request: z.number().int(), code: z.string() }),
  z.object({
    type: z.literal('microphone'),
    request: z.number().int(),
    /** `http://127.0.0.1:41234` */
    url: z.string(),
    token: z.string(),
  }),
  z.object({
    type: z.literal('failed'),
    request: z.number().int(),
    message: z.string(),
    /** The ledger is down: the same may be asked again. */
    ledgerDown: z.literal(true).optional(),
  }),
  z.object({
    type: z.literal('delivery'),
    key: z.string(),
    revision: z.number().int(),
    reply: replySchema,
    final: z.boolean(),
    /** No other program of the conversation showed it. */
    unclaimed: z.boolean(),
  }),
]);
export type Response = z.infer<typeof responseSchema>;
