import type { Atom, Piece } from '../types.js';
import type { Heard } from './heard.js';
import { numberAt } from './heard.js';
import { versionsAt } from './versions.js';

const ORDINALS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    first: 1,
    second: 2,
    third: 3,
    fourth: 4,
    fifth: 5,
    last: -1,
  }),
);
const REPLICA_NOUNS = new Set([
  'replica',
  'replicas',
  'pod',
  'pods',
  'instance',
  'instances',
  'copy',
  'copies',
]);
const MORE = new Set(['more', 'additional', 'extra', 'new']);
const LESS = new Set(['less', 'fewer']);
const UNITS_OF_TIME: ReadonlyMap<string, string> = new Map(
  Object.entries({
    minute: 'm',
    minutes: 'm',
    min: 'm',
    mins: 'm',
    hour: 'h',
    hours: 'h',
    day: 'd',
    days: 'd',
    week: 'w',
    weeks: 'w',
  }),
);

/** Everything numeric that begins at an atom: numbers, versions, counts, ids, ordinals, durations. */
export function englishNumbersAt(atoms: readonly Atom[], start: number, voice: boolean): readonly Piece[] {
  const found: Piece[] = [
    ...versionsAt(atoms, start, voice),
    ...idAt(atoms, start),
    ...ordinalAt(atoms, start),
    ...signedAt(atoms, start),
  ];
  const number = numberAt(atoms, start);
  if (number === undefined) return [...found, ...durationWithoutNumber(atoms, start)];
  const value = Number(number.digits);
  if (!Number.isSafeInteger(value)) return found;
  found.push({ kind: 'number', value, digits: number.digits, plain: number.plain, start, end: number.end });
  return [...found, ...countAt(atoms, start, number, value), ...durationAt(atoms, start, number)];
}

/** "+2" and "-1", with a noun behind them or without. "To -1" is no number of replicas, "to +2" may be a slip. */
function signedAt(atoms: readonly Atom[], start: number): readonly Piece[] {
  const parts = /^([+-])(\d{1,6})$/u.exec(atoms[start]?.text ?? '');
  const total = atoms[start - 1]?.text === 'to';
  if (parts === null || (total && parts[1] === '-')) return [];
  const mode = total ? 'unclear' : parts[1] === '+' ? 'more' : 'less';
  const end = REPLICA_NOUNS.has(atoms[start + 1]?.text ?? '') ? start + 2 : start + 1;
  return [{ kind: 'count', value: Number(parts[2]), mode, start, end }];
}

function ordinalAt(atoms: readonly Atom[], start: number): readonly Piece[] {
  const value = ORDINALS.get(atoms[start]?.text ?? '');
  const one = atoms[start + 1]?.text;
  if (value === undefined || !(one === 'one' || (one === undefined && start <= 1))) return [];
  return [{ kind: 'ordinal', value, start, end: one === undefined ? start + 1 : start + 2 }];
}

function idAt(atoms: readonly Atom[], start: number): readonly Piece[] {
  const digits = /^#(\d{1,12})$/u.exec(atoms[start]?.text ?? '')?.[1];
  return digits === undefined ? [] : [{ kind: 'id', value: Number(digits), start, end: start + 1 }];
}

function countAt(atoms: readonly Atom[], start: number, number: Heard, value: number): readonly Piece[] {
  const sign = atoms[start]?.text.charAt(0);
  const next = atoms[number.end]?.text ?? '';
  const difference = MORE.has(next) ? 'more' : LESS.has(next) ? 'less' : undefined;
  let end = difference === undefined ? number.end : number.end + 1;
  const noun = REPLICA_NOUNS.has(atoms[end]?.text ?? '');
  if (noun) end += 1;
  const late = noun && difference === undefined ? lateDifference(atoms[end]?.text) : undefined;
  const mode = difference ?? late ?? 'plain';
  if (sign === '#' || (!noun && difference === undefined)) return [];
  return [
    {
      kind: 'count',
      value,
      mode: number.plain ? mode : 'unclear',
      start,
      end: late === undefined ? end : end + 1,
    },
  ];
}

/** "two replicas more". */
function lateDifference(word: string | undefined): 'more' | 'less' | undefined {
  return word === 'more' ? 'more' : word === 'fewer' || word === 'less' ? 'less' : undefined;
}

function durationAt(atoms: readonly Atom[], start: number, number: Heard): readonly Piece[] {
  const unit = UNITS_OF_TIME.get(atoms[number.end]?.text ?? '');
  return unit === undefined
    ? []
    : [{ kind: 'duration', value: `${Number(number.digits)}${unit}`, start, end: number.end + 1 }];
}

/** "an hour", "the last day", "30m". */
function durationWithoutNumber(atoms: readonly Atom[], start: number): readonly Piece[] {
  const word = atoms[start]?.text ?? '';
  const written = /^(\d{1,4})(?:m|min|h|hr|d|w)$/u.test(word);
  if (written)
    return [{ kind: 'duration', value: word.replace('min', 'm').replace('hr', 'h'), start, end: start + 1 }];
  const half = atoms.slice(start, start + 3).map(({ text }) => text);
  if (half.join(' ') === 'half an hour') return [{ kind: 'duration', value: '30m', start, end: start + 3 }];
  const unit = UNITS_OF_TIME.get(atoms[start + 1]?.text ?? '');
  if (unit === undefined || !['a', 'an', 'last', 'past'].includes(word)) return [];
  return [{ kind: 'duration', value: `1${unit}`, start, end: start + 2 }];
}
