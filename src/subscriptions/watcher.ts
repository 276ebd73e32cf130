import { PortError } from '../contracts/errors.js';
import type { Clock } from '../contracts/ports/clock.js';
import type { PushesPort } from '../contracts/ports/pushes.js';
import type { PushedRunStore } from '../contracts/ports/subscriptions.js';
import type { PushedRun } from '../contracts/pushed-run.js';
import { createHeard } from './heard.js';
import { newestRuns, pipelinesOf, type Sources } from './poll.js';
import { serve, type Serving } from './serve.js';

/** How often pipelines are asked, whether webhooks come or not, in milliseconds. */
const EVERY_MS = 60_000;
/** Runs that are told at once: whatever else there is to do comes in between. */
const BATCH = 100;

export interface WatcherParts extends Sources, Serving {
  readonly store: Serving['store'] & PushedRunStore;
  readonly pushes?: PushesPort | undefined;
  readonly clock: Clock;
}

/** Tells subscriptions of runs. Any number of processes may run one over the same store. */
export interface Watcher {
  /** Listens to webhooks and asks every minute, at once too: what moved while nothing ran is told then. */
  start(): void;
  /** Asks once; resolves when all that moved is told. Never rejects. */
  look(): Promise<void>;
  /** Resolves when what was heard is told. */
  stop(): Promise<void>;
}

export function createWatcher(parts: WatcherParts): Watcher {
  const stopped = new AbortController();
  const heard = createHeard();
  let telling: Promise<void> | undefined;
  let loop: Promise<void> = Promise.resolve();
  let leave: (() => void) | undefined;
  let later = false;
  const tellBatches = async (): Promise<void> => {
    for (let runs = heard.next(BATCH); runs.length > 0; runs = heard.next(BATCH)) {
      later = !(await attempt(parts, () => settle(parts, runs)));
      if (later) {
        heard.again(runs);
        return;
      }
      await turn();
    }
  };
  const tellHeard = (): Promise<void> => (telling ??= tellBatches().finally(() => (telling = undefined)));
  const look = async (): Promise<void> => {
    await tellHeard();
    await attempt(parts, () => leftOver(parts));
    await attempt(parts, () => poll(parts));
  };
  const goOn = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      await look();
      await parts.clock.sleep(EVERY_MS, stopped.signal);
    }
  };
  return {
    start() {
      leave = parts.pushes?.subscribe((run) => {
        heard.add(run);
        // While nothing can be told, not every webhook tries anew.
        if (!later) void tellHeard();
      });
      loop = goOn();
    },
    look,
    async stop() {
      leave?.();
      stopped.abort();
      await loop;
      await telling;
    },
  };
}

/** What webhooks brought is kept until it is told. */
async function settle(parts: WatcherParts, runs: readonly PushedRun[]): Promise<void> {
  await serve(parts, runs);
  await parts.store.servedRuns(runs);
}

/** What a process that ended, or could not, has not told. */
async function leftOver(parts: WatcherParts): Promise<void> {
  const until = parts.clock.now();
  for (;;) {
    const runs = await parts.store.unservedRuns(until, BATCH);
    if (runs.length === 0) return;
    await settle(parts, runs);
    await turn();
  }
}

async function poll(parts: WatcherParts): Promise<void> {
  const live = await parts.store.subscriptions();
  const tenants = [...new Set(live.map(({ tenant }) => tenant))];
  const services = tenants.flatMap((tenant) => parts.catalogue.services(tenant));
  for (const pipeline of pipelinesOf(services))
    await attempt(parts, async () => serve(parts, await newestRuns(parts, pipeline)));
}

/** False when it could not be done and is worth trying again. */
async function attempt({ log }: WatcherParts, act: () => Promise<void>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (error instanceof PortError) log.warn({ code: error.code }, 'subscriptions are served later');
    else log.error({ error }, 'serving subscriptions failed');
    return !(error instanceof PortError);
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
