import { z } from 'zod';
import type { Understanding } from '../contracts/command.js';
import { NO_CONTEXT } from '../contracts/command.js';
import { localeSchema } from '../contracts/message.js';
import type { Engine } from './engine.js';

const lineSchema = z.object({
  text: z.string(),
  locale: localeSchema.nullish().catch(undefined),
  source: z.enum(['chat', 'voice']).catch('chat').default('chat'),
  alternatives: z.array(z.unknown()).catch([]).default([]),
});
const INVALID: Understanding = {
  decision: 'reject',
  intent: 'none',
  slots: {},
  reason: 'invalid_input',
  confidence: 1,
};

/**
 * One line of `coxswain parse`: a JSON object in, its meaning as one line of JSON out, without a line break. A line that
 * is not valid JSON, or has no text, is answered `invalid_input`; nothing throws.
 */
export function parseLine(engine: Engine, line: string): string {
  const input = lineSchema.safeParse(jsonOf(line));
  if (!input.success) return written(INVALID);
  const { text, source, locale } = input.data;
  // One transcript that is none does not make the others worthless: they may contradict.
  const alternatives = input.data.alternatives.filter((other) => typeof other === 'string');
  const given = locale === null || locale === undefined ? {} : { locale };
  return written(engine.understand({ text, alternatives, source, ...given }, NO_CONTEXT));
}

function jsonOf(line: string): unknown {
  try {
    // A file may begin with a byte order mark.
    const value: unknown = JSON.parse(line.replace(/^\ufeff/u, ''));
    return value;
  } catch {
    return undefined;
  }
}

/** The fields in the order that the contract writes them. */
function written(meaning: Understanding): string {
  const { decision, intent, slots, confidence } = meaning;
  const ask = meaning.decision === 'ask' ? meaning.ask : null;
  const reason = meaning.decision === 'reject' ? meaning.reason : null;
  return JSON.stringify({ decision, intent, slots, ask, reason, confidence });
}
