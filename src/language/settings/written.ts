const HOURS = [
  ...['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
];
const MINUTES: Readonly<Record<string, number>> = {
  ...{ fifteen: 15, twenty: 20, thirty: 30, forty: 40, 'forty five': 45, fifty: 50 },
};
const HOUR = HOURS.join('|');
const AT = new RegExp(
  String.raw`\b(at|by)\s+(${HOUR})(?:\s+(fifteen|twenty|thirty|forty[\s-]five|forty|fifty))?\b`,
  'gi',
);
const NUMBERED = new RegExp(String.raw`\b(schedule\s+(?:number\s+)?)(${HOUR})\b`, 'gi');

const ONES = '일이삼사오육칠팔구';
const SINO = `(?:([${ONES}])?(십)([${ONES}])?|([${ONES}]))`;
const MINUTE_KO = new RegExp(String.raw`(시\s*)${SINO}(?=\s*분)`, 'gu');
const NUMBERED_KO = new RegExp(String.raw`((?:예약|스케줄)\s*)?${SINO}(?=\s*번)`, 'gu');

/**
 * What is said of times and of the numbers of schedules, as it is written: "at nine thirty" is "at 9:30", "schedule one"
 * is "schedule 1", 아홉 시 삼십 분 is 아홉 시 30 분, 예약 이 번 is 예약 2 번.
 */
export function asWritten(text: string): string {
  return text
    .replace(AT, (_, at: string, hour: string, minute: string | undefined) => {
      const past = minute === undefined ? undefined : MINUTES[minute.toLowerCase().replace(/[\s-]+/, ' ')];
      return `${at} ${String(numberOf(hour))}${past === undefined ? '' : `:${String(past)}`}`;
    })
    .replace(NUMBERED, (_, lead: string, word: string) => `${lead}${String(numberOf(word))}`)
    .replace(MINUTE_KO, sino)
    .replace(NUMBERED_KO, sino);
}

const numberOf = (word: string): number => HOURS.indexOf(word.toLowerCase()) + 1;

/** The digits of a Sino-Korean number below a hundred, behind what leads to it. */
function sino(_: string, lead = '', tens?: string, ten?: string, ones?: string, one?: string): string {
  const value = (sign: string | undefined): number => (sign === undefined ? 0 : ONES.indexOf(sign) + 1);
  const high = ten === undefined ? 0 : tens === undefined ? 1 : value(tens);
  return `${lead}${String(high * 10 + value(ones ?? one))}`;
}
