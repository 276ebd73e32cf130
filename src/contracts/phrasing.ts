import type { Locale } from './message.js';
import type { TextParams } from './outcome.js';

/** The Korean particles that depend on whether the word before them ends in a consonant. */
const PARTICLES: Readonly<Record<string, readonly [withFinal: string, withoutFinal: string]>> = {
  '을/를': ['을', '를'],
  '이/가': ['이', '가'],
  '은/는': ['은', '는'],
  '과/와': ['과', '와'],
  '으로/로': ['으로', '로'],
  '이에요/예요': ['이에요', '예요'],
  '이라고/라고': ['이라고', '라고'],
  '이라는/라는': ['이라는', '라는'],
};

/** Final consonants (0 none, 8 = ㄹ) of how digits are read in Korean. */
const DIGIT_FINALS = [21, 8, 0, 16, 0, 0, 1, 8, 8, 0];
/** And of how Latin words are, by their ending, the longest first: 카트, 체크아웃, 워커, 프로필, 스테이징. All others end in a vowel. */
const ENDING_FINALS: readonly (readonly [ending: RegExp, final: number])[] = [
  [/ng$/, 21],
  [/ck$/, 1],
  // After another consonant these get a vowel of their own: 카트, 태스크, 에이전트.
  [/[b-df-hj-np-tv-z][tkp]$/, 0],
  [/l[el]?$/, 8],
  [/[aeiouy]n[e]?$|n$/, 4],
  [/me?$/, 16],
  [/t$/, 19],
  [/[ck]$/, 1],
  [/[pb]$/, 17],
];
/** Capitals, and words without a vowel (db, dns), are read out letter by letter: 엘, 엠, 엔, 알. */
const SPELLED_FINALS: Readonly<Record<string, number>> = { L: 8, M: 16, N: 4, R: 8 };

/** The final consonant's index of a word's last sound in Korean reading; 0 when it ends in a vowel. */
function finalConsonant(word: string): number {
  const bare = word.replace(/[^\p{L}\p{N}]+$/u, '');
  const last = Array.from(bare).at(-1) ?? '';
  const code = last.codePointAt(0) ?? 0;
  if (code >= 0xac00 && code <= 0xd7a3) return (code - 0xac00) % 28;
  if (/\d/.test(last)) return DIGIT_FINALS[Number(last)] ?? 0;
  if (/(?:^|[^A-Za-z])(?:[A-Z]+|[b-df-hj-np-tv-xz]+)$/.test(bare))
    return SPELLED_FINALS[last.toUpperCase()] ?? 0;
  const read = bare.slice(-8).toLowerCase();
  return ENDING_FINALS.find(([ending]) => ending.test(read))?.[1] ?? 0;
}

function particle(word: string, pair: readonly [string, string], name: string): string {
  const final = finalConsonant(word);
  const RIEUL = 8;
  if (name === '으로/로') return final === 0 || final === RIEUL ? pair[1] : pair[0];
  return final === 0 ? pair[1] : pair[0];
}

/** The particle as it must be after another word: 을 after 결제 is 를. Anything else is given back as it is. */
export function refitted(word: string, said: string): string {
  const found = Object.entries(PARTICLES).find(([, pair]) => pair.includes(said));
  return found === undefined ? said : particle(word, found[1], found[0]);
}

/**
 * Fills `{name}` and, in Korean, `{name:을/를}` (the value followed by the fitting particle). Lists are joined in the
 * reader's language, `{names:or}` as alternatives. A placeholder without a value stays visible, so that tests find it.
 */
export function fill(template: string, params: TextParams, locale: Locale): string {
  return template.replace(/\{(\w+)(?::([^}]+))?\}/g, (whole, name: string, form: string | undefined) => {
    const value = params[name];
    if (value === undefined) return whole;
    const text = Array.isArray(value) ? joinList(value, locale, form === 'or' ? 'or' : 'and') : String(value);
    const pair = form === undefined ? undefined : PARTICLES[form];
    return pair === undefined || form === undefined ? text : text + particle(text, pair, form);
  });
}

/** "a, b and c" or "a, b or c"; in Korean "a, b, c". */
export function joinList(items: readonly string[], locale: Locale, word: 'and' | 'or' = 'and'): string {
  if (locale === 'ko' || items.length < 2) return items.join(', ');
  return `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1) ?? ''}`;
}
