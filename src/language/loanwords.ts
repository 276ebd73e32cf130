/**
 * English words as Korean writes them: 체크아웃 is checkout. A word is its consonants, each with the vowels behind it. The
 * consonants alone are looked up by hash ({@link loanKeys}, {@link hangulKey}); the vowels then tell 데브 (dev) from 디비
 * (a database) and 프로드 (prod) from 폴더 (a folder), which share their consonants.
 */
export interface LoanWord {
  /** The first entry has no consonant: the vowels that a word begins with. */
  readonly beats: readonly Beat[];
  readonly digits: string;
  /** Spelled with letters that Korean uses in no loan: 체크아욷. */
  readonly odd: boolean;
}
interface Beat {
  readonly consonant: string;
  readonly vowels: string;
}

const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
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
const VOWELS = Array.from('ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ');
/** Final consonants of loans, by their place in Unicode's order; then those of slips, which sound the same. */
const FINALS: ReadonlyMap<number, string> = new Map([
  ...([
    [0, ''],
    [1, 'K'],
    [4, 'N'],
    [8, 'R'],
    [16, 'M'],
    [17, 'P'],
    [19, 'T'],
    [21, 'Q'],
  ] as const),
]);
const ODD_FINALS: ReadonlyMap<number, string> = new Map([
  ...([
    [7, 'T'],
    [20, 'T'],
    [22, 'T'],
    [23, 'T'],
    [24, 'K'],
    [25, 'T'],
    [26, 'P'],
  ] as const),
]);

/** A Hangul word, digits may stand in it; undefined when it is no loan: other letters, or finals that no loan has. */
export function hangulLoan(text: string): LoanWord | undefined {
  const flat: Beat[] = [{ consonant: '', vowels: '' }];
  let digits = '';
  let odd = false;
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    if (/\d/u.test(letter)) digits += letter;
    else if (code < FIRST_SYLLABLE || code > LAST_SYLLABLE) return undefined;
    else {
      const syllable = code - FIRST_SYLLABLE;
      const final = FINALS.get(syllable % 28) ?? ODD_FINALS.get(syllable % 28);
      if (final === undefined) return undefined;
      odd = odd || !FINALS.has(syllable % 28);
      flat.push({
        consonant: INITIALS[Math.floor(syllable / 588)] ?? '',
        vowels: VOWELS[Math.floor((syllable % 588) / 28)] ?? '',
      });
      flat.push({ consonant: final, vowels: '' });
    }
  }
  return flat.length === 1 ? undefined : { beats: merged(flat), digits, odd };
}

/** Beats without a consonant, and those that repeat it, belong to the one before. */
function merged(flat: readonly Beat[]): readonly Beat[] {
  const beats: Beat[] = [];
  for (const beat of flat) {
    const last = beats.at(-1);
    if (last === undefined || (beat.consonant !== '' && beat.consonant !== last.consonant)) beats.push(beat);
    else beats[beats.length - 1] = { ...last, vowels: last.vowels + beat.vowels };
  }
  return beats;
}

/** Rules in order: what English letters become in Korean; what stays in small letters are the vowels. */
const LOAN_SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/[^a-z]/gu, ''],
  [/tion|sion/gu, 'SuN'],
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

/** A Latin name as Korean would hear it; undefined without a letter. */
export function latinLoan(name: string): LoanWord | undefined {
  let letters = name;
  for (const [pattern, sound] of LOAN_SOUNDS) letters = letters.replace(pattern, sound);
  if (letters === '') return undefined;
  const [, open = '', rest = ''] = /^([a-z]*)(.*)$/u.exec(letters) ?? [];
  const beats = Array.from(rest.matchAll(/([A-Z])([a-z]*)/gu), ([, consonant = '', vowels = '']) => ({
    consonant,
    vowels,
  }));
  const flat = [{ consonant: '', vowels: open }, ...beats];
  return { beats: merged(flat), digits: name.replace(/\D/gu, ''), odd: false };
}

