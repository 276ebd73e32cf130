import type { Ask } from '../contracts/command.js';
import { spanText } from './normalize.js';
import type { Case } from './questions.js';
import type { Filled } from './slots.js';
import type { NameSlot, Piece, Sentence } from './types.js';

/**
 * Where a name is asked for, the unexplained words that stand in its place are what was said for it. A number is none: it
 * may be a version. By voice only a single word counts, the rest is noise.
 */
export function unknownName(ask: Ask, left: readonly Piece[], sentence: Sentence): string | undefined {
  if (!('slot' in ask) || (ask.slot !== 'service' && ask.slot !== 'environment')) return undefined;
  if (sentence.source === 'voice' && left.length !== 1) return undefined;
  const wordings = wordingsIn(left.filter(({ kind }) => kind !== 'number'));
  const [only, ...others] = wordings?.filter((wording) => fits(wording, ask.slot, sentence)) ?? [];
  return only === undefined || others.length > 0 ? undefined : spanText(sentence.atoms, only.start, only.end);
}

interface Wording {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** Unexplained words side by side, as one wording each; undefined when anything but words is left, or too many for a name. */
function wordingsIn(left: readonly Piece[]): readonly Wording[] | undefined {
  const wordings: { start: number; end: number; words: number }[] = [];
  for (const { kind, start, end } of left) {
    if (kind !== 'unknown') return undefined;
    const last = wordings.at(-1);
    if (last?.end === start) Object.assign(last, { end, words: last.words + 1 });
    else wordings.push({ start, end, words: 1 });
  }
  return wordings.every(({ words }) => words <= LONGEST_NAME) ? wordings : undefined;
}

/** "to mars" and 화성에 are places; what else was said is the thing itself. A lone wording may be either. */
function fits({ start, end }: Wording, slot: string, { atoms, pieces }: Sentence): boolean {
  const lone = pieces.every(
    (piece) => piece.kind !== 'unknown' || (piece.start >= start && piece.end <= end),
  );
  const placed =
    PLACE_WORDS.has(atoms[start - 1]?.text ?? '') ||
    atoms[start - 1]?.text === 'to' ||
    PLACE_PARTICLES.has(atoms[end]?.text ?? '');
  return lone || placed === (slot === 'environment');
}

/** Words before which a place is said. */
const PLACE_WORDS: ReadonlySet<string> = new Set(['in', 'on', 'at']);
/** Particles behind a place. */
const PLACE_PARTICLES: ReadonlySet<string> = new Set(['에', '에서', '로', '으로']);
/** Words before which the thing itself is said. */
const OBJECT_WORDS: ReadonlySet<string> = new Set([
  'of',
  'for',
  'with',
  'the',
  'service',
  'deployment',
  'app',
]);
/** In words. */
const LONGEST_NAME = 3;
/** How somebody wants to be shown something; never a name. */
const MANNERS: ReadonlySet<string> = new Set([
  ...['full', 'overall', 'current', 'latest', 'detailed', 'general', 'brief', 'short', 'complete', 'whole'],
  ...['total', 'recent', 'live', 'gimme', 'check', 'view', 'see', 'print', 'open', 'yo', 'health', 'summary'],
]);

/**
 * A look at everything is not what "status of warehouse" asks for: a typed word that stands where a name of a read can
 * stand, and that names nothing, is told as such. Noise elsewhere in the sentence stays noise.
 */
export function strayName(
  { intent, chosen, sentence }: Case,
  filled: Filled,
  left: readonly Piece[],
): { readonly slot: NameSlot; readonly said: string } | undefined {
  if (intent.effect !== 'read' || sentence.source === 'voice') return undefined;
  const word = oneName(left, sentence);
  if (word === undefined) return undefined;
  const { start, end } = word;
  const said = spanText(sentence.atoms, start, end);
  const free = (slot: NameSlot): boolean =>
    intent.slots.some(({ name }) => name === slot) &&
    filled.slots[slot] === undefined &&
    !filled.asks.some((ask) => ask.slot === slot);
  const before = sentence.atoms[start - 1]?.text ?? '';
  if (PLACE_WORDS.has(before) && free('environment')) return { slot: 'environment', said };
  const leads = chosen.pieces.some((cue) => cue.start === end);
  const follows = sentence.locale === 'en' && chosen.pieces.some((cue) => cue.end === start);
  const stands = OBJECT_WORDS.has(before) || ((leads || follows) && !MANNERS.has(said));
  return stands && free('service') ? { slot: 'service', said } : undefined;
}

/** The unexplained words as one name: side by side, few, and words of their own rather than the rest of a known one. */
function oneName(
  left: readonly Piece[],
  { atoms }: Sentence,
): { readonly start: number; readonly end: number } | undefined {
  const [first] = left;
  const last = left.at(-1);
  if (first === undefined || last === undefined || left.length > LONGEST_NAME) return undefined;
  const whole = left.every(
    (piece, index) => piece.kind === 'unknown' && (index === 0 || left[index - 1]?.end === piece.start),
  );
  return whole && atoms[first.start]?.spaced === true ? { start: first.start, end: last.end } : undefined;
}
