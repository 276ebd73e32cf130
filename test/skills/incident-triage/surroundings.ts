import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../../src/contracts/ports/clock.js';
import type { Log } from '../../../src/contracts/ports/log.js';

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await wait(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
  },
};
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
