import type { Atom, Piece } from '../types.js';

const SINO: ReadonlyMap<string, number> = new Map(
  Object.entries({
    영: 0,
    공: 0,
    일: 1,
    이: 2,
    삼: 3,
    사: 4,
    오: 5,
    육: 6,
    륙: 6,
    칠: 7,
    팔: 8,
    구: 9,
  }),
);
const PLACES: ReadonlyMap<string, number> = new Map(Object.entries({ 십: 10, 백: 100, 천: 1000 }));
const NATIVE_TENS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    열: 10,
    스물: 20,
    스무: 20,
    서른: 30,
    마흔: 40,
    쉰: 50,
    예순: 60,
    일흔: 70,
    여든: 80,
    아흔: 90,
  }),
);
const NATIVE_UNITS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    하나: 1,
    한: 1,
    두: 2,
    둘: 2,
    세: 3,
    셋: 3,
    석: 3,
    네: 4,
    넷: 4,
    다섯: 5,
    여섯: 6,
    일곱: 7,
    여덟: 8,
    아홉: 9,
  }),
);
const POINTS = new Set(['점', '쩜', '.']);
const COUNTERS = ['레플리카', '인스턴스', '개', '대', '파드'];
const UNITS_OF_TIME: ReadonlyMap<string, string> = new Map(
  Object.entries({ 시간: 'h', 분: 'm', 일: 'd', 주: 'w' }),
);
const STAGES = ['알씨', '알시', '아르씨', 'rc'];

interface Heard {
  readonly value: number;
  readonly digits: string;
  readonly plain: boolean;
  readonly end: number;
}

/** Everything numeric in Korean that begins at an atom. A bare syllable is never a number: 이 is also a particle. */
export function koreanNumbersAt(atoms: readonly Atom[], start: number): readonly Piece[] {
  const first = atoms[start];
  if (first === undefined || first.script === 'latin') return [];
  const sino = sinoAt(atoms, start);
  const counted = nativeAt(atoms, start) ?? sino;
  return [
    ...(sino === undefined
      ? []
      : [...versionAt(atoms, start, sino), ...idAt(atoms, start, sino), ...bareRow(start, sino, atoms)]),
    ...(counted === undefined
      ? []
      : [
          ...countAt(atoms, start, counted),
          ...durationAt(atoms, start, counted),
          ...ordinalAt(atoms, start, counted),
        ]),
    ...codeAt(atoms, start),
    ...revisionAt(atoms, start),
  ];
}

/** Sino-Korean: 십이 is 12, 이이 is a row of digits, 42 is as written. */
function sinoAt(atoms: readonly Atom[], start: number): Heard | undefined {
  const written = atoms[start]?.text ?? '';
  if (/^\d{1,12}$/u.test(written))
    return { value: Number(written), digits: written, plain: true, end: start + 1 };
  let end = start;
  let total = 0;
  let pending: number | undefined;
  let row = '';
  let places = false;
  for (; end - start < 10; end++) {
    const text = atoms[end]?.text ?? '';
    const digit = SINO.get(text);
    const place = PLACES.get(text);
    if (digit === undefined && place === undefined) break;
    if (place !== undefined) {
      total += (pending ?? 1) * place;
      pending = undefined;
      places = true;
    } else {
      if (places && pending !== undefined) break;
      pending = digit;
      row += String(digit);
    }
  }
  if (end === start) return undefined;
  const value = places ? total + (pending ?? 0) : Number(row);
  return { value, digits: places ? String(value) : row, plain: places || row.length === 1, end };
}

/** Native: 스물한, 여덟; also 이십한, as some say. */
function nativeAt(atoms: readonly Atom[], start: number): Heard | undefined {
  const tens = wordAt(atoms, start, NATIVE_TENS);
  const unit = wordAt(atoms, tens?.end ?? start, NATIVE_UNITS);
  const last = unit ?? tens;
  if (last === undefined) return undefined;
  const value = (tens?.value ?? 0) + (unit?.value ?? 0);
  return { value, digits: String(value), plain: true, end: last.end };
}

function wordAt(
  atoms: readonly Atom[],
  start: number,
  words: ReadonlyMap<string, number>,
): { readonly value: number; readonly end: number } | undefined {
  const two = (atoms[start]?.text ?? '') + (atoms[start + 1]?.text ?? '');
  const value = words.get(two);
  if (value !== undefined) return { value, end: start + 2 };
  const single = words.get(atoms[start]?.text ?? '');
  return single === undefined ? undefined : { value: single, end: start + 1 };
}

/** The end of the first of `words` that stands at an atom. */
function after(atoms: readonly Atom[], start: number, words: readonly string[]): number | undefined {
  for (const word of words) {
    const length = /^[a-z]/u.test(word) ? 1 : word.length;
    const text = atoms
      .slice(start, start + length)
      .map((atom) => atom.text)
      .join('');
    if (text === word) return start + length;
  }
  return undefined;
}

