import type { Locale } from '../contracts/message.js';
import type { Atom } from './types.js';

/** Longer messages are refused unread: nobody says two thousand characters to a bot. Characters, not bytes. */
export const MAX_LENGTH = 2000;

const HANGUL = /[가-힣ㄱ-ㆎ]/u;
const ADDRESS = /^\s*(?:<@[^>]*>\s*|@[\w.-]+\s+)*(?:\/[a-z][\w-]*\s+)?/iu;
/**
 * A token is, in this order: an operation number, a version with a slip in it (1..4, which is no version 1), a version, a signed or plain number, a Latin word with inner
 * hyphens or apostrophes, one Hangul syllable, or a mark that separates.
 */
const TOKEN =
  /#\d+|v?\d+(?:\.\d+)*\.{2,}[\d.]*\d|v?\d+(?:\.\d+)+(?:[-+][a-z0-9.-]*[a-z0-9])?|v\d+(?![a-z0-9])|(?<![\p{L}\p{N}])[+-]\d+|\d+(?![\p{Script=Latin}\d])|[\p{Script=Latin}\d]+(?:['_./-][\p{Script=Latin}\d]+)*|[가-힣]|[ㄱ-ㆎ]+|[,:;.!?…]|[^\s\p{L}\p{N}]|\p{L}+|\p{N}+/giu;
const CONTRACTIONS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    "what's": ['what', 'is'],
    "who's": ['who', 'is'],
    "where's": ['where', 'is'],
    "why's": ['why', 'is'],
    "how's": ['how', 'is'],
    whats: ['what', 'is'],
  }),
);

/** Lower case, composed, with curly quotes and full-width forms made plain. */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u2018\u2019\u02bc]/gu, "'")
    .replace(/[\u200b-\u200f\u2060\ufeff]/gu, '')
    .toLowerCase();
}

/** The message without the mention or slash command that addresses the bot. */
export function withoutAddress(text: string): string {
  return text.replace(ADDRESS, '');
}

/** The language of a text by its script: a Korean speaker's English command is still English. */
export function detectLocale(text: string): Locale {
  return HANGUL.test(text) ? 'ko' : 'en';
}

/** Cuts a plain text into atoms. Work is linear in the text's length. */
export function atomize(text: string): readonly Atom[] {
  const atoms: Atom[] = [];
  let end = 0;
  let pause = false;
  for (const match of text.matchAll(TOKEN)) {
    const token = match[0];
    const spaced = match.index > end || atoms.length === 0 || pause;
    end = match.index + token.length;
    if (!/[\p{L}\p{N}]/u.test(token)) {
      pause = pause || /[,:;.!?…]/u.test(token);
      continue;
    }
    const words = CONTRACTIONS.get(token) ?? [token];
    words.forEach((word, index) =>
      atoms.push({
        text: word,
        script: scriptOf(word),
        spaced: index > 0 || spaced,
        pause: index === 0 && pause,
      }),
    );
    pause = false;
  }
  return atoms;
}

function scriptOf(word: string): Atom['script'] {
  if (HANGUL.test(word)) return 'hangul';
  return /^(?:#|[+-])?v?\d/u.test(word) ? 'number' : 'latin';
}

/** The text of a span: Latin words are parted by a space, Hangul syllables are not. */
export function spanText(atoms: readonly Atom[], start: number, end: number): string {
  let text = '';
  for (let index = start; index < end; index++) {
    const atom = atoms[index];
    if (atom === undefined) break;
    const glued = index === start || atom.script === 'hangul' || atoms[index - 1]?.script === 'hangul';
    text += glued ? atom.text : ` ${atom.text}`;
  }
  return text;
}

/** A phrase of a table in the form that {@link spanText} gives it when it is met in a message. */
export function phraseKey(phrase: string): { readonly key: string; readonly atoms: number } {
  const atoms = atomize(plainText(phrase));
  return { key: spanText(atoms, 0, atoms.length), atoms: atoms.length };
}
