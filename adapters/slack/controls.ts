import { z } from 'zod';
import {
  conversationSchema,
  localeSchema,
  slotsSchema,
  structuredCommandSchema,
} from '../../src/contracts/message.js';
import type { ConversationRef, StructuredCommand } from '../../src/contracts/message.js';
import type { Reply } from '../../src/contracts/reply.js';
import { parseJson } from '../../src/trust-boundaries.js';
import { askedBy } from '../shared/asked.js';

/** Names of what can be pressed, filled or chosen. */
export const IDS = {
  /** A control that sends its command. */
  command: 'coxswain:command',
  /** A control that opens the form for one slot. */
  form: 'coxswain:form',
  slotView: 'coxswain:slot',
  askView: 'coxswain:ask',
  askShortcut: 'coxswain_ask',
  askMessageShortcut: 'coxswain_ask_about',
  value: 'coxswain:value',
} as const;

const place = { at: conversationSchema.optional() };
const pressedSchema = z.object({ command: structuredCommandSchema, ...place });
/** The command that lacks the slot, in the language it was asked in: what can be chosen depends on it. */
const askedSchema = z.object({ intent: z.string(), slots: slotsSchema, locale: localeSchema });
const formSchema = z.object({
  slot: z.string(),
  title: z.string(),
  asked: askedSchema.optional(),
  ...place,
});
const slotViewSchema = z.object({
  slot: z.string(),
  at: conversationSchema,
  asked: askedSchema.optional(),
  /** The thread that the answer goes to where the conversation names none. */
  reply: z.string().optional(),
});
export type Pressed = z.infer<typeof pressedSchema>;
export type FormControl = z.infer<typeof formSchema>;
export type SlotView = z.infer<typeof slotViewSchema>;

/**
 * A command as a button carries it. `at`: the conversation it belongs to, where the button is shown somewhere else
 * (a direct message instead of a channel that the bot can't post in, App Home).
 */
export function pressValue(command: StructuredCommand, at?: ConversationRef): string {
  return JSON.stringify(at === undefined ? { command } : { command, at });
}
export function formValue(
  reply: Reply & { readonly slot: string },
  title: string,
  at?: ConversationRef,
): string {
  const asked = askedBy(reply);
  return JSON.stringify({ slot: reply.slot, title, ...(asked && { asked }), ...(at && { at }) });
}
export function slotViewValue(view: SlotView): string {
  return JSON.stringify(view);
}

/** Undefined when the bot never made such a value. */
export const readPressed = (value: string): Pressed | undefined => read(pressedSchema, value);
export const readForm = (value: string): FormControl | undefined => read(formSchema, value);
export const readSlotView = (value: string): SlotView | undefined => read(slotViewSchema, value);

function read<T>(schema: z.ZodType<T>, value: string): T | undefined {
  try {
    return schema.safeParse(parseJson(value)).data;
  } catch {
    return undefined;
  }
}
