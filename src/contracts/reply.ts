import { z } from 'zod';
import { localeSchema, slotsSchema } from './message.js';
import { linkSchema } from './links.js';
import { outcomeCodeSchema } from './outcome.js';

/** A control. Pressing it sends `command`; where a channel has no buttons its `say` is shown to be typed or said. */
const replyActionSchema = z.object({
  label: z.string(),
  /** The sentence that does the same when typed or said. */
  say: z.string(),
  command: z.object({ intent: z.string(), slots: slotsSchema, operation: z.number().int().optional() }),
  style: z.enum(['primary', 'danger', 'plain']).default('plain'),
});
export type ReplyAction = z.infer<typeof replyActionSchema>;

const replyBlockSchema = z.discriminatedUnion('kind', [
  /** A paragraph of plain text; adapters escape it for their platform. */
  z.object({ kind: z.literal('text'), text: z.string() }),
  /** A warning that must not be overlooked. */
  z.object({ kind: z.literal('warning'), text: z.string() }),
  /** Verbatim output: log lines, a kubectl command. Shown in monospace. */
  z.object({ kind: z.literal('code'), text: z.string() }),
  z.object({
    kind: z.literal('fields'),
    fields: z.array(z.object({ label: z.string(), value: z.string() })),
  }),
  z.object({ kind: z.literal('table'), columns: z.array(z.string()), rows: z.array(z.array(z.string())) }),
  /** `done` of `total` with what they count in `label`; one per target. */
  z.object({
    kind: z.literal('progress'),
    label: z.string(),
    done: z.number().min(0),
    total: z.number().min(0),
    detail: z.string().optional(),
    state: z.enum(['waiting', 'running', 'done', 'failed', 'paused']),
  }),
  z.object({ kind: z.literal('chart'), title: z.string(), unit: z.string(), points: z.array(z.number()) }),
  z.object({ kind: z.literal('actions'), actions: z.array(replyActionSchema) }),
  z.object({ kind: z.literal('file'), name: z.string(), mediaType: z.string(), content: z.string() }),
]);
export type ReplyBlock = z.infer<typeof replyBlockSchema>;

/** What the conversation waits for after this reply. */
const expectsSchema = z.enum(['nothing', 'slot', 'choice', 'confirm', 'factor', 'approval', 'more']);

/** One neutral reply; every adapter renders it, no skill knows a platform. */
export const replySchema = z.object({
  code: outcomeCodeSchema,
  locale: localeSchema,
  tone: z.enum(['info', 'success', 'warning', 'danger', 'question']),
  /** One line that says it all. */
  title: z.string(),
  blocks: z.array(replyBlockSchema),
  /** At most two sentences that a person can follow while driving; never markup. */
  speech: z.string(),
  /** `asker`: for the asker's eyes only where the platform can do that (refusals, help). */
  visibility: z.enum(['conversation', 'asker']).default('conversation'),
  expects: expectsSchema.default('nothing'),
  /** The slot asked for, when `expects` is `slot`. */
  slot: z.string().optional(),
  /** What is known of the command that lacks that slot: its live choices depend on it. */
  about: z.object({ intent: z.string(), slots: slotsSchema }).optional(),
  /** The number of the operation this belongs to. */
  operation: z.number().int().positive().optional(),
  /** What was said to the bot, where that appears as text in another conversation. */
  heard: z.string().optional(),
  /** Other views of the same: the workload in a dashboard, the operation in the console. */
  links: z.array(linkSchema).optional(),
  /** True when it speaks of the simulated world. */
  sandbox: z.boolean().default(false),
});
export type Reply = z.infer<typeof replySchema>;
/** A reply as skills and stages build it: defaults may be left out. */
export type ReplyDraft = z.input<typeof replySchema>;
