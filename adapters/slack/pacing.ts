import type { Clock } from '../../src/contracts/ports/clock.js';
import { SlackBusy } from './errors.js';

/**
 * Milliseconds between calls (docs.slack.dev, "Rate limits"): posting about once a second in a channel; the others
 * a little under their tier's rate a minute, shared evenly.
 */
const INTERVALS: Readonly<Record<string, number>> = {
  'chat.postMessage': 1_000,
  'chat.update': 1_200,
  'chat.postEphemeral': 1_000,
  'views.publish': 600,
  'users.info': 600,
};
/** Calls that may follow each other at once before the interval holds, */
const BURST = 3;
/** and for what is asked when somebody speaks for the first time: people of an incident come together. */
const BURSTS: Readonly<Record<string, number>> = { 'users.info': 20 };
/** Longer than this nobody waits here: the delivery is put off. The outbox gives up on one after 30 s. */
const LONGEST_WAIT_MS = 12_000;

interface Lane {
  /** When the next call is due if all calls had kept the interval. */
  due: number;
}

interface Rate {
  /** Milliseconds. */
  readonly interval: number;
  readonly burst: number;
}

/** Lets calls through no faster than Slack takes them, per method and channel, and keeps the pauses it asks for. */
export interface Pacing {
  /** Resolves when the call may be made; throws SlackBusy when that is too far away. */
  turn(method: string, channel: string): Promise<void>;
  /** Slack asked for a pause in this method. */
  pause(method: string, waitMs: number): void;
}

export function createPacing(clock: Clock): Pacing {
  const lanes = new Map<string, Lane>();
  const pauses = new Map<string, number>();
  return {
    async turn(method, channel) {
      const interval = INTERVALS[method];
      const now = clock.now();
      const paused = (pauses.get(method) ?? 0) - now;
      if (paused > LONGEST_WAIT_MS) throw new SlackBusy(method, paused);
      const wait = Math.max(
        paused,
        interval === undefined
          ? 0
          : laneWait(lanes, `${method} ${channel}`, { interval, burst: BURSTS[method] ?? BURST }, now),
      );
      if (wait > LONGEST_WAIT_MS) throw new SlackBusy(method, wait);
      if (wait > 0) await clock.sleep(wait);
    },
    pause: (method, waitMs) => void pauses.set(method, clock.now() + waitMs),
  };
}

/** How long to wait, with the place in the lane taken; the lane's place is given back when nobody would wait so long. */
function laneWait(lanes: Map<string, Lane>, key: string, { interval, burst }: Rate, now: number): number {
  const lane = lanes.get(key) ?? { due: 0 };
  const due = Math.max(lane.due, now - burst * interval) + interval;
  const wait = Math.max(0, due - now);
  if (wait > LONGEST_WAIT_MS) return wait;
  lanes.delete(key);
  lanes.set(key, { due });
  for (const [other, { due: last }] of lanes) {
    if (last > now - 60_000) break;
    lanes.delete(other);
  }
  return wait;
}
