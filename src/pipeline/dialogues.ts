import type { Clock } from '../contracts/ports/clock.js';
import type { DialogueStore, StoredDialogue } from '../contracts/ports/ledger.js';
import { orWhenLedgerIsDown } from './degraded.js';

/** Dialogue state that survives the ledger being down, for as long as the process lives. */
export interface Dialogues {
  /** With questions and confirmations that ran out taken from its context. */
  load(conversation: string, person: string): Promise<StoredDialogue>;
  /** The ledger has it: what memory held of it is out of date. */
  stored(conversation: string, person: string): void;
  /** The ledger could not take it. */
  remember(conversation: string, person: string, dialogue: StoredDialogue): void;
}

/** How many dialogues are kept in memory while the ledger is down; the oldest go first. */
const KEPT = 1_000;

export function createDialogues(ledger: DialogueStore, clock: Clock): Dialogues {
  const memory = new Map<string, StoredDialogue>();
  const key = (conversation: string, person: string): string => JSON.stringify([conversation, person]);
  return {
    load: async (conversation, person) => {
      const remembered = memory.get(key(conversation, person));
      const stored = await orWhenLedgerIsDown(() => ledger.dialogue(conversation, person), remembered);
      return current(stored ?? fresh(clock.now()), clock.now());
    },
    stored: (conversation, person) => void memory.delete(key(conversation, person)),
    remember: (conversation, person, dialogue) => {
      const oldest = memory.keys().next().value;
      if (memory.size >= KEPT && oldest !== undefined) memory.delete(oldest);
      memory.set(key(conversation, person), dialogue);
    },
  };
}

function fresh(now: number): StoredDialogue {
  return { context: {}, confirming: null, questionExpiresAt: null, lastReply: null, updatedAt: now };
}

/** `confirming` stays, so that a late answer can be told that it is late. */
function current(dialogue: StoredDialogue, now: number): StoredDialogue {
  const { confirming, questionExpiresAt, context } = dialogue;
  const { question, confirmation, ...rest } = context;
  const asked = question !== undefined && questionExpiresAt !== null && now < questionExpiresAt;
  const confirms = confirmation !== undefined && confirming !== null && now < confirming.expiresAt;
  return {
    ...dialogue,
    context: { ...rest, ...(asked ? { question } : {}), ...(confirms ? { confirmation } : {}) },
    questionExpiresAt: asked ? questionExpiresAt : null,
  };
}
