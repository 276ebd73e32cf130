import type { Locale } from '../../src/contracts/message.js';
import { fill } from '../../src/contracts/phrasing.js';

interface AgoWords {
  readonly now: string;
  /** In a narrow cell. */
  readonly short: Readonly<Record<'minute' | 'hour' | 'day', string>>;
  readonly units: Readonly<Record<'minute' | 'hour' | 'day', readonly [one: string, many: string]>>;
}
const WORDS: Readonly<Record<Locale, AgoWords>> = {
  en: {
    now: 'just now',
    short: { minute: '{count}m', hour: '{count}h', day: '{count}d' },
    units: {
      minute: ['a minute ago', '{count} minutes ago'],
      hour: ['an hour ago', '{count} hours ago'],
      day: ['a day ago', '{count} days ago'],
    },
  },
  ko: {
    now: '방금',
    short: { minute: '{count}분', hour: '{count}시간', day: '{count}일' },
    units: {
      minute: ['1분 전', '{count}분 전'],
      hour: ['1시간 전', '{count}시간 전'],
      day: ['하루 전', '{count}일 전'],
    },
  },
};
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long before `now` something was, in words that can be said aloud. Both in epoch milliseconds. */
export function ago(at: number, now: number, locale: Locale): string {
  const passed = Math.max(0, now - at);
  const { now: justNow, units } = WORDS[locale];
  if (passed < MINUTE) return justNow;
  const { unit, count } = counted(passed);
  const [one, many] = units[unit];
  return count === 1 ? one : fill(many, { count }, locale);
}

/** The same for a narrow cell: `2h`. */
export function age(at: number, now: number, locale: Locale): string {
  const { unit, count } = counted(Math.max(0, now - at));
  return fill(WORDS[locale].short[unit], { count }, locale);
}

function counted(passed: number): { readonly unit: 'minute' | 'hour' | 'day'; readonly count: number } {
  const [unit, length] =
    passed < HOUR
      ? (['minute', MINUTE] as const)
      : passed < 2 * DAY
        ? (['hour', HOUR] as const)
        : (['day', DAY] as const);
  return { unit, count: Math.floor(passed / length) };
}

/** `2026-11-22 15:42:11 UTC`: unambiguous for people in several time zones. */
export function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Epoch milliseconds of a Kubernetes timestamp; undefined when absent or damaged. */
export function instant(text: string | null | undefined): number | undefined {
  const at = text === undefined || text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}
