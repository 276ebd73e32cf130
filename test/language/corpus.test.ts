import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Understanding } from '../../src/contracts/command.js';
import { NO_CONTEXT } from '../../src/contracts/command.js';
import { localeSchema, slotsSchema } from '../../src/contracts/message.js';
import { shopEngine } from './engine.js';

const FILE = '../shared/corpus/transcripts-dev.jsonl';
const recorded = existsSync(FILE);
if (!recorded) process.stdout.write('recogniser transcripts: skipped: no recordings\n');

const rowSchema = z.object({
  lang: localeSchema,
  spoken: z.string(),
  transcript: z.string(),
  alternatives: z.array(z.string()).default([]),
  mode: z.string(),
  expected: z.object({ intent: z.string(), slots: slotsSchema }),
  count: z.number(),
});
type Row = z.infer<typeof rowSchema>;
const rows: readonly Row[] = recorded
  ? readFileSync(FILE, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => rowSchema.parse(JSON.parse(line)))
  : [];

const WRITES = new Set([
  'deploy',
  'rollback',
  'scale',
  'restart',
  'pipeline-run',
  'approve',
  'reject',
  'page',
  'ack',
  'confirm-yes',
  'confirm-code',
]);

function hear(row: Row, text: string, alternatives: readonly string[]): Understanding {
  return shopEngine.understand({ text, alternatives, locale: row.lang, source: 'voice' }, NO_CONTEXT);
}

function means(meaning: Understanding, { expected }: Row): boolean {
  const slots = Object.entries(expected.slots).every(
    ([name, value]) => String(meaning.slots[name]) === String(value),
  );
  return meaning.intent === expected.intent && slots;
}

function wrongWrites(ofMode: readonly Row[], withAlternatives: boolean): number {
  const wrong = ofMode.filter((row) => {
    const meaning = hear(row, row.transcript, withAlternatives ? row.alternatives : []);
    return meaning.decision === 'act' && WRITES.has(meaning.intent) && !means(meaning, row);
  });
  return wrong.reduce((sum, row) => sum + row.count, 0);
}

describe.runIf(recorded)('recogniser transcripts', () => {
  const spoken = [...new Map(rows.map((row) => [row.spoken, row])).values()];

  it.each(spoken.map((row) => [row.spoken, row] as const))(
    'heard perfectly, "%s" is understood',
    (_spoken, row) => {
      const meaning = hear(row, row.spoken, []);
      if (row.expected.intent === 'none') expect(meaning.decision).not.toBe('act');
      else expect(means(meaning, row)).toBe(true);
    },
  );

  /*
   * What is left are transcripts that are whole, well-formed commands of another meaning ("scale auth to five pods" for
   * four): no reading of the text can tell them. The grammar recogniser makes nothing else; it never runs a write alone.
   */
  it.each([
    ['open', 0],
    ['domain-lm', 0],
    ['biased', 8],
    ['grammar', 70],
  ])('in mode %s at most %d writes are wrong', (mode, most) => {
    const ofMode = rows.filter((row) => row.mode === mode);
    expect(ofMode.length).toBeGreaterThan(0);
    expect(wrongWrites(ofMode, false)).toBeLessThanOrEqual(most);
  });

  it('alternatives that disagree save most of the rest', () => {
    expect(
      wrongWrites(
        rows.filter((row) => row.mode !== 'grammar'),
        true,
      ),
    ).toBeLessThanOrEqual(2);
  });
});
