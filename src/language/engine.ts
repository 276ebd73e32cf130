import type { CatalogueNames } from '../contracts/catalogue.js';
import type { DialogueContext, IntentDeclaration, Understanding, Utterance } from '../contracts/command.js';
import { joinAlternatives } from './alternatives.js';
import { inConversation } from './conversation.js';
import { cover } from './cover.js';
import { decide } from './decide.js';
import type { NameIndex } from './entities.js';
import { indexNames } from './entities.js';
import { BUILT_IN_INTENTS } from './intents.js';
import { fromKeyValues } from './keyvalue.js';
import type { Lexicon } from './lexicon.js';
import { buildLexicon, mergeIntents } from './lexicon.js';
import { mentionsIn } from './match.js';
import { atomize, composed, detectLocale, MAX_LENGTH, withoutAddress } from './normalize.js';
import { withReason } from './reason.js';
import { neverRepeated, settingIn } from './settings/index.js';
import { repeats } from './settings/schedule-sentence.js';
import { indexWords, withoutSlips } from './slips.js';
import type { WordIndex } from './slips.js';
import type { Atom, Sentence } from './types.js';

/** Lower-ranked transcripts beyond this many are noise. */
const MAX_ALTERNATIVES = 8;
const DIALOGUE_WRITES = new Set(['approve', 'reject', 'confirm-yes', 'confirm-code']);

/** Turns messages into meaning. Deterministic and without I/O. */
export interface Engine {
  /**
   * What a message means in its conversation. Never throws. Work grows with the message's length, not with the number
   * of names, skills or phrases.
   */
  understand(utterance: Utterance, context: DialogueContext): Understanding;
}

export interface EngineParts {
  /** What the skills declare; joined with the built-in set, where the skills' declaration wins. */
  readonly intents: readonly IntentDeclaration[];
  /** The catalogue's names. Give the same object while nothing changed: its index is kept per object. */
  readonly names: () => CatalogueNames;
}

export function createEngine({ intents, names }: EngineParts): Engine {
  const lexicon = buildLexicon(mergeIntents(BUILT_IN_INTENTS, intents));
  const indexes = new WeakMap<CatalogueNames, NameIndex>();
  const indexOf = (current: CatalogueNames): NameIndex => {
    const index = indexes.get(current) ?? indexNames(current);
    indexes.set(current, index);
    return index;
  };
  let words: WordIndex | undefined;
  const vocabulary: Vocabulary = { lexicon, words: () => (words ??= indexWords(lexicon)) };
  const changesWorld = (intent: string) => lexicon.intents.get(intent)?.effect === 'write';
  const isWrite = (intent: string) => changesWorld(intent) || DIALOGUE_WRITES.has(intent);
  return {
    understand(utterance, context) {
      const text = utterance.text.trim();
      if (text === '')
        return { decision: 'reject', intent: 'none', slots: {}, reason: 'invalid_input', confidence: 1 };
      if (text.length > MAX_LENGTH)
        return { decision: 'reject', intent: 'none', slots: {}, reason: 'too_long', confidence: 1 };
      const known = names();
      const index = indexOf(known);
      const texts = [
        text,
        ...utterance.alternatives.slice(0, MAX_ALTERNATIVES).filter((other) => other.length <= MAX_LENGTH),
      ];
      const read = (one: string): Understanding => readOne(one, utterance, context, vocabulary, index);
      const setting = settingIn(withoutAddress(text), known, { understand: read, isWrite });
      if (setting !== undefined) return setting;
      const readings = texts.map(read);
      const meaning = joinAlternatives(readings, isWrite);
      const acts = meaning.decision === 'act' || meaning.decision === 'ask';
      return acts && changesWorld(meaning.intent) && repeats(text) ? neverRepeated(meaning.slots) : meaning;
    },
  };
}

interface Vocabulary {
  readonly lexicon: Lexicon;
  /** Made when the first slip is met. */
  readonly words: () => WordIndex;
}

/** One transcript: its parts cut off, its words explained, its meaning decided, the conversation consulted. */
function readOne(
  text: string,
  utterance: Utterance,
  context: DialogueContext,
  { lexicon, words }: Vocabulary,
  index: NameIndex,
): Understanding {
  const offers = { services: index.services, environments: index.environments };
  const alone = (part: string, atoms: readonly Atom[]) => {
    const sentence = sentenceOf(part, atoms, utterance, lexicon, index);
    return { sentence, meaning: decide(sentence, lexicon, offers) };
  };
  return withReason(
    withoutAddress(text),
    (part) => {
      const plain = fromKeyValues(composed(part));
      const { sentence, meaning } = alone(plain, atomize(plain));
      const told = inConversation({ sentence, alone: meaning, context, lexicon, offers });
      const reread = (atoms: readonly Atom[]) => alone(plain, atoms);
      return withoutSlips({ sentence, meaning: told }, words, reread, lexicon) ?? told;
    },
    lexicon,
  );
}

function sentenceOf(
  text: string,
  atoms: readonly Atom[],
  utterance: Utterance,
  lexicon: Lexicon,
  index: NameIndex,
): Sentence {
  const pieces = cover(atoms, lexicon, index, utterance.source === 'voice');
  return {
    text,
    atoms,
    pieces,
    mentions: mentionsIn(atoms, pieces, lexicon),
    locale: detectLocale(text),
    source: utterance.source,
    asking: /\?\s*$/u.test(text),
  };
}
