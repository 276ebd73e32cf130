import type { Understanding } from '../contracts/command.js';
import type { Lexicon } from './lexicon.js';

/** "lock production: database migration", "deploy … because …", "…, 이유는 …": what follows is a reason, in words of its own. */
const AFTER = /^([^:]+?)\s*(?::\s+|,?\s+because\s+(?:of\s+)?|[,.]?\s+이유는\s+)(.+)$/iu;
/** 장애 대응 때문에 …: the reason comes first. */
const BEFORE = /^(.+?)\s*때문에,?\s+(.+)$/u;

/** "lock production for the migration", "freeze staging until we know more": a reason, unless it says how long or which. */
const PURPOSE =
  /\s+(?:(?:for|during|due\s+to)\s+(?!\s|(?:about\s+|the\s+next\s+)?(?:\d+|an?\s+(?:hour|minute|day|week|few)|half|one|two|three|four|five|six|ten|twenty|thirty)\b)|(?=(?:until|while|since)\s))/giu;
/** 점검을 위해 운영 잠가 줘, 마이그레이션 동안 …. */
const PURPOSE_BEFORE =
  /^(.+?)(?:을|를)?\s*(?:위해서?|위하여|하느라|관계로|중이라서?|중이니까|동안)(?:에는)?,?\s+(.+)$/u;

/** Understands a text whose intent takes a reason without letting the reason's words in; other texts are read whole. */
export function withReason(
  text: string,
  understand: (text: string) => Understanding,
  lexicon: Lexicon,
): Understanding {
  const parts = partsOf(text);
  if (parts === undefined) return withPurpose(text, understand(text), understand, lexicon);
  const { head, reason, loose } = parts;
  const meaning = understand(head);
  const intent = lexicon.intents.get(meaning.intent);
  const takes = intent?.slots.some((slot) => slot.name === 'reason') ?? false;
  if (!takes || meaning.decision === 'ignore') return understand(text);
  // "deploy: checkout 1.4.2" goes on after its colon: a write must be complete before it.
  if (loose && intent?.effect === 'write' && meaning.decision !== 'act') return understand(text);
  return { ...meaning, slots: { ...meaning.slots, reason } };
}

/** Where the whole was not understood, but all before its last part was, and takes a reason: that part is it. */
function withPurpose(
  text: string,
  whole: Understanding,
  understand: (text: string) => Understanding,
  lexicon: Lexicon,
): Understanding {
  if (whole.decision === 'act' || !takesReason(whole, lexicon)) return whole;
  const found = purposesIn(text)
    .map(({ head, reason }) => ({ meaning: understand(head), reason }))
    .find(({ meaning }) => meaning.decision === 'act' && meaning.intent === whole.intent);
  if (found === undefined) return whole;
  return { ...found.meaning, slots: { ...found.meaning.slots, reason: found.reason } };
}

/** Bot's own settings only: what changes the world is not done by half a sentence. */
function takesReason({ intent }: Understanding, lexicon: Lexicon): boolean {
  const known = lexicon.intents.get(intent);
  return known?.effect === 'setting' && known.slots.some((slot) => slot.name === 'reason');
}

/** At most a few places are looked at, whatever the length of the text. */
const MOST_PLACES = 4;

function purposesIn(text: string): readonly { readonly head: string; readonly reason: string }[] {
  const [, before, rest] = PURPOSE_BEFORE.exec(text) ?? [];
  const behind = [...text.matchAll(PURPOSE)]
    .slice(0, MOST_PLACES)
    .map(({ index, 0: found }) => ({ head: text.slice(0, index), reason: text.slice(index + found.length) }));
  return before === undefined || rest === undefined
    ? behind
    : [{ head: rest, reason: before.trim() }, ...behind];
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
