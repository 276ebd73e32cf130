import { randomUUID } from 'node:crypto';
import { createCatalogue } from '../catalogue/index.js';
import { createCatalogueRefresh } from '../catalogue/refresh.js';
import type { Environment, Service } from '../contracts/catalogue.js';
import type { LinkTemplates } from '../contracts/links.js';
import { DEFAULT_TENANT } from '../contracts/message.js';
import type { Clock } from '../contracts/ports/clock.js';
import type { Host } from '../contracts/ports/host.js';
import type { GithubPort } from '../contracts/ports/github.js';
import type { IdentityPort, IdentityStore } from '../contracts/ports/identity.js';
import type { ImagesPort } from '../contracts/ports/images.js';
import type { JenkinsPort } from '../contracts/ports/jenkins.js';
import type { KubernetesPort } from '../contracts/ports/kubernetes.js';
import type { Ledger } from '../contracts/ports/ledger.js';
import type { LiveStore } from '../contracts/ports/live.js';
import type { Log } from '../contracts/ports/log.js';
import type { ScheduleStore } from '../contracts/ports/schedules.js';
import type { SubscriptionStore } from '../contracts/ports/subscriptions.js';
import type { PushesPort } from '../contracts/ports/pushes.js';
import type { QueuePort } from '../contracts/ports/queue.js';
import type { AnySkill, SkillPorts } from '../contracts/skill.js';
import { createIdentity } from '../identity/index.js';
import { createEngine } from '../language/index.js';
import { createFollower } from '../live/follower.js';
import { createHistory } from '../operations/history.js';
import { createAloud } from '../outbox/aloud.js';
import { createDispatcher } from '../outbox/index.js';
import { createNews } from '../outbox/news.js';
import { createHost } from '../pipeline/host.js';
import { createPipeline } from '../pipeline/index.js';
import type { FreezeWindow } from '../contracts/policy.js';
import { policyFrom } from '../policy/windows.js';
import { createRegistry } from '../registry/index.js';
import { createScheduleBook } from '../schedule/book.js';
import { createScheduler } from '../schedule/scheduler.js';
import { startTicker, type Ticker } from '../schedule/ticker.js';
import { createWatcher } from '../subscriptions/watcher.js';
import { startOperations } from './operations.js';

/** What the bot stands on: opened and closed by the caller. */
export interface BotParts {
  readonly ledger: Ledger & IdentityStore & ScheduleStore & SubscriptionStore & LiveStore;
  readonly queue: QueuePort;
  readonly kubernetes: KubernetesPort;
  readonly jenkins?: JenkinsPort;
  readonly github?: GithubPort;
  readonly images?: ImagesPort;
  readonly pushes?: PushesPort;
  readonly environments: readonly Environment[];
  readonly services: readonly Service[];
  readonly skills: readonly AnySkill[];
  /** Actor keys, e.g. `slack:U024BE7LH`. */
  readonly admins: readonly string[];
  /** Actor key of the operating-system user who owns the state folder. */
  readonly ownerActor: string;
  /** Actors that belong to the person of another one, by their keys. */
  readonly speakers?: Readonly<Record<string, string>>;
  readonly freezes?: readonly FreezeWindow[];
  /** Who is on call: actor keys or ids of people. */
  readonly onCall?: readonly string[];
  /** IANA name: where schedules that name no zone have their times; UTC when absent. */
  readonly timezone?: string;
  /** How long an approval can be given, in milliseconds. */
  readonly approvalMs: number;
  /** Where else an operation can be looked at. */
  readonly links?: LinkTemplates;
  /** Whether what it steers is simulated, and which world that is; null where nobody keeps one. */
  readonly sandbox: { readonly on: boolean; readonly worldId: string | null };
  readonly clock: Clock;
  readonly log: Log;
}

/** The bot without any way in or out: adapters talk to `host`. */
export interface Bot {
  readonly host: Host;
  readonly identity: IdentityPort;
  /** Operations that run in this process now. */
  running(): number;
  /** Handles what was left unfinished when the last process ended. Call it when the adapters are there to tell of it. */
  resume(): void;
  stop(): Promise<void>;
}

/** Wires message pipeline and operations over the given ports and starts the workers. */
export async function startBot(parts: BotParts): Promise<Bot> {
  const { ledger, queue, kubernetes, environments, services, sandbox, clock, log } = parts;
  const { links = {} } = parts;
  const registry = createRegistry(parts.skills);
  const catalogue = createCatalogue({ environments, services, kubernetes, log });
  const refresh = createCatalogueRefresh(catalogue, clock, log);
  const { admins, ownerActor, speakers = {} } = parts;
  const known = { admins, ownerActor, speakers };
  const identity = createIdentity({ store: ledger, clock, ...known, sandbox: sandbox.on });
  const { jenkins, github, images, pushes } = parts;
  const ports: SkillPorts = {
    ...{ kubernetes, catalogue, history: createHistory(ledger, clock), registry },
    ...{ jenkins, github, images, pushes },
  };
  const aloud = createAloud(() => catalogue.names(DEFAULT_TENANT));
  const dispatcher = createDispatcher({ ledger, aloud, clock, log });
  await refresh.first();
  const policyFacts = policyFrom({ freezes: parts.freezes ?? [], onCall: parts.onCall ?? [] }, () =>
    clock.now(),
  );
  const operations = await startOperations({
    ...{ ledger, queue, registry, identity, ports, policyFacts, links, sandbox, clock, log },
  });
  const scheduling = { store: ledger, registry, identity, ports, sandbox, clock, log };
  const deps = {
    ...{ ledger, registry, identity, queue, dispatcher, ports, clock, log, sandbox, links },
    engine: createEngine({ intents: registry.intents(), names: () => catalogue.names(DEFAULT_TENANT) }),
    policyFacts,
    cancelOperation: operations.cancel,
    continueInterrupted: operations.continueInterrupted,
    aloud,
    newId: randomUUID,
    schedules: createScheduleBook({ ...scheduling, timezone: parts.timezone ?? 'Etc/UTC' }),
    subscriptions: ledger,
    approvalMs: parts.approvalMs,
  };
  const pipeline = createPipeline(deps);
  const scheduler = createScheduler(scheduling);
  const follower = createFollower({ ...scheduling, ...{ catalogue, pushes } });
  const watcher = createWatcher({ ...scheduling, ...{ catalogue, github, jenkins, pushes } });
  let ticker: Ticker | undefined;
  return {
    host: createHost({ ...deps, pipeline, subscriptions: dispatcher, news: createNews(ledger) }),
    identity,
    running: () => operations.running(),
    resume: () => {
      operations.resume();
      ticker = startTicker(scheduler, log);
      watcher.start();
      follower.start();
      pipeline
        .resume()
        .catch((error: unknown) => log.warn({ error }, 'messages left unanswered could not be handled yet'));
    },
    stop: async () => {
      await ticker?.stop();
      await watcher.stop();
      await follower.stop();
      await operations.stop();
      await dispatcher.stop();
      await refresh.stop();
    },
  };
}
