import type { Clock } from '../../src/contracts/ports/clock.js';

interface Sleeper {
  readonly ms: number;
  readonly until: number;
  readonly wake: () => void;
}

/** A clock that stands still until the test moves it, for code that waits for the network as well as for time. */
export class ManualClock implements Clock {
  #now: number;
  #sleepers: Sleeper[] = [];
  #observers: (() => void)[] = [];

  constructor(start = 1_795_300_000_000) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper: Sleeper = {
        ms,
        until: this.#now + ms,
        wake: () => {
          signal?.removeEventListener('abort', sleeper.wake);
          this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
          resolve();
        },
      };
      signal?.addEventListener('abort', sleeper.wake);
      this.#sleepers.push(sleeper);
      for (const observe of this.#observers) observe();
    });
  }

  /** Moves time and wakes whoever is due. */
  advance(ms: number): void {
    this.#now += ms;
    for (const sleeper of [...this.#sleepers].sort((a, b) => a.until - b.until)) {
      if (sleeper.until <= this.#now) sleeper.wake();
    }
  }

  /** Resolves once somebody has gone to sleep for exactly so many milliseconds. */
  asleepFor(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const observe = () => {
        if (!this.#sleepers.some((sleeper) => sleeper.ms === ms)) return;
        this.#observers = this.#observers.filter((other) => other !== observe);
        resolve();
      };
      this.#observers.push(observe);
      observe();
    });
  }

  /** How long everybody sleeps, shortest first. */
  sleeping(): readonly number[] {
    return this.#sleepers.map((sleeper) => sleeper.ms).sort((a, b) => a - b);
  }
}
