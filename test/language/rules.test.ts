import { describe, expect, it } from 'vitest';
import type { Understanding } from '../../src/contracts/command.js';
import { NO_CONTEXT } from '../../src/contracts/command.js';
import type { Sentence } from '../fixtures/language/sentences.js';
import { SENTENCES } from '../fixtures/language/sentences.js';
import { shopEngine } from './engine.js';

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
