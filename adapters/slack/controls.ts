import { z } from 'zod';
import { conversationSchema, structuredCommandSchema } from '../../src/contracts/message.js';
import type { ConversationRef, StructuredCommand } from '../../src/contracts/message.js';
import { parseJson } from '../../src/trust-boundaries.js';

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
const formSchema = z.object({ slot: z.string(), title: z.string(), ...place });
const slotViewSchema = z.object({
  slot: z.string(),
  at: conversationSchema,
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
export function formValue(slot: string, title: string, at?: ConversationRef): string {
  return JSON.stringify(at === undefined ? { slot, title } : { slot, title, at });
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
