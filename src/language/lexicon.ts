import type { IntentDeclaration } from '../contracts/command.js';
import { LOCALES } from '../contracts/message.js';
import { EN_WORDS } from './en/words.js';
import { KO_WORDS } from './ko/words.js';
import { phraseKey, spanText } from './normalize.js';
import { ROLES } from './types.js';
import type { Atom, Cue, CuePart, KnownIntent, LocaleWords, Role, WordPiece } from './types.js';

interface Entry {
  readonly roles: Set<Role>;
  readonly parts: CuePart[];
  value: WordPiece['value'];
}

/** Every phrase the engine knows besides names and numbers, by its text. */
export interface Lexicon {
  readonly intents: ReadonlyMap<string, KnownIntent>;
  readonly entries: ReadonlyMap<string, Entry>;
  /** The longest phrase, in atoms. */
  readonly longest: number;
}

/** Joins declared cues (the gap `…` parts a cue's phrases) with the words of every locale. */
export function buildLexicon(intents: readonly IntentDeclaration[]): Lexicon {
  const entries = new Map<string, Entry>();
  let longest = 1;
  const entryOf = (phrase: string): Entry | undefined => {
    const { key, atoms } = phraseKey(phrase);
    if (key === '') return undefined;
    longest = Math.max(longest, atoms);
    const entry = entries.get(key) ?? { roles: new Set<Role>(), parts: [], value: undefined };
    entries.set(key, entry);
    return entry;
  };
  for (const words of [EN_WORDS, KO_WORDS]) addWords(words, entryOf);
  for (const intent of intents) addCues(intent, entryOf);
  const known = new Map(intents.map(({ id, effect, slots }) => [id, { id, effect, slots }]));
  return { intents: known, entries, longest };
}

function addWords(words: LocaleWords, entryOf: (phrase: string) => Entry | undefined): void {
  for (const role of ROLES) for (const phrase of words.roles[role] ?? []) entryOf(phrase)?.roles.add(role);
  for (const [slot, values] of Object.entries(words.values))
    for (const [text, phrases] of Object.entries(values))
      for (const phrase of phrases) {
        const entry = entryOf(phrase);
        if (entry !== undefined) entry.value = { slot, text };
      }
}

function addCues(intent: IntentDeclaration, entryOf: (phrase: string) => Entry | undefined): void {
  for (const locale of LOCALES)
    for (const text of intent.cues[locale]) {
      const parts = text
        .split(/…|\.\.\./u)
        .map((part) => part.trim())
        .filter((part) => part !== '');
      const cue: Cue = { intent: intent.id, parts, locale };
      parts.forEach((part, index) => entryOf(part)?.parts.push({ cue, index }));
    }
}

/** Known phrases that begin at an atom. */
export function wordsAt(lexicon: Lexicon, atoms: readonly Atom[], start: number): readonly WordPiece[] {
  const pieces: WordPiece[] = [];
  for (let end = start + 1; end <= Math.min(atoms.length, start + lexicon.longest); end++) {
    const entry = lexicon.entries.get(spanText(atoms, start, end));
    if (entry !== undefined) pieces.push({ kind: 'word', ...entry, start, end });
  }
  return pieces;
}

/** Adds what skills declare to the built-in set: cues are joined, everything else of the skill's wins. */
export function mergeIntents(
  builtIn: readonly IntentDeclaration[],
  declared: readonly IntentDeclaration[],
): readonly IntentDeclaration[] {
  const merged = new Map(builtIn.map((intent) => [intent.id, intent]));
  for (const intent of declared) {
    const cues = merged.get(intent.id)?.cues ?? { en: [], ko: [] };
    merged.set(intent.id, {
      ...intent,
      cues: {
        en: [...new Set([...cues.en, ...intent.cues.en])],
        ko: [...new Set([...cues.ko, ...intent.cues.ko])],
      },
    });
  }
  return [...merged.values()];
}
