import type { Ask } from '../contracts/command.js';
import { spanText } from './normalize.js';
import type { Case } from './questions.js';
import type { Filled } from './slots.js';
import type { NameSlot, Piece, Sentence } from './types.js';

/** Where a name is asked for, the one unexplained word is what was said in its place. */
export function unknownName(ask: Ask, left: readonly Piece[], sentence: Sentence): string | undefined {
  const [word] = left;
  if (!('slot' in ask) || word?.kind !== 'unknown' || left.length !== 1) return undefined;
  return ask.slot === 'service' || ask.slot === 'environment'
    ? spanText(sentence.atoms, word.start, word.end)
    : undefined;
}

/** Words before which a place is said. */
const PLACE_WORDS: ReadonlySet<string> = new Set(['in', 'on', 'at']);
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
