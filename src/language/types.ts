import type { IntentEffect, SlotDeclaration } from '../contracts/command.js';
import type { Locale } from '../contracts/message.js';

/** The smallest unit that is looked at: a Latin word, a number as written, or one Hangul syllable. */
export interface Atom {
  /** In small letters: what is looked up. */
  readonly text: string;
  /** As it was written: what is taken over where letters tell apart, such as 1.4.2-RC1. */
  readonly written: string;
  readonly script: 'latin' | 'hangul' | 'number';
  /** A space (or the beginning) comes before it. */
  readonly spaced: boolean;
  /** A comma, colon or full stop comes before it. */
  readonly pause: boolean;
}

/** What a word does in a sentence besides naming an intent. The words themselves are in `en/words.ts` and `ko/words.ts`. */
export const ROLES = [
  'courtesy',
  /** Asks to be told or shown something. */
  'telling',
  'filler',
  'noun',
  'particle',
  'from',
  'to',
  'by',
  'more',
  'less',
  'up',
  'down',
  'question',
  'auxiliary',
  'subject',
  'story',
  'past',
  'conditional',
  'negation',
  'yes',
  'no',
  'loose-yes',
  'connective',
  'all',
  'pronoun',
  'same',
  'also',
  'there',
  'correction',
  'version-word',
  'replica-word',
  /** Makes a number a limit: 이상, 이하. */
  'bound',
  'branch-word',
  'time',
  'greeting',
  'thanks',
  'rise',
  'fall',
  'add',
  'remove',
] as const;
export type Role = (typeof ROLES)[number];

/** One phrase of a cue: `roll … back` has two parts. */
export interface CuePart {
  readonly cue: Cue;
  readonly index: number;
}
export interface Cue {
  readonly intent: string;
  readonly parts: readonly string[];
  readonly locale: Locale;
}

export type NameSlot = 'service' | 'environment';
interface Span {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}
/** A name of the catalogue, or all that tie. `near` is a slip or a sound-alike. */
export interface NamePiece extends Span {
  readonly kind: 'name';
  readonly slot: NameSlot;
  readonly names: readonly string[];
  readonly near: boolean;
}
/** A version; more than one reading, or none that is whole, makes it a question. */
interface VersionPiece extends Span {
  readonly kind: 'version';
  readonly readings: readonly string[];
  readonly sure: boolean;
}
/** A number of replicas with its noun or counter. `mode` tells whether it was said to be a total or a difference. */
export interface CountPiece extends Span {
  readonly kind: 'count';
  readonly value: number;
  readonly mode: 'to' | 'more' | 'less' | 'plain' | 'unclear';
}
export interface NumberPiece extends Span {
  readonly kind: 'number';
  readonly value: number;
  /** The digits in the order they were said: a code keeps its zeros. */
  readonly digits: string;
  /** Said as one number ("twenty one"), not as a row of digits ("two one"). */
  readonly plain: boolean;
}
export interface IdPiece extends Span {
  readonly kind: 'id';
  readonly value: number;
}
interface CodePiece extends Span {
  readonly kind: 'code';
  readonly digits: string;
}
interface OrdinalPiece extends Span {
  readonly kind: 'ordinal';
  readonly value: number;
}
interface DurationPiece extends Span {
  readonly kind: 'duration';
  /** For instance `90m`, `2h`, `3d`. */
  readonly value: string;
}
export interface WordPiece extends Span {
  readonly kind: 'word';
  readonly roles: ReadonlySet<Role>;
  readonly parts: readonly CuePart[];
  /** A slot's value that the word itself is ("canary", "previous"). */
  readonly value: { readonly slot: string; readonly text: string } | undefined;
}
interface UnknownPiece extends Span {
  readonly kind: 'unknown';
  readonly text: string;
}
export type Piece =
  | NamePiece
  | VersionPiece
  | CountPiece
  | NumberPiece
  | IdPiece
  | CodePiece
  | OrdinalPiece
  | DurationPiece
  | WordPiece
  | UnknownPiece;

/** An intent with its cues of every locale joined into one index. */
export interface KnownIntent {
  readonly id: string;
  readonly effect: IntentEffect;
  readonly slots: readonly SlotDeclaration[];
}

/** A text as it was cut and labelled. */
export interface Sentence {
  readonly text: string;
  readonly atoms: readonly Atom[];
  readonly pieces: readonly Piece[];
  /** Every known phrase in it, also inside longer ones: what cues are completed from. */
  readonly mentions: readonly WordPiece[];
  readonly locale: Locale;
  readonly source: 'chat' | 'voice';
  /** It ended with a question mark. */
  readonly asking: boolean;
}

/** One locale's words: data only. */
export interface LocaleWords {
  readonly roles: Readonly<Partial<Record<Role, readonly string[]>>>;
  /** Words that are a slot's value: slot → value → words. */
  readonly values: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}
