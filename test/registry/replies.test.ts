import { describe, expect, it } from 'vitest';
import { OUTCOME_CODES } from '../../src/contracts/outcome.js';
import type { Locale } from '../../src/contracts/message.js';
import { LOCALES } from '../../src/contracts/message.js';
import { DIALOGUE_KEYS, LABEL_KEYS, replies } from '../../src/registry/replies.js';
import type { ReplyText } from '../../src/registry/replies.js';
import { duration, say } from '../../src/registry/texts.js';

const list = (text: string | readonly string[]) => (typeof text === 'string' ? [text] : text);
const placeholders = (text: string) =>
  Array.from(text.matchAll(/\{(\w+)(?::[^}]+)?\}/g), ([, name]) => name ?? '');

const entries = (locale: Locale): readonly [string, ReplyText][] => [
  ...OUTCOME_CODES.map((code): [string, ReplyText] => [code, replies[locale].outcomes[code]]),
  ...DIALOGUE_KEYS.map((key): [string, ReplyText] => [key, replies[locale].dialogue[key]]),
];
/** Dialogue texts are only said with all their values. */
const filled = Object.fromEntries(
  LOCALES.flatMap((locale) => entries(locale))
    .flatMap(([, entry]) => [...list(entry.title), ...(entry.text ?? []), ...list(entry.speech ?? [])])
    .flatMap(placeholders)
    .map((name) => [name, 'seven']),
);

describe.each(LOCALES)('what is said in %s', (locale) => {
  it.each(OUTCOME_CODES)('%s has a title and a spoken form that need no values', (code) => {
    const { title, speech } = say(replies[locale].outcomes[code], {}, locale);
    expect(title).not.toBe('');
    expect(`${title} ${speech}`).not.toMatch(/[{}]/);
  });

  it.each(entries(locale))('%s is spoken in at most two sentences, without symbols', (_key, entry) => {
    for (const spoken of list(entry.speech ?? entry.title)) {
      const { speech } = say({ title: spoken }, filled, locale);
      expect(speech).not.toMatch(/[#`“”→{}<>*_()]/);
      expect(speech.split(/(?<=[.!?])\s+/u).length).toBeLessThanOrEqual(2);
    }
  });

  it.each(entries(locale))('%s fills every placeholder', (_key, entry) => {
    const { title, text, speech } = say(entry, filled, locale);
    expect([title, ...text, speech].join(' ')).not.toMatch(/[{}]/);
  });

  it.each(LABEL_KEYS)('the control "%s" has a label', (key) => {
    expect(replies[locale].labels[key]).not.toBe('');
  });
});

describe('both languages', () => {
  it.each(entries('ko'))('%s is Korean in Korean', (_key, entry) => {
    for (const text of [...list(entry.title), ...(entry.text ?? []), ...list(entry.speech ?? [])]) {
      if (placeholders(text).length === 1 && /^\{\w+\}$/.test(text)) continue;
      expect(text).toMatch(/\p{Script=Hangul}/u);
    }
  });

  it.each(entries('en'))('%s tells the same facts in both', (key, english) => {
    const korean = new Map(entries('ko')).get(key);
    const facts = (entry: ReplyText) =>
      new Set(
        [...list(entry.title), ...(entry.text ?? []), ...list(entry.speech ?? [])].flatMap(placeholders),
      );
    // A question may name the act in one language where the other needs no verb.
    const dropped = new Set(['action']);
    const without = (names: Set<string>) => [...names].filter((name) => !dropped.has(name)).sort();
    expect(without(facts(korean ?? { title: '' }))).toEqual(without(facts(english)));
  });

  it('the most telling variant that can be completed is said', () => {
    const entry: ReplyText = { title: ['{service} is held by {holder}', '{service} is held', 'It is held'] };
    expect(say(entry, { service: 'cart', holder: 7 }, 'en').title).toBe('cart is held by 7');
    expect(say(entry, { service: 'cart' }, 'en').title).toBe('cart is held');
    expect(say(entry, { service: '' }, 'en').title).toBe('It is held');
  });

  it('a sentence whose values are missing is left out', () => {
    const entry: ReplyText = { title: 'No', text: ['I know {known}.', 'Try {nearest}.'] };
    expect(say(entry, { known: ['a', 'b'], nearest: [] }, 'en').text).toEqual(['I know a and b.']);
  });

  it.each([
    [30_000, '30 seconds', '30초'],
    [60_000, '1 minute', '1분'],
    [300_000, '5 minutes', '5분'],
    [3_600_000, '1 hour', '1시간'],
  ])('%d ms are said as people say them', (ms, english, korean) => {
    expect([duration(ms, 'en'), duration(ms, 'ko')]).toEqual([english, korean]);
  });
});
