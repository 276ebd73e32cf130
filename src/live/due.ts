import { LIVE_FOR_MS, type LiveAnswer } from '../contracts/live.js';

/** Looks at one question never follow each other sooner, whatever is heard: many webhooks make one look. */
const GAP_MS = 2_000;
/** What changed nothing is shown again after this: how long ago things were must not be far off. */
const STALE_MS = 60_000;
/** The longer one is followed, the less often: younger than so many milliseconds, so many times its pause. */
const SLOWER = [
  [2 * 60_000, 1],
  [10 * 60_000, 2],
  [LIVE_FOR_MS, 4],
] as const;

/** What the follower knows of a question besides its row. */
export interface Heard {
  /** When it was last looked at. */
  readonly lookedAt: number;
  /** Whether something of it moved since. */
  readonly moved: boolean;
}

/** When to look at one next, in epoch milliseconds. */
export function dueAt({ ended, lookAt }: LiveAnswer, heard: Heard | undefined): number {
  if (ended !== null) return 0;
  return heard?.moved === true ? Math.min(lookAt, heard.lookedAt + GAP_MS) : lookAt;
}

export function isOver({ begunAt }: Pick<LiveAnswer, 'begunAt'>, now: number): boolean {
  return now - begunAt >= LIVE_FOR_MS;
}

export function nextLook({ begunAt }: Pick<LiveAnswer, 'begunAt'>, pause: number, now: number): number {
  const times = SLOWER.find(([younger]) => now - begunAt < younger)?.[1] ?? 1;
  return Math.min(now + pause * times, Math.max(now, begunAt + LIVE_FOR_MS));
}

export function isWorthShowing(live: Pick<LiveAnswer, 'mark' | 'at'>, mark: string, now: number): boolean {
  return live.mark !== mark || now - live.at >= STALE_MS;
}
