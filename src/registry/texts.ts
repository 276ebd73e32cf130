import type { Locale } from '../contracts/message.js';
import type { OutcomeCode, TextParams } from '../contracts/outcome.js';
import { fill } from '../contracts/phrasing.js';
import { replies } from './replies.js';
import type { DialogueKey, LabelKey, ReplyText } from './replies.js';

/** A text with its values in it. */
export interface Said {
  readonly title: string;
  readonly text: readonly string[];
  readonly speech: string;
}

/** Fills one answer: the most telling variant whose values are all there, and every sentence that can be completed. */
export function say(entry: ReplyText, params: TextParams, locale: Locale): Said {
  const title = firstComplete(variants(entry.title), params, locale);
  const text = (entry.text ?? [])
    .filter((sentence) => complete(sentence, params))
    .map((sentence) => fill(sentence, params, locale));
  const speech = firstComplete(variants(entry.speech ?? entry.title), params, locale);
  return { title, text, speech };
}

export function sayOutcome(code: OutcomeCode, params: TextParams, locale: Locale): Said {
  return say(replies[locale].outcomes[code], params, locale);
}

export function sayDialogue(key: DialogueKey, params: TextParams, locale: Locale): Said {
  return say(replies[locale].dialogue[key], params, locale);
}

export function label(key: LabelKey, locale: Locale, params: TextParams = {}): string {
  return fill(replies[locale].labels[key], params, locale);
}

/** What a slot is called in the reader's language; its own name when there is no word for it. */
export function slotName(slot: string, locale: Locale): string {
  return replies[locale].slots[slot] ?? slot;
}

/** Minutes or seconds, as a person says them: "5 minutes", "30초". */
export function duration(milliseconds: number, locale: Locale): string {
  const seconds = Math.round(milliseconds / 1000);
  const [count, unit] =
    seconds >= 3600 && seconds % 3600 === 0
      ? ([seconds / 3600, 'hour'] as const)
      : seconds >= 60 && seconds % 60 === 0
        ? ([seconds / 60, 'minute'] as const)
        : ([seconds, 'second'] as const);
  const korean = { hour: '시간', minute: '분', second: '초' } as const;
  return locale === 'ko' ? `${count}${korean[unit]}` : `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** True when every placeholder of the template has a value that is worth saying. */
export function complete(template: string, params: TextParams): boolean {
  return Array.from(template.matchAll(/\{(\w+)(?::[^}]+)?\}/g)).every(([, name]) => {
    const value = name === undefined ? undefined : params[name];
    return value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
  });
}

function firstComplete(options: readonly string[], params: TextParams, locale: Locale): string {
  const chosen = options.find((option) => complete(option, params)) ?? options.at(-1) ?? '';
  return fill(chosen, params, locale);
}

function variants(text: string | readonly string[]): readonly string[] {
  return typeof text === 'string' ? [text] : text;
}
