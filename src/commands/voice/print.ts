import { createColors } from 'picocolors';
import type { Locale } from '../../contracts/message.js';
import type { Clock } from '../../contracts/ports/clock.js';
import { writeLines, type Io } from '../io.js';
import type { Spoken } from './endpoint.js';
import type { Listener } from './play.js';

export interface Printer extends Listener {
  /** What appears in the linked chat beside what is said: the one-time code. */
  readonly shown: (title: string) => void;
}

/** Tells a playing script as lines for people: what is heard, what is said, what is expected. */
export function printer(io: Io, locale: Locale, withColors: boolean, clock: Clock): Printer {
  const texts = TEXTS[locale];
  const colors = createColors(withColors);
  const began = clock.now();
  const line = (who: string, text: string) => {
    const seconds = ((clock.now() - began) / 1000).toFixed(1).padStart(6);
    writeLines(io.stdout, [`${colors.dim(`${seconds} s`)}  ${who}  ${text}`]);
  };
  const saying = (who: string, { say, expects, operation }: Spoken) => {
    line(who, say === '' ? colors.dim(texts.silence) : say);
    const number = operation === null ? [] : [`#${operation.number}`, ...[operation.status ?? []].flat()];
    const expecting = expects === 'nothing' ? [] : [texts.expects(expects)];
    const more = [...expecting, ...(number.length === 0 ? [] : [number.join(' ')])];
    if (more.length > 0)
      writeLines(io.stdout, [`${' '.repeat(texts.indent)}${colors.dim(more.join(' · '))}`]);
  };
  return {
    hears({ transcript: { alternatives, speaking } }) {
      const [best, ...others] = alternatives;
      const notes = [
        ...(best?.confidence == null ? [] : [best.confidence.toFixed(2)]),
        ...(others.length === 0 ? [] : [texts.others(others.map(({ text }) => text).join(' | '))]),
        ...(speaking ? [texts.speaking] : []),
      ];
      const note = notes.length === 0 ? '' : colors.dim(`  (${notes.join(', ')})`);
      line(colors.cyan(texts.hears), `${best?.text ?? ''}${note}`);
    },
    answers: (answer) => saying(colors.green(texts.says), answer),
    news: (item) => saying(colors.magenta(texts.news), item),
    chat: (text) => line(colors.cyan(texts.types), text),
    shown: (title) => line(colors.yellow(texts.shown), title),
    tooLate: (number, withinMs) => writeLines(io.stderr, [texts.tooLate(number, withinMs / 1000)]),
  };
}

/** The same as one JSON object a line, for programs. */
export function jsonPrinter(io: Io): Printer {
  const write = (object: object) => writeLines(io.stdout, [JSON.stringify(object)]);
  return {
    hears: ({ number, transcript }) => write({ line: number, hears: transcript }),
    answers: (answer) => write({ says: answer }),
    news: (item) => write({ news: item }),
    chat: (text) => write({ types: text }),
    shown: (title) => write({ shown: title }),
    tooLate: (number, withinMs) => write({ line: number, tooLate: withinMs }),
  };
}

const TEXTS = {
  en: {
    ...{ hears: 'hears', says: 'says ', news: 'news ', types: 'types', shown: 'shows', indent: 17 },
    silence: '(stays silent)',
    speaking: 'while it speaks',
    others: (texts: string) => `or: ${texts}`,
    expects: (what: string) => `expects ${what}`,
    tooLate: (number: number, seconds: number) =>
      `Line ${number}: what was waited for did not come within ${seconds} s.`,
  },
  ko: {
    ...{ hears: '들음', says: '말함', news: '소식', types: '입력', shown: '표시', indent: 16 },
    silence: '(말하지 않음)',
    speaking: '말하는 중에 들음',
    others: (texts: string) => `또는: ${texts}`,
    expects: (what: string) => `다음에 기대하는 것: ${what}`,
    tooLate: (number: number, seconds: number) =>
      `${number}번째 줄: 기다리던 소식이 ${seconds}초 안에 오지 않았어요.`,
  },
} as const;
