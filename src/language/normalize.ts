import type { Locale } from '../contracts/message.js';
import type { Atom } from './types.js';

/** Longer messages are refused unread: nobody says two thousand characters to a bot. Characters, not bytes. */
export const MAX_LENGTH = 2000;

const HANGUL = /[가-힣ㄱ-ㆎ]/u;
/** Only the bot's own names: "@bob deploy …" is for Bob. The chat adapters take out the mention of whatever it is called there. */
const ADDRESS = /^\s*(?:<@[^>]*>\s*|@(?:coxswain|ops|[\w.-]*bot)[\s:,]+)*(?:\/[a-z][\w-]*\s+)?/iu;
/** Lines that begin with `>`; `>>>` quotes all that follows. */
const QUOTED = /^\s*(?:>|&gt;){3}[^]*|^[^\S\n]*(?:>|&gt;).*$/gmu;
/**
 * A token is, in this order: a sign of damage, a number with a mark that changes it (<1.4, 5%), an operation number, a version with a slip in it (1..4, which is no version 1), a version, a signed or plain number, a Latin word with inner
 * hyphens or apostrophes, one Hangul syllable, or a mark that separates.
 */
const TOKEN =
  /(?!\s)[\p{Cc}\p{Cs}\p{Co}\p{M}\ufffd\u202d\u202e]|~(?=[\p{L}\p{N}])|(?:[<>≤≥]=?|[\^$€£₩])\s*v?\d[\d.]*|\d[\d.]*\s*%|#\d+|v?\d+(?:\.\d+)*\.{2,}[\d.]*\d|v?\d+(?:\.\d+)+(?:[-+][a-z0-9.-]*[a-z0-9])?|v\d+(?![a-z0-9])|(?<![\p{L}\p{N}])[+-]\d+|\d+(?![\p{Script=Latin}\d])|[\p{Script=Latin}\d]+(?:['_./-][\p{Script=Latin}\d]+)*|[가-힣]|[ㄱ-ㆎ]+|[,:;.!?…]|[^\s\p{L}\p{N}]|\p{L}+|\p{N}+/giu;
/**
 * What no keyboard means to write, or what takes a word back: control characters, bytes that were lost on the way, letters
 * struck through (also Slack's ~so~), a text turned around. Nothing explains it, so that a write is asked about.
 */
const DAMAGE = /[\p{Cc}\p{Cs}\p{Co}\p{M}\ufffd\u202d\u202e~]/u;
/** Raised and lowered digits and fractions: 1.4² is no 1.42. */
const SHIFTED = /[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209c\u2150-\u215f]/gu;
/** 해 줘~ is only friendly; a tilde before a word is not. */
const DRAWL = /~+(?![\p{L}\p{N}~])/gu;
/** Marks that are not seen. */
const UNSEEN = /[\u00ad\u200b-\u200f\u2060\u2066-\u2069\ufeff]|\p{Variation_Selector}/gu;
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

/** Contractions that are taken apart. */
export const contractionsKnown: readonly string[] = [...CONTRACTIONS.keys()];

/** Lower case, composed, with curly quotes and full-width forms made plain. */
export function plainText(text: string): string {
  return composed(text).toLowerCase();
}

/** Composed, with curly quotes and full-width forms made plain, in the letters that were written. */
export function composed(text: string): string {
  return text
    .replace(SHIFTED, '\ufffd')
    .normalize('NFKC')
    .replace(/[\u2018\u2019\u02bc]/gu, "'")
    .replace(UNSEEN, '')
    .replace(DRAWL, ' ');
}

/** The message without quoted lines (somebody else's words) and without the mention or slash command that addresses the bot. */
export function withoutAddress(text: string): string {
  return text.replace(QUOTED, '').replace(ADDRESS, '');
}

/** The language of a text by its script: a Korean speaker's English command is still English. */
export function detectLocale(text: string): Locale {
  return HANGUL.test(text) ? 'ko' : 'en';
}

/** Cuts a composed text into atoms. Work is linear in the text's length. */
export function atomize(text: string): readonly Atom[] {
  const atoms: Atom[] = [];
  let end = 0;
  let pause = false;
  for (const match of text.matchAll(TOKEN)) {
    const [written] = match;
    const token = written.toLowerCase();
    const spaced = match.index > end || atoms.length === 0 || pause;
    end = match.index + written.length;
    if (!/[\p{L}\p{N}]/u.test(token) && !DAMAGE.test(token)) {
      pause = pause || /[,:;.!?…]/u.test(token);
      continue;
    }
    const words = CONTRACTIONS.get(token) ?? [token];
    words.forEach((word, index) =>
      atoms.push({
        text: word,
        written: words.length === 1 ? written : word,
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
