import type { Clock } from '../contracts/ports/clock.js';

/** Turns at once, so that what waits is a message in the ledger rather than work half done. */
const AT_ONCE = 8;
/** More arrivals than this within {@link RUSH_MS} are a rush, */
const RUSH = 20;
const RUSH_MS = 100;
/** and so are more than this that wait for the ledger: what is much for a machine depends on the machine. */
const WAITING = 3;
/** How often a turn begins in a rush, or while those before it hang: answers are late, but keep coming. */
const SLOW_MS = 50;

/**
 * Messages are taken before they are answered: a platform waits seconds for its acknowledgement, people wait longer
 * for an answer. Turns begin in order of arrival, each after whatever has arrived meanwhile was looked at.
 */
export interface Precedence {
  /** A message came in; `taken` settles once the platform can be told so. */
  arrived(taken: Promise<unknown>): void;
  /** Runs `turn` when its time has come. */
  turn<T>(turn: () => Promise<T>): Promise<T>;
}

export function createPrecedence(clock: Clock): Precedence {
  const waiting: (() => void)[] = [];
  const arrivals: number[] = [];
  let taking = 0;
  let running = 0;
  let pumping = false;
  let freed = new AbortController();

  const isRush = (): boolean => {
    const [earliest] = arrivals;
    if (taking > WAITING) return true;
    return arrivals.length > RUSH && earliest !== undefined && clock.now() - earliest < RUSH_MS;
  };
  const pump = async (): Promise<void> => {
    pumping = true;
    for (let begin = waiting.shift(); begin !== undefined; begin = waiting.shift()) {
      await new Promise((resolve) => setImmediate(resolve));
      if (isRush()) await clock.sleep(SLOW_MS);
      else if (running >= AT_ONCE) await clock.sleep(SLOW_MS, (freed = new AbortController()).signal);
      begin();
    }
    pumping = false;
  };
  return {
    arrived(taken) {
      taking += 1;
      const end = (): void => void (taking -= 1);
      taken.then(end, end);
      arrivals.push(clock.now());
      if (arrivals.length > RUSH + 1) arrivals.shift();
    },
    async turn(turn) {
      const mine = new Promise<void>((resolve) => waiting.push(resolve));
      if (!pumping) void pump();
      await mine;
      running += 1;
      try {
        return await turn();
      } finally {
        running -= 1;
        freed.abort('freed');
      }
    },
  };
}
