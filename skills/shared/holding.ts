import type { TargetKey } from '../../src/contracts/catalogue.js';
import { targetHeld } from '../../src/contracts/holding.js';
import type { Operation } from '../../src/contracts/operation.js';
import type { Refusal } from '../../src/contracts/outcome.js';
import type { HistoryPort } from '../../src/contracts/ports/history.js';

/** The kinds of write that may follow a cancelled operation on its still paused target. */
const FOLLOWERS: ReadonlySet<string> = new Set(['rollback', 'resume']);

/**
 * A write never waits for another: it is refused naming the holder. `skill` is the one that wants the target; rollback
 * and resume may take over what a cancelled operation keeps. Asked before the world is read, which would only show that
 * somebody's rollout is under way; the lock itself is taken by the worker.
 */
export async function heldRefusal(
  history: HistoryPort,
  targets: readonly TargetKey[],
  skill: string,
  own: Operation | undefined,
): Promise<Refusal | undefined> {
  for (const target of targets) {
    const holder = await history.holder(target);
    if (holder === undefined || holder.id === own?.id) continue;
    if (holder.status === 'cancelled' && FOLLOWERS.has(skill)) continue;
    return targetHeld(holder, skill);
  }
  return undefined;
}
