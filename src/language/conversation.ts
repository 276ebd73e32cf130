import type { Ask, DialogueContext, Understanding } from '../contracts/command.js';
import type { Slots } from '../contracts/message.js';
import type { Offers } from './questions.js';
import { choicesFor, missingSlot } from './questions.js';
import type { Lexicon } from './lexicon.js';
import { candidatesOf, hasRole } from './match.js';
import { bareBranch, fillSlots } from './slots.js';
import type { KnownIntent, Piece, Role, Sentence } from './types.js';

interface Turn {
  readonly sentence: Sentence;
  /** What the sentence means by itself. */
  readonly alone: Understanding;
  readonly context: DialogueContext;
  readonly lexicon: Lexicon;
  readonly offers: Offers;
}

/** What may stand in a fragment ("and in staging?") besides values. Anything else makes it talk. */
const FRAGMENT: readonly Role[] = [
  'courtesy',
  'telling',
  'filler',
  'noun',
  'particle',
  'to',
  'by',
  'from',
  'also',
  'same',
  'pronoun',
  'there',
  'correction',
  'no',
  'negation',
  'yes',
  'version-word',
  'replica-word',
  'connective',
  'question',
];
/** What they are about is what people look at, unless they name it. */
const AT_HAND = new Set(['file-issue']);
const BARE_ANSWERS = new Set(['confirm-no', 'confirm-yes', 'cancel', 'confirm-code', 'repeat', 'more']);

/** Reads the sentence in the light of what this person and conversation spoke of last. */
export function inConversation(turn: Turn): Understanding {
  return (
    confirming(turn) ?? answering(turn) ?? following(turn) ?? referring(turn) ?? pointing(turn) ?? turn.alone
  );
}

/** While a confirmation is open: "no, staging" corrects and is planned anew; any other negation withdraws. */
function confirming(turn: Turn): Understanding | undefined {
  const { context, alone, sentence, lexicon } = turn;
  const open = context.confirmation;
  if (open === undefined) return undefined;
  const negated = sentence.pieces.some((piece) => hasRole(piece, ['no', 'negation']));
  const corrects = negated || sentence.pieces.some((piece) => hasRole(piece, ['correction']));
  const intent = lexicon.intents.get(open.intent);
  const values = intent === undefined ? undefined : correction(intent, turn, open.slots);
  if (corrects && intent !== undefined && values !== undefined)
    return complete(intent, { ...open.slots, ...values }, [], turn);
  const bare = alone.decision === 'act' && BARE_ANSWERS.has(alone.intent);
  if (bare || !negated) return undefined;
  const withdraws = alone.decision === 'reject' || alone.decision === 'ignore';
  return withdraws
    ? { decision: 'act', intent: 'confirm-no', slots: {}, confidence: 0.9, fuzzy: [] }
    : undefined;
}

/** New values of a correction: a fragment, or the same intent said again. Names after "not" are what is corrected. */
function correction(intent: KnownIntent, turn: Turn, before: Slots): Slots | undefined {
  const { sentence, alone } = turn;
  if (!isFragment(turn) && alone.intent !== intent.id) return undefined;
  const kept = sentence.pieces.filter((piece, index) => !isDenied(piece, index, sentence, before));
  const { slots, asks } = fillSlots(intent, { ...sentence, pieces: withoutNo(kept) });
  const loose = asks.length > 0 ? undefined : slots;
  const changed =
    loose === undefined ? [] : Object.entries(loose).filter(([name, value]) => before[name] !== value);
  return changed.length === 0 ? undefined : Object.fromEntries(changed);
}

function withoutNo(pieces: readonly Piece[]): readonly Piece[] {
  return pieces.filter((piece) => !hasRole(piece, ['no']));
}

/** "not production, staging" and 운영 말고 스테이징: the denied one is what was planned before. */
function isDenied(piece: Piece, index: number, sentence: Sentence, before: Slots): boolean {
  if (piece.kind !== 'name' || before[piece.slot] !== piece.names[0]) return false;
  return (
    hasRole(sentence.pieces[index - 1], ['negation', 'filler', 'to']) ||
    hasRole(sentence.pieces[index + 1], ['negation', 'correction', 'particle'])
  );
}

