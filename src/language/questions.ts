import type { Ask } from '../contracts/command.js';
import type { Slots } from '../contracts/message.js';
import type { Lexicon } from './lexicon.js';
import { hasRole, laterWrites } from './match.js';
import type { Candidate } from './match.js';
import type { Filled } from './slots.js';
import type { KnownIntent, Piece, Role, Sentence } from './types.js';

/** Names that a question may offer. */
export interface Offers {
  readonly services: readonly string[];
  readonly environments: readonly string[];
}

/** Intents whose object may be another intent's word: "approve the rollback". */
const TAKES_A_VERB = new Set([
  'approve',
  'reject',
  'cancel',
  'resume',
  'confirm-yes',
  'confirm-no',
  'policy',
]);
/** In what order missing slots are asked. */
const ASKING_ORDER = ['service', 'environment', 'replicas', 'version', 'code'];
/** Their sentences carry words of their own (a time, a channel, a title), which other parts of the bot read. */
const FREE_TEXT = new Set(['schedule', 'notify', 'declare', 'file-issue']);
const OFFERED = 10;
const COPULAS = new Set(['is', 'are', 'be']);
/** English words that something follows. */
const BEFORE_MORE = new Set([
  'to',
  'too',
  'into',
  'onto',
  'for',
  'from',
  'by',
  'in',
  'on',
  'at',
  'of',
  'with',
]);
const EXPLAINED: readonly Role[] = [
  'courtesy',
  'greeting',
  'thanks',
  'filler',
  'noun',
  'particle',
  'from',
  'to',
  'by',
  'pronoun',
  'connective',
  'version-word',
  'yes',
];

/** What is done at another time is not done now, and who asks to be shown a rollback asks for none. */
const LOOKING: readonly Role[] = ['time', 'telling'];
const SCALING: readonly Role[] = [
  'replica-word',
  'rise',
  'fall',
  'up',
  'down',
  'more',
  'less',
  'add',
  'remove',
];

/** A sentence with the intent it was judged to have. */
export interface Case {
  readonly intent: KnownIntent;
  readonly chosen: Candidate;
  /** Intents that the chosen words name just as well, the chosen one among them. */
  readonly rivals: readonly Candidate[];
  readonly candidates: readonly Candidate[];
  readonly sentence: Sentence;
  readonly lexicon: Lexicon;
  readonly offers: Offers;
}

/** What must be asked before acting, the most telling first; undefined when nothing is. */
export function questionOf(
  matter: Case,
  filled: Filled,
  strict: boolean,
  unexplained: number,
): Ask | undefined {
  const { intent, rivals, sentence, offers } = matter;
  if (rivals.length > 1) return { intents: rivals.map((rival) => rival.intent) };
  const byOrder = [...filled.asks].sort(
    (a, b) => ASKING_ORDER.indexOf(a.slot) - ASKING_ORDER.indexOf(b.slot),
  );
  const [unclear] = byOrder;
  if (unclear !== undefined) return unclear;
  const missing = missingSlot(intent, filled.slots);
  const tolerated = strict ? 0 : sentence.source === 'voice' ? 1 : 2;
  const doubtful = (unexplained > tolerated || (strict && isDoubtful(matter))) && !FREE_TEXT.has(intent.id);
  const first = sentence.source === 'chat' || missing === 'service';
  if (missing !== undefined && (first || !doubtful))
    return { slot: missing, choices: choicesFor(missing, offers) };
  const others = TAKES_A_VERB.has(intent.id) || FREE_TEXT.has(intent.id) ? [] : otherVerbs(matter);
  if (strict && others.length > 0) return { intents: [intent.id, ...others] };
  return doubtful ? { intents: [intent.id] } : undefined;
}

/** What makes a write doubtful although each of its words is known. */
function isDoubtful(matter: Case): boolean {
  return isMerelyAsked(matter) || breaksOff(matter) || undoesUndoing(matter);
}

/** "restart cart in dev?" may ask whether that is wise; "could you restart cart in dev?" does not. */
function isMerelyAsked({ sentence }: Case): boolean {
  return sentence.asking && !sentence.pieces.some((piece) => hasRole(piece, ['courtesy']));
}

/**
 * A transcript in which a preposition ends the sentence or meets another one lost what came between: "approve to" was 2,
 * "to twenty to in dev" was 22.
 */
function breaksOff({ sentence, chosen }: Case): boolean {
  const opens = (piece: Piece | undefined) =>
    piece?.kind === 'word' &&
    !chosen.pieces.includes(piece) &&
    BEFORE_MORE.has(sentence.atoms[piece.start]?.text ?? '');
  return (
    sentence.source === 'voice' &&
    sentence.pieces.some((piece, index) => {
      const next = sentence.pieces[index + 1];
      return opens(piece) && (next === undefined || opens(next));
    })
  );
}

