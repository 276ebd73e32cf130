import type { Atom } from '../types.js';

const UNITS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    zero: 0,
    one: 1,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
  }),
);
const TEENS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ten: 10,
    eleven: 11,
    twelve: 12,
    thirteen: 13,
    fourteen: 14,
    fifteen: 15,
    sixteen: 16,
    seventeen: 17,
    eighteen: 18,
    nineteen: 19,
  }),
);
const TENS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    twenty: 20,
    thirty: 30,
    forty: 40,
    fourty: 40,
    fifty: 50,
    sixty: 60,
    seventy: 70,
    eighty: 80,
    ninety: 90,
  }),
);

/** A number as heard: its digits in order, and whether they were said as one number. */
export interface Heard {
  readonly digits: string;
  readonly plain: boolean;
  readonly sure: boolean;
  readonly end: number;
}

/** "42", "twenty one", "one hundred and five", "four two" (a row of digits). Homophones never begin one. */
export function numberAt(atoms: readonly Atom[], start: number): Heard | undefined {
  const written = atoms[start]?.text ?? '';
  if (/^\d{1,15}$/u.test(written)) return { digits: written, plain: true, sure: true, end: start + 1 };
  const parts: number[] = [];
  let end = start;
  for (let part = numberPart(atoms, end); part !== undefined; part = numberPart(atoms, end)) {
    parts.push(part.value);
    end = part.end;
  }
  if (parts.length === 0) return undefined;
  return {
    digits: parts.join(''),
    plain: parts.length === 1,
    sure: parts.length === 1 || isPair(parts),
    end,
  };
}

/** One number within a row: a unit, a teen, tens with a unit, hundreds. */
function numberPart(
  atoms: readonly Atom[],
  start: number,
): { readonly value: number; readonly end: number } | undefined {
  const word = atoms[start]?.text ?? '';
  const small = UNITS.get(word) ?? TEENS.get(word);
  const tens = TENS.get(word);
  const unit = UNITS.get(atoms[start + 1]?.text ?? '');
  if (tens !== undefined)
    return unit !== undefined && unit > 0
      ? { value: tens + unit, end: start + 2 }
      : { value: tens, end: start + 1 };
  const hundred = small === undefined && word === 'hundred' ? { value: 100, end: start + 1 } : undefined;
  if (small !== undefined && small > 0 && atoms[start + 1]?.text === 'hundred')
    return belowHundred(atoms, small * 100, start + 2);
  if (hundred !== undefined) return belowHundred(atoms, hundred.value, hundred.end);
  return small === undefined ? undefined : { value: small, end: start + 1 };
}

function belowHundred(
  atoms: readonly Atom[],
  hundreds: number,
  end: number,
): { readonly value: number; readonly end: number } {
  const after = atoms[end]?.text === 'and' ? end + 1 : end;
  const rest = atoms[after]?.text === 'hundred' ? undefined : numberPart(atoms, after);
  return rest === undefined || rest.value >= 100
    ? { value: hundreds, end }
    : { value: hundreds + rest.value, end: rest.end };
}

/** Two single digits said one after the other ("two two"); longer rows and leading zeros are as likely misheard. */
function isPair(parts: readonly number[]): boolean {
  return parts.length === 2 && parts.every((value) => value < 10) && parts[0] !== 0;
}
