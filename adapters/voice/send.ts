import type { Deliver } from '../../src/contracts/ports/host.js';

/** Requests that wait for news of a session. */
export interface Waiters {
  register(session: string): { readonly signal: AbortSignal; release(): void };
  wake(session: string): void;
  /** Lets everybody go. */
  stop(): void;
  stopped(): boolean;
}

export function createWaiters(): Waiters {
  const waiting = new Map<string, Set<AbortController>>();
  let closed = false;
  const wakeAll = (controllers: Iterable<AbortController>): void => {
    for (const controller of controllers) controller.abort();
  };
  return {
    register(session) {
      const controller = new AbortController();
      const set = waiting.get(session) ?? new Set();
      waiting.set(session, set.add(controller));
      return {
        signal: controller.signal,
        release() {
          set.delete(controller);
          if (set.size === 0 && waiting.get(session) === set) waiting.delete(session);
        },
      };
    },
    wake: (session) => wakeAll(waiting.get(session) ?? []),
    stop() {
      closed = true;
      for (const set of waiting.values()) wakeAll(set);
    },
    stopped: () => closed,
  };
}

/**
 * A device fetches its news, so a delivery only wakes whoever waits for it. The reply stays in the outbox, from
 * where it is told again until the device has acknowledged it.
 */
export function createDeliver(waiters: Waiters): Deliver {
  return ({ conversation }) => {
    waiters.wake(conversation.id);
    return Promise.resolve(undefined);
  };
}
