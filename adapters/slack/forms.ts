import type { Clock } from '../../src/contracts/ports/clock.js';
import { SLACK } from './conversation.js';

/** Answers that a form may take the place of: the question then need not be posted as well. */
export interface Forms {
  /** Called before the message is handed in. `shown` resolves with whether a form was opened for its answer. */
  expect(eventId: string, shown: Promise<boolean>): void;
  /** Whether the answer with this key is on somebody's screen as a form. Waits while that is being found out. */
  replaces(key: string): Promise<boolean>;
}

const KEPT_MS = 120_000;

export function createForms(clock: Clock): Forms {
  const expected = new Map<string, { readonly at: number; readonly shown: Promise<boolean> }>();
  return {
    expect(eventId, shown) {
      const key = `event:${SLACK}:${eventId}`;
      if (!expected.has(key)) expected.set(key, { at: clock.now(), shown });
      for (const [old, { at }] of expected) {
        if (clock.now() - at < KEPT_MS) return;
        expected.delete(old);
      }
    },
    replaces: async (key) => (await expected.get(key)?.shown) ?? false,
  };
}
