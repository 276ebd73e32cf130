import type { Locale } from '../contracts/message.js';
import { fill, joinList } from '../contracts/phrasing.js';

const TEXTS = {
  en: {
    late: 'This was due {time}; I was not running then.',
    missed_one: 'Missed while I was not running: {times}.',
    missed_many: 'Missed while I was not running: {times}, and {count} more.',
    owner_gone: 'Schedule {number} is paused: {person} may no longer read this.',
  },
  ko: {
    late: '{time}에 올렸어야 하는데, 그때 꺼져 있었어요.',
    missed_one: '꺼져 있는 동안 빠진 요약: {times}.',
    missed_many: '꺼져 있는 동안 빠진 요약: {times} 외 {count}번.',
    owner_gone: '{person} 님에게 조회 권한이 없어져서 예약 {number}번을 멈췄어요.',
  },
} as const;
type TextKey = keyof (typeof TEXTS)['en'];

/** More times than this in a row are counted, not listed. */
const LISTED = 5;

export function scheduleText(
  key: TextKey,
  locale: Locale,
  params: Readonly<Record<string, string | number>>,
): string {
  return fill(TEXTS[locale][key], params, locale);
}

/** The slots that nobody served, as a person reads them. */
export function missedText(missed: readonly number[], timezone: string, locale: Locale): string {
  const listed = missed.slice(-LISTED).map((slot) => localTime(slot, timezone, locale));
  const count = missed.length - listed.length;
  const times = joinList(listed, count > 0 ? 'ko' : locale);
  return scheduleText(count > 0 ? 'missed_many' : 'missed_one', locale, { times, count });
}

/** `Mon 23 Nov, 09:00`; in Korean `11월 23일 (월) 09:00`: on the wall clock of the zone. */
export function localTime(instant: number, timeZone: string, locale: Locale): string {
  const language = locale === 'ko' ? 'ko-KR' : 'en-GB';
  const date = { weekday: 'short', day: 'numeric', month: locale === 'ko' ? 'long' : 'short' } as const;
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat(language, { timeZone, ...date, ...time }).format(instant);
}
