import type { CatalogueNames, NameEntry } from '../contracts/catalogue.js';
import type { Locale } from '../contracts/message.js';
import { refitted } from '../contracts/phrasing.js';
import { english } from './reading/en.js';
import { korean } from './reading/ko.js';
import { spoken } from './spoken.js';

const READINGS = { en: english, ko: korean } as const;

const VERSION = /(?<![\w.-])v?\d+(?:\.\d+)+(?:[-+][0-9A-Za-z]+(?:\.[0-9A-Za-z]+)*)*(?![\w-])/gi;
/** A time of day: 9:30, 18:05. */
const TIME = /(?<![\w.:-])([01]?\d|2[0-3]):([0-5]\d)(?![\w:.-])/g;
/** 9시, and no 9시간. */
const HOUR = /(?<![\w.:-])([01]?\d|2[0-3])시(?!간|작)/g;
const NUMBER = /(?<![\w.-])\d{1,6}(?![\w-]|\.\d)/g;
/** What follows a name or number in Korean and depends on its last sound, the longest first. */
const PARTICLE =
  '(?:(이에요|예요|이라고|라고|이라는|라는|으로|로|을|를|은|는|이|가|과|와)(?!\\p{Script=Hangul}))?';

/**
 * Makes texts sayable: names as people say them (in Korean by their Korean alias), versions digit by digit, counts in
 * words (in Korean native numerals before what is counted, Sino-Korean ones elsewhere), no symbols, two sentences.
 * Said twice, nothing changes any more.
 */
export function createAloud(names: () => CatalogueNames): (text: string, locale: Locale) => string {
  const known: Partial<Record<Locale, { readonly of: CatalogueNames; readonly naming: Naming }>> = {};
  const namingOf = (locale: Locale): Naming => {
    const now = names();
    const before = known[locale];
    if (before?.of === now) return before.naming;
    const naming = createNaming(now, locale);
    known[locale] = { of: now, naming };
    return naming;
  };
  return (text, locale) => spoken(numbered(namingOf(locale)(text), locale));
}

type Naming = (text: string) => string;

function createNaming({ services, environments }: CatalogueNames, locale: Locale): Naming {
  const reading = READINGS[locale];
  const said = new Map(
    [...services, ...environments].map(({ name, aliases }: NameEntry) => [
      name.toLowerCase(),
      reading.name(name, aliases),
    ]),
  );
  if (said.size === 0) return (text) => text;
  const longestFirst = [...said.keys()].sort((a, b) => b.length - a.length).map(escaped);
  const after = locale === 'ko' ? PARTICLE : '()';
  const pattern = new RegExp(`(?<![\\w-])(${longestFirst.join('|')})(?![\\w-])${after}`, 'giu');
  return (text) =>
    text.replace(pattern, (whole, name: string, particle: string | undefined) => {
      const word = said.get(name.toLowerCase());
      return word === undefined ? whole : word + refitted(word, particle ?? '');
    });
}

function numbered(text: string, locale: Locale): string {
  const { version, number, counted, operation, percent, time } = READINGS[locale];
  const counting =
    counted === undefined ? undefined : new RegExp(`(?<![\\w.-])(\\d{1,6})\\s?(?=${counted.words})`, 'g');
  const ready = text
    .replace(/#(\d{1,6})(?!\d)/g, (_, digits: string) => operation(digits))
    .replace(TIME, (_, hour: string, minute: string) => time(Number(hour), Number(minute)))
    .replace(HOUR, (_, hour: string) => time(Number(hour), 0))
    .replace(VERSION, (found) => version(found))
    .replace(/(\d)\s?%/g, `$1 ${percent}`);
  const counts =
    counting === undefined || counted === undefined
      ? ready
      : ready.replace(counting, (_, digits: string) => `${counted.number(digits)} `);
  return counts.replace(KOREAN_UNIT, '$1 ').replace(NUMBER, (digits) => number(digits));
}

/** 30초 is read apart: 삼십 초. */
const KOREAN_UNIT = /(\d)(?=초|분|번|주|일|월|년)/g;

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
