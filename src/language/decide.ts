import type { Understanding } from '../contracts/command.js';
import type { Slots } from '../contracts/message.js';
import { wordsAt } from './lexicon.js';
import type { Lexicon } from './lexicon.js';
import { candidatesOf, hasRole, laterWrites, moodOf, ranked } from './match.js';
import type { Candidate, Mood } from './match.js';
import type { Filled } from './slots.js';
import { fillSlots } from './slots.js';
import type { Role, Sentence } from './types.js';
import { wholeUtterance } from './bare.js';
import type { Case, Offers } from './questions.js';
import { questionOf, unexplainedIn } from './questions.js';
import { strayName, unknownName } from './unknown.js';

/** Intents that act on the world or on an operation by being said: one unexplained word is too many. */
const STRICT_DIALOGUE = new Set(['approve', 'reject', 'confirm-yes', 'confirm-code', 'cancel', 'resume']);
/** Intents whose words are in every second sentence. */
const RARELY_MEANT = ['confirm-yes', 'confirm-no', 'repeat', 'more', 'whoami', 'help'];
const IGNORE: Understanding = { decision: 'ignore', intent: 'none', slots: {}, confidence: 0.99 };

/** What a single reading of the message means, without the conversation. */
export function decide(sentence: Sentence, lexicon: Lexicon, offers: Offers): Understanding {
  const candidates = [...permissionAsked(sentence), ...candidatesOf(sentence)].filter((candidate) =>
    lexicon.intents.has(candidate.intent),
  );
  const whole = wholeUtterance(sentence, candidates, lexicon);
  if (whole !== undefined) return whole;
  const order = ranked(candidates, sentence).filter(
    (candidate) => !bareOnly(candidate, sentence) && !isSubject(candidate, sentence),
  );
  const first = order[0];
  if (first === undefined) return smalltalk(sentence);
  const mood = moodOf(sentence, undefined);
  const chosen = helpAbout(order, sentence) ?? pick(order, sentence, lexicon);
  if (chosen === undefined) return notMeant(first, mood, sentence, lexicon);
  const rivals = rivalsOf(chosen, candidates, sentence, lexicon);
  const likely = rivals[0] ?? chosen;
  const intent = lexicon.intents.get(likely.intent);
  return intent === undefined
    ? IGNORE
    : judge({ intent, chosen: likely, rivals, candidates, sentence, lexicon, offers });
}

/** Yes, no, repeat and the like count only as the whole utterance; so does a cancel without anything to cancel. */
function bareOnly(candidate: Candidate, sentence: Sentence): boolean {
  if (['confirm-yes', 'confirm-no', 'repeat', 'more'].includes(candidate.intent)) return true;
  if (candidate.intent !== 'cancel') return false;
  // 됐어 alone is "enough"; behind a verb (롤백됐어) it is its past tense.
  if (candidate.pieces.some((piece) => hasRole(piece, ['negation', 'auxiliary']))) return true;
  return !sentence.pieces.some(
    (piece) => piece.kind === 'name' || piece.kind === 'id' || piece.kind === 'number',
  );
}

/** "the deploy of checkout failed": a verb that stands as the sentence's subject asks for nothing. */
function isSubject(candidate: Candidate, sentence: Sentence): boolean {
  const article = ['the', 'this', 'that', 'our', 'my'].includes(sentence.atoms[0]?.text ?? '');
  return article && candidate.start === 1 && hasRole(sentence.pieces[0], ['filler', 'pronoun']);
}

/** 도움말 배포: help that comes first is asked for, though a Korean sentence ends on its verb. */
function helpAbout(order: readonly Candidate[], sentence: Sentence): Candidate | undefined {
  const plain = sentence.pieces.every((piece) => piece.kind === 'word');
  return plain ? order.find(({ intent, start }) => intent === 'help' && start === 0) : undefined;
}

/** The first candidate that the sentence's mood allows and that has room for the names that were said. */
function pick(order: readonly Candidate[], sentence: Sentence, lexicon: Lexicon): Candidate | undefined {
  const allowed = order.filter((candidate) => allows(candidate, sentence, lexicon));
  const names = sentence.pieces
    .filter((piece) => piece.kind === 'name' && !piece.near)
    .map((piece) => (piece.kind === 'name' ? piece.slot : ''));
  const roomy = allowed.find((candidate) => {
    const slots = lexicon.intents.get(candidate.intent)?.slots ?? [];
    return names.every((name) => slots.some((slot) => slot.name === name));
  });
  const best = allowed[0];
  if (best === undefined || roomy === undefined) return best;
  const sameKind = isStrict(best, lexicon) === isStrict(roomy, lexicon);
  return sameKind && !isStrict(best, lexicon) ? roomy : best;
}