/** An open question: the answer fills its slot, picks one of the intents, or is a new command. */
function answering(turn: Turn): Understanding | undefined {
  const { context, alone, sentence, lexicon } = turn;
  const open = context.question;
  if (open === undefined) return undefined;
  if ('intents' in open.ask) return chooseIntent(open.ask.intents, open.slots, turn);
  const intent = lexicon.intents.get(open.intent);
  if (intent === undefined) return undefined;
  if (alone.intent === open.intent && alone.decision === 'ask')
    return saidAgain(open.slots, alone.slots, intent, turn);
  const branch = open.ask.slot === 'branch' ? bareBranch(sentence, open.ask.choices) : undefined;
  if (branch !== undefined) return complete(intent, { ...open.slots, branch }, [], turn);
  if (!isFragment(turn)) return undefined;
  if (alone.decision === 'act' && BARE_ANSWERS.has(alone.intent) && alone.intent !== 'confirm-yes')
    return undefined;
  const answer = answerTo(open.ask, intent, turn);
  if (answer === undefined) return askedAgain(open.slots, open.ask, intent, turn);
  if (fillSlots(intent, sentence).near.length > 0) return undefined;
  // A bare 네 or 확인 is how listening is shown: what it would start is read back.
  const heard = alone.intent === 'confirm-yes' && sentence.locale === 'ko';
  return complete(intent, { ...open.slots, ...answer }, heard ? [open.ask.slot] : [], turn);
}

/**
 * The verb said once more takes over what was said before, unless it names a place that nobody knows ("to mars") or that
 * was not said clearly; and never the environment when anything else changed.
 */
function saidAgain(before: Slots, said: Slots, intent: KnownIntent, turn: Turn): Understanding | undefined {
  const { sentence } = turn;
  const unclear = fillSlots(intent, sentence).asks.length > 0;
  if (unclear || sentence.pieces.some(({ kind }) => kind === 'unknown')) return undefined;
  const changed = Object.entries(said).some(
    ([name, value]) => before[name] !== undefined && before[name] !== value,
  );
  const { environment: _before, ...others } = before;
  return complete(intent, { ...(changed ? others : before), ...said }, [], turn);
}

/** A slip in an answer ("prodction") is asked about like one in a command. */
function askedAgain(
  slots: Slots,
  ask: Extract<Ask, { slot: string }>,
  intent: KnownIntent,
  turn: Turn,
): Understanding | undefined {
  const unclear = fillSlots(intent, turn.sentence).asks.find(
    (other) => other.slot === ask.slot && other.choices.length > 0,
  );
  return unclear === undefined
    ? undefined
    : { decision: 'ask', intent: intent.id, slots, ask: unclear, confidence: 0.7 };
}

function answerTo(ask: Extract<Ask, { slot: string }>, intent: KnownIntent, turn: Turn): Slots | undefined {
  const { sentence, alone } = turn;
  const ordinal = sentence.pieces.find((piece) => piece.kind === 'ordinal');
  const [only] = ask.choices;
  if (ordinal?.kind === 'ordinal') {
    const choice = ask.choices.at(ordinal.value > 0 ? ordinal.value - 1 : ordinal.value);
    return choice === undefined ? undefined : { [ask.slot]: choice };
  }
  if (alone.intent === 'confirm-yes')
    return ask.choices.length === 1 && only !== undefined && Object.keys(alone.slots).length === 0
      ? { [ask.slot]: only }
      : undefined;
  const { slots } = fillSlots(intent, sentence);
  const said = slots[ask.slot];
  if (said !== undefined) return { ...slots, [ask.slot]: offered(ask, said) };
  const number = sentence.pieces.find((piece) => piece.kind === 'number');
  if (number?.kind === 'number' && ask.slot === 'replicas') return { replicas: number.value };
  return number?.kind === 'number' && ask.slot === 'version' && sentence.source === 'chat'
    ? { version: number.digits }
    : undefined;
}

/** "two more" after "to two, or two fewer?" has the sign that was offered. */
function offered(ask: Extract<Ask, { slot: string }>, said: string | number): string | number {
  if (typeof said === 'number' || !/^[+-]\d+$/u.test(said)) return said;
  return (
    ask.choices.find((choice) => typeof choice === 'string' && choice.slice(1) === said.slice(1)) ?? said
  );
}

function chooseIntent(intents: readonly string[], slots: Slots, turn: Turn): Understanding | undefined {
  const { sentence, lexicon, alone } = turn;
  const ordinal = sentence.pieces.find((piece) => piece.kind === 'ordinal');
  const named = intents.find((id) => candidatesOf(sentence).some((candidate) => candidate.intent === id));
  const yes = alone.intent === 'confirm-yes' && intents.length === 1 ? intents[0] : undefined;
  const id =
    ordinal?.kind === 'ordinal'
      ? intents.at(ordinal.value > 0 ? ordinal.value - 1 : ordinal.value)
      : (yes ?? named);
  const intent = id === undefined ? undefined : lexicon.intents.get(id);
  if (intent === undefined || (alone.decision === 'reject' && alone.reason === 'negated')) return undefined;
  const fits = new Set(intent.slots.map((slot) => slot.name));
  const kept = Object.fromEntries(Object.entries(slots).filter(([name]) => fits.has(name)));
  const said = fillSlots(intent, sentence).slots;
  if (id === named) return saidAgain(kept, said, intent, turn);
  // Typed, "yes" answers a sentence that was shown whole. Aloud, and for a bare 네, it is read back once more.
  const plain = yes === undefined || (sentence.source === 'chat' && sentence.locale === 'en');
  return complete(intent, { ...kept, ...said }, plain ? [] : Object.keys(kept), turn);
}

