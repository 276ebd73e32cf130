import type { Ask, Understanding } from '../contracts/command.js';
import type { Slots } from '../contracts/message.js';

type Acting = Extract<Understanding, { decision: 'act' }>;

/**
 * Joins what the ranked transcripts of one utterance mean. The first that is understood counts; but two different
 * writes among them are a question, and a write is never taken from a lower rank when a higher one said something else.
 */
export function joinAlternatives(
  ranked: readonly Understanding[],
  isWrite: (intent: string) => boolean,
): Understanding {
  const [top, ...others] = ranked;
  if (top === undefined) return { decision: 'ignore', intent: 'none', slots: {}, confidence: 0.5 };
  const writes = others.filter((other): other is Acting => other.decision === 'act' && isWrite(other.intent));
  if (top.decision === 'act')
    return isWrite(top.intent) ? (conflict([top, ...writes, ...partly(top, others)]) ?? top) : top;
  if (top.decision === 'reject') return top;
  const read = others.find((other): other is Acting => other.decision === 'act');
  if (read !== undefined && !isWrite(read.intent) && !isWrite(top.intent))
    return { ...read, confidence: lowered(read.confidence) };
  return top.decision === 'ignore' ? fromLower(top, writes) : widened(top, writes);
}

/**
 * What lower transcripts understood of the same write save for a slot: another that they heard otherwise is doubtful too.
 * One with words that nothing explains is noise and contradicts nothing.
 */
function partly(top: Acting, others: readonly Understanding[]): readonly Acting[] {
  return others.flatMap((other) =>
    other.decision === 'ask' && 'slot' in other.ask && other.intent === top.intent
      ? [{ ...top, slots: { ...top.slots, ...other.slots } }]
      : [],
  );
}

/** Different writes: which intent, or which value of the first slot that differs. */
function conflict(writes: readonly Acting[]): Understanding | undefined {
  const [top] = writes;
  const different = writes.find((write) => top !== undefined && !sameMeaning(write, top));
  if (top === undefined || different === undefined) return undefined;
  const intents = [...new Set(writes.map((write) => write.intent))];
  if (intents.length > 1)
    return {
      decision: 'ask',
      intent: top.intent,
      slots: top.slots,
      ask: { intents },
      confidence: lowered(top.confidence),
    };
  const slot = differingSlot(top.slots, different.slots);
  const { [slot]: _unsure, ...slots } = top.slots;
  return {
    decision: 'ask',
    intent: top.intent,
    slots,
    ask: { slot, choices: valuesOf(slot, writes) },
    confidence: lowered(top.confidence),
  };
}

/** Nothing was understood of the best transcript: a write in a lower one is only worth a question. */
function fromLower(top: Understanding, writes: readonly Acting[]): Understanding {
  const [first] = writes;
  if (first === undefined) return top;
  const intents = [...new Set(writes.map((write) => write.intent))];
  return { decision: 'ask', intent: first.intent, slots: first.slots, ask: { intents }, confidence: 0.5 };
}

/** The best transcript left a question: lower ones offer what they heard for that slot, as choices. */
function widened(top: Extract<Understanding, { decision: 'ask' }>, writes: readonly Acting[]): Understanding {
  const ask: Ask = top.ask;
  if (!('slot' in ask) || ask.choices.length > 0) return top;
  const heard = valuesOf(
    ask.slot,
    writes.filter((write) => write.intent === top.intent),
  );
  return heard.length === 0 ? top : { ...top, ask: { slot: ask.slot, choices: heard } };
}

function valuesOf(slot: string, writes: readonly Acting[]): readonly (string | number)[] {
  return [...new Set(writes.flatMap((write) => write.slots[slot] ?? []))];
}

function sameMeaning(a: Acting, b: Acting): boolean {
  return a.intent === b.intent && differingSlot(a.slots, b.slots) === '';
}

function differingSlot(a: Slots, b: Slots): string {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].find((name) => a[name] !== b[name]) ?? '';
}

function lowered(confidence: number): number {
  return Math.round(confidence * 80) / 100;
}
