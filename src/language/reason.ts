import type { Understanding } from '../contracts/command.js';
import type { Lexicon } from './lexicon.js';

/** "lock production: database migration", "deploy … because …", "…, 이유는 …": what follows is a reason, in words of its own. */
const AFTER = /^([^:]+?)\s*(?::\s+|,?\s+because\s+(?:of\s+)?|[,.]?\s+이유는\s+)(.+)$/iu;
/** 장애 대응 때문에 …: the reason comes first. */
const BEFORE = /^(.+?)\s*때문에,?\s+(.+)$/u;

/** Understands a text whose intent takes a reason without letting the reason's words in; other texts are read whole. */
export function withReason(
  text: string,
  understand: (text: string) => Understanding,
  lexicon: Lexicon,
): Understanding {
  const parts = partsOf(text);
  if (parts === undefined) return understand(text);
  const { head, reason, loose } = parts;
  const meaning = understand(head);
  const intent = lexicon.intents.get(meaning.intent);
  const takesReason = intent?.slots.some((slot) => slot.name === 'reason') ?? false;
  if (!takesReason || meaning.decision === 'ignore') return understand(text);
  // "deploy: checkout 1.4.2" goes on after its colon: a write must be complete before it.
  if (loose && intent?.effect === 'write' && meaning.decision !== 'act') return understand(text);
  return { ...meaning, slots: { ...meaning.slots, reason } };
}

/** `loose`: what parts them may mean something else. */
function partsOf(
  text: string,
): { readonly head: string; readonly reason: string; readonly loose: boolean } | undefined {
  const [, head, after] = AFTER.exec(text) ?? [];
  if (head !== undefined && after !== undefined) {
    const loose = !/^,?\s+because\s/iu.test(text.slice(head.length));
    return { head, reason: after.trim(), loose };
  }
  const [, before, rest] = BEFORE.exec(text) ?? [];
  if (before === undefined || rest === undefined) return undefined;
  return { head: rest, reason: before.trim(), loose: true };
}
