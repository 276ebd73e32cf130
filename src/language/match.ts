import type { Lexicon } from './lexicon.js';
import { wordsAt } from './lexicon.js';
import type { Atom, Cue, Piece, Role, Sentence, WordPiece } from './types.js';

/** An intent that a sentence names, and where. */
export interface Candidate {
  readonly intent: string;
  readonly start: number;
  readonly end: number;
  /** Atoms of the cue's own words. */
  readonly weight: number;
  readonly pieces: readonly Piece[];
}

/** Why a sentence that names a write does not ask for it. */
export interface Mood {
  readonly question: boolean;
  readonly story: boolean;
  /** Somebody is named who does it: "we roll back …". */
  readonly told: boolean;
  readonly conditional: boolean;
  readonly negated: boolean;
}

/**
 * Every known phrase that keeps to the borders of the pieces and is no part of a name or version. In Latin script every
 * word is a border; in Hangul, which is looked at by syllable, only the pieces tell where a word ends.
 */
export function mentionsIn(
  atoms: readonly Atom[],
  pieces: readonly Piece[],
  lexicon: Lexicon,
): readonly WordPiece[] {
  const starts = new Set(pieces.map((piece) => piece.start));
  const ends = new Set(pieces.map((piece) => piece.end));
  const taken = pieces.filter((piece) => (piece.kind === 'name' && !piece.near) || piece.kind === 'version');
  const borders = (word: WordPiece) => {
    const latin = (index: number) => atoms[index]?.script === 'latin';
    return (starts.has(word.start) || latin(word.start)) && (ends.has(word.end) || latin(word.end - 1));
  };
  return atoms
    .flatMap((_atom, start) => wordsAt(lexicon, atoms, start))
    .filter((word) => borders(word) && !taken.some((piece) => overlaps(piece, word)));
}

function overlaps(a: Piece, b: Piece): boolean {
  return a.start < b.end && b.start < a.end;
}

/**
 * Every cue whose phrases all stand in the sentence, in order. A cue of one phrase is found wherever it stands, one with
 * gaps at its first complete place, so that the work stays in proportion to the sentence.
 */
export function candidatesOf(sentence: Sentence): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const [cue, places] of placesByCue(sentence.mentions)) {
    const [single] = cue.parts.length === 1 ? [places[0] ?? []] : [];
    const matches =
      single === undefined ? [firstChain(places, cue.parts.length)] : single.map((word) => [word]);
    for (const spans of matches) if (spans.length > 0) found.push(candidateOf(cue, spans, sentence));
  }
  for (const piece of sentence.pieces)
    if (piece.kind === 'code') found.push({ ...reach([piece]), intent: 'confirm-code', pieces: [piece] });
  return found;
}

/** For each cue, where each of its phrases stands. */
function placesByCue(mentions: readonly WordPiece[]): ReadonlyMap<Cue, readonly (readonly WordPiece[])[]> {
  const places = new Map<Cue, WordPiece[][]>();
  for (const word of mentions)
    for (const { cue, index } of word.parts) {
      const byPart = places.get(cue) ?? cue.parts.map(() => []);
      byPart[index]?.push(word);
      places.set(cue, byPart);
    }
  return places;
}

/** The first phrase, and behind it the nearest place of each next one; empty when one is missing. */
function firstChain(places: readonly (readonly WordPiece[])[], parts: number): readonly WordPiece[] {
  const chain: WordPiece[] = [];
  for (const place of places) {
    const from = chain.at(-1)?.end ?? 0;
    const next = place.find((word) => word.start >= from);
    if (next === undefined) return [];
    chain.push(next);
  }
  return chain.length === parts ? chain : [];
}

function candidateOf(cue: Cue, spans: readonly WordPiece[], sentence: Sentence): Candidate {
  const pieces = sentence.pieces.filter((piece) => spans.some((span) => overlaps(piece, span)));
  return { ...reach(spans), intent: cue.intent, pieces };
}

function reach(spans: readonly Piece[]): Pick<Candidate, 'start' | 'end' | 'weight'> {
  const weight = spans.reduce((sum, span) => sum + span.end - span.start, 0);
  return { start: spans[0]?.start ?? 0, end: spans.at(-1)?.end ?? 0, weight };
}

