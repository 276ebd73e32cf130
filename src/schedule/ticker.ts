import { createTask, type Logger } from 'node-cron';
import type { Log } from '../contracts/ports/log.js';
import type { Scheduler } from './scheduler.js';

/** Every ten seconds, on the full minute too: what is due at nine comes at nine. */
const EVERY_TEN_SECONDS = '*/10 * * * * *';

export interface Ticker {
  /** Resolves when a tick that is under way has ended. */
  stop(): Promise<void>;
}

/** Lets a scheduler look again and again. Which slots are due is never asked of node-cron, which forgets what it slept through. */
export function startTicker(scheduler: Scheduler, log: Log): Ticker {
  let running: Promise<void> = Promise.resolve();
  const task = createTask(
    EVERY_TEN_SECONDS,
    () => {
      running = scheduler.tick();
      return running;
    },
    { noOverlap: true, suppressMissedWarning: true, timezone: 'Etc/UTC', logger: loggerOf(log) },
  );
  Promise.resolve(task.start()).catch((error: unknown) => log.error({ error }, 'schedules do not run'));
  return {
    stop: async () => {
      await task.destroy();
      await running;
    },
  };
}

function loggerOf(log: Log): Logger {
  return {
    info: (message) => log.debug({}, message),
    warn: (message) => log.warn({}, message),
    error: (message, error) => log.error({ error: error ?? message }, 'a tick of the schedules failed'),
    debug: (message) => log.debug({}, String(message)),
  };
}
