import { describe, expect, it } from 'vitest';
import { MAX_LENGTH, parseLine } from '../../src/language/index.js';
import { shopEngine } from './engine.js';

const parsed = (input: unknown): unknown =>
  JSON.parse(parseLine(shopEngine, typeof input === 'string' ? input : JSON.stringify(input)));

describe('one line of `coxswain parse` [CORE-8]', () => {
  it('answers an understood command with every field, in the order of the contract', () => {
    const line = parseLine(
      shopEngine,
      JSON.stringify({
        text: 'roll back payments in production',
        locale: 'en',
        source: 'voice',
        alternatives: ['...'],
      }),
    );
    expect(line).toBe(
      '{"decision":"act","intent":"rollback","slots":{"service":"payments-api","environment":"production"},"ask":null,"reason":null,"confidence":0.96}',
    );
  });

  it('asks for the slot that was not said, with choices, and gives what was found', () => {
    expect(parsed({ text: 'deploy checkout 1.4.2', locale: 'en' })).toMatchObject({
      decision: 'ask',
      intent: 'deploy',
      slots: { service: 'checkout', version: '1.4.2' },
      ask: { slot: 'environment', choices: ['dev', 'staging', 'production'] },
      reason: null,
    });
  });

  it('ignores talk and gives a negated command back with its reason', () => {
    expect(parsed({ text: 'lunch?' })).toMatchObject({
      decision: 'ignore',
      intent: 'none',
      slots: {},
      ask: null,
      reason: null,
    });
    expect(parsed({ text: "don't deploy checkout 1.4.2 to production" })).toMatchObject({
      decision: 'reject',
      intent: 'deploy',
      slots: { service: 'checkout', version: '1.4.2', environment: 'production' },
      reason: 'negated',
    });
  });

  it.each(['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'])(
    'takes %s for a word like any other, wherever it stands',
    (word) => {
      const places = [
        word,
        `status of ${word} in production`,
        `${word}=checkout`,
        `${word} one pods in staging`,
      ];
      for (const text of [...places, `deploy checkout one point ${word} to staging`, `배포 ${word}`])
        for (const source of ['chat', 'voice']) expect(parsed({ text, source })).toHaveProperty('decision');
      expect(parsed({ text: `scale cart to ${word} in dev` })).toMatchObject({
        intent: 'scale',
        ask: { slot: 'replicas' },
      });
    },
  );

  it.each(['', 'not json', '[]', '42', 'null', '{}', '{"text": 5}', '{"text": "   "}', '{"text":'])(
    'refuses the bad line %j and goes on',
    (line) => {
      expect(parsed(line)).toEqual({
        decision: 'reject',
        intent: 'none',
        slots: {},
        ask: null,
        reason: 'invalid_input',
        confidence: 1,
      });
    },
  );

  it.each([
    '[{"text":"restart cart in dev"}]',
    '{"text":["restart cart in dev"]}',
    '{"__proto__":{"text":"restart cart in dev"}}',
    '{"text":"restart cart in dev"} {"text":"restart auth in dev"}',
    '['.repeat(100_000),
    `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
  ])('finds no text where it does not stand: %.40s', (line) => {
    expect(parsed(line)).toMatchObject({ decision: 'reject', reason: 'invalid_input' });
  });

  it('reads decomposed Hangul, full-width digits, line ends and a byte order mark like plain text', () => {
    const wanted = {
      decision: 'act',
      slots: { service: 'checkout', version: '1.4.2', environment: 'production' },
    };
    for (const text of [
      '체크아웃 1.4.2 운영에 배포해줘'.normalize('NFD'),
      '체크아웃１．４．２운영에배포해줘',
      'deploy checkout 1.4.2\r\nto production\r\n',
    ])
      expect(parsed({ text })).toMatchObject(wanted);
    expect(parsed('\ufeff{"text":"deploy checkout 1.4.2 to production"}\r')).toMatchObject(wanted);
  });

  it.each([
    'restart\u0000cart in dev',
    'restart c\ufffdart in dev',
    '\ud800 restart cart in dev',
    'restart cart in \u202edev',
  ])('asks back where a write was damaged on its way: %j', (text) => {
    expect(parsed({ text })).toMatchObject({ decision: 'ask', intent: 'restart' });
  });

  it('keeps the transcripts among the alternatives when one of them is none', () => {
    const line = {
      text: 'restart cart in dev',
      source: 'voice',
      alternatives: [null, 'restart auth in dev'],
    };
    expect(parsed(line)).toMatchObject({
      decision: 'ask',
      ask: { slot: 'service', choices: ['cart', 'auth'] },
    });
  });

  it('refuses a text that is too long, unread', () => {
    expect(parsed({ text: 'a'.repeat(MAX_LENGTH + 1) })).toMatchObject({
      decision: 'reject',
      reason: 'too_long',
    });
    expect(parsed({ text: 'deploy '.repeat(200_000) })).toMatchObject({ reason: 'too_long' });
    expect(parsed({ text: `help ${'a'.repeat(MAX_LENGTH - 5)}` })).toMatchObject({ reason: null });
  });

  it('takes a wrong locale, source or alternatives as absent', () => {
    expect(parsed({ text: 'help', locale: 'fr', source: 'telepathy', alternatives: 'none' })).toMatchObject({
      decision: 'act',
      intent: 'help',
    });
  });

  it('writes counts and ids as numbers, differences, versions and codes as text', () => {
    expect(parsed({ text: 'scale cart to 5 replicas in dev' })).toMatchObject({ slots: { replicas: 5 } });
    expect(parsed({ text: 'add 2 replicas to cart in dev' })).toMatchObject({ slots: { replicas: '+2' } });
    expect(parsed({ text: 'approve #42' })).toMatchObject({ slots: { id: 42 } });
    expect(parsed({ text: 'the code is 0042' })).toMatchObject({ slots: { code: '0042' } });
  });
});
