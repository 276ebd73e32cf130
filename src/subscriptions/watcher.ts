import { PortError } from '../contracts/errors.js';
import type { CataloguePort } from '../contracts/ports/catalogue.js';
import type { Clock } from '../contracts/ports/clock.js';
import type { IdentityPort } from '../contracts/ports/identity.js';
import type { Log } from '../contracts/ports/log.js';
import type { PushesPort } from '../contracts/ports/pushes.js';
import type { SubscriptionStore } from '../contracts/ports/subscriptions.js';
import type { PushedRun } from '../contracts/pushed-run.js';
import type { SkillDirectory } from '../contracts/skill.js';
import type { Subscription } from '../contracts/subscription.js';
import { builtBy, isDecidable, matches } from './matches.js';
import { runMessage } from './message.js';
import { newestRuns, pipelinesOf, type Sources } from './poll.js';

/** How often pipelines are asked, whether webhooks come or not, in milliseconds. */
const EVERY_MS = 60_000;
/** Webhooks count whole seconds. */
const SECOND = 1_000;

export interface WatcherParts extends Sources {
  readonly store: Pick<SubscriptionStore, 'subscriptions' | 'tellRun'>;
  readonly catalogue: Pick<CataloguePort, 'services'>;
  readonly identity: Pick<IdentityPort, 'resolve'>;
  readonly pushes?: PushesPort | undefined;
  readonly registry: SkillDirectory;
  readonly sandbox: { readonly on: boolean };
  readonly clock: Clock;
  readonly log: Log;
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
  const heard = new Map<string, PushedRun>();
  let telling: Promise<void> = Promise.resolve();
  let loop: Promise<void> = Promise.resolve();
  let leave: (() => void) | undefined;
  const drain = async (): Promise<void> => {
    const runs = [...heard.values()];
    heard.clear();
    if (runs.length > 0) await attempt(parts, () => tellAll(parts, runs));
  };
  const hear = (run: PushedRun): void => {
    if (heard.size === 0) telling = telling.then(drain);
    heard.set(run.url, run);
  };
  const look = (): Promise<void> => attempt(parts, () => poll(parts));
  const goOn = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      await look();
      await parts.clock.sleep(EVERY_MS, stopped.signal);
    }
  };
  return {
    start() {
      leave = parts.pushes?.subscribe(hear);
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

async function poll(parts: WatcherParts): Promise<void> {
  const live = await parts.store.subscriptions();
  const tenants = [...new Set(live.map(({ tenant }) => tenant))];
  const services = tenants.flatMap((tenant) => parts.catalogue.services(tenant));
  for (const pipeline of pipelinesOf(services))
    await attempt(parts, async () => tellAll(parts, await newestRuns(parts, pipeline)));
}

/** Subscriptions are read once for all that is heard at once. What fails is told at the next look. */
async function tellAll(parts: WatcherParts, runs: readonly PushedRun[]): Promise<void> {
  const live = await parts.store.subscriptions();
  // The oldest first, as they would be read had each been heard by itself.
  const inOrder = [...runs].sort((a, b) => a.at - b.at);
  for (const run of inOrder) for (const subscription of live) await tell(parts, subscription, run);
}

async function tell(parts: WatcherParts, subscription: Subscription, run: PushedRun): Promise<void> {
  const { store, catalogue, identity, registry, sandbox } = parts;
  const { tenant, condition, createdAt, owner } = subscription;
  const services = builtBy(run, catalogue.services(tenant)).map(({ name }) => name);
  const since = Math.floor(createdAt / SECOND) * SECOND;
  // A pipeline of no service of this tenant is not this tenant's to hear of.
  if (services.length === 0 || run.at < since || run.state === 'unknown') return;
  if (!(await identity.resolve(owner.actor)).known) return;
  const reply = runMessage(subscription, run, services, { sandbox: sandbox.on, directory: registry });
  // A webhook may name no author: the next look at its pipeline does.
  const meant = isDecidable(condition, run) && matches(condition, run, services);
  await store.tellRun({ subscription, run, matches: meant, reply });
}

async function attempt({ log }: WatcherParts, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (error instanceof PortError) log.warn({ code: error.code }, 'subscriptions are served later');
    else log.error({ error }, 'serving subscriptions failed');
  }
}