/**
 * Orders candidates so that the first is what was meant. English: the first verb wins. Korean ends on its verb: the last
 * one of the first clause wins. Ties go to the longer cue.
 */
export function ranked(candidates: readonly Candidate[], sentence: Sentence): readonly Candidate[] {
  const clauseEnd = sentence.locale === 'ko' ? firstClauseEnd(candidates, sentence) : Infinity;
  const inClause = candidates.filter((candidate) => candidate.start < clauseEnd);
  const order =
    sentence.locale === 'ko'
      ? (a: Candidate, b: Candidate) => b.end - a.end || b.weight - a.weight
      : (a: Candidate, b: Candidate) => a.start - b.start || b.weight - a.weight;
  const sorted = [...inClause].sort(order);
  return sentence.locale === 'ko' ? fullestFirst(sorted) : sorted;
}

/** Of cues that share words with the last one, the one that explains most comes first: 빌드 … 상태 before 상태 어때. */
function fullestFirst(sorted: readonly Candidate[]): readonly Candidate[] {
  const last = sorted[0];
  if (last === undefined) return sorted;
  const sharing = sorted.filter((candidate) => candidate.start < last.end && last.start < candidate.end);
  const fullest = sharing.reduce(
    (a, b) => (b.weight > a.weight || (b.weight === a.weight && b.start < a.start) ? b : a),
    last,
  );
  return [fullest, ...sorted.filter((candidate) => candidate !== fullest)];
}

/** Where the first clause ends: at a connective (하고) that follows a cue. */
function firstClauseEnd(candidates: readonly Candidate[], sentence: Sentence): number {
  const connective = sentence.pieces.find(
    (piece) =>
      piece.kind === 'word' &&
      piece.roles.has('connective') &&
      candidates.some((candidate) => candidate.end === piece.start),
  );
  return connective?.start ?? Infinity;
}

/** Writes named behind the chosen cue. `joined`: only behind an "and" (취소하고 롤백해, "cancel #42 and roll back"). */
export function laterWrites(
  candidates: readonly Candidate[],
  chosen: Candidate,
  lexicon: Lexicon,
  sentence: Sentence,
  joined = false,
): readonly string[] {
  const connective = sentence.pieces.find(
    (piece) => piece.start >= chosen.end && hasRole(piece, ['connective']),
  );
  const from = joined ? (connective?.end ?? Infinity) : chosen.end;
  const later = candidates.filter(
    (candidate) => candidate.start >= from && lexicon.intents.get(candidate.intent)?.effect === 'write',
  );
  return [...new Set(later.map((candidate) => candidate.intent))];
}

/** Question words, past tense, conditionals and negation outside the chosen cue. */
export function moodOf(sentence: Sentence, cue: Candidate | undefined): Mood {
  const others = sentence.pieces.filter(
    (piece) => piece.kind === 'word' && !(cue?.pieces.includes(piece) ?? false),
  );
  const has = (...roles: readonly Role[]) => others.some((piece) => hasRole(piece, roles));
  return {
    question: has('question') || asksByVerb(sentence, cue, others),
    story: has('story', 'past'),
    told: others.some((piece) => hasRole(piece, ['subject']) && piece.start < (cue?.start ?? 0)),
    conditional: has('conditional'),
    negated: has('negation') || negatedWithin(sentence, cue),
  };
}

/** An English question may begin with its verb ("did the …"); a Korean one ends on it (… 했어요). */
function asksByVerb(sentence: Sentence, cue: Candidate | undefined, others: readonly Piece[]): boolean {
  if (sentence.locale === 'ko')
    return others.some((piece) => hasRole(piece, ['auxiliary']) && piece.start >= (cue?.end ?? 0));
  const first = sentence.pieces.find((piece) => !hasRole(piece, ['courtesy', 'telling', 'greeting']));
  return first !== undefined && others.includes(first) && hasRole(first, ['auxiliary']);
}

/** "no" right before a verb is a negation too, where it is not an answer of its own. */
function negatedWithin(sentence: Sentence, cue: Candidate | undefined): boolean {
  const before = sentence.pieces.find((piece) => piece.end === cue?.start);
  return before !== undefined && hasRole(before, ['no']);
}

/** A piece that has one of the roles. */
export function hasRole(piece: Piece | undefined, roles: readonly Role[]): boolean {
  return piece?.kind === 'word' && roles.some((role) => piece.roles.has(role));
}
