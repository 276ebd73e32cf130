import { setImmediate as yieldToRequests } from 'node:timers/promises';
import type { Clock } from '../contracts/ports/clock.js';
import type { Log } from '../contracts/ports/log.js';
import type { Cluster } from './cluster.js';
import { recordEvent } from './events.js';
import { reconcileNamespace } from './controllers/index.js';
import { autoscale } from './controllers/autoscaler.js';
import { advanceDelivery } from './delivery/advance.js';
import { advancePod } from './kubelet/index.js';
import type { Store } from './state/store.js';
import type { Timer, World } from './state/world.js';

export interface Simulation {
  readonly cluster: Cluster;
  readonly start: () => void;
  readonly stop: () => Promise<void>;
}

/** How long controllers take to notice a change. */
const NOTICE_MS = 20;
/** A restart after a long time replays only this much, so that a crash loop of days does not delay the start. */
const CATCH_UP_MS = 120_000;
const LONGEST_SLEEP_MS = 60_000;

export interface SimulationOptions {
  readonly world: World;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Factor on every simulated delay; 1 is pleasant for a person. */
  readonly pace: number;
  /** Called after a transition that changed something besides objects. */
  readonly changed: () => void;
}

/**
 * Makes time pass in the world: fires due transitions in order, each at the moment it was due, and lets the
 * controllers look at every namespace in which something changed.
 */
export function createSimulation(options: SimulationOptions): Simulation {
  const { world, store, clock } = options;
  const moment: Moment = { firingAt: undefined };
  const alarm = createAlarm(clock);
  const cluster = clusterOf(options, moment, alarm.ring);
  const notice = (namespace: string): void =>
    cluster.schedule({ due: cluster.after(NOTICE_MS), task: 'reconcile', namespace });
  const unsubscribe = store.subscribe(({ object }) => {
    if (object.kind === 'Event') return;
    const namespaces = object.kind === 'Node' ? namespacesOf(store) : [object.metadata.namespace ?? ''];
    for (const namespace of namespaces) notice(namespace);
  });
  let running: Promise<void> | undefined;
  let stopped = false;
  const loop = async (): Promise<void> => {
    while (!stopped) {
      const next = earliest(world.timers);
      if (next && next.due <= clock.now()) {
        fire(options, cluster, moment, next);
        await yieldToRequests();
      } else await alarm.sleep(next ? next.due - clock.now() : LONGEST_SLEEP_MS);
    }
  };
  return {
    cluster,
    start() {
      const horizon = clock.now() - CATCH_UP_MS;
      for (const timer of world.timers) timer.due = Math.max(timer.due, horizon);
      for (const namespace of namespacesOf(store)) notice(namespace);
      running = loop();
    },
    async stop() {
      stopped = true;
      unsubscribe();
      alarm.ring();
      await running;
    },
  };
}

/** While a transition fires: when it was due. */
interface Moment {
  firingAt: number | undefined;
}

function clusterOf(
  { world, store, clock, pace }: SimulationOptions,
  moment: Moment,
  wake: () => void,
): Cluster {
  const now = (): number => moment.firingAt ?? clock.now();
  return {
    store,
    world,
    now,
    after: (ms) => now() + ms * pace,
    schedule(timer) {
      if (timer.task === 'reconcile' && isQueued(world.timers, timer)) return;
      world.timers.push(timer);
      wake();
    },
    record: (draft) => recordEvent(store, draft, now()),
  };
}

/** A sleep that can be cut short. */
function createAlarm(clock: Clock): { ring: () => void; sleep: (ms: number) => Promise<void> } {
  let wake = new AbortController();
  return {
    ring: () => wake.abort(),
    sleep(ms) {
      wake = new AbortController();
      return clock.sleep(Math.min(ms, LONGEST_SLEEP_MS), wake.signal);
    },
  };
}

function fire(
  { world, log, changed }: SimulationOptions,
  cluster: Cluster,
  moment: Moment,
  timer: Timer,
): void {
  world.timers.splice(world.timers.indexOf(timer), 1);
  moment.firingAt = timer.due;
  try {
    perform(cluster, timer);
    if (timer.task === 'delivery') changed();
  } catch (error) {
    log.error({ timer, error }, 'a transition of the sandbox failed');
  } finally {
    moment.firingAt = undefined;
  }
}

function perform(cluster: Cluster, timer: Timer): void {
  if (timer.task === 'reconcile') reconcileNamespace(cluster, timer.namespace);
  else if (timer.task === 'autoscale') autoscale(cluster, timer.namespace, timer.name);
  else if (timer.task === 'delivery') advanceDelivery(cluster, timer);
  else advancePod(cluster, timer);
}

function namespacesOf(store: Store): string[] {
  return store.list('Namespace').map((namespace) => namespace.metadata.name);
}

function earliest(timers: readonly Timer[]): Timer | undefined {
  let first: Timer | undefined;
  for (const timer of timers) if (first === undefined || timer.due < first.due) first = timer;
  return first;
}

function isQueued(timers: readonly Timer[], wanted: Timer & { task: 'reconcile' }): boolean {
  return timers.some(
    (timer) => timer.task === 'reconcile' && timer.namespace === wanted.namespace && timer.due <= wanted.due,
  );
}
