import type { Locale } from '../../src/contracts/message.js';
import type { TextParams } from '../../src/contracts/outcome.js';
import { fill } from '../../src/contracts/phrasing.js';
import type { SkillPhrases } from '../../src/contracts/skill.js';
import { actWord } from './acts.js';

/** A skill's phrases in the reader's language, filled; `{skill}` is what an operation does, in a word. A key nobody wrote stays visible, so that tests find it. */
export interface Voice {
  readonly locale: Locale;
  readonly text: (key: string, params?: TextParams) => string;
  /** As it is said aloud; spoken as written where no spoken form is given. */
  readonly speech: (key: string, params?: TextParams) => string;
}

export function voiceOf(phrases: Readonly<Record<Locale, SkillPhrases>>, locale: Locale): Voice {
  const { replies, speech } = phrases[locale];
  const said = (params: TextParams): TextParams =>
    typeof params.skill === 'string' ? { ...params, skill: actWord(params.skill, locale) } : params;
  return {
    locale,
    text: (key, params = {}) => fill(replies[key] ?? `{${key}}`, said(params), locale),
    speech: (key, params = {}) => fill(speech[key] ?? replies[key] ?? `{${key}}`, said(params), locale),
  };
}

/** At most `limit` items, then how many more: `overflow` is the text for the rest, with `{count}`. */
export function shortList(
  items: readonly string[],
  limit: number,
  locale: Locale,
  overflow: string,
): readonly string[] {
  if (items.length <= limit) return items;
  return [...items.slice(0, limit), fill(overflow, { count: items.length - limit }, locale)];
}
