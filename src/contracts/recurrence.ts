/** Cron fields for a time that comes again, as people write it. */
export type Recurrence =
  | { readonly kind: 'recurs'; readonly cron: string }
  /** No time that comes again is said. */
  | { readonly kind: 'none' }
  /** Days without a time of day. */
  | { readonly kind: 'no_time' }
  /** 25 o'clock, minute 61. */
  | { readonly kind: 'impossible'; readonly said: string }
  /** Every other week, without holidays: what five cron fields can't say must not become something else. */
  | { readonly kind: 'unsupported'; readonly said: string };

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
 * The times in "every weekday at 9", "mondays at 9:15 am and 5 pm", "every hour at 41 from 9 to 17", "on the 1st of every
 * month at 9", 매일 오전 9시, 평일 9시 30분에, 매시간 41분에, or five cron fields. Days without a time are no guess: `no_time`.
 */
export function recurrenceIn(text: string): Recurrence {
  const cron = CRON.exec(` ${text} `)?.[1];
  if (cron !== undefined) return { kind: 'recurs', cron: cron.replace(/\s+/g, ' ') };
  const said = text
    .toLowerCase()
    .replace(/[“”"']/g, ' ')
    .replace(COUNTED, (_, every: string, count: string) => `${every} ${COUNTS.indexOf(count) + 2}`);
  const beyond = BEYOND.exec(said)?.[0];
  if (beyond !== undefined) return { kind: 'unsupported', said: beyond.trim() };
  const within = withinDays(said);
  const recurrence = within ?? onDays(said);
  if (recurrence.kind === 'none') return recurrence;
  const rest = (within === undefined ? said : said.replace(HOURS_RANGE, ' ')).replace(DAYS_RANGE, ' ');
  const limit = LIMIT.exec(rest)?.[0];
  return limit === undefined ? recurrence : { kind: 'unsupported', said: limit.trim() };
}

const FIELD = String.raw`(?:\*|\d|[A-Za-z]{3}|L)[\d*,/\-A-Za-z#]*`;
/** Five fields in a row, each beginning like one: a sentence has no such run. */
const CRON = new RegExp(String.raw`\s((?:\*|\d)[\d*,/\-]*\s+(?:\*|\d)[\d*,/\-]*(?:\s+${FIELD}){3})(?=\s)`);

const COUNTS = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const COUNTED = new RegExp(String.raw`\b(every|each) (${COUNTS.join('|')})\b`, 'g');

const DAY = String.raw`(?:sun|mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur)(?:days?)?`;
const DAY_KO = '(?:일|월|화|수|목|금|토)요일';
/** Rhythms that cron fields have no word for. */
const BEYOND = new RegExp(
  String.raw`\b(?:every|each) (?:other|second|third|fourth|\d+(?:nd|rd|th)?) (?:days?|weeks?|months?|${DAY})\b|\b(?:bi-?weekly|bi-?monthly|fortnightly|every fortnight|quarterly|every quarter|yearly|every year)\b|\blast (?:day|weekday|${DAY}) of\b|격주|격일|격월|이틀마다|사흘마다|(?:\d+|두|세|네|다섯|여섯)\s*(?:일|주|주일|달|개월)\s*(?:에\s*한\s*번|마다)|매년|분기마다|마지막\s*(?:날|${DAY_KO}|주)`,
  'u',
);
/** What takes times out of a rhythm. */
const LIMIT = new RegExp(
  String.raw`\b(?:except|excluding|skipping|but not|other than)\s+(?:for\s+|on\s+)?(?:the\s+)?(?:public\s+|bank\s+)?(?:holidays?|weekends?|weekdays?|${DAY})\b|\b(?:until|till|starting|beginning)\b.*|(?:공휴일|휴일|주말|${DAY_KO})(?:은|는|을|를|만)?\s*(?:제외|빼)\S*|\S+\s*(?:까지|부터)(?=\s|만|$)`,
  'u',
);

const HOUR = String.raw`(\d{1,2})(?:[:.]00)?\s*(am|pm|시)?`;
const HOURS_RANGE = new RegExp(
  String.raw`\b(?:from|between)\s+${HOUR}\s*(?:to|until|till|and|through|-|–)\s*${HOUR}(?![\d:])|(오전|오후)?\s*(\d{1,2})\s*시\s*부터\s*(오전|오후)?\s*(\d{1,2})\s*시\s*까지`,
  'u',
);
const HOURLY =
  /\b(?:every|each) (?:(\d+) )?hours?\b|\bhourly\b|매\s*시간|매시(?=\s|$)|(\d+)\s*시간마다|한\s*시간마다/u;
const MINUTELY = /\b(?:every|each) (?:(\d+) min(?:ute)?s?|(half)(?: an)?[ -]hour)\b|(\d+)\s*분마다/u;
/** The minute of an hour; a time of day is none. */
const PAST =
  /\bat (?:minute )?:?(\d{1,2})(?![\d:.]|\s*[ap]\.?m)|\b(\d{1,2}) (?:minutes? )?past\b|\b(quarter|half) past\b|\b(quarter) to\b|(\d{1,2})\s*분(?!\s*마다)/u;

/** A rhythm within the day: of hours or minutes, on all days or those that are named. */
function withinDays(said: string): Recurrence | undefined {
  const minutely = MINUTELY.exec(said);
  const hourly = minutely ?? HOURLY.exec(said);
  if (hourly === null) return undefined;
  const rhythm = hourly[0].trim();
  const [whole, step] =
    minutely === null
      ? [24, Number(hourly[1] ?? hourly[2] ?? 1)]
      : [60, Number(minutely[1] ?? minutely[3] ?? 30)];
  if (step < 1 || step >= whole || whole % step !== 0) return { kind: 'unsupported', said: rhythm };
  const range = hoursIn(said);
  const rest = said.replace(rhythm, ' ').replace(HOURS_RANGE, ' ');
  const minute = minutely === null ? minuteIn(rest) : 0;
  if (minute === undefined || timeOfDay(rest))
    return { kind: 'unsupported', said: `${rhythm} … ${rest.trim()}` };
  if (minute > 59) return { kind: 'impossible', said: String(minute) };
  const minutes = minutely === null ? String(minute) : `*/${step}`;
  const every = minutely === null && step > 1 ? `/${step}` : '';
  const days = daysIn(said) ?? '*';
  if (range === 'none') return { kind: 'recurs', cron: `${minutes} *${every} * * ${days}` };
  // The last hour is an end, not an hour that begins: what comes later in it would be outside.
  const to = minutely === null && minute === 0 ? range.to : range.to - 1;
  if (range.from > to || range.to > 24) return { kind: 'unsupported', said: range.said };
  return { kind: 'recurs', cron: `${minutes} ${range.from}-${Math.min(to, 23)}${every} * * ${days}` };
}

function hoursIn(
  said: string,
): { readonly from: number; readonly to: number; readonly said: string } | 'none' {
  const found = HOURS_RANGE.exec(said);
  if (found === null) return 'none';
  const [whole, from, fromHalf, to, toHalf, fromPart, fromKorean, toPart, toKorean] = found;
  return {
    from: onClock(Number(from ?? fromKorean), fromHalf ?? fromPart),
    to: onClock(Number(to ?? toKorean), toHalf ?? toPart),
    said: whole.trim(),
  };
}

/** 0 where none is said; undefined where it is said otherwise than in minutes of an hour. */
function minuteIn(rest: string): number | undefined {
  const found = PAST.exec(rest);
  if (found === null) return /\bat\s+\d/.test(rest) ? undefined : 0;
  const [, at, past, part, to, korean] = found;
  if (to !== undefined) return 45;
  if (part !== undefined) return part === 'half' ? 30 : 15;
  return Number(at ?? past ?? korean);
}

const timeOfDay = (rest: string): boolean => /\d{1,2}:\d{2}|\d\s*[ap]\.?m\b|\d\s*시(?!간)/u.test(rest);

function onDays(said: string): Recurrence {
  const monthly = monthDaysIn(said);
  const days = monthly?.days ?? daysIn(said);
  const times = timesIn(monthly === undefined ? said : said.replace(monthly.said, ' '));
  const [time] = times;
  if (days === undefined) return { kind: 'none' };
  if (time === undefined) return { kind: 'no_time' };
  const wrong = times.find(({ hour, minute }) => hour > 23 || minute > 59);
  if (wrong !== undefined) return { kind: 'impossible', said: wrong.said };
  if (times.some(({ minute }) => minute !== time.minute))
    return { kind: 'unsupported', said: times.map(({ said: each }) => each).join(', ') };
  const hours = [...new Set(times.map(({ hour }) => hour))].sort((a, b) => a - b).join(',');
  return { kind: 'recurs', cron: `${time.minute} ${hours} ${monthly?.dates ?? '*'} * ${days}` };
}

const ORDINALS = ['first', 'second', 'third', 'fourth'];
const ORDINALS_KO = ['첫', '둘', '셋', '넷'];
const MONTH = String.raw`(?:of )?(?:every|each|the|a) month`;
const DATES = new RegExp(
  String.raw`\b(?:on )?(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?:,? and (?:the )?(\d{1,2})(?:st|nd|rd|th))? ${MONTH}\b|\b(?:every month|monthly) on (?:the )?(\d{1,2})(?:st|nd|rd|th)?\b|(?:매월|매달)\s*(\d{1,2})\s*일`,
  'u',
);
const NTH_DAY = new RegExp(
  String.raw`\b(?:on )?(?:the )?(first|second|third|fourth|[1-4](?:st|nd|rd|th)) (${DAY}) ${MONTH}\b|(?:매월|매달)\s*(?:(첫|둘|셋|넷)\s*(?:번\s*)?째|([1-4])\s*(?:번\s*째|째))\s*(?:주\s*)?(${DAY_KO})`,
  'u',
);

/** Days of the month, and the words that name them. */
function monthDaysIn(
  said: string,
): { readonly dates: string; readonly days: string; readonly said: string } | undefined {
  const nth = NTH_DAY.exec(said);
  if (nth !== null) {
    const [whole, ordinal, day, korean, numeral, dayKorean] = nth;
    const at = ordinal === undefined ? ORDINALS_KO.indexOf(korean ?? '') : ORDINALS.indexOf(ordinal);
    const number = at >= 0 ? at + 1 : Number((numeral ?? ordinal ?? '').slice(0, 1));
    return { dates: '*', days: `${fieldOf(day ?? dayKorean ?? '') ?? ''}#${number}`, said: whole };
  }
  const dates = DATES.exec(said);
  if (dates === null) return undefined;
  const numbers = dates.slice(1).filter((each: string | undefined) => each !== undefined);
  return { dates: numbers.join(','), days: '*', said: dates[0] };
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
const DAYS_RANGE = new RegExp(
  String.raw`\b(${DAY})\s*(?:to|through|thru|until|till|-|–)\s*(${DAY})\b|(${DAY_KO})\s*(?:부터|에서|-|~)\s*(${DAY_KO})(?:\s*까지)?`,
  'u',
);
const fieldOf = (day: string): string | undefined => DAYS.find(([name]) => name.test(day))?.[1];

/** The field of week days. Weekdays and weekends are named as such; several days may be listed. */
function daysIn(said: string): string | undefined {
  if (/\b(?:week ?days?|working days?|business days?)\b|평일/u.test(said)) return '1-5';
  if (/\bweekends?\b|주말/u.test(said)) return '0,6';
  const range = DAYS_RANGE.exec(said);
  if (range !== null) return weekBetween(range[1] ?? range[3] ?? '', range[2] ?? range[4] ?? '');
  const named = DAYS.flatMap(([day, field]) => (day.test(said) ? [field] : []));
  if (named.length > 0) return named.join(',');
  const daily =
    /\b(?:every ?day|each day|daily|every (?:morning|evening|night|afternoon))\b|매일|날마다|(?:아침|저녁|밤)마다/u;
  return daily.test(said) ? '*' : undefined;
}

function weekBetween(first: string, last: string): string {
  const [from, to] = [Number(fieldOf(first)), Number(fieldOf(last))];
  const days = Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, index) => (from + index) % 7);
  const field = days.sort((a, b) => a - b).join(',');
  return field === '1,2,3,4,5' ? '1-5' : field;
}

interface Time {
  readonly hour: number;
  readonly minute: number;
  readonly said: string;
}

function timesIn(said: string): readonly Time[] {
  if (/\b(?:at )?noon\b|정오/u.test(said)) return [{ hour: 12, minute: 0, said }];
  if (/\b(?:at )?midnight\b|자정/u.test(said)) return [{ hour: 0, minute: 0, said }];
  const korean = [...said.matchAll(KOREAN_TIME)].map(koreanTime);
  return korean.length > 0 ? korean : englishTimes(said);
}

const NATIVE = ['한', '두', '세', '네', '다섯', '여섯', '일곱', '여덟', '아홉', '열', '열한', '열두'];
const KOREAN_TIME =
  /(?:(오전|오후|아침|저녁|밤|새벽)\s*)?(\d{1,2}|열한|열두|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열)\s*시(?!간)(?:\s*(\d{1,2})\s*분|\s*(반))?/gu;
const AFTERNOON = ['오후', '저녁', '밤'];

function koreanTime([said, part, hours = '', minutes, half]: RegExpExecArray): Time {
  const hour = /^\d/.test(hours) ? Number(hours) : NATIVE.indexOf(hours) + 1;
  return {
    hour: onClock(hour, part),
    minute: half === undefined ? Number(minutes ?? 0) : 30,
    said: said.trim(),
  };
}

const ENGLISH_TIME =
  /\b(?:at|by)\s+(\d{1,2})(?:[:.](\d{2}))?\s*(a\.?m\.?|p\.?m\.?|o'?clock)?(?![\d.:])|\b(\d{1,2}):(\d{2})\s*(a\.?m\.?|p\.?m\.?)?|\b(\d{1,2})\s*(a\.?m\.?|p\.?m\.?)(?!\w)|\b(?:days?|mornings?|daily)\s+(\d{1,2})(?![\d.:])/;
const ANOTHER =
  /^\s*(?:,|&|,?\s*and\b)\s*(?:at\s+)?(\d{1,2})(?:[:.](\d{2}))?\s*(a\.?m\.?|p\.?m\.?)?(?![\d.:\w])/;

function englishTimes(text: string): readonly Time[] {
  const found = ENGLISH_TIME.exec(text);
  if (found === null) return [];
  const [said, at, atMinute, atHalf, plain, plainMinute, plainHalf, bare, bareHalf, after] = found;
  const evening = /\b(?:evening|night|afternoon)\b/.test(text);
  const time = (
    hours: string | undefined,
    minutes: string | undefined,
    part: string | undefined,
    words: string,
  ) => {
    const [hour, half] = [Number(hours), part?.replace(/\./g, '')];
    const later = half === undefined && evening && hour < 12;
    return { hour: onClock(hour, later ? 'pm' : half), minute: Number(minutes ?? 0), said: words.trim() };
  };
  const times = [
    time(at ?? plain ?? bare ?? after, atMinute ?? plainMinute, atHalf ?? plainHalf ?? bareHalf, said),
  ];
  let rest = text.slice(found.index + said.length);
  for (let next = ANOTHER.exec(rest); next !== null; next = ANOTHER.exec(rest)) {
    times.push(time(next[1], next[2], next[3], next[0].replace(/^\s*(?:,|&|,?\s*and)\s*/, '')));
    rest = rest.slice(next[0].length);
  }
  return times;
}

/** The hour of the day: twelve in the morning is midnight. */
function onClock(hour: number, part: string | undefined): number {
  if (part === 'pm' || (part !== undefined && AFTERNOON.includes(part))) {
    return hour < 12 ? hour + 12 : hour;
  }
  const morning = part === 'am' || part === '오전' || part === '새벽';
  return morning && hour === 12 ? 0 : hour;
}