function isStrict(candidate: Candidate, lexicon: Lexicon): boolean {
  const effect = lexicon.intents.get(candidate.intent)?.effect;
  return effect === 'write' || effect === 'setting' || STRICT_DIALOGUE.has(candidate.intent);
}

function allows(candidate: Candidate, sentence: Sentence, lexicon: Lexicon): boolean {
  const mood = moodOf(sentence, candidate);
  if (isStrict(candidate, lexicon)) {
    const timed = ['notify', 'schedule', 'mute'].includes(candidate.intent);
    return !mood.question && !mood.story && !mood.told && (timed || !mood.conditional);
  }
  const asking =
    mood.question ||
    sentence.asking ||
    moodOf(sentence, undefined).question ||
    // "what was deployed yesterday": a cue that begins with its question word.
    wordsAt(lexicon, sentence.atoms, candidate.start).some((word) => hasRole(word, ['question'])) ||
    sentence.pieces.some((piece) => hasRole(piece, ['courtesy', 'telling']));
  return asking || !mood.story;
}

/** A write was named but not asked for: a question or condition is answered with a reason, talk is left alone. */
function notMeant(first: Candidate, mood: Mood, sentence: Sentence, lexicon: Lexicon): Understanding {
  const intent = lexicon.intents.get(first.intent);
  const named = sentence.pieces.some((piece) => piece.kind === 'name');
  if (
    intent === undefined ||
    mood.story ||
    moodOf(sentence, first).told ||
    !named ||
    !isStrict(first, lexicon)
  )
    return IGNORE;
  const { slots } = fillSlots(intent, sentence);
  return {
    decision: 'reject',
    intent: intent.id,
    slots,
    reason: mood.negated ? 'negated' : 'not_a_request',
    confidence: 0.8,
  };
}

function smalltalk(sentence: Sentence): Understanding {
  const has = (role: Role) => sentence.pieces.some((piece) => hasRole(piece, [role]));
  if (sentence.pieces.length > 4) return IGNORE;
  if (has('thanks'))
    return { decision: 'ignore', intent: 'none', slots: {}, confidence: 0.99, smalltalk: 'thanks' };
  return has('greeting')
    ? { decision: 'ignore', intent: 'none', slots: {}, confidence: 0.99, smalltalk: 'greeting' }
    : IGNORE;
}

function judge(matter: Case): Understanding {
  const { intent, chosen, sentence, lexicon } = matter;
  const strict = isStrict(chosen, lexicon);
  const filled = withNear(fillSlots(intent, sentence), strict);
  const slots = withVerbs(filled.slots, matter);
  const confidence = confidenceOf(filled, sentence);
  if (strict && moodOf(sentence, chosen).negated)
    return { decision: 'reject', intent: intent.id, slots, reason: 'negated', confidence: 0.9 };
  const all = strict && sentence.pieces.some((piece) => hasRole(piece, ['all'])) && intent.id !== 'cancel';
  if (filled.many || all)
    return {
      decision: 'reject',
      intent: intent.id,
      slots: filled.many ? {} : slots,
      reason: 'many_targets',
      confidence: 0.9,
    };
  const left = unexplainedIn(matter, filled);
  const lost =
    !sentence.pieces.some((piece) => piece.kind === 'name' || piece.kind === 'version') &&
    left.length >= (strict ? 2 : 3);
  if (lost && intent.effect !== 'dialogue') return IGNORE;
  const ask = questionOf(matter, filled, strict, left.length);
  if (ask === undefined) {
    const stray = strayName(matter, filled, left);
    const more = stray === undefined ? {} : { unknown: stray };
    return { decision: 'act', intent: intent.id, slots, confidence, fuzzy: filled.near, ...more };
  }
  const unknown = unknownName(ask, left, sentence);
  const doubt = unknown === undefined ? {} : { unknown };
  const found = 'intents' in ask ? { ...slotsOfOthers(ask.intents, sentence, lexicon), ...slots } : slots;
  return {
    decision: 'ask',
    intent: intent.id,
    slots: found,
    ask,
    confidence: Math.min(confidence, 0.97),
    ...doubt,
  };
}

/** Where several intents may be meant, what was said for each of them is kept until it is known which. */
function slotsOfOthers(intents: readonly string[], sentence: Sentence, lexicon: Lexicon): Slots {
  const declared = intents.flatMap((id) => lexicon.intents.get(id) ?? []);
  return Object.fromEntries(declared.flatMap((intent) => Object.entries(fillSlots(intent, sentence).slots)));
}

