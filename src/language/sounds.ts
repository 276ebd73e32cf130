import { disassemble } from 'es-hangul';

/** Letters only, so that `ad-service`, "ad service" and "a d service" are one. */
export function joined(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '');
}

/** Hangul as its letters, everything else as it is: what typing slips are counted on. */
export function spelling(text: string): string {
  const letters = joined(text);
  return /[가-힣]/u.test(letters) ? disassemble(letters).replaceAll(' ', '') : letters;
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
