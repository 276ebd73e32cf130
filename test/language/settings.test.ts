import { describe, expect, it } from 'vitest';
import { SAID } from '../fixtures/language/settings.js';
import { SHOP_NAMES } from '../fixtures/catalogue.js';
import { createRegistry } from '../../src/registry/index.js';
import { createEngine } from '../../src/language/index.js';
import { NO_CONTEXT } from '../../src/contracts/command.js';
import { skills } from '../../skills/index.js';

/** As the program has it: with the skills that ship. */
const engine = createEngine({ intents: createRegistry(skills).intents(), names: () => SHOP_NAMES });
const parsed = (text: string) => engine.understand({ text, alternatives: [], source: 'chat' }, NO_CONTEXT);

const CASES = Object.entries(SAID).flatMap(([intent, byLocale]) =>
  Object.values(byLocale).flatMap((said) => said.map(([text, slots]) => [text, intent, slots] as const)),
);

describe('what people say about the bot, incidents and each other', () => {
  it.each(CASES)('%s → %s', (text, intent, slots) => {
    const meaning = parsed(text);
    expect({ decision: meaning.decision, intent: meaning.intent, slots: meaning.slots }).toEqual({
      decision: 'act',
      intent,
      slots,
    });
  });

  it.each(Object.keys(SAID))('%s is said in at least six ways in each language', (intent) => {
    const { en = [], ko = [] } = SAID[intent] ?? {};
    expect(Math.min(en.length, ko.length)).toBeGreaterThanOrEqual(6);
  });
});

describe('changes that are to be made again and again are never made at once', () => {
  it.each([
    'restart checkout in staging every night',
    'deploy checkout 1.4.2 to staging every weekday at 9',
    'scale checkout in staging to 5 every day at 9',
    'schedule a restart of checkout in staging every night at 3',
    '매일 9시에 스테이징 체크아웃 재시작해줘',
    '평일마다 체크아웃 스테이징에 1.4.2 배포해줘',
  ])('%s', (text) => {
    expect(parsed(text)).toMatchObject({ decision: 'reject', intent: 'schedule', reason: 'unsupported' });
  });
});

describe('what schedules and subscriptions cannot be of is asked about', () => {
  it.each([
    ['schedule a digest of production', 'schedule', { slot: 'time', choices: [] }],
    ['운영 요약 예약해줘', 'schedule', { slot: 'time', choices: [] }],
    ["notify this channel when checkout's pipeline explodes", 'notify', { intents: ['notify'] }],
    ['체크아웃 파이프라인이 증발하면 알려줘', 'notify', { intents: ['notify'] }],
  ])('%s', (text, intent, ask) => {
    expect(parsed(text)).toMatchObject({ decision: 'ask', intent, ask });
  });
});