/** The hash keys of a Latin name's consonants: `user` may be 유저 or 유서. Empty when they are too few to tell anything. */
export function loanKeys(name: string): readonly string[] {
  const loan = latinLoan(name);
  if (loan === undefined) return [];
  const first = /[aeiou]/u.exec(name)?.[0] ?? '';
  const colour = /[ei]/u.test(first) ? 'e' : /[ou]/u.test(first) ? 'o' : first;
  const key = keyOf(loan, colour);
  return [...new Set([key.replaceAll('Z', 'J'), key.replaceAll('Z', 'S')])].filter((one) => one !== '');
}

const COLOURS: ReadonlyMap<string, string> = new Map([
  ...Array.from('ㅏㅑㅘ', (vowel) => [vowel, 'a'] as const),
  ...Array.from('ㅐㅒㅔㅖㅙㅚㅞㅟㅢㅣ', (vowel) => [vowel, 'e'] as const),
  ...Array.from('ㅓㅕㅗㅛㅜㅝㅠ', (vowel) => [vowel, 'o'] as const),
]);

export function hangulKey(loan: LoanWord): string {
  const vowels = loan.beats.flatMap((beat) => Array.from(beat.vowels));
  const coloured = vowels.find((vowel) => COLOURS.has(vowel)) ?? '';
  return keyOf(loan, COLOURS.get(coloured) ?? '');
}

/** Long keys are telling by themselves; of two consonants the first vowel's colour must agree; shorter ones say nothing. */
function keyOf({ beats, digits }: LoanWord, colour: string): string {
  const consonants = beats.map((beat) => beat.consonant).join('');
  if (consonants.length < 2) return '';
  const open = beats[0]?.vowels === '' ? '' : 'V';
  return open + consonants + (consonants.length === 2 ? colour : '') + digits;
}

/** Vowels that an English letter may become. */
const HEARD: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: 'ㅏㅐㅑㅓㅔㅖㅗ',
    e: 'ㅔㅐㅓㅣㅖㅕ',
    i: 'ㅣㅏㅓ',
    o: 'ㅗㅓㅏㅜㅛ',
    u: 'ㅓㅜㅠㅏㅕ',
    w: 'ㅘㅙㅝㅞㅟㅜ',
    y: 'ㅣㅏㅑㅕㅖㅛㅠ',
  }),
);

/**
 * How well the vowels agree, given that the consonants do: `same` is the name, `alike` is near it, `different` is another
 * word. Korean puts ㅡ (behind 치, 쉬, 지: ㅣ or ㅟ) where English has no vowel; any other vowel there makes it another word.
 */
export function agreement(latin: LoanWord, hangul: LoanWord): 'same' | 'alike' | 'different' {
  const spelledOut = latin.beats.every((beat) => beat.vowels === '');
  let alike = hangul.odd;
  for (const [index, beat] of hangul.beats.entries()) {
    const written = latin.beats[index]?.vowels ?? '';
    const said = withoutFill(beat, written);
    if (written === '' && said !== '' && !spelledOut) return 'different';
    // A w parts two vowels: 오더워커 has as many syllables as order-worker, 어디까 has not.
    if (/[^w]w[^w]/u.test(written) && beat.vowels.length < 2) return 'different';
    if (written === '' || said === '') continue;
    const fits = Array.from(written, (letter) => HEARD.get(letter) ?? '').some((vowels) =>
      vowels.includes(said.charAt(0)),
    );
    alike = alike || !fits;
  }
  return alike ? 'alike' : 'same';
}

function withoutFill({ consonant, vowels }: Beat, written: string): string {
  const soft = 'CSJ'.includes(consonant) && consonant !== '' && written === '';
  return vowels.replace(soft ? /^[ㅡㅣㅟ]/u : /^ㅡ/u, '');
}