/** 일 점 사 점 이, with 알씨 일 behind it where it is a candidate. A point with nothing after it breaks the version. */
function versionAt(atoms: readonly Atom[], start: number, first: Heard): readonly Piece[] {
  const segments = [first];
  let end = first.end;
  let whole = true;
  while (POINTS.has(atoms[end]?.text ?? '')) {
    const next = sinoAt(atoms, end + 1);
    end = next?.end ?? end + 1;
    if (next === undefined) whole = false;
    else segments.push(next);
  }
  const named = after(atoms, end, ['버전']) !== undefined || namedBefore(atoms, start);
  if (end === first.end && !(named && writtenOrLong(atoms, first, start))) return [];
  const stage = after(atoms, end, STAGES);
  const number = stage === undefined ? undefined : sinoAt(atoms, stage);
  const suffix = number === undefined ? '' : `-rc${number.digits}`;
  const text = segments.map((segment) => segment.digits).join('.') + suffix;
  const glued = segments.every((segment) => segment.plain || segment.digits.length === 2);
  const sure =
    whole &&
    glued &&
    (segments.length > 2 || named) &&
    !(segments.length === 1 && first.digits.length === 1 && first.value === 2);
  return [{ kind: 'version', readings: whole ? [text] : [], sure, start, end: number?.end ?? end }];
}

function namedBefore(atoms: readonly Atom[], start: number): boolean {
  return start >= 2 && (atoms[start - 2]?.text ?? '') + (atoms[start - 1]?.text ?? '') === '버전';
}

/** 버전 이 and 이 버전 may mean "this version": a bare 이 is a version only where it cannot be the word "this". */
function writtenOrLong(atoms: readonly Atom[], heard: Heard, start: number): boolean {
  return heard.digits.length > 1 || atoms[start]?.script === 'number' || heard.value !== 2;
}

function idAt(atoms: readonly Atom[], start: number, sino: Heard): readonly Piece[] {
  const end = after(atoms, sino.end, ['번', '호']);
  return end === undefined || atoms[end]?.text === '째'
    ? []
    : [{ kind: 'id', value: sino.value, start, end }];
}

/** 두 번째, 첫 번째. */
function ordinalAt(atoms: readonly Atom[], start: number, counted: Heard): readonly Piece[] {
  const end = after(atoms, counted.end, ['번째']);
  return end === undefined ? [] : [{ kind: 'ordinal', value: counted.value, start, end }];
}

/** 두 개로 is a total, 두 개 더 a difference, 두 개 alone may be either, 두 개로 더 contradicts itself. */
function countAt(atoms: readonly Atom[], start: number, counted: Heard): readonly Piece[] {
  let end = after(atoms, counted.end, COUNTERS);
  if (end === undefined) return [];
  end = after(atoms, end, ['의', '를', '을', '만']) ?? end;
  const total = after(atoms, end, ['으로', '로', '까지']);
  const more = after(atoms, total ?? end, ['더', '씩']);
  const before = start >= 1 && atoms[start - 1]?.text === '더';
  const mode =
    total !== undefined && (more !== undefined || before)
      ? 'unclear'
      : total !== undefined
        ? 'to'
        : more !== undefined || before
          ? 'more'
          : 'plain';
  return [
    {
      kind: 'count',
      value: counted.value,
      mode: counted.plain ? mode : 'unclear',
      start,
      end: more ?? total ?? end,
    },
  ];
}

function durationAt(atoms: readonly Atom[], start: number, counted: Heard): readonly Piece[] {
  const written = atoms[start]?.script === 'number';
  for (const [word, unit] of UNITS_OF_TIME) {
    const end = after(atoms, counted.end, [word]);
    // 이 주 is this week, 일 일 is no day.
    const spoken = unit === 'h' || unit === 'm' || (unit === 'w' && nativeAt(atoms, start) !== undefined);
    if (end === undefined || !(written || spoken)) continue;
    const half = unit === 'h' ? after(atoms, end, ['반']) : undefined;
    return [
      {
        kind: 'duration',
        value: half === undefined ? `${String(counted.value)}${unit}` : `${String(counted.value * 60 + 30)}m`,
        start,
        end:
          after(atoms, half ?? end, ['동안만', '동안', '간', '뒤', '후', '전', '만', '정도', '쯤']) ??
          half ??
          end,
      },
    ];
  }
  return [];
}

/** A written number, or a row of at least two spoken digits, that stands for itself. */
function bareRow(start: number, sino: Heard, atoms: readonly Atom[]): readonly Piece[] {
  const alone = start === 0 && sino.end === atoms.length;
  if (atoms[start]?.script === 'number' || (sino.end - start < 2 && !alone)) return [];
  return [
    { kind: 'number', value: sino.value, digits: sino.digits, plain: sino.plain, start, end: sino.end },
  ];
}

/** 리비전 12번: a rollout's number. */
function revisionAt(atoms: readonly Atom[], start: number): readonly Piece[] {
  const first = after(atoms, start, ['리비전', '리비젼']);
  const number = first === undefined ? undefined : sinoAt(atoms, first);
  if (number === undefined) return [];
  const end = after(atoms, number.end, ['번', '호']) ?? number.end;
  return [{ kind: 'version', readings: [`revision ${number.digits}`], sure: number.plain, start, end }];
}

/** 코드 사 칠 일 구. */
function codeAt(atoms: readonly Atom[], start: number): readonly Piece[] {
  let first = after(atoms, start, ['확인코드', '인증코드', '코드', '인증번호', '확인번호']);
  if (first === undefined) return [];
  first = after(atoms, first, ['는', '은', '가']) ?? first;
  let digits = '';
  let end = first;
  for (; end - first < 12; end++) {
    const text = atoms[end]?.text ?? '';
    const digit = /^\d+$/u.test(text) ? text : SINO.get(text);
    if (digit === undefined) break;
    digits += String(digit);
  }
  return [{ kind: 'code', digits, start, end }];
}
