import type { Ask } from '../contracts/command.js';
import { refuse } from '../contracts/outcome.js';
import type { Refusal } from '../contracts/outcome.js';
import type { Turn } from './turn.js';

/** A version with a slip in it: `1..4`, `v2.0..1`. */
const SLIPPED = /(?<![\p{L}\p{N}.])v?\d[\d.]*\.\.[\d.]*\d/iu;
const ONE_WORD = /^\S+$/u;

/** What stands where a version is wanted and is none: said so, instead of asking as if nothing had been said. */
export function malformedVersion({ message }: Turn, ask: Ask): Refusal | undefined {
  if (!('slot' in ask) || ask.slot !== 'version') return undefined;
  const [version] = SLIPPED.exec(message.text) ?? [];
  return version === undefined ? undefined : refuse('malformed_version', { version });
}

/** A single word that answers the question for a version and can't be one; the question stays open. */
export function malformedAnswer(turn: Turn): Refusal | undefined {
  const { question } = turn.dialogue.context;
  const word = turn.message.text.trim();
  if (question === undefined || !('slot' in question.ask) || question.ask.slot !== 'version')
    return undefined;
  return ONE_WORD.test(word) ? refuse('malformed_version', { version: word }) : undefined;
}