/** "and in staging?", "same for cart", 스테이징은?: the last command with other values. */
function following(turn: Turn): Understanding | undefined {
  const { context, sentence, lexicon, alone } = turn;
  const last = context.last;
  const intent = last === undefined ? undefined : lexicon.intents.get(last.intent);
  if (last === undefined || intent === undefined || alone.decision !== 'ignore' || !isFragment(turn))
    return undefined;
  const linked =
    sentence.asking || sentence.pieces.some((piece) => hasRole(piece, ['also', 'same', 'correction']));
  const { slots, asks } = fillSlots(intent, sentence);
  if (!linked || asks.length > 0 || Object.keys(slots).length === 0) return undefined;
  const carried = Object.keys(last.slots).filter((name) => !(name in slots));
  return complete(intent, { ...last.slots, ...slots }, carried, turn);
}

/**
 * "roll it back", "restart it there": the pronoun stands for the service spoken of last, "there" for the environment.
 * A read that lacks its service ("logs") looks at the one spoken of last; a write never does without a pronoun.
 */
function referring(turn: Turn): Understanding | undefined {
  const { context, sentence, lexicon, alone } = turn;
  const last = context.last;
  const intent = lexicon.intents.get(alone.intent);
  if (last === undefined || intent === undefined || alone.decision !== 'ask' || !('slot' in alone.ask))
    return undefined;
  // "logs of warehouse" is not about what was spoken of last.
  if (alone.unknown !== undefined) return undefined;
  const borrowed: Record<string, string | number> = {};
  const borrow = (slot: string, roles: readonly Role[] | undefined) => {
    const value = last.slots[slot];
    const wanted = intent.slots.some((declared) => declared.name === slot) && alone.slots[slot] === undefined;
    const pointed = roles === undefined || sentence.pieces.some((piece) => hasRole(piece, roles));
    if (wanted && value !== undefined && pointed) borrowed[slot] = value;
  };
  const looking = intent.effect === 'read' && alone.ask.slot === 'service';
  borrow('service', looking ? undefined : ['pronoun', 'same']);
  if (looking) borrow('environment', undefined);
  borrow('environment', ['there', 'same']);
  borrow('version', ['same']);
  return Object.keys(borrowed).length === 0
    ? undefined
    : complete(intent, { ...alone.slots, ...borrowed }, Object.keys(borrowed), turn);
}

/** "file this" without any name is about what is at hand: the service spoken of last, where one was. */
function pointing(turn: Turn): Understanding | undefined {
  const { context, lexicon, alone } = turn;
  const service = context.last?.slots['service'];
  const intent = lexicon.intents.get(alone.intent);
  if (service === undefined || intent === undefined || !AT_HAND.has(intent.id)) return undefined;
  if (alone.decision !== 'act' || Object.keys(alone.slots).length > 0) return undefined;
  return complete(intent, { service }, ['service'], turn);
}

/** No verb of its own: only values and linking words. */
function isFragment({ sentence, alone }: Turn): boolean {
  const whole = sentence.pieces.every(
    (piece) =>
      piece.kind !== 'unknown' &&
      (piece.kind !== 'word' ||
        piece.value !== undefined ||
        hasRole(piece, FRAGMENT) ||
        piece.parts.length === 0),
  );
  const verbless =
    alone.decision === 'ignore' ||
    (alone.decision === 'act' && BARE_ANSWERS.has(alone.intent)) ||
    sentence.pieces.every(
      (piece) => piece.kind !== 'word' || piece.parts.length === 0 || hasRole(piece, FRAGMENT),
    );
  return whole && verbless && sentence.pieces.length > 0;
}

function complete(
  intent: KnownIntent,
  slots: Slots,
  fuzzy: readonly string[],
  { offers }: Turn,
): Understanding {
  const missing = missingSlot(intent, slots);
  if (missing !== undefined)
    return {
      decision: 'ask',
      intent: intent.id,
      slots,
      ask: { slot: missing, choices: choicesFor(missing, offers) },
      confidence: 0.9,
    };
  return { decision: 'act', intent: intent.id, slots, confidence: 0.9, fuzzy };
}