/** "undo the rollback", 롤백을 되돌려: forward to which version? */
function undoesUndoing({ intent, candidates, chosen, sentence }: Case): boolean {
  return (
    intent.id === 'rollback' &&
    candidates.some(
      (other) =>
        other.intent === intent.id &&
        (sentence.locale === 'ko'
          ? other.end <= chosen.start
          : other.start >= chosen.end && isNoun(other, sentence)),
    )
  );
}

/** Other writes in the same breath. What is undone may be named by its verb: "undo the last deploy". */
function otherVerbs({ intent, candidates, chosen, lexicon, sentence }: Case): readonly string[] {
  const objects = candidates.filter(
    (candidate) => intent.id === 'rollback' && candidate.intent === 'deploy' && isNoun(candidate, sentence),
  );
  const rest = candidates.filter((candidate) => !objects.includes(candidate));
  return laterWrites(rest, chosen, lexicon, sentence).filter((id) => id !== intent.id);
}

/** A verb behind an article, or within a longer phrase, is used as a noun. */
function isNoun(candidate: Candidate, sentence: Sentence): boolean {
  const inside = candidate.pieces.some((piece) => piece.kind === 'word' && piece.value !== undefined);
  return (
    inside || sentence.pieces.some((piece) => piece.end === candidate.start && hasRole(piece, ['filler']))
  );
}

/** The first required slot that has no value, in the order people expect to be asked. */
export function missingSlot(intent: KnownIntent, slots: Slots): string | undefined {
  const missing = intent.slots
    .filter((slot) => slot.required && slots[slot.name] === undefined)
    .map((slot) => slot.name);
  return ASKING_ORDER.find((name) => missing.includes(name)) ?? missing[0];
}

export function choicesFor(slot: string, offers: Offers): readonly string[] {
  if (slot === 'environment') return offers.environments.slice(0, OFFERED);
  return slot === 'service' ? offers.services.slice(0, OFFERED) : [];
}

/** Words that neither the cue nor a slot nor a known role explains. */
export function unexplainedIn(matter: Case, filled: Filled): readonly Piece[] {
  const { chosen, intent, sentence } = matter;
  const cued = new Set(related(matter).flatMap((candidate) => candidate.pieces));
  const scaling = intent.slots.some((slot) => slot.name === 'replicas');
  const roles: readonly Role[] = [
    ...EXPLAINED,
    ...(scaling ? SCALING : []),
    ...(intent.effect === 'write' ? [] : LOOKING),
  ];
  return sentence.pieces.filter((piece) => {
    if (intent.effect !== 'read' && isStatement(piece, matter)) return true;
    if (chosen.pieces.includes(piece) || filled.used.has(piece) || hasRole(piece, roles)) return false;
    // "…, no" takes back what was said before it.
    if (intent.effect !== 'read' && hasRole(piece, ['no']) && piece.start >= chosen.end) return true;
    if (wordByWord(piece, sentence, roles)) return false;
    if (piece.kind === 'duration') return intent.effect === 'write';
    if (piece.kind === 'word')
      return intent.effect === 'read' ? piece.roles.size === 0 && !cued.has(piece) : !cued.has(piece);
    return true;
  });
}

/** What is muted, acknowledged, resolved, and who is paged, other intents ask about. */
const OBJECTS: Readonly<Record<string, readonly string[]>> = {
  mute: ['triage', 'incidents'],
  ack: ['triage', 'incidents'],
  resolve: ['triage', 'incidents'],
  page: ['oncall'],
};

/** Intents whose words a sentence of this one may hold. A write bears none of a read: "restart the pipeline logs of cart". */
function related({ intent, rivals, chosen, candidates, lexicon }: Case): readonly Candidate[] {
  if (intent.effect === 'read' || FREE_TEXT.has(intent.id)) return candidates;
  const own = new Set([chosen, ...rivals].map((candidate) => candidate.intent));
  const objects = (id: string) =>
    OBJECTS[intent.id]?.includes(id) === true ||
    (TAKES_A_VERB.has(intent.id)
      ? lexicon.intents.get(id)?.effect === 'write'
      : intent.id === 'rollback' && id === 'deploy');
  return candidates.filter((candidate) => own.has(candidate.intent) || objects(candidate.intent));
}

/** "restart cart in production is running": behind its verb, "is" makes the sentence tell something. */
function isStatement(piece: Piece, { chosen, sentence }: Case): boolean {
  return (
    piece.kind === 'word' && piece.start >= chosen.end && COPULAS.has(sentence.atoms[piece.start]?.text ?? '')
  );
}

/** A phrase that is known only as part of an unfinished cue is explained when each of its words is. */
function wordByWord(piece: Piece, sentence: Sentence, roles: readonly Role[]): boolean {
  if (piece.kind !== 'word' || piece.end - piece.start < 2) return false;
  const inside = sentence.mentions.filter(
    (word) => word.start >= piece.start && word.end <= piece.end && hasRole(word, roles),
  );
  const covered = new Set(
    inside.flatMap((word) => Array.from({ length: word.end - word.start }, (_, index) => word.start + index)),
  );
  return covered.size === piece.end - piece.start;
}
