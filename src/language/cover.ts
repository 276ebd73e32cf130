import type { NameIndex } from './entities.js';
import { namesAt } from './entities.js';
import { englishNumbersAt } from './en/numbers.js';
import { koreanNumbersAt } from './ko/numbers.js';
import type { Lexicon } from './lexicon.js';
import { wordsAt } from './lexicon.js';
import type { Atom, Piece } from './types.js';

/** What an unexplained atom costs against a piece that explains it. A Hangul syllable is less than a word. */
const UNKNOWN_COST = { latin: 10, number: 10, hangul: 6 } as const;

interface Step {
  readonly cost: number;
  readonly piece: Piece | undefined;
}

/**
 * Cuts the atoms into the pieces that explain them best: the cheapest way through all pieces that were found at every
 * atom (shortest path from left to right). A piece costs about one, whatever its length, so long pieces win.
 */
export function cover(
  atoms: readonly Atom[],
  lexicon: Lexicon,
  names: NameIndex,
  voice: boolean,
): readonly Piece[] {
  const best: Step[] = [{ cost: 0, piece: undefined }];
  for (let start = 0; start < atoms.length; start++) {
    const sofar = best[start]?.cost ?? 0;
    for (const piece of piecesAt(atoms, start, lexicon, names, voice)) {
      const cost = sofar + costOf(piece, atoms);
      const known = best[piece.end];
      if (known === undefined || cost < known.cost) best[piece.end] = { cost, piece };
    }
  }
  return joinUnknown(wayBack(best, atoms.length));
}

function piecesAt(
  atoms: readonly Atom[],
  start: number,
  lexicon: Lexicon,
  names: NameIndex,
  voice: boolean,
): readonly Piece[] {
  const unknown: Piece = { kind: 'unknown', text: atoms[start]?.text ?? '', start, end: start + 1 };
  return [
    ...namesAt(names, atoms, start),
    ...englishNumbersAt(atoms, start, voice),
    ...koreanNumbersAt(atoms, start),
    ...wordsAt(lexicon, atoms, start).filter((word) => inPlace(word, atoms)),
    unknown,
  ];
}

/** A particle hangs on the word before it; any other single syllable is a word of its own or an ending (해, 줘). */
function inPlace(piece: Piece, atoms: readonly Atom[]): boolean {
  const first = atoms[piece.start];
  if (first?.script !== 'hangul' || piece.kind !== 'word') return true;
  if (piece.roles.has('particle')) return piece.start > 0;
  if (piece.end - piece.start > 1) return true;
  const ends = atoms[piece.end]?.spaced !== false;
  return ends && (first.spaced || piece.roles.has('courtesy'));
}

function isParticle(piece: Piece): boolean {
  return piece.kind === 'word' && piece.roles.has('particle') && piece.parts.length === 0;
}

function costOf(piece: Piece, atoms: readonly Atom[]): number {
  const inside = brokenWords(piece, atoms);
  switch (piece.kind) {
    case 'unknown':
      return UNKNOWN_COST[atoms[piece.start]?.script ?? 'latin'];
    case 'name':
      return (piece.near ? 4 : 0.9) + inside;
    case 'word':
      if (isParticle(piece) && atoms[piece.start]?.spaced === true) return 1.6;
      return (
        inside +
        (piece.roles.size > 0 || piece.value !== undefined
          ? 1
          : piece.parts.some((part) => part.cue.parts.length === 1)
            ? 0.98
            : 1.02)
      );
    case 'version':
      return 0.8 + (piece.sure ? 0 : 0.1);
    default:
      return 0.85;
  }
}

/** A Hangul piece that begins in the middle of a written word is a little less likely than one that keeps to spaces. */
function brokenWords(piece: Piece, atoms: readonly Atom[]): number {
  const first = atoms[piece.start];
  if (first?.script !== 'hangul' || isParticle(piece)) return 0;
  let gaps = first.spaced ? 0 : 0.2;
  for (let index = piece.start + 1; index < piece.end; index++)
    if (atoms[index]?.spaced === true) gaps += 0.05;
  return gaps;
}

function wayBack(best: readonly Step[], length: number): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let end = length; end > 0;) {
    const piece = best[end]?.piece;
    if (piece === undefined) break;
    pieces.unshift(piece);
    end = piece.start;
  }
  return pieces;
}

/** Unexplained syllables side by side are one unexplained word. */
function joinUnknown(pieces: readonly Piece[]): readonly Piece[] {
  const joinedUp: Piece[] = [];
  for (const piece of pieces) {
    const last = joinedUp.at(-1);
    const hangul = piece.kind === 'unknown' && /^[가-힣]+$/u.test(piece.text);
    if (hangul && last?.kind === 'unknown' && /[가-힣]$/u.test(last.text))
      joinedUp[joinedUp.length - 1] = { ...last, text: last.text + piece.text, end: piece.end };
    else joinedUp.push(piece);
  }
  return joinedUp;
}
