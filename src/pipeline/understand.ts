import type { Understanding } from '../contracts/command.js';
import type { PipelineDeps } from './deps.js';
import type { Turn } from './turn.js';

/** Longer than any request: work per message stays bounded whatever is pasted into a channel. */
export const LONGEST_TEXT = 2_000;

/** What the message means. A pressed control says so itself and does not go through the language engine. */
export function understand(deps: Pick<PipelineDeps, 'engine'>, turn: Turn): Understanding {
  const { message, dialogue } = turn;
  const { command, text, alternatives, source } = message;
  if (command !== undefined) {
    return { decision: 'act', intent: command.intent, slots: command.slots, confidence: 1, fuzzy: [] };
  }
  if (text.length > LONGEST_TEXT) {
    return { decision: 'reject', intent: 'none', slots: {}, reason: 'too_long', confidence: 1 };
  }
  const utterance = { text, source, locale: turn.locale, alternatives: alternatives.map((it) => it.text) };
  return deps.engine.understand(utterance, dialogue.context);
}
