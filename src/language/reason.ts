import type { Understanding } from '../contracts/command.js';
import type { Lexicon } from './lexicon.js';

/** "lock production: database migration": what follows is a reason, in words of its own. */
const REASON = /^([^:]+?)\s*(?::\s+|\s+because\s+(?:of\s+)?)(.+)$/iu;

/** Understands a text whose intent takes a reason without letting the reason's words in; other texts are read whole. */
export function withReason(
  text: string,
  understand: (text: string) => Understanding,
  lexicon: Lexicon,
): Understanding {
  const parts = REASON.exec(text);
  const head = parts?.[1];
  const reason = parts?.[2]?.trim();
  if (head === undefined || reason === undefined) return understand(text);
  const meaning = understand(head);
  const takesReason =
    lexicon.intents.get(meaning.intent)?.slots.some((slot) => slot.name === 'reason') ?? false;
  return takesReason && meaning.decision !== 'ignore'
    ? { ...meaning, slots: { ...meaning.slots, reason } }
    : understand(text);
}
