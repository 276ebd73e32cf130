import type { CatalogueNames, NameEntry } from '../contracts/catalogue.js';
import { plainText, spanText } from './normalize.js';
import type { LoanWord } from './loanwords.js';
import { agreement, hangulKey, hangulLoan, latinLoan, loanKeys } from './loanwords.js';
import { deletions, joined, soundKey, spelledInKorean, spelling, withinOneEdit } from './sounds.js';
import type { Atom, NamePiece, NameSlot } from './types.js';

interface Named {
  readonly slot: NameSlot;
  readonly name: string;
}
interface Form extends Named {
  readonly spelled: string;
}
interface Loan extends Named {
  readonly word: LoanWord;
}

/**
 * Where names are looked up. Built once per catalogue; each look-up is a few hash reads, whatever the number of names.
 */
export interface NameIndex {
  readonly exact: ReadonlyMap<string, readonly Named[]>;
  readonly loans: ReadonlyMap<string, readonly Loan[]>;
  readonly sounds: ReadonlyMap<string, readonly Named[]>;
  readonly edits: ReadonlyMap<string, readonly Form[]>;
  readonly environments: readonly string[];
  readonly services: readonly string[];
}

const MAX_WORDS = 4;
const MAX_SYLLABLES = 12;
/** Shorter words are one edit away from too much. */
const MIN_EDIT_LETTERS = 4;
const MIN_SOUND = 3;
/** Names that one key may lead to; so that a message never works through a whole catalogue. */
const MAX_SHARED = 64;

export function indexNames(names: CatalogueNames): NameIndex {
  const index = {
    exact: new Map<string, Named[]>(),
    loans: new Map<string, Loan[]>(),
    sounds: new Map<string, Named[]>(),
    edits: new Map<string, Form[]>(),
  };
  const add = (slot: NameSlot, entry: NameEntry) => {
    const named: Named = { slot, name: entry.name };
    for (const form of formsOf(entry)) {
      const key = joined(form);
      share(index.exact, key, named);
      const word = latinLoan(form);
      if (word !== undefined) for (const loan of loanKeys(form)) share(index.loans, loan, { ...named, word });
      const sound = soundKey(form);
      if (sound.length >= MIN_SOUND) share(index.sounds, sound, named);
      const spelled = spelling(key);
      if (spelled.length < MIN_EDIT_LETTERS) continue;
      for (const edit of new Set([spelled, ...deletions(spelled)]))
        share(index.edits, edit, { ...named, spelled });
    }
  };
  names.services.forEach((entry) => add('service', entry));
  names.environments.forEach((entry) => add('environment', entry));
  return {
    ...index,
    services: names.services.map((entry) => entry.name),
    environments: names.environments.map((entry) => entry.name),
  };
}

/** A key that more names share than anybody could be asked about tells nothing more: what is beyond is left out. */
function share<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else if (list.length < MAX_SHARED) list.push(value);
}

/** A name, its aliases, and an alias followed by the name's own short ending: 결제 API, 결제 에이피아이. */
function formsOf(entry: NameEntry): readonly string[] {
  const plain = [entry.name, ...entry.aliases, ...entry.spoken].map(plainText);
  const ending = /[-_ ]([a-z]{2,4})$/u.exec(plainText(entry.name))?.[1];
  if (ending === undefined) return plain;
  const spelled = spelledInKorean(ending);
  return plain.flatMap((form) => [
    form,
    ...(joined(form).endsWith(ending) ? [] : [form + ending]),
    ...(form.endsWith(spelled)
      ? []
      : [form.endsWith(ending) ? form.slice(0, -ending.length) + spelled : form + spelled]),
  ]);
}

/** Names that begin at an atom: exact ones of every length, or else near ones. */
export function namesAt(index: NameIndex, atoms: readonly Atom[], start: number): readonly NamePiece[] {
  const pieces: NamePiece[] = [];
  if (isDamage(atoms[start])) return pieces;
  const limit = atoms[start]?.script === 'hangul' ? MAX_SYLLABLES : MAX_WORDS;
  for (let end = start + 1; end <= Math.min(atoms.length, start + limit); end++) {
    if (end > start + 1 && standsAlone(atoms, end - 1)) break;
    const text = withoutGenitive(spanText(atoms, start, end));
    pieces.push(...exactNames(index, text, start, end));
    if (wholeWords(atoms, start, end)) pieces.push(...nearNames(index, text, start, end));
  }
  return pieces;
}

/** "web-1 1.4.2" is no "web-1142": a version, an id, a signed number, one behind another or damage ends what may be a name. */
function standsAlone(atoms: readonly Atom[], index: number): boolean {
  const atom = atoms[index];
  if (atom?.script !== 'number') return isDamage(atom);
  return !/^\d+$/u.test(atom.text) || /\d$/u.test(atoms[index - 1]?.text ?? '');
}

function isDamage(atom: Atom | undefined): boolean {
  return atom !== undefined && !/[\p{L}\p{N}]/u.test(atom.text);
}

/** "checkout's pipeline": whose it is, is no slip in the name. */
const withoutGenitive = (text: string): string => text.replace(/'s?$/u, '');

function exactNames(index: NameIndex, text: string, start: number, end: number): readonly NamePiece[] {
  const exact = index.exact.get(joined(text));
  return exact === undefined ? loanNames(index, text, start, end) : toPieces(exact, false, start, end);
}

/** Names across scripts. Where the vowels agree only roughly, it is near them; one that agrees outdoes those. */
function loanNames(index: NameIndex, text: string, start: number, end: number): readonly NamePiece[] {
  const said = hangulLoan(text.replaceAll(' ', ''));
  const found = said === undefined ? [] : (index.loans.get(hangulKey(said)) ?? []);
  if (said === undefined || found.length === 0) return [];
  const same = found.filter((loan) => agreement(loan.word, said) === 'same');
  if (same.length > 0) return toPieces(same, false, start, end);
  const alike = found.filter((loan) => agreement(loan.word, said) === 'alike');
  return toPieces(alike, true, start, end);
}

function nearNames(index: NameIndex, text: string, start: number, end: number): readonly NamePiece[] {
  const spelled = spelling(text);
  if (spelled.length < MIN_EDIT_LETTERS || index.exact.has(joined(text))) return [];
  const near = [spelled, ...deletions(spelled)]
    .flatMap((edit) => index.edits.get(edit) ?? [])
    .filter((form) => withinOneEdit(form.spelled, spelled));
  const sound = soundKey(text);
  const alike = sound.length < MIN_SOUND ? [] : (index.sounds.get(sound) ?? []);
  return toPieces([...near, ...alike], true, start, end);
}

/** Near matches are looked for between word boundaries only. */
function wholeWords(atoms: readonly Atom[], start: number, end: number): boolean {
  const next = atoms[end];
  return atoms[start]?.spaced === true && (next === undefined || next.spaced || next.script === 'hangul');
}

function toPieces(found: readonly Named[], near: boolean, start: number, end: number): readonly NamePiece[] {
  const slots: readonly NameSlot[] = ['service', 'environment'];
  return slots.flatMap((slot) => {
    const names = [...new Set(found.filter((named) => named.slot === slot).map((named) => named.name))];
    return names.length === 0 ? [] : [{ kind: 'name' as const, slot, names, near, start, end }];
  });
}
