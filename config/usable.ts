import type { z } from 'zod';
import type { Path } from './source.js';
import { without } from './variables.js';

/**
 * Whether nothing at, below or above a path is broken and no key beside it is unknown, which may be this one misspelt: only then what
 * is not there is really missing.
 */
export type Whole = (path: Path) => boolean;

export interface Usable<T> {
  /** What is left without what is broken; undefined: nothing. */
  readonly data: T | undefined;
  readonly whole: Whole;
}

/**
 * What can still be checked when the shape is wrong somewhere: everything but the broken values themselves and what cannot be
 * without them, so that a mistake between two fields is told beside one in a third.
 */
export function usableOf<T>(
  schema: z.ZodType<T>,
  value: unknown,
  broken: readonly z.core.$ZodIssue[],
): Usable<T> {
  const places = broken.flatMap(placesOf);
  const unknown = broken.filter(({ code }) => code === 'unrecognized_keys').flatMap(placesOf);
  return {
    data: leftOf(schema, value, places),
    whole: (path) =>
      !places.some((place) => meets(place, path)) && !unknown.some((place) => isBeside(place, path)),
  };
}

function leftOf<T>(schema: z.ZodType<T>, value: unknown, places: readonly Path[]): T | undefined {
  if (places.some(({ length }) => length === 0)) return undefined;
  const left = places.map((place) => existing(value, place)).reduce<unknown>(without, value);
  const parsed = schema.safeParse(left);
  // Each round takes something away: this ends.
  return parsed.success ? parsed.data : leftOf(schema, left, parsed.error.issues.flatMap(placesOf));
}

function placesOf(issue: z.core.$ZodIssue): readonly Path[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
}

/** The place, or the nearest one above it that is there: what lacks something it needs goes as a whole. */
function existing(value: unknown, place: Path): Path {
  const depth = place.findIndex((_part, index) => !isAt(value, place.slice(0, index + 1)));
  return depth < 0 ? place : place.slice(0, depth);
}

function isAt(value: unknown, path: Path): boolean {
  return (
    path.reduce<unknown>(
      (inner, part) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, part) : undefined),
      value,
    ) !== undefined
  );
}

function meets(place: Path, path: Path): boolean {
  const shared = Math.min(place.length, path.length);
  return place.slice(0, shared).every((part, index) => String(part) === String(path[index]));
}

function isBeside(place: Path, path: Path): boolean {
  return place.length === path.length && meets(place.slice(0, -1), path);
}
