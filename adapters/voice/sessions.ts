import type { Clock } from '../../src/contracts/ports/clock.js';
import type { Reply } from '../../src/contracts/reply.js';

/** What was said aloud in the sessions a short while ago; forgotten with the process, and that harms nothing. */
export interface Sessions {
  /** A text went to the device of the session to be said aloud. */
  said(session: string, text: string): void;
  /** What may still be in the air there, newest first. */
  justSaid(session: string): readonly string[];
  /** This reply was the answer to a transcript: it is no news any more. */
  answered(session: string, reply: Reply): void;
  wasAnswered(session: string, reply: Reply): boolean;
}

/** A recogniser may deliver what it heard as late as this. */
const IN_THE_AIR_MS = 60_000;
const SAID_KEPT = 5;
const ANSWERS_KEPT = 20;
const SESSIONS_KEPT = 2_000;

interface Session {
  said: readonly { readonly text: string; readonly at: number }[];
  answers: readonly string[];
}

export function createSessions(clock: Clock): Sessions {
  const open = new Map<string, Session>();
  const session = (id: string): Session => {
    const found = open.get(id) ?? { said: [], answers: [] };
    open.delete(id);
    open.set(id, found);
    const oldest = open.keys().next().value;
    if (open.size > SESSIONS_KEPT && oldest !== undefined) open.delete(oldest);
    return found;
  };
  return {
    said(id, text) {
      if (text === '') return;
      const it = session(id);
      it.said = [{ text, at: clock.now() }, ...it.said].slice(0, SAID_KEPT);
    },
    justSaid: (id) =>
      (open.get(id)?.said ?? [])
        .filter(({ at }) => clock.now() - at <= IN_THE_AIR_MS)
        .map(({ text }) => text),
    answered(id, reply) {
      if (reply.operation === undefined) return;
      const it = session(id);
      it.answers = [essence(reply), ...it.answers].slice(0, ANSWERS_KEPT);
    },
    wasAnswered: (id, reply) => open.get(id)?.answers.includes(essence(reply)) ?? false,
  };
}

function essence({ operation, code, title, speech, expects }: Reply): string {
  return JSON.stringify([operation, code, title, speech, expects]);
}
