import type { z } from 'zod';
import { nearest } from './nearest.js';
import type { ProblemTexts } from './problems.en.js';
import type { Override } from './variables.js';
import type { Path, Source } from './source.js';

/** Says where a value came from and what it is. */
export interface Provenance {
  readonly source: Source | undefined;
  readonly overrides: readonly Override[];
  readonly value: unknown;
  /** In the language of who reads the problems. */
  readonly texts: ProblemTexts;
  /** The keys that are known at a path, for the nearest right one. */
  keysAt(path: Path): readonly string[];
}

const SECRET = /token|secret|password|passphrase|key$|url$/i;

/** One sentence for each thing that is wrong, with place, value and what would be right. */
export function sentences(issue: z.core.$ZodIssue, from: Provenance): readonly string[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(issue.path, key, from));
  const { texts } = from;
  if (issue.code === 'invalid_key') {
    const name = String(issue.path.at(-1));
    const section = issue.path.slice(0, -1);
    const right = texts.right(issue.issues[0]?.message ?? texts.anotherName);
    return [`${placeOf(from, section, name)}: ${texts.wrongName(show(section), name, right)}`];
  }
  return [`${placeOf(from, issue.path)}: ${wrongValue(issue, from)}`];
}

function wrongValue(issue: z.core.$ZodIssue, from: Provenance): string {
  const { texts, value: whole } = from;
  const value = valueAt(whole, issue.path);
  const name = issue.path.length === 0 ? texts.wholeFile : show(issue.path);
  const right = texts.right(wanted(issue));
  if (value === undefined) return texts.missing(name, right);
  if (isSecret(issue.path, value)) return texts.wrongSecret(name, right);
  return texts.wrong(name, display(value, from.keysAt(issue.path)), right);
}

/** A problem found after the shape was right, at a path. */
export function problemAt(from: Provenance, path: Path, sentence: string): string {
  return `${placeOf(from, path)}: ${sentence}`;
}

function wanted(issue: z.core.$ZodIssue): string {
  return issue.message.replace(/^Invalid (input|option): expected /, '').replace(/\.$/, '');
}

function unknownKey(path: Path, key: string, from: Provenance): string {
  const known = from.keysAt(path);
  const meant = nearest(key, known);
  const { texts } = from;
  const remedy = meant === undefined ? texts.known(known) : texts.meant(meant);
  return `${placeOf(from, path, key)}: ${texts.unknownKey(key, show(path))} ${remedy}`;
}

function placeOf(from: Provenance, path: Path, key?: string): string {
  const full = (key === undefined ? path : [...path, key]).map(String);
  const override = from.overrides.findLast(
    (candidate) => startsWith(candidate.path, full) || startsWith(full, candidate.path),
  );
  if (override !== undefined && !inFile(from, full)) return from.texts.variable(override.variable);
  return from.source?.place(path, key) ?? from.texts.nowhere;
}

/** True when the file itself holds this path and no variable replaced it. */
function inFile(from: Provenance, path: readonly string[]): boolean {
  if (from.source === undefined) return false;
  const replaced = from.overrides.some((override) => startsWith(path, override.path));
  return !replaced && valueAt(from.source.value, path) !== undefined;
}

const startsWith = (path: readonly string[], head: readonly string[]) =>
  head.every((part, index) => path[index] === part);

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, part) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, part) : undefined),
    value,
  );
}

/** `environments.production.targets[0].namespace` */
function show(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}

const isSecret = (path: Path, value: unknown) =>
  typeof value === 'string' && SECRET.test(String(path.at(-1)));

/** Under a misspelled key there may be a secret too: only what is known to be none is shown. */
function display(value: unknown, known: readonly string[]): string {
  const strange = (key: string): boolean => known.length > 0 && /\D/.test(key) && !known.includes(key);
  const text = JSON.stringify(value, (key, inner: unknown) =>
    isSecret([key], inner) || (strange(key) && typeof inner === 'string') ? '…' : inner,
  );
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
