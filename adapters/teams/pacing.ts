import type { Clock } from '../../src/contracts/ports/clock.js';
import { TeamsBusy } from './errors.js';

/** Teams takes 60 calls in 30 s from a bot in one conversation (learn.microsoft.com, "Rate limiting in Teams bots"). */
const INTERVAL_MS = 500;
/** Calls that may follow each other at once before the interval holds. */
const BURST = 5;
/** Longer than this nobody waits here: the delivery is put off. The outbox gives up on one after 30 s. */
const LONGEST_WAIT_MS = 12_000;
const REMEMBERED_MS = 10 * 60_000;

/** Lets calls through no faster than Teams takes them, per conversation, and keeps the pauses it asks for. */
export interface Pacing {
  /** Resolves when the call may be made; throws TeamsBusy when that is too far away. */
  turn(conversation: string): Promise<void>;
  /** Teams asked for a pause in this conversation. */
  pause(conversation: string, waitMs: number): void;
}

export function createPacing(clock: Clock): Pacing {
  /** When the next call is due if all calls had kept the interval; and until when nothing may be sent. */
  const lanes = new Map<string, { readonly due: number; readonly paused: number }>();
  const put = (conversation: string, lane: { readonly due: number; readonly paused: number }): void => {
    lanes.delete(conversation);
    lanes.set(conversation, lane);
    const old = clock.now() - REMEMBERED_MS;
    for (const [other, { due, paused }] of lanes) {
      if (Math.max(due, paused) > old) break;
      lanes.delete(other);
    }
  };
  return {
    async turn(conversation) {
      const now = clock.now();
      const { due: last, paused } = lanes.get(conversation) ?? { due: 0, paused: 0 };
      const due = Math.max(last, now - BURST * INTERVAL_MS) + INTERVAL_MS;
      const wait = Math.max(0, due - now, paused - now);
      if (wait > LONGEST_WAIT_MS) throw new TeamsBusy(wait);
      put(conversation, { due, paused });
      if (wait > 0) await clock.sleep(wait);
    },
    pause(conversation, waitMs) {
      const { due } = lanes.get(conversation) ?? { due: 0 };
      put(conversation, { due, paused: clock.now() + waitMs });
    },
  };
}
