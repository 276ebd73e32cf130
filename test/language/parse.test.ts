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

  it('refuses a text that is too long, unread', () => {
    expect(parsed({ text: 'a'.repeat(MAX_LENGTH + 1) })).toMatchObject({
      decision: 'reject',
      reason: 'too_long',
    });
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
