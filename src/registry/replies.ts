import type { Locale } from '../contracts/message.js';
import type { OutcomeCode } from '../contracts/outcome.js';
import { englishReplies } from './replies.en.js';
import { koreanReplies } from './replies.ko.js';

/**
 * One answer as data. A list of variants goes from the most telling to one without placeholders: the first whose
 * values are all there is said.
 */
export interface ReplyText {
  /** One line that says it all. */
  readonly title: string | readonly string[];
  /** Sentences under the title: who, what is needed, what you have. One whose values are missing is left out. */
  readonly text?: readonly string[];
  /** Spoken: no symbols, at most two sentences. Absent: the title is fit to be said. */
  readonly speech?: string | readonly string[];
}

/** What the dialogue says beside the outcomes. */
export const DIALOGUE_KEYS = [
  // questions
  'ask_service',
  'ask_environment',
  'ask_version',
  'ask_replicas',
  'ask_id',
  'ask_slot',
  'ask_intent',
  // confirmation
  'confirm_typed',
  'confirm_spoken',
  'confirm_factor',
  'factor_shown',
  'phrase_first',
  'heard_badly',
  'heard_while_speaking',
  'heard_too_early',
  'heard_unsure',
  'echo',
  'heard',
  'not_by_voice',
  'code_failed',
  'confirm_yours_only',
  'confirm_late',
  'confirm_again',
  'accepted',
  // approval
  'approval_needed',
  'approved_by',
  'approval_given',
  'approval_counted',
  'approval_given_twice',
  // stopping
  'stopping',
  'already_ended',
  'nothing_to_stop',
  'still_stopping',
  'going_on',
  'under_way',
  // small talk and the rest
  'greeting',
  'thanks',
  'nothing_to_repeat',
  'nothing_more',
  'that_is_all',
  'you_can_say',
  'linked',
  'code_wrong',
  'stale_button',
  'was_down',
  'ledger_note',
  'live_going',
  'live_settled',
  'live_limit',
  'live_again',
  'live_crowded',
  'live_left',
  'try_by_hand',
  'sandbox_mark',
] as const;
export type DialogueKey = (typeof DIALOGUE_KEYS)[number];

/** Labels of controls. */
export const LABEL_KEYS = [
  'confirm',
  'cancel',
  'stop',
  'approve',
  'reject',
  'resume',
  'rollback',
  'cancel_then_rollback',
  'help',
  'status',
] as const;
export type LabelKey = (typeof LABEL_KEYS)[number];

export interface Replies {
  readonly outcomes: Readonly<Record<OutcomeCode, ReplyText>>;
  readonly dialogue: Readonly<Record<DialogueKey, ReplyText>>;
  readonly labels: Readonly<Record<LabelKey, string>>;
  /** What slots are called. */
  readonly slots: Readonly<Record<string, string>>;
}

export const replies: Readonly<Record<Locale, Replies>> = { en: englishReplies, ko: koreanReplies };
