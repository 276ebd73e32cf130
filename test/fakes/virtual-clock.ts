import type { Clock } from '../../src/contracts/ports/clock.js';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/**
 * A clock for code that sleeps: whenever everything that can run has run, time jumps to the next sleeper. Minutes pass
 * in milliseconds, always in the same order.
 */
export class VirtualClock implements Clock {
  #now: number;
  #sleepers: Sleeper[] = [];
  #turning = false;

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  /** Lets time pass without waking anybody, as a suspended process would see it. */
  jump(ms: number): void {
    this.#now += ms;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper: Sleeper = {
        until: this.#now + ms,
        wake: () => {
          signal?.removeEventListener('abort', sleeper.wake);
          this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
          resolve();
        },
      };
      signal?.addEventListener('abort', sleeper.wake);
      this.#sleepers.push(sleeper);
      this.#turn();
    });
  }

  #turn(): void {
    if (this.#turning) return;
    this.#turning = true;
    quiet(() => {
      this.#turning = false;
      const [next] = [...this.#sleepers].sort((a, b) => a.until - b.until);
      if (next === undefined) return;
      this.#now = Math.max(this.#now, next.until);
      next.wake();
      if (this.#sleepers.length > 0) this.#turn();
    });
  }
}

/** Turns of the event loop after which whatever follows from the last wake-up has happened. */
const TURNS = 4;

/** Calls back when everything that can run has run. The ledger waits for the disk: no time passes meanwhile. */
function quiet(then: () => void, turns = TURNS): void {
  setImmediate(() => {
    const atWork = process.getActiveResourcesInfo().some((resource) => resource.startsWith('FSReq'));
    if (atWork) quiet(then);
    else if (turns > 1) quiet(then, turns - 1);
    else then();
  });
}

/** A clock that stands still until the test moves it. */
export class StoppedClock implements Clock {
  constructor(public time: number) {}
  now(): number {
    return this.time;
  }
  sleep(): Promise<void> {
    return Promise.resolve();
  }
}
