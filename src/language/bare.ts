import type { Understanding } from '../contracts/command.js';
import type { Lexicon } from './lexicon.js';
import { hasRole } from './match.js';
import type { Candidate } from './match.js';
import { spanText } from './normalize.js';
import type { Piece, Role, Sentence } from './types.js';

/** Words that may stand beside a bare yes, no or cancel without making it something else. */
const BESIDE: readonly Role[] = [
  'courtesy',
  'greeting',
  'filler',
  'noun',
  'particle',
  'pronoun',
  'thanks',
  'to',
];
const BARE = ['confirm-no', 'cancel', 'confirm-yes', 'repeat', 'more'] as const;
type Bare = (typeof BARE)[number];
/** Counted as a yes when typed; by voice they are backchannel. */
const TYPED_YES = new Set(['yeah', 'yup', 'aye']);

/** A yes, no, cancel, repeat or more that is the whole utterance; a yes may name the environment, the act and a code. */
export function wholeUtterance(
  sentence: Sentence,
  candidates: readonly Candidate[],
  lexicon: Lexicon,
): Understanding | undefined {
  if (isTypedYes(sentence)) return act('confirm-yes', {}, sentence);
  const present = BARE.filter(
    (id) => lexicon.intents.has(id) && candidates.some((candidate) => candidate.intent === id),
  );
  const cued = (id: string) =>
    new Set<Piece>(
      candidates.filter((candidate) => candidate.intent === id).flatMap((candidate) => candidate.pieces),
    );
  const fits = present.filter((id) =>
    id === 'confirm-yes' ? confirms(sentence, candidates, cued(id), lexicon) : fillsAll(id, sentence, cued),
  );
  const [bare] = fits.sort((a, b) => size(cued(b)) - size(cued(a)));
  if (bare === undefined) return undefined;
  return bare === 'confirm-yes' ? confirmation(sentence, candidates, lexicon) : act(bare, {}, sentence);
}

function isTypedYes(sentence: Sentence): boolean {
  return (
    sentence.source === 'chat' &&
    sentence.pieces.length > 0 &&
    sentence.pieces.every(
      (piece) => hasRole(piece, ['loose-yes']) && TYPED_YES.has(sentence.atoms[piece.start]?.text ?? ''),
    )
  );
}

function size(pieces: ReadonlySet<Piece>): number {
  return [...pieces].reduce((sum, piece) => sum + piece.end - piece.start, 0);
}

function fillsAll(id: Bare, sentence: Sentence, cued: (id: string) => ReadonlySet<Piece>): boolean {
  const own = cued(id);
  const stops = id === 'confirm-no' || id === 'cancel' ? [cued('confirm-no'), cued('cancel')] : [];
  const beside: readonly Role[] = stops.length > 0 ? [...BESIDE, 'no', 'negation'] : [...BESIDE, 'telling'];
  return sentence.pieces.every(
    (piece) =>
      piece.kind === 'word' &&
      (own.has(piece) || stops.some((set) => set.has(piece)) || hasRole(piece, beside)),
  );
}

/** Nothing but yes-words, environments, an act, a code and courtesy; no question mark. */
function confirms(
  sentence: Sentence,
  candidates: readonly Candidate[],
  own: ReadonlySet<Piece>,
  lexicon: Lexicon,
): boolean {
  if (sentence.asking) return false;
  const acts = actPieces(candidates, lexicon);
  const named = sentence.pieces.some((piece) => piece.kind === 'name');
  if (named && sentence.source === 'voice' && !namesConfirmation(sentence, acts)) return false;
  return sentence.pieces.every((piece) => {
    if (own.has(piece) || acts.has(piece)) return true;
    if (piece.kind === 'name') return piece.slot === 'environment';
    return piece.kind === 'code' || piece.kind === 'number' || hasRole(piece, [...BESIDE, 'yes']);
  });
}

/** By voice a phrase that names the environment must say "confirm", 진행 or what is confirmed; "yes to dev" is misheard. */
function namesConfirmation(sentence: Sentence, acts: ReadonlySet<Piece>): boolean {
  const words = ['confirm', 'confirmed', 'proceed', '진행', '확인', '확정', '컨펌'];
  return (
    acts.size > 0 ||
    sentence.mentions.some((word) =>
      spanText(sentence.atoms, word.start, word.end)
        .split(' ')
        .some((each) => words.includes(each)),
    )
  );
}

function actPieces(candidates: readonly Candidate[], lexicon: Lexicon): ReadonlySet<Piece> {
  return new Set(
    candidates
      .filter((candidate) => lexicon.intents.get(candidate.intent)?.effect === 'write')
      .flatMap((candidate) => candidate.pieces),
  );
}

function confirmation(sentence: Sentence, candidates: readonly Candidate[], lexicon: Lexicon): Understanding {
  const environments = sentence.pieces.filter((piece) => piece.kind === 'name');
  const names = [...new Set(environments.flatMap((piece) => piece.names))];
  const [environment] = names;
  const act_ = candidates.find(
    (candidate) => lexicon.intents.get(candidate.intent)?.effect === 'write' && candidate.intent !== 'resume',
  );
  const code = sentence.pieces.find((piece) => piece.kind === 'code' || piece.kind === 'number');
  const slots = {
    ...(environment === undefined ? {} : { environment }),
    ...(act_ === undefined ? {} : { act: act_.intent }),
    ...(code !== undefined && 'digits' in code ? { code: code.digits } : {}),
  };
  if (names.length > 1 || environments.some((piece) => piece.near)) {
    const { environment: _unsure, ...rest } = { environment: '', ...slots };
    return {
      decision: 'ask',
      intent: 'confirm-yes',
      slots: rest,
      ask: { slot: 'environment', choices: names },
      confidence: 0.7,
    };
  }
  return act('confirm-yes', slots, sentence);
}

function act(
  intent: string,
  slots: Readonly<Record<string, string | number>>,
  sentence: Sentence,
): Understanding {
  return { decision: 'act', intent, slots, confidence: sentence.source === 'voice' ? 0.95 : 0.98, fuzzy: [] };
}