/** A read takes the one near name for what was meant; a write keeps it as a question. */
function withNear(filled: Filled, strict: boolean): Filled {
  if (strict) return filled;
  const taken = filled.asks.filter((ask) => filled.near.includes(ask.slot) && ask.choices.length === 1);
  const slots = { ...filled.slots };
  for (const ask of taken) {
    const [choice] = ask.choices;
    if (choice !== undefined) slots[ask.slot] = choice;
  }
  return { ...filled, slots, asks: filled.asks.filter((ask) => !taken.includes(ask)) };
}

/** `then` of a cancel, `act` of a confirmation and `intent` of a question ("help deploy", "who can deploy …") are other intents' verbs. */
function withVerbs(slots: Slots, { intent, chosen, candidates, lexicon, sentence }: Case): Slots {
  const [then] = laterWrites(candidates, chosen, lexicon, sentence, true);
  if (intent.id === 'cancel' && then !== undefined) return { ...slots, then };
  if (!intent.slots.some((slot) => slot.name === 'intent')) return slots;
  const own = new Set([intent.id, ...RARELY_MEANT]);
  const verb = candidates.find(
    (candidate) =>
      !own.has(candidate.intent) && !chosen.pieces.some((piece) => candidate.pieces.includes(piece)),
  );
  const named = verb?.intent ?? verbWithin(chosen, sentence, lexicon) ?? helpWanted(chosen, sentence);
  return named === undefined ? slots : { ...slots, intent: named };
}

/** "help rollforward": the one word beside help is what is looked up, though nothing is called so. */
function helpWanted({ intent, pieces }: Candidate, sentence: Sentence): string | undefined {
  const [wanted, ...others] = sentence.pieces.filter((piece) => !pieces.includes(piece));
  return intent === 'help' && others.length === 0 && wanted?.kind === 'unknown' && sentence.source === 'chat'
    ? wanted.text
    : undefined;
}

/** 배포할 수 있어, 롤백 권한: the verb that a phrase begins with. */
function verbWithin(chosen: Candidate, sentence: Sentence, lexicon: Lexicon): string | undefined {
  const verbs = chosen.pieces
    .flatMap((piece) => wordsAt(lexicon, sentence.atoms, piece.start).filter(({ end }) => end < piece.end))
    .flatMap(({ parts }) => parts.filter(({ cue }) => cue.parts.length === 1).map(({ cue }) => cue.intent));
  return verbs.find((intent) => lexicon.intents.get(intent)?.effect === 'write' || intent === 'approve');
}

/** "can mina scale checkout": who is asked about is no word of the engine's. */
function permissionAsked({ pieces, atoms, locale }: Sentence): readonly Candidate[] {
  const [asks, who] = pieces;
  const can = ['can', 'may', 'could'].includes(atoms[0]?.text ?? '') && asks?.end === 1;
  if (locale !== 'en' || !can || who?.kind !== 'unknown' || pieces.length < 3) return [];
  return [{ intent: 'policy', start: 0, end: 1, weight: 1, pieces: [asks] }];
}

/** Writes that the very same words may name (올려): the slots decide, or else all of them are left. */
function rivalsOf(
  chosen: Candidate,
  candidates: readonly Candidate[],
  sentence: Sentence,
  lexicon: Lexicon,
): readonly Candidate[] {
  const same = candidates.filter(
    (candidate) =>
      candidate.start === chosen.start && candidate.end === chosen.end && isStrict(candidate, lexicon),
  );
  const rivals = same.filter(
    (candidate, index) => same.findIndex((other) => other.intent === candidate.intent) === index,
  );
  if (rivals.length < 2) return [chosen];
  const version = sentence.pieces.some(
    (piece) => piece.kind === 'version' || (piece.kind === 'word' && piece.value?.slot === 'version'),
  );
  const count = sentence.pieces.some((piece) => piece.kind === 'count');
  const fitting = rivals.filter((rival) => {
    const slots = lexicon.intents.get(rival.intent)?.slots ?? [];
    return (
      (version && slots.some((slot) => slot.name === 'version')) ||
      (count && slots.some((slot) => slot.name === 'replicas'))
    );
  });
  return fitting.length > 0 ? fitting : rivals;
}

function confidenceOf(filled: Filled, sentence: Sentence): number {
  const unknown = sentence.pieces.filter((piece) => piece.kind === 'unknown').length;
  const confidence =
    0.98 - 0.02 * Number(sentence.source === 'voice') - 0.15 * filled.near.length - 0.1 * unknown;
  return Math.round(Math.max(confidence, 0.3) * 100) / 100;
}
