const ONES = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven'],
  ...['twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
];
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

/** 0 to 999 999 in words: "forty-two", "one hundred five". */
function cardinal(value: number): string {
  if (value < 20) return ONES[value] ?? String(value);
  if (value < 100) {
    const rest = value % 10;
    return `${TENS[Math.floor(value / 10)] ?? ''}${rest === 0 ? '' : `-${cardinal(rest)}`}`;
  }
  const [unit, name] = value < 1000 ? [100, 'hundred'] : [1000, 'thousand'];
  const rest = value % unit;
  return `${cardinal(Math.floor(value / unit))} ${name}${rest === 0 ? '' : ` ${cardinal(rest)}`}`;
}

/** Digit by digit, letter by letter: `1.8.3` is "one point eight point three", `2.0.0-rc1` ends in "r c one". */
function version(text: string): string {
  const words = Array.from(text.replace(/^v/i, ''), (sign) => {
    if (sign === '.') return 'point';
    if (sign === '-') return '';
    return sign === '+' ? 'plus' : /\d/.test(sign) ? cardinal(Number(sign)) : sign;
  });
  return words.filter((word) => word !== '').join(' ');
}

/** How English is read out. */
export const english = {
  version,
  number: (digits: string) => cardinal(Number(digits)),
  /** What is counted does not change the number. */
  counted: undefined,
  operation: (digits: string) => `number ${cardinal(Number(digits))}`,
  percent: 'percent',
  /** nine o'clock, nine thirty, nine oh five; hours after noon as they are: eighteen thirty. */
  time: (hour: number, minute: number) =>
    minute === 0
      ? `${cardinal(hour)} o'clock`
      : `${cardinal(hour)} ${minute < 10 ? 'oh ' : ''}${cardinal(minute)}`,
  name: (name: string) => name.replaceAll('-', ' '),
};
