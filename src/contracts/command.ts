import type { OutcomeCode } from './outcome.js';
import type { Locale, Slots } from './message.js';

/** `dialogue` intents (confirm, cancel, repeat, …) are stages of the pipeline and belong to no skill. */
export type IntentEffect = 'read' | 'write' | 'setting' | 'dialogue';

export type RejectReason = Extract<
  OutcomeCode,
  'invalid_input' | 'too_long' | 'negated' | 'many_targets' | 'not_a_request' | 'unsupported'
>;

/** What the bot is asked about: one slot, or which of several intents was meant. */
export type Ask =
  | { readonly slot: string; readonly choices: readonly (string | number)[] }
  | { readonly intents: readonly string[] };

/** What a message means. `confidence` is 0 to 1. Slots hold only what was found. */
export type Understanding =
  | {
      readonly decision: 'act';
      readonly intent: string;
      readonly slots: Slots;
      readonly confidence: number;
      /** Slots that were not said exactly (a slip, a phonetic match, from the conversation): read back before a write. */
      readonly fuzzy: readonly string[];
      /** Of a read: a typed word that stands where this optional name can stand, and names nothing known. */
      readonly unknown?: { readonly slot: 'service' | 'environment'; readonly said: string };
    }
  | {
      readonly decision: 'ask';
      readonly intent: string;
      readonly slots: Slots;
      readonly ask: Ask;
      readonly confidence: number;
      /** Where a name is asked for: the word, as it was said, that stood in its place and names nothing known. */
      readonly unknown?: string;
    }
  | {
      readonly decision: 'ignore';
      readonly intent: 'none';
      readonly slots: Slots;
      readonly confidence: number;
      readonly smalltalk?: 'greeting' | 'thanks';
    }
  | {
      readonly decision: 'reject';
      readonly intent: string;
      readonly slots: Slots;
      readonly reason: RejectReason;
      readonly confidence: number;
    };

/** What the engine is given of one message. */
export interface Utterance {
  readonly text: string;
  readonly alternatives: readonly string[];
  readonly locale?: Locale;
  readonly source: 'chat' | 'voice';
}

/** What this person and conversation spoke of last; what follow-ups ("and in staging?", "it") refer to. */
export interface DialogueContext {
  readonly locale?: Locale;
  /** The last command that was understood, whether it ran or not. */
  readonly last?: { readonly intent: string; readonly slots: Slots };
  /** A question that is open for this person in this conversation. */
  readonly question?: { readonly intent: string; readonly slots: Slots; readonly ask: Ask };
  /** A confirmation that is open for this person in this conversation. */
  readonly confirmation?: { readonly intent: string; readonly slots: Slots; readonly environment?: string };
}
export const NO_CONTEXT: DialogueContext = {};

/** An intent as the engine learns it: from a skill's declaration or from the built-in set. */
export interface IntentDeclaration {
  readonly id: string;
  readonly effect: IntentEffect;
  readonly slots: readonly SlotDeclaration[];
  readonly cues: Readonly<Record<Locale, readonly string[]>>;
}
export interface SlotDeclaration {
  readonly name: string;
  readonly required: boolean;
  /** Closed set of values, where the slot has one. */
  readonly values?: readonly string[];
}
