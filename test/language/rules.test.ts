import { describe, expect, it } from 'vitest';
import type { Understanding } from '../../src/contracts/command.js';
import { NO_CONTEXT } from '../../src/contracts/command.js';
import type { Sentence } from '../fixtures/language/sentences.js';
import { SENTENCES } from '../fixtures/language/sentences.js';
import { shopEngine, understood } from './engine.js';

function meaningOf({ say, by = 'chat', locale, alternatives = [] }: Sentence): Understanding {
  return shopEngine.understand(
    { text: say, source: by, alternatives, ...(locale === undefined ? {} : { locale }) },
    NO_CONTEXT,
  );
}

/** What a sentence's table row speaks about, taken from a meaning. */
function seen(meaning: Understanding, row: Sentence): Partial<Sentence> {
  const ask = meaning.decision === 'ask' ? meaning.ask : undefined;
  return {
    decision: meaning.decision,
    intent: meaning.intent,
    ...(row.slots === undefined ? {} : { slots: meaning.slots }),
    ...(ask === undefined || row.asks === undefined ? {} : { asks: 'slot' in ask ? ask.slot : ask.intents }),
    ...(ask === undefined || row.choices === undefined || !('slot' in ask) ? {} : { choices: ask.choices }),
    ...(meaning.decision === 'reject' ? { reason: meaning.reason } : {}),
  };
}

function wanted({
  say: _say,
  by: _by,
  locale: _locale,
  alternatives: _alternatives,
  ...rest
}: Sentence): Partial<Sentence> {
  return rest;
}

describe.each(Object.entries(SENTENCES))('%s', (_rule, rows) => {
  it.each(rows.map((row) => [`${row.by ?? 'chat'}: ${row.say}`, row] as const))('%s', (_title, row) => {
    expect(seen(meaningOf(row), row)).toEqual(wanted(row));
  });
});

describe('how many there were is no answer to how many there shall be', () => {
  it.each([
    ['scale cart from 3 to 8 in dev', 8],
    ['increase cart in dev from 3 replicas to 8 replicas', 8],
    ['scale down cart in dev from 8 to 3', 3],
    ['scale cart in dev to 8 from 3', 8],
    ['개발 장바구니 세 개에서 여덟 개로 늘려줘', 8],
    ['운영에서 장바구니 3대에서 8대로 스케일', 8],
    ['개발 장바구니 3개에서 두 개 더 늘려줘', '+2'],
  ])('“%s”', (text, replicas) => {
    const wanted = { decision: 'act', intent: 'scale', slots: { service: 'cart', replicas } };
    expect(understood(text)).toMatchObject(wanted);
    expect(understood(text, NO_CONTEXT, 'voice')).toMatchObject(wanted);
  });

  it('typed, a bare number counts', () => {
    expect(understood('dev 장바구니 3에서 8로 늘려줘')).toMatchObject({ slots: { replicas: 8 } });
  });

  it.each(['scale cart in dev from 3', '개발 장바구니 세 개에서 늘려줘'])('“%s” is asked about', (text) => {
    expect(understood(text)).toMatchObject({ decision: 'ask', ask: { slot: 'replicas', choices: [] } });
  });
});

describe('what is running', () => {
  it.each([
    ['what is running?', 'jobs'],
    ["what's running", 'jobs'],
    ['anything running?', 'jobs'],
    ['지금 뭐 돌고 있어?', 'jobs'],
    ['뭐가 돌아가고 있어?', 'jobs'],
    ['what is running in staging', 'status'],
    ["what's running on cart", 'version-query'],
    ['운영 체크아웃 지금 무슨 버전 돌고 있어', 'version-query'],
  ])('“%s” is about %s', (text, intent) => {
    expect(understood(text)).toMatchObject({ decision: 'act', intent });
  });
});
