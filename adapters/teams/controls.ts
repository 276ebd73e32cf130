import { z } from 'zod';
import type { Json } from '../../src/contracts/json.js';
import { conversationSchema, structuredCommandSchema } from '../../src/contracts/message.js';
import type { ConversationRef, StructuredCommand } from '../../src/contracts/message.js';
import { trustJson } from '../../src/trust-boundaries.js';

/** Names of what can be pressed, filled or chosen in a card. */
export const VERBS = {
  press: 'coxswain.press',
  answer: 'coxswain.answer',
  refresh: 'coxswain.refresh',
} as const;
/** The inputs of a form: one chosen from a list, or one typed. */
export const INPUTS = { chosen: 'chosen', typed: 'typed' } as const;

const place = {
  /** The conversation it belongs to, where the card is shown somewhere else (a personal chat instead of a channel). */
  at: conversationSchema.exactOptional(),
  /** The question that the card asks, to be shown as answered. */
  asked: z.string().exactOptional(),
};
const controlSchema = z.union([
  z.object({ press: structuredCommandSchema, label: z.string(), ...place }),
  z.object({ answer: z.string(), ...place }),
  z.object({ refresh: z.number().int().positive() }),
]);

const dataSchema = z.object({
  coxswain: controlSchema,
  [INPUTS.chosen]: z.string().optional(),
  [INPUTS.typed]: z.string().optional(),
});
/** What came with a press: the control that the bot made, and what was filled in. */
export type Pressed = z.infer<typeof dataSchema>;

export function pressData(
  command: StructuredCommand,
  label: string,
  more: { readonly at?: ConversationRef | undefined; readonly asked?: string | undefined },
): Json {
  return trustJson({ coxswain: { press: command, label, ...given(more) } });
}

export function answerData(
  slot: string,
  more: { readonly at?: ConversationRef | undefined; readonly asked: string },
): Json {
  return trustJson({ coxswain: { answer: slot, ...given(more) } });
}

export function refreshData(operation: number): Json {
  return { coxswain: { refresh: operation } };
}

function given(more: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined));
}

/** Undefined when the bot never made such data. */
export function readPressed(data: unknown): Pressed | undefined {
  return dataSchema.safeParse(data).data;
}
