const DIGITS = ['영', '일', '이', '삼', '사', '오', '육', '칠', '팔', '구'];
const PLACES = ['', '십', '백', '천'];
const NATIVE_ONES = ['', '한', '두', '세', '네', '다섯', '여섯', '일곱', '여덟', '아홉'];
const NATIVE_TENS = ['', '열', '스물', '서른', '마흔', '쉰', '예순', '일흔', '여든', '아흔'];

/** Sino-Korean, 0 to 99 999 999: 사십이, 백오, 만 이천. */
function sino(value: number): string {
  if (value === 0) return DIGITS[0] ?? '';
  const high = Math.floor(value / 10_000);
  const low = value % 10_000;
  if (high === 0) return belowMyriad(low);
  return [`${high === 1 ? '' : belowMyriad(high)}만`, ...(low === 0 ? [] : [belowMyriad(low)])].join(' ');
}

function belowMyriad(value: number): string {
  return Array.from(String(value), Number)
    .map((digit, index, all) => {
      const place = all.length - 1 - index;
      if (digit === 0) return '';
      return `${digit === 1 && place > 0 ? '' : (DIGITS[digit] ?? '')}${PLACES[place] ?? ''}`;
    })
    .join('');
}

/** Native, before what is counted: 한, 스무, 스물한; hundreds before it are Sino-Korean: 백다섯. */
function native(value: number): string {
  if (value === 0) return DIGITS[0] ?? '';
  const hundreds = value - (value % 100);
  const rest = value % 100;
  const below =
    rest === 20 ? '스무' : `${NATIVE_TENS[Math.floor(rest / 10)] ?? ''}${NATIVE_ONES[rest % 10] ?? ''}`;
  return `${hundreds === 0 ? '' : sino(hundreds)}${below}`;
}

/** Digit by digit: `1.8.3` is 일 점 팔 점 삼. Letters stay as they are, one by one. */
function version(text: string): string {
  const words = Array.from(text.replace(/^v/i, ''), (sign) => {
    if (sign === '.') return '점';
    if (sign === '-') return '';
    return sign === '+' ? '더하기' : /\d/.test(sign) ? (DIGITS[Number(sign)] ?? sign) : sign;
  });
  return words.filter((word) => word !== '').join(' ');
}

/** How Korean is read out. */
export const korean = {
  version,
  number: (digits: string) => sino(Number(digits)),
  /** What is counted with native numerals; everything else takes Sino-Korean ones. */
  counted: {
    words: '개|대|명|번째|시간|가지|곳|건|배|군데',
    number: (digits: string) => native(Number(digits)),
  },
  operation: (digits: string) => `${sino(Number(digits))} 번`,
  percent: '퍼센트',
  /** 아홉 시 삼십 분: native hours up to twelve, Sino-Korean ones of the 24-hour clock: 십팔 시. */
  time: (hour: number, minute: number) =>
    [
      `${hour >= 1 && hour <= 12 ? native(hour) : sino(hour)} 시`,
      ...(minute === 0 ? [] : [`${sino(minute)} 분`]),
    ].join(' '),
  name: (name: string, aliases: readonly string[]) =>
    aliases.find((alias) => /^[\p{Script=Hangul}\s]+$/u.test(alias)) ?? name,
};
