import type { Locale } from './message.js';

/** Cron fields for a time that comes again, as people write it, with the words of the sentence that were about it. */
export type Recurrence =
  | { readonly kind: 'recurs'; readonly cron: string }
  /** No time that comes again is said. */
  | { readonly kind: 'none' }
  /** Days without a time of day. */
  | { readonly kind: 'no_time' }
  /** 25 o'clock, minute 61. */
  | { readonly kind: 'impossible'; readonly said: string };

/** Whether this machine knows the IANA time zone. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return /^[A-Za-z]+(\/[\w+-]+)*$/.test(name);
  } catch {
    return false;
  }
}

/**
 * The times in "every weekday at 9", "every day at 18:30", "mondays at 9:15 am", 매일 오전 9시, 평일 9시 30분에, or five cron
 * fields. Days without a time are no guess: `no_time`.
 */
export function recurrenceIn(text: string): Recurrence {
  const cron = CRON.exec(` ${text} `)?.[1];
  if (cron !== undefined) return { kind: 'recurs', cron: cron.replace(/\s+/g, ' ') };
  const said = text.toLowerCase().replace(/[“”"']/g, ' ');
  const hourly = HOURLY.exec(said);
  if (hourly !== null) return everyHours(Number(hourly[1] ?? hourly[2] ?? 1), hourly[0].trim());
  const days = daysIn(said);
  const time = timeIn(said);
  if (days === undefined) return time === undefined ? { kind: 'none' } : NONE_OR_DAY(said);
  if (time === undefined) return { kind: 'no_time' };
  const { hour, minute } = time;
  if (hour > 23 || minute > 59) return { kind: 'impossible', said: time.said };
  return { kind: 'recurs', cron: `${minute} ${hour} * * ${days}` };
}

/** A time of day alone comes once, unless it is a schedule that is asked for: then nobody said when it comes again. */
const NONE_OR_DAY = (said: string): Recurrence =>
  /\bdaily\b|매일/.test(said) ? { kind: 'no_time' } : { kind: 'none' };

const FIELD = String.raw`(?:\*|\d|[A-Za-z]{3}|L)[\d*,/\-A-Za-z#]*`;
/** Five fields in a row, each beginning like one: a sentence has no such run. */
const CRON = new RegExp(String.raw`\s((?:\*|\d)[\d*,/\-]*\s+(?:\*|\d)[\d*,/\-]*(?:\s+${FIELD}){3})(?=\s)`);
const HOURLY = /\bevery (?:(\d+) )?hours?\b|(?:매시간|(\d+)\s*시간마다)/u;

function everyHours(count: number, said: string): Recurrence {
  if (count < 1 || count > 23 || 24 % count !== 0) return { kind: 'impossible', said };
  return { kind: 'recurs', cron: count === 1 ? '0 * * * *' : `0 */${count} * * *` };
}

const DAYS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:sundays?|sun)\b|일요일/u, '0'],
  [/\b(?:mondays?|mon)\b|월요일/u, '1'],
  [/\b(?:tuesdays?|tues?)\b|화요일/u, '2'],
  [/\b(?:wednesdays?|wed)\b|수요일/u, '3'],
  [/\b(?:thursdays?|thur?s?)\b|목요일/u, '4'],
  [/\b(?:fridays?|fri)\b|금요일/u, '5'],
  [/\b(?:saturdays?|sat)\b|토요일/u, '6'],
];

/** The field of week days. Weekdays and weekends are named as such; several days may be listed. */
function daysIn(said: string): string | undefined {
  if (/\b(?:week ?days?|working days?|business days?)\b|평일/u.test(said)) return '1-5';
  if (/\bweekends?\b|주말/u.test(said)) return '0,6';
  const named = DAYS.flatMap(([day, field]) => (day.test(said) ? [field] : []));
  if (named.length > 0) return named.join(',');
  const daily =
    /\b(?:every ?day|each day|daily|every (?:morning|evening|night|afternoon))\b|매일|날마다|(?:아침|저녁|밤)마다/u;
  return daily.test(said) ? '*' : undefined;
}

interface Time {
  readonly hour: number;
  readonly minute: number;
  readonly said: string;
}

