import type { Locale } from './message.js';

const WEEK = {
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  ko: ['일요일', '월요일', '화요일', '수요일', '목요일', '금요일', '토요일'],
} as const;
const ORDINALS = {
  en: ['first', 'second', 'third', 'fourth', 'fifth'],
  ko: ['첫째', '둘째', '셋째', '넷째', '다섯째'],
} as const;

/** Cron fields in words where people would use words: "every weekday at 09:00", 평일 09:00; else the fields themselves. */
export function recurrenceText(cron: string, locale: Locale): string {
  const [minute = '', hour = '', date = '', month = '', day = ''] = cron.split(' ');
  const days = month === '*' ? (locale === 'ko' ? koreanDays : englishDays)(date, day) : undefined;
  if (days === undefined) return cron;
  const times = timesText(minute, hour);
  if (times !== undefined)
    return locale === 'ko' ? `${days} ${times.join(', ')}` : `${days} at ${times.join(' and ')}`;
  const within = (locale === 'ko' ? koreanRhythm : englishRhythm)(minute, hour);
  if (within === undefined) return cron;
  if (date === '*' && day === '*') return within;
  return locale === 'ko' ? `${days} ${within}` : `${within}, ${days}`;
}

function timesText(minute: string, hour: string): readonly string[] | undefined {
  if (!/^\d+$/.test(minute) || !/^\d+(,\d+)*$/.test(hour)) return undefined;
  return hour.split(',').map((each) => clock(each, minute));
}

const clock = (hour: string, minute: string): string => `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;

/** A rhythm within the day: how many hours or minutes apart, at which minute, between which times. */
interface Rhythm {
  readonly unit: 'hours' | 'minutes';
  readonly step: number;
  readonly minute: string;
  readonly from?: string;
  readonly to?: string;
}

function rhythmOf(minute: string, hour: string): Rhythm | undefined {
  const hours = /^(?:\*|(\d+)-(\d+))(?:\/(\d+))?$/.exec(hour);
  const minutes = /^(?:\*\/(\d+)|(\d+))$/.exec(minute);
  if (hours === null || minutes === null) return undefined;
  const [, from, to, step] = hours;
  const [, every, at] = minutes;
  if (every !== undefined && step !== undefined) return undefined;
  const last = every === undefined ? (at ?? '0') : String(60 - Number(every));
  return {
    ...{
      unit: every === undefined ? ('hours' as const) : ('minutes' as const),
      step: Number(every ?? step ?? 1),
    },
    minute: at ?? '0',
    ...(from !== undefined &&
      to !== undefined && { from: clock(from, at ?? '0'), to: clock(lastHour(from, to, step), last) }),
  };
}

/** The last hour of a range that a step reaches. */
const lastHour = (from: string, to: string, step = '1'): string =>
  String(Number(to) - ((Number(to) - Number(from)) % Number(step)));

function englishRhythm(minute: string, hour: string): string | undefined {
  const rhythm = rhythmOf(minute, hour);
  if (rhythm === undefined) return undefined;
  const { unit, step, from, to } = rhythm;
  const every = unit === 'hours' && step === 1 ? 'every hour' : `every ${step} ${unit}`;
  if (from !== undefined && to !== undefined) return `${every} from ${from} to ${to}`;
  return Number(rhythm.minute) === 0 ? every : `${every} at minute ${rhythm.minute}`;
}

function koreanRhythm(minute: string, hour: string): string | undefined {
  const rhythm = rhythmOf(minute, hour);
  if (rhythm === undefined) return undefined;
  const { unit, step, from, to } = rhythm;
  const every = unit === 'hours' && step === 1 ? '매시간' : `${step}${unit === 'hours' ? '시간' : '분'}마다`;
  if (from !== undefined && to !== undefined) return `${from}부터 ${to}까지 ${every}`;
  return Number(rhythm.minute) === 0 ? every : `${every} ${rhythm.minute}분`;
}

function englishDays(date: string, day: string): string | undefined {
  if (date !== '*')
    return day === '*' && isList(date) ? `on day ${date.replaceAll(',', ' and ')} of every month` : undefined;
  if (day === '*') return 'every day';
  if (day === '1-5') return 'every weekday';
  if (day === '0,6') return 'every weekend day';
  const nth = nthOf(day);
  if (nth !== undefined)
    return `on the ${ORDINALS.en[nth.week] ?? ''} ${WEEK.en[nth.day] ?? ''} of every month`;
  return isList(day)
    ? `every ${day
        .split(',')
        .map((each) => WEEK.en[Number(each) % 7])
        .join(', ')}`
    : undefined;
}

function koreanDays(date: string, day: string): string | undefined {
  if (date !== '*')
    return day === '*' && isList(date)
      ? `매월 ${date
          .split(',')
          .map((each) => `${each}일`)
          .join(', ')}`
      : undefined;
  if (day === '*') return '매일';
  if (day === '1-5') return '평일';
  if (day === '0,6') return '주말';
  const nth = nthOf(day);
  if (nth !== undefined) return `매월 ${ORDINALS.ko[nth.week] ?? ''} ${WEEK.ko[nth.day] ?? ''}`;
  return isList(day)
    ? `매주 ${day
        .split(',')
        .map((each) => WEEK.ko[Number(each) % 7])
        .join(', ')}`
    : undefined;
}

const isList = (field: string): boolean => /^\d+(,\d+)*$/.test(field);

function nthOf(day: string): { readonly day: number; readonly week: number } | undefined {
  const [, weekday, nth] = /^([0-7])#([1-5])$/.exec(day) ?? [];
  return weekday === undefined ? undefined : { day: Number(weekday) % 7, week: Number(nth) - 1 };
}
