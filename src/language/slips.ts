import type { Understanding } from '../contracts/command.js';
import type { Lexicon } from './lexicon.js';
import { atomize, contractionsKnown, spanText } from './normalize.js';
import { deletions, spelling, withinOneEdit } from './sounds.js';
import type { Atom, Piece, Sentence } from './types.js';

/** Letters of a known word below which a slip makes too many others of it. */
const MIN_LETTERS = 4;
/** In shorter Latin words a changed letter makes another word (skip, ship); one left out, doubled or swapped does not. */
const MIN_CHANGED = 5;
/** A sentence with more words than this that nothing explains is no command with a slip. */
const MOST_SLIPS = 2;
/** Readings that are tried of one sentence. */
const MOST_READINGS = 4;
/** Syllables. */
const LONGEST_WORD = 5;
/** Pieces of a verb said alone: 롤벡 해 줘. */
const WITH_COURTESY = 2;
/** What confirms is never guessed. */
const NEVER_GUESSED = new Set(['confirm-yes', 'confirm-no', 'confirm-code']);

/** Words that the engine knows, by their letters and by these with each left out in turn. */
export type WordIndex = ReadonlyMap<string, readonly string[]>;

/** Every word of the cues and word lists that is long enough to be known again with a slip in it. */
export function indexWords(lexicon: Lexicon): WordIndex {
  const index = new Map<string, string[]>();
  const words = new Set([...lexicon.entries.keys()].flatMap((key) => key.split(' ')));
  for (const word of [...words, ...contractionsKnown]) {
    const spelled = spelling(word);
    if (spelled.length < MIN_LETTERS || !/^(?:[a-z']+|[가-힣]+)$/u.test(word)) continue;
    for (const form of [spelled, ...deletions(spelled)]) index.set(form, [...(index.get(form) ?? []), word]);
  }
  return index;
}

interface Reading {
  readonly sentence: Sentence;
  readonly meaning: Understanding;
}

/**
 * What a typed sentence means whose verb has a slip in it ("deplyo checkout …", 베포해 줘), where it meant nothing as it is.
 * A read is answered; a write is offered as a question. A read with a word that nothing explains may be a better one
 * ("pipline status"). Undefined when no known word is near.
 */
export function withoutSlips(
  as: Reading,
  index: () => WordIndex,
  read: (atoms: readonly Atom[]) => Reading,
  lexicon: Lexicon,
): Understanding | undefined {
  const { sentence, meaning } = as;
  const effect = lexicon.intents.get(meaning.intent)?.effect;
  const nothing = meaning.decision === 'ignore' && meaning.smalltalk === undefined;
  const slips = sentence.pieces.filter(({ kind }) => kind === 'unknown');
  if (sentence.source === 'voice' || slips.length === 0 || slips.length > MOST_SLIPS) return undefined;
  if (!nothing && (effect === 'dialogue' || meaning.decision === 'reject')) return undefined;
  const readings = correctionsOf(sentence, slips, index())
    .map(read)
    .filter((reading) => explained(reading));
  const looks = readings.find(
    ({ meaning: other }) =>
      other.decision === 'act' &&
      lexicon.intents.get(other.intent)?.effect === 'read' &&
      (other.intent !== meaning.intent || other.intent === 'help'),
  );
  if (looks !== undefined || !nothing) return looks?.meaning;
  return joined(readings.flatMap((reading) => offered(reading, lexicon)));
}

/** The first; where it is a question, with what else it may be (추소: 취소, 축소). */
function joined(guesses: readonly Understanding[]): Understanding | undefined {
  const [first] = guesses;
  if (first?.decision !== 'ask' || !('intents' in first.ask)) return first;
  const asked = guesses.flatMap((guess) =>
    guess.decision === 'ask' && 'intents' in guess.ask ? guess.ask.intents : [],
  );
  return { ...first, ask: { intents: [...new Set(asked)] } };
}

/** Nothing in it is left unexplained, or at least what it is about is named. */
function explained({ sentence, meaning }: Reading): boolean {
  if (meaning.decision === 'ignore') return false;
  const unknown = sentence.pieces.some(({ kind }) => kind === 'unknown');
  return !unknown || sentence.pieces.some((piece) => piece.kind === 'name' && !piece.near);
}

/** What changes something is asked about whole, however well the rest was understood; by itself or with what it is for. */
function offered({ meaning, sentence }: Reading, lexicon: Lexicon): readonly Understanding[] {
  const effect = lexicon.intents.get(meaning.intent)?.effect;
  if (effect === undefined || effect === 'setting' || NEVER_GUESSED.has(meaning.intent)) return [];
  if (meaning.decision === 'reject' || effect === 'read') return [meaning];
  const { intent, slots } = meaning;
  if (Object.keys(slots).length === 0 && sentence.pieces.length > WITH_COURTESY) return [];
  return [{ decision: 'ask', intent, slots, ask: { intents: [intent] }, confidence: 0.6 }];
}

/** The sentence's atoms with known words in place of those that are near them. */
function correctionsOf(
  { atoms }: Sentence,
  slips: readonly Piece[],
  index: WordIndex,
): readonly (readonly Atom[])[] {
  let readings: readonly (readonly Atom[])[] = [atoms];
  // From the end, so that what stands before keeps its place.
  for (const slip of slips.toReversed()) {
    const places = placesOf(slip, atoms).flatMap(([start, end]) =>
      nearWords(spanText(atoms, start, end), index).map((word) => ({ start, end, word })),
    );
    const corrected = readings.flatMap((reading) =>
      places.map(({ start, end, word }) => [
        ...reading.slice(0, start),
        ...inPlaceOf(atoms[start], word),
        ...reading.slice(end),
      ]),
    );
    if (corrected.length > 0) readings = corrected.slice(0, MOST_READINGS);
  }
  return readings.filter((reading) => reading !== atoms);
}

/** A Latin word stands for itself; in Hangul the parts of the written word that hold what nothing explains, long ones first. */
function placesOf({ start, end }: Piece, atoms: readonly Atom[]): readonly (readonly [number, number])[] {
  if (atoms[start]?.script !== 'hangul') return [[start, end]];
  const starts = atoms[start].spaced ? [start] : [start, start - 1];
  const rest = atoms.slice(start + 1, start + LONGEST_WORD).findIndex(({ spaced }) => spaced);
  const border = Math.min(atoms.length, start + (rest < 0 ? LONGEST_WORD : rest + 1));
  const ends = Array.from({ length: border - start }, (_, index) => border - index);
  return ends.flatMap((to) => starts.filter((from) => to - from > 1).map((from) => [from, to] as const));
}

function nearWords(said: string, index: WordIndex): readonly string[] {
  const spelled = spelling(said);
  const found = [spelled, ...deletions(spelled)].flatMap((form) => index.get(form) ?? []);
  return [...new Set(found)].filter((word) => isSlipOf(spelled, spelling(word)));
}

/** One edit; of a Latin word not in its first letter, and in a short one no letter for another. */
function isSlipOf(said: string, known: string): boolean {
  if (!withinOneEdit(known, said)) return false;
  if (!/^[a-z]/u.test(known)) return true;
  const begins = said[0] === known[0] || said[1] === known[0];
  return begins && (known.length >= MIN_CHANGED || said.length !== known.length || isSwap(said, known));
}

function isSwap(said: string, known: string): boolean {
  const letters = (word: string) => Array.from(word).sort().join('');
  return letters(said) === letters(known);
}

function inPlaceOf(slip: Atom | undefined, word: string): readonly Atom[] {
  return atomize(word).map((atom, index) => ({
    ...atom,
    spaced: index === 0 ? (slip?.spaced ?? true) : atom.spaced,
    pause: index === 0 && (slip?.pause ?? false),
  }));
}
