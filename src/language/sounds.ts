import { disassemble } from 'es-hangul';

/** Letters only, so that `ad-service`, "ad service" and "a d service" are one. */
export function joined(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '');
}

/** Hangul as its letters, everything else as it is: what typing slips are counted on. */
export function spelling(text: string): string {
  return disassemble(joined(text)).replaceAll(' ', '');
}

/** Rules in order: what English letters sound like, voiced and voiceless joined. Vowels go, but for a first one. */
const ENGLISH_SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/tion|sion/gu, 'SN'],
  [/ph/gu, 'F'],
  [/tch|ch|sh/gu, 'X'],
  [/th/gu, '0'],
  [/ck|[cq](?![eiy])|k|g(?!e)/gu, 'K'],
  [/c|s|z/gu, 'S'],
  [/g|j/gu, 'J'],
  [/x/gu, 'KS'],
  [/[td]/gu, 'T'],
  [/[bp]/gu, 'P'],
  [/[vf]/gu, 'F'],
  [/m/gu, 'M'],
  [/n/gu, 'N'],
  [/l/gu, 'L'],
  [/r/gu, 'R'],
];

/** How a Latin word sounds, coarsely: `card` and `cart` are one. Empty for other scripts. */
export function soundKey(text: string): string {
  const word = joined(text);
  if (!/^[a-z]+$/u.test(word)) return '';
  let key = word;
  for (const [pattern, sound] of ENGLISH_SOUNDS) key = key.replace(pattern, sound);
  const first = /^[aeiou]/u.test(word) ? 'A' : '';
  return first + key.replace(/[a-z]/gu, '').replace(/(.)\1+/gu, '$1');
}

const INITIALS = [
  'G',
  'K',
  'N',
  'D',
  'D',
  'R',
  'M',
  'B',
  'B',
  'S',
  'S',
  '',
  'J',
  'J',
  'C',
  'K',
  'T',
  'P',
  'H',
];
const FINALS: Readonly<Record<number, string>> = {
  1: 'K',
  4: 'N',
  7: 'T',
  8: 'R',
  16: 'M',
  17: 'P',
  19: 'T',
  20: 'T',
  21: 'Q',
  22: 'T',
  23: 'T',
  24: 'K',
  25: 'T',
  26: 'P',
};
const VOWELS = [
  'a',
  'e',
  'a',
  'e',
  'o',
  'e',
  'o',
  'e',
  'o',
  'a',
  'e',
  'e',
  'o',
  'o',
  'o',
  'e',
  'e',
  'o',
  '',
  'e',
  'e',
];

/** Consonants of a Hangul word as a loan from English would have them, led by its first vowel's colour. */
export function hangulSkeleton(text: string): string {
  let consonants = '';
  let vowel = '';
  for (const syllable of text) {
    const code = (syllable.codePointAt(0) ?? 0) - 0xac00;
    if (code < 0 || code > 11171) return '';
    const initial = Math.floor(code / 588);
    consonants += INITIALS[initial] ?? '';
    if (vowel === '') vowel = VOWELS[Math.floor((code % 588) / 28)] ?? '';
    consonants += FINALS[code % 28] ?? '';
  }
  return skeleton(/^[아-잏]/u.test(text), vowel, consonants);
}

const LOAN_SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/[^a-z]/gu, ''],
  [/tion|sion/gu, 'SN'],
  [/tch|ch/gu, 'C'],
  [/ts/gu, 'C'],
  [/sh/gu, 'S'],
  [/ph|f/gu, 'P'],
  [/th/gu, 'S'],
  [/ng(?![eiy])/gu, 'Q'],
  [/ck|q|k/gu, 'K'],
  [/x/gu, 'KS'],
  [/c(?=[eiy])/gu, 'S'],
  [/c/gu, 'K'],
  [/g(?=[eiy])|j|z/gu, 'J'],
  [/g/gu, 'G'],
  [/(?<=[aeiou])s(?=[aeiou])/gu, 'Z'],
  [/s/gu, 'S'],
  [/r(?![aeiouy])/gu, ''],
  [/[rl]/gu, 'R'],
  [/[vb]/gu, 'B'],
  [/d/gu, 'D'],
  [/t/gu, 'T'],
  [/p/gu, 'P'],
  [/m/gu, 'M'],
  [/n/gu, 'N'],
  [/h/gu, 'H'],
];

/** The skeletons under which a Latin name may be said in Hangul: `user` is 유저 or 유서. */
export function loanSkeletons(name: string): readonly string[] {
  const first = (/[aeiou]/u.exec(name)?.[0] ?? '').replace(/[ei]/u, 'e').replace(/[ou]/u, 'o');
  const open = /^[aeiouwy]/u.test(name);
  let letters = name;
  for (const [pattern, sound] of LOAN_SOUNDS) letters = letters.replace(pattern, sound);
  const consonants = letters.replace(/[a-z]/gu, '');
  const variants = consonants.includes('Z')
    ? [consonants.replaceAll('Z', 'J'), consonants.replaceAll('Z', 'S')]
    : [consonants];
  return variants.map((variant) => skeleton(open, first, variant)).filter((key) => key !== '');
}

/** Long skeletons are telling by themselves; of two consonants the first vowel must agree; shorter ones say nothing. */
function skeleton(open: boolean, vowel: string, consonants: string): string {
  const key = (open ? 'V' : '') + consonants.replace(/(.)\1+/gu, '$1');
  const length = key.length - (open ? 1 : 0);
  if (length < 2) return '';
  return length === 2 ? key + vowel : key;
}

const LETTERS: Readonly<Record<string, string>> = {
  a: '에이',
  b: '비',
  c: '씨',
  d: '디',
  e: '이',
  f: '에프',
  g: '지',
  h: '에이치',
  i: '아이',
  j: '제이',
  k: '케이',
  l: '엘',
  m: '엠',
  n: '엔',
  o: '오',
  p: '피',
  q: '큐',
  r: '알',
  s: '에스',
  t: '티',
  u: '유',
  v: '브이',
  w: '더블유',
  x: '엑스',
  y: '와이',
  z: '제트',
};

/** Latin letters as they are spelled aloud in Korean: `api` is 에이피아이. */
export function spelledInKorean(word: string): string {
  return Array.from(word, (letter) => LETTERS[letter] ?? letter).join('');
}

/** True when one insertion, deletion, substitution or swap of neighbours makes `a` of `b`. */
export function withinOneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return a === b;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  const restA = a.slice(start);
  const restB = b.slice(start);
  if (restA.length === restB.length)
    return (
      restA.slice(1) === restB.slice(1) ||
      (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
    );
  return restA.length > restB.length ? restA.slice(1) === restB : restA === restB.slice(1);
}

/** The word with each of its letters left out in turn: two words one edit apart share one of these. */
export function deletions(word: string): readonly string[] {
  return Array.from(word, (_letter, index) => word.slice(0, index) + word.slice(index + 1));
}
