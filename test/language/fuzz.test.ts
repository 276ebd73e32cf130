import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DialogueContext } from '../../src/contracts/command.js';
import { parseLine } from '../../src/language/index.js';
import { shopEngine } from './engine.js';

/** A few thousand by default; the nightly run raises it. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? '2000');
const WORDS = [
  'deploy',
  'roll back',
  'scale',
  'restart',
  'no',
  'not',
  'cancel',
  'confirm',
  'yes',
  'it',
  'there',
  'same',
  'and',
  'in',
  'to',
  'two',
  'too',
  'from',
  'checkout',
  'payments',
  'chekout',
  'staging',
  'production',
  'one',
  'point',
  'four',
  'hundred',
  'version',
  'v',
  'r',
  'c',
  'more',
  'replicas',
  '#42',
  '+2',
  '1.4.2',
  'v2.0.0-rc1',
  'service=cart',
  'env=',
  '배포',
  '롤백',
  '늘려',
  '줄여',
  '해 줘',
  '운영에',
  '체크아웃',
  '카트도',
  '일',
  '점',
  '사',
  '두',
  '개',
  '로',
  '더',
  '번',
  '째',
  '취소',
  '하고',
  '아니',
  '하지 마',
  '말고',
  '네',
  '확인',
  '코드',
  '?',
  ',',
  ':',
  '…',
  'because',
  'why',
  'is',
  'what',
];
const words = fc.array(fc.constantFrom(...WORDS), { maxLength: 25 }).map((list) => list.join(' '));
const text = fc.oneof(
  { weight: 3, arbitrary: words },
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  words.map((line) => line.replaceAll(' ', '')),
);
const slots = { service: 'checkout', environment: 'production', version: '1.4.2', replicas: 2 };
const context = fc.constantFrom<DialogueContext>(
  {},
  { last: { intent: 'deploy', slots } },
  { confirmation: { intent: 'deploy', slots, environment: 'production' } },
  { question: { intent: 'scale', slots: {}, ask: { slot: 'replicas', choices: [2, '+2'] } } },
  {
    question: { intent: 'gone', slots: {}, ask: { intents: ['gone', 'deploy'] } },
    last: { intent: 'gone', slots },
  },
);

describe('whatever is said', () => {
  it('the engine answers, the same every time, and never throws', () => {
    fc.assert(
      fc.property(
        text,
        fc.array(words, { maxLength: 3 }),
        fc.constantFrom('chat' as const, 'voice' as const),
        context,
        (said, alternatives, source, dialogue) => {
          const once = shopEngine.understand({ text: said, alternatives, source }, dialogue);
          expect(once.confidence).toBeGreaterThanOrEqual(0);
          expect(once.confidence).toBeLessThanOrEqual(1);
          expect(shopEngine.understand({ text: said, alternatives, source }, dialogue)).toEqual(once);
        },
      ),
      { numRuns: RUNS },
    );
  }, 600_000);

  it('every line is answered by one line of JSON', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.json(),
          text.map((said) => JSON.stringify({ text: said })),
        ),
        (line) => {
          const answer = parseLine(shopEngine, line);
          expect(answer).not.toContain('\n');
          expect(JSON.parse(answer)).toHaveProperty('decision');
        },
      ),
      { numRuns: RUNS },
    );
  }, 600_000);
});
