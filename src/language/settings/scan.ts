import type { NameEntry } from '../../contracts/catalogue.js';
import type { Term } from '../../contracts/subscription.js';
import { indexNames, namesAt } from '../entities.js';
import { atomize, plainText, spanText } from '../normalize.js';
import type { Atom } from '../types.js';
import * as words from './condition-words.js';
import type { Field } from './condition-words.js';

/** What a condition is made of, in the order in which it was said. */
export type Item =
  | { readonly kind: 'term'; readonly term: Term }
  | { readonly kind: 'and' | 'or' | 'nor' | 'not' | 'unless' | 'open' | 'close' };
type Free = { readonly kind: 'free'; readonly value: string };
type Comma = { readonly kind: 'comma' };
export type Scanned = { readonly items: readonly Item[] } | { readonly unknown: string };

/** How far a condition was read. */
interface Reading {
  readonly text: string;
  readonly names: ReturnType<typeof namesOf>;
  readonly items: (Item | Free | Comma)[];
  at: number;
  /** Said before its value: "on", "author". */
  field: Field | undefined;
}

/** Reads the words of a condition; one that means nothing here is told, never passed over. */
export function scan(said: string, services: readonly NameEntry[]): Scanned {
  const text = said
    .replace(/\b(?:is|does|are|do|was|has)n't\b/giu, ' not ')
    .replace(/'s\b|s'(?=\s)/giu, ' ')
    .trim();
  const reading: Reading = { text, names: namesOf(text, services), items: [], at: 0, field: undefined };
  while (reading.at < text.length) {
    if (!STEPS.some((step) => step(reading)))
      return { unknown: text.slice(reading.at).split(/\s/u)[0] ?? '' };
  }
  return reading.field === undefined ? settle(reading.items) : { unknown: text };
}

/** Each reads one thing, if it is there; the first that does decides. */
const STEPS: readonly ((reading: Reading) => boolean)[] = [
  (reading) => mark(reading, /\(/uy, 'open'),
  (reading) => mark(reading, /\)/uy, 'close'),
  (reading) => mark(reading, words.UNLESS, 'unless'),
  (reading) => mark(reading, words.NOT, 'not'),
  fieldBehind,
  deniedBehind,
  (reading) => mark(reading, words.OR, 'or'),
  (reading) => mark(reading, words.NOR, 'nor'),
  (reading) => mark(reading, words.AND, 'and'),
  known,
  comma,
  (reading) => take(reading, words.NOISE) !== undefined,
  value,
];

function take(reading: Reading, pattern: RegExp): string | undefined {
  pattern.lastIndex = reading.at;
  const found = pattern.exec(reading.text)?.[0];
  if (found !== undefined) reading.at += found.length;
  return found === '' ? undefined : found;
}

function mark(reading: Reading, pattern: RegExp, kind: Exclude<Item['kind'], 'term'>): boolean {
  const found = take(reading, pattern) !== undefined;
  if (found) reading.items.push({ kind });
  return found;
}

const fieldOf = (reading: Reading, table: typeof words.BEFORE): Field | undefined =>
  table.find(([, pattern]) => take(reading, pattern) !== undefined)?.[0];

/** "main 브랜치에서", "bob이 올린": all that is listed before it is of its kind. */
function fieldBehind(reading: Reading): boolean {
  const { items } = reading;
  if (items.at(-1)?.kind !== 'free') return false;
  const field = fieldOf(reading, words.BEHIND);
  if (field === undefined) return false;
  for (let index = items.length - 1; index >= 0; index--) {
    const item = items[index];
    if (item?.kind === 'free') items[index] = termOf(field, item.value);
    else if (item?.kind !== 'or' && item?.kind !== 'and' && item?.kind !== 'comma') break;
  }
  return true;
}

function deniedBehind(reading: Reading): boolean {
  const denied = take(reading, words.NOT_BEHIND);
  if (denied === undefined) return false;
  reading.items.splice(startOfGroup(reading.items), 0, { kind: 'not' });
  if (denied.includes('거나')) reading.items.push({ kind: 'or' });
  return true;
}

function comma(reading: Reading): boolean {
  const found = take(reading, /,/uy) !== undefined;
  if (found) reading.items.push({ kind: 'comma' });
  return found;
}

/** A state, a service, or what leads to a branch or an author. */
function known(reading: Reading): boolean {
  if (reading.field !== undefined) return false;
  const state = words.STATES.find(([, pattern]) => take(reading, pattern) !== undefined)?.[0];
  if (state !== undefined) {
    reading.items.push({ kind: 'term', term: { field: 'status', value: state } });
    return true;
  }
  const name = reading.names.find(({ pattern }) => take(reading, pattern) !== undefined)?.name;
  if (name !== undefined) reading.items.push({ kind: 'term', term: { field: 'service', value: name } });
  else reading.field = fieldOf(reading, words.BEFORE);
  return name !== undefined || reading.field !== undefined;
}

/** The value of a field that was said before it, or one whose field comes behind it. */
function value(reading: Reading): boolean {
  const { field } = reading;
  const word = take(reading, words.LATIN) ?? (field === undefined ? undefined : take(reading, words.WORD));
  if (word === undefined) return false;
  const trimmed = word.replace(/[.]+$/u, '');
  reading.items.push(field === undefined ? { kind: 'free', value: trimmed } : termOf(field, trimmed));
  // "on the Feature/X branch" says it on both sides.
  if (field === 'branch') take(reading, words.BRANCH_AGAIN);
  reading.field = undefined;
  return true;
}

const termOf = (field: Field, value: string): Item => ({ kind: 'term', term: { field, value } });

/** Where the words begin that a denial behind them denies: all that was listed of one kind. */
function startOfGroup(items: readonly (Item | Free | Comma)[]): number {
  let start = Math.max(0, items.length - 1);
  const kindOf = (index: number): string | undefined => {
    const item = items[index];
    return item?.kind === 'term' ? item.term.field : item?.kind;
  };
  while (start >= 2 && kindOf(start - 1) === 'or' && kindOf(start - 2) === kindOf(start)) start -= 2;
  return start;
}

/** "on main or release": what is listed after a branch or an author is another one. */
function settle(items: readonly (Item | Free | Comma)[]): Scanned {
  const settled: Item[] = [];
  let last: Term['field'] | undefined;
  let listing = false;
  for (const item of items) {
    if (item.kind === 'comma') {
      listing = settled.at(-1)?.kind === 'term';
      continue;
    }
    const valued = last === 'branch' || last === 'author';
    const links = listing || /^(?:or|nor|and|not)$/.test(settled.at(-1)?.kind ?? '');
    if (item.kind === 'free' && !(valued && links)) return { unknown: item.value };
    const read = item.kind === 'free' ? termOf(last === 'author' ? 'author' : 'branch', item.value) : item;
    // "checkout, cart and payments": a comma within a list of one kind is an "or".
    if (listing && read.kind === 'term' && read.term.field === last) settled.push({ kind: 'or' });
    settled.push(read);
    listing = false;
    if (read.kind === 'term') last = read.term.field;
  }
  return { items: settled };
}

/** Every way a service is called, longest first, those of another script among them; a name of two services is none. */
function namesOf(
  said: string,
  services: readonly NameEntry[],
): readonly { readonly name: string; readonly pattern: RegExp }[] {
  const called = services.flatMap(({ name, aliases, spoken }) =>
    [name, ...aliases, ...spoken].map((alias) => ({ name, alias: alias.toLowerCase() })),
  );
  called.push(...acrossScripts(said, services));
  const clear = called.filter(
    ({ name, alias }) => !called.some((other) => other.alias === alias && other.name !== name),
  );
  return clear
    .sort((a, b) => b.alias.length - a.alias.length)
    .map(({ name, alias }) => {
      const escaped = alias
        .replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)
        .replace(/\s+/gu, String.raw`\s+`);
      return { name, pattern: new RegExp(String.raw`(?<![\p{L}\p{N}_-])${escaped}(?![\w-])`, 'iuy') };
    });
}

/** 체크아웃 of a catalogue that only knows checkout, as the rest of the engine hears it. */
function acrossScripts(
  said: string,
  services: readonly NameEntry[],
): readonly { readonly name: string; readonly alias: string }[] {
  if (!/[가-힣]/u.test(said)) return [];
  const index = indexNames({ services, environments: [] });
  const atoms = atomize(plainText(said));
  return atoms.flatMap((_, start) =>
    namesAt(index, atoms, start)
      .filter(({ near, names, end }) => !near && names.length === 1 && keepsToWords(atoms, start, end))
      .map(({ names: [name = ''], end }) => ({ name, alias: spanText(atoms, start, end) })),
  );
}

/** A name begins where a word does; a particle may follow it. */
const keepsToWords = (atoms: readonly Atom[], start: number, end: number): boolean =>
  atoms[start]?.script === 'hangul' && atoms[start].spaced && end - start > 1;
