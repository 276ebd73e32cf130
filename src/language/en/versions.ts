import type { Atom, Piece } from '../types.js';
import type { Heard } from './heard.js';
import { numberAt } from './heard.js';

/** Words that sound like a digit: only inside a version, and never surely. */
export const SOUNDS_LIKE: ReadonlyMap<string, number> = new Map(
  Object.entries({ to: 2, too: 2, for: 4, won: 1, want: 1, ate: 8 }),
);
const POINTS = new Set(['point', 'dot']);
const STAGES: ReadonlyMap<string, string> = new Map(
  Object.entries({ rc: 'rc', alpha: 'alpha', beta: 'beta' }),
);
/** A version as written, or the beginning of a commit's hash (at least one digit and one letter of seven). */
const WRITTEN = /^(?:v?\d+(?:\.\d+)+(?:[-+].+)?|v\d+|(?=[a-f]*\d)(?=\d*[a-f])[\da-f]{7,40})$/u;

/** Versions that begin at an atom, written or spoken. */
export function versionsAt(atoms: readonly Atom[], start: number, voice: boolean): readonly Piece[] {
  const written = atoms[start]?.text ?? '';
  if (WRITTEN.test(written)) {
    const tag = atoms[start]?.written.replace(/^V/u, 'v') ?? written;
    return [{ kind: 'version', readings: [tag], sure: true, start, end: start + 1 }];
  }
  const revision = revisionAt(atoms, start);
  if (revision !== undefined) return [revision];
  const named = wordVersion(atoms, start);
  const first = named ?? start;
  const letter = atoms[first]?.text === 'v' ? 'v' : '';
  const spoken = spokenVersion(atoms, letter === '' ? first : first + 1, {
    letter,
    named: named !== undefined,
    voice,
    start,
  });
  return spoken === undefined ? [] : [spoken];
}

/** "revision 12": a rollout's number, as `kubectl rollout history` counts. */
function revisionAt(atoms: readonly Atom[], start: number): Piece | undefined {
  if (atoms[start]?.text !== 'revision') return undefined;
  const number = numberAt(atoms, start + 1);
  return number === undefined
    ? undefined
    : {
        kind: 'version',
        readings: [`revision ${number.digits}`],
        sure: number.plain,
        start,
        end: number.end,
      };
}

/** The atom after "version" (or "tag"), when the span begins with it. */
function wordVersion(atoms: readonly Atom[], start: number): number | undefined {
  const word = atoms[start]?.text;
  return word === 'version' || word === 'tag' || word === 'build' ? start + 1 : undefined;
}

interface Introduced {
  readonly letter: string;
  readonly named: boolean;
  readonly voice: boolean;
  readonly start: number;
}

/** "one point four point two", "v two point zero point zero r c one", "version five". */
function spokenVersion(atoms: readonly Atom[], first: number, introduced: Introduced): Piece | undefined {
  const { start, letter, named } = introduced;
  const segments: Heard[] = [];
  let end = first;
  let whole = true;
  for (let heard = segmentAt(atoms, end, false); heard !== undefined; heard = segmentAt(atoms, end, true)) {
    segments.push(heard);
    end = heard.end;
    if (!POINTS.has(atoms[end]?.text ?? '')) break;
    end += 1;
    whole = segmentAt(atoms, end, true) !== undefined;
  }
  const pointed = segments.length > 1 || !whole;
  if (segments.length === 0 || (!pointed && !named && letter === '')) return undefined;
  if (!pointed && letter === '' && atoms[start]?.text === 'build') return undefined;
  const suffix = suffixAt(atoms, end);
  const text = letter + segments.map((segment) => segment.digits).join('.') + suffix.text;
  const sure =
    whole &&
    segments.every((segment) => segment.sure) &&
    (pointed || segments.every((segment) => segment.plain));
  const spokenShort = introduced.voice && !named && segments.length < 3;
  const echoes = sure ? secondReadings(atoms, suffix.end, segments) : [];
  return {
    kind: 'version',
    readings: whole ? [text, ...echoes] : [],
    sure: sure && !spokenShort && echoes.length === 0,
    start,
    end: suffix.end,
  };
}

/** One part of a version. After a point "oh" is zero, and a homophone is a digit, though not a sure one. */
function segmentAt(atoms: readonly Atom[], start: number, afterPoint: boolean): Heard | undefined {
  const word = atoms[start]?.text ?? '';
  const beforePoint = POINTS.has(atoms[start + 1]?.text ?? '');
  if ((word === 'oh' || word === 'o') && (afterPoint || beforePoint))
    return { digits: '0', plain: true, sure: true, end: start + 1 };
  const number = numberAt(atoms, start);
  if (number !== undefined) return number;
  const alike = SOUNDS_LIKE.get(word);
  const follows = atoms[start + 1]?.text;
  return alike === undefined || !afterPoint || follows === undefined
    ? undefined
    : { digits: String(alike), plain: true, sure: false, end: start + 1 };
}

/** "r c one", "beta two". */
function suffixAt(atoms: readonly Atom[], start: number): { readonly text: string; readonly end: number } {
  const spelled = ['r', 'are'].includes(atoms[start]?.text ?? '') && atoms[start + 1]?.text === 'c';
  const after = spelled ? start + 2 : start + 1;
  const word = spelled ? 'rc' : (atoms[start]?.text ?? '');
  const written = /^(rc|alpha|beta)(\d+)$/u.exec(word);
  if (written !== null) return { text: `-${word}`, end: start + 1 };
  const stage = STAGES.get(word);
  const number = stage === undefined ? undefined : numberAt(atoms, after);
  return stage === undefined || number === undefined
    ? { text: '', end: start }
    : { text: `-${stage}${number.digits}`, end: number.end };
}

/**
 * "four point two two to production" may be 4.22, 4.2.2 or 4.2 said "to, to"; "point two two production" may end in
 * "to". Returns the other readings. A third part is a patch number, which often has two digits: there "two two to" is sure.
 */
function secondReadings(atoms: readonly Atom[], end: number, segments: readonly Heard[]): readonly string[] {
  const last = segments.at(-1);
  const next = atoms[end]?.text ?? '';
  const prepositions = new Set(['to', 'too', 'for', 'in', 'on', 'into', 'from']);
  const before = segments.slice(0, -1).map((segment) => segment.digits);
  const twice = prepositions.has(next) && ['to', 'too', 'two'].includes(atoms[end + 1]?.text ?? '');
  if (twice && last !== undefined) return [[...before, `${last.digits}2`].join('.')];
  if (last === undefined || last.plain || !/[24]$/u.test(last.digits)) return [];
  const shorter = [...before, last.digits.slice(0, -1)].join('.');
  const split = [...before, ...Array.from(last.digits)].join('.');
  if (segments.length < 3) return [split, shorter];
  return prepositions.has(next) || next === '' ? [] : [shorter];
}
