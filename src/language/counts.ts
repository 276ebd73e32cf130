import { hasRole } from './match.js';
import type { CountPiece, NumberPiece, Piece, Sentence } from './types.js';

/** How many replicas were asked for; several choices when it can be meant in several ways. */
export interface Counted {
  readonly choices: readonly (number | string)[];
  readonly pieces: readonly Piece[];
}

/** A total is a number, a difference is text with its sign: 5, "+2", "-1". */
export function countOf(sentence: Sentence): Counted | undefined {
  const counts = sentence.pieces.filter((piece): piece is CountPiece => piece.kind === 'count');
  const bare = sentence.pieces.filter(
    (piece): piece is NumberPiece => piece.kind === 'number' && standsForCount(piece, sentence),
  );
  const said = counts.length > 0 ? counts : bare;
  const sources = [...counts, ...bare].filter((piece) => isSource(piece, sentence));
  const wanted = said.filter((piece) => !sources.includes(piece));
  const pieces = [...wanted, ...sources];
  if (pieces.length === 0) return undefined;
  // "from 3" alone says nothing of where to.
  const readings = wanted.flatMap((piece) => readingsOf(piece, sentence, sources.length > 0));
  return { choices: [...new Set(readings)], pieces };
}

/** How many there were: "from 3 to 8", 세 개에서 여덟 개로. */
function isSource(piece: CountPiece | NumberPiece, sentence: Sentence): boolean {
  const beside = sentence.pieces[sentence.pieces.indexOf(piece) + (sentence.locale === 'ko' ? 1 : -1)];
  return hasRole(beside, ['from']);
}

/** A bare number is a count after "to" or "by"; typed, anywhere. */
function standsForCount(piece: NumberPiece, sentence: Sentence): boolean {
  return sentence.source === 'chat' || hasRole(before(piece, sentence), ['to', 'by', 'from']);
}

function before(piece: Piece, sentence: Sentence): Piece | undefined {
  return sentence.pieces[sentence.pieces.indexOf(piece) - 1];
}

/** `sourced`: it was said how many there were, so that a plain count is how many there shall be. */
function readingsOf(
  piece: CountPiece | NumberPiece,
  sentence: Sentence,
  sourced: boolean,
): readonly (number | string)[] {
  const { value } = piece;
  const mode = piece.kind === 'count' ? piece.mode : piece.plain ? 'plain' : 'unclear';
  const said = (...roles: Parameters<typeof hasRole>[1]) =>
    sentence.pieces.some((other) => hasRole(other, roles));
  const falling = said('fall', 'remove');
  const difference = `${falling ? '-' : '+'}${String(value)}`;
  const previous = before(piece, sentence);
  const counted = sentence.locale === 'ko' && piece.kind === 'count';
  switch (mode) {
    case 'to':
      return [value];
    case 'more':
      return neutral(sentence) && !falling && !said('rise', 'add') ? [value, difference] : [difference];
    case 'less':
      return [`-${String(value)}`];
    case 'unclear':
      return [value, difference];
    case 'plain':
      if (sentence.locale === 'en' && hasRole(previous, ['to'])) return [value];
      if (hasRole(previous, ['by']) || said('add', 'remove')) return [difference];
      // 다섯 개에서 두 개 줄여 is still to two or by two: only 두 개로 is a total.
      return (!sourced || counted) && (falling || said('rise')) ? [value, difference] : [value];
  }
}

/** 다섯 개 더 스케일: the verb sets a total, the count a difference. In a bare answer (두 개 더) nothing contradicts it. */
function neutral(sentence: Sentence): boolean {
  const scales = sentence.mentions.some((word) => word.parts.some((part) => part.cue.intent === 'scale'));
  return sentence.locale === 'ko' && scales;
}