function timeIn(said: string): Time | undefined {
  if (/\b(?:at )?noon\b|정오/u.test(said)) return { hour: 12, minute: 0, said };
  if (/\b(?:at )?midnight\b|자정/u.test(said)) return { hour: 0, minute: 0, said };
  return koreanTime(said) ?? englishTime(said);
}

const NATIVE = ['한', '두', '세', '네', '다섯', '여섯', '일곱', '여덟', '아홉', '열', '열한', '열두'];
const KOREAN_TIME =
  /(?:(오전|오후|아침|저녁|밤|새벽)\s*)?(\d{1,2}|열한|열두|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열)\s*시(?!간)(?:\s*(\d{1,2})\s*분|\s*(반))?/u;
const AFTERNOON = ['오후', '저녁', '밤'];

function koreanTime(text: string): Time | undefined {
  const [said, part, hours = '', minutes, half] = KOREAN_TIME.exec(text) ?? [];
  if (said === undefined) return undefined;
  const hour = /^\d/.test(hours) ? Number(hours) : NATIVE.indexOf(hours) + 1;
  return {
    hour: onClock(hour, part),
    minute: half === undefined ? Number(minutes ?? 0) : 30,
    said: said.trim(),
  };
}

const ENGLISH_TIME =
  /\b(?:at|by)\s+(\d{1,2})(?:[:.](\d{2}))?\s*(a\.?m\.?|p\.?m\.?|o'?clock)?(?![\d.:])|\b(\d{1,2}):(\d{2})\s*(a\.?m\.?|p\.?m\.?)?|\b(\d{1,2})\s*(a\.?m\.?|p\.?m\.?)(?!\w)|\b(?:days?|mornings?|daily)\s+(\d{1,2})(?![\d.:])/;

function englishTime(text: string): Time | undefined {
  const found = ENGLISH_TIME.exec(text);
  if (found === null) return undefined;
  const [said, at, atMinute, atHalf, plain, plainMinute, plainHalf, bare, bareHalf, after] = found;
  const half = (atHalf ?? plainHalf ?? bareHalf)?.replace(/\./g, '');
  const hour = Number(at ?? plain ?? bare ?? after);
  const minute = Number(atMinute ?? plainMinute ?? 0);
  const evening = half === undefined && /\b(?:evening|night|afternoon)\b/.test(text) && hour < 12;
  return { hour: onClock(hour, evening ? 'pm' : half), minute, said: said.trim() };
}

/** The hour of the day: twelve in the morning is midnight. */
function onClock(hour: number, part: string | undefined): number {
  if (part === 'pm' || (part !== undefined && AFTERNOON.includes(part))) {
    return hour < 12 ? hour + 12 : hour;
  }
  const morning = part === 'am' || part === '오전' || part === '새벽';
  return morning && hour === 12 ? 0 : hour;
}

const WEEK = {
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  ko: ['일', '월', '화', '수', '목', '금', '토'],
} as const;

/** Cron fields in words where people would use words: "every weekday at 09:00", 평일 09:00; else the fields themselves. */
export function recurrenceText(cron: string, locale: Locale): string {
  const [, minute, hour, days = ''] = /^(\d+) (\d+) \* \* ([\d,*-]+)$/.exec(cron) ?? [];
  if (minute === undefined || hour === undefined) return hoursText(cron, locale);
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  const when = daysText(days, locale);
  if (when === undefined) return cron;
  return locale === 'ko' ? `${when} ${time}` : `${when} at ${time}`;
}

function hoursText(cron: string, locale: Locale): string {
  if (cron === '0 * * * *') return locale === 'ko' ? '매시간' : 'every hour';
  const every = /^0 \*\/(\d+) \* \* \*$/.exec(cron)?.[1];
  if (every === undefined) return cron;
  return locale === 'ko' ? `${every}시간마다` : `every ${every} hours`;
}

function daysText(days: string, locale: Locale): string | undefined {
  const korean = locale === 'ko';
  if (days === '*') return korean ? '매일' : 'every day';
  if (days === '1-5') return korean ? '평일' : 'every weekday';
  if (days === '0,6') return korean ? '주말' : 'every weekend day';
  const named = days.split(',').map((day) => WEEK[locale][Number(day)]);
  if (named.some((day) => day === undefined)) return undefined;
  const list = named.join(', ');
  return korean ? `매주 ${named.map((day) => `${day ?? ''}요일`).join(', ')}` : `every ${list}`;
}
