import { userInfo } from 'node:os';
import { join } from 'node:path';
import { slack } from '../adapters/slack/index.js';
import { teams } from '../adapters/teams/index.js';
import { terminal, type RunningTerminal } from '../adapters/terminal/index.js';
import { speakersIn, voice } from '../adapters/voice/index.js';
import type { Configuration } from '../config/index.js';
import { createSkills } from '../skills/index.js';
import { skillSettings } from '../skills/settings.js';
import { startBot, type Bot, type BotParts } from './bot/index.js';
import type { Environment } from './contracts/catalogue.js';
import type { Adapter, AdapterContext, RunningAdapter } from './contracts/adapter.js';
import { actorKey } from './contracts/message.js';
import type { Clock } from './contracts/ports/clock.js';
import type { KubernetesPort } from './contracts/ports/kubernetes.js';
import type { FactStore, Ledger } from './contracts/ports/ledger.js';
import type { Log } from './contracts/ports/log.js';
import type { QueuePort } from './contracts/ports/queue.js';
import type { PublicListener } from './http/index.js';
import { isLoopback } from './http/loopback.js';
import { createKubernetes } from './integrations/kubernetes/index.js';
import { createGithub, githubSchema, settingsOf } from './integrations/github/index.js';
import { createJenkins, jenkinsSchema } from './integrations/jenkins/index.js';
import { createLog } from './observability/log.js';
import { createLedger } from './operations/ledger.js';
import { createEmbeddedQueue } from './queue/embedded.js';
import type { ScheduleDraft } from './contracts/schedule.js';
import { schedulesSchema } from './schedule/config.js';
import { configuredSchedules } from './schedule/configured.js';
import { socketPath } from './socket/path.js';
import { serveSocket, type SocketServer } from './socket/server.js';
import { openDatabase } from './store/index.js';

/** The running bot of this process. */
export interface RunningApp {
  readonly sandbox: boolean;
  /** Of the public listener; undefined when none was asked for. */
  readonly url: string | undefined;
  /** One line an adapter: where it listens and as whom. */
  readonly adapters: readonly string[];
  /** Resolves when no other program is connected and no operation runs here. */
  idle(): Promise<void>;
  /** Takes nothing new, leaves running operations to recovery, closes everything. */
  stop(): Promise<void>;
}

export interface AppOptions {
  readonly clock: Clock;
  /** True for `coxswain start`: with the public listener, and a log on standard error. */
  readonly serve: boolean;
}

/** How long running work may take to let go when the process ends, in milliseconds. */
const CLOSE_MS = 5000;
const IDLE_CHECK_MS = 50;
/**
 * Wires everything. Rejects with StoreBusyError when another process owns the state folder, with ConfigurationError,
 * or with the system's error when a port or file can't be had; whatever was opened by then is closed again.
 */
export async function createApp(configuration: Configuration, options: AppOptions): Promise<RunningApp> {
  const closing: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    return await compose(configuration, options, closing, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

/** `closing` collects what must be closed, in the order in which it was opened. */
async function compose(
  configuration: Configuration,
  { clock, serve }: AppOptions,
  closing: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
): Promise<RunningApp> {
  const log = createLog({
    level: configuration.logLevel,
    ...(serve ? {} : { file: join(configuration.home, 'log') }),
  });
  const ledger = await openLedger(configuration, clock, log);
  closing.push(() => ledger.close());
  const world = await openWorld(configuration, clock, log);
  closing.push(() => world.stop());
  const queue = await openQueue(configuration, log);
  closing.push(() => queue.close(CLOSE_MS));
  const { admins, freezes, onCall, links } = configuration;
  const skills = createSkills(skillSettings.parse(configuration.sections['skills'] ?? {}));
  const approvalMs = configuration.approvalMinutes * 60_000;
  const ownerActor = actorKey({ platform: terminal.id, id: userInfo().username });
  await ledger.configureSchedules(schedulesOf(configuration, clock), clock.now());
  const speakers = speakersIn(configuration.sections, terminal.id, configuration.locale);
  const bot = await startBot({
    ...{
      ...world,
      ledger,
      queue,
      skills,
      admins,
      freezes,
      onCall,
      links,
      ownerActor,
      speakers,
      approvalMs,
      timezone: configuration.timezone,
      clock,
      log,
    },
  });
  closing.push(() => bot.stop());
  const surroundings = { loopback: isLoopback(configuration.http.host), sandbox: world.sandbox.on };
  const around = { host: bot.host, surroundings, clock, log };
  const terminals = await terminal.start({ ...around, memory: ledger.memoryOf(terminal.id) });
  closing.push(() => terminals.stop());
  const adapters = serve ? await startAdapters(configuration, { ...around, ledger }, closing) : [];
  bot.resume();
  const socket = await openSocket(configuration, { bot, ledger, terminals, sandbox: world.sandbox.on }, log);
  closing.push(() => socket.stop());
  const listener = serve ? await openListener(configuration, { ledger, queue, adapters }, log) : undefined;
  if (listener !== undefined) closing.push(() => listener.stop());
  return {
    sandbox: world.sandbox.on,
    url: listener?.url,
    adapters: [terminals, ...adapters].map((adapter) => adapter.describe()),
    idle: () => untilIdle(socket, bot, clock),
    stop,
  };
}

/** The digests that the file names. What was parsed before is parsed again from what it gave: times stay cron fields. */
function schedulesOf({ sections, timezone, locale }: Configuration, clock: Clock): readonly ScheduleDraft[] {
  const section = schedulesSchema.parse(sections['schedules'] ?? {});
  return configuredSchedules(section, { timezone, locale, now: clock.now() });
}

/** Each adapter whose section is in the configuration. */
async function startAdapters(
  { sections }: Configuration,
  { ledger, ...around }: Omit<AdapterContext, 'memory'> & { readonly ledger: FactStore },
  closing: (() => Promise<unknown>)[],
): Promise<readonly RunningAdapter[]> {
  const started: RunningAdapter[] = [];
  const start = async <Config>(adapter: Adapter<Config>): Promise<void> => {
    const section = sections[adapter.id];
    if (section === undefined) return;
    const running = await adapter.start(
      { ...around, memory: ledger.memoryOf(adapter.id) },
      adapter.configuration.parse(section),
    );
    closing.push(() => running.stop());
    started.push(running);
  };
  await start(slack);
  await start(voice);
  await start(teams);
  return started;
}

async function openLedger(configuration: Configuration, clock: Clock, log: Log) {
  const { databaseUrl, home } = configuration;
  return createLedger(await openDatabase(databaseUrl === undefined ? { home } : { databaseUrl }, log), clock);
}

interface RunningWorld extends Pick<
  BotParts,
  'kubernetes' | 'jenkins' | 'github' | 'environments' | 'services' | 'sandbox'
> {
  stop(): Promise<void>;
}

/** The simulated shop, or the clusters that the file names. */
async function openWorld(configuration: Configuration, clock: Clock, log: Log): Promise<RunningWorld> {
  const { world, services, home } = configuration;
  const closing = new AbortController();
  const { signal: closed } = closing;
  if (world.kind === 'clusters') {
    const kubeconfig = 'inCluster' in world.access ? world.access : { file: world.access.kubeconfig };
    const kubernetes = createKubernetes({ kubeconfig, clock, log, closed });
    const { environments } = world;
    const on = await pointsAtSandbox(kubernetes, environments, clock);
    return {
      kubernetes,
      ...deliveryOf(configuration, clock),
      environments,
      services,
      sandbox: { on, worldId: null },
      stop: () => {
        closing.abort();
        return Promise.resolve();
      },
    };
  }
  const { startSandbox } = await import('./sandbox/index.js');
  const sandbox = await startSandbox({ stateFile: join(home, 'sandbox.json'), clock, log });
  const configured = new Set(services.map(({ name }) => name));
  return {
    kubernetes: createKubernetes({ kubeconfig: { known: sandbox.kubernetes() }, clock, log, closed }),
    jenkins: createJenkins(sandbox.jenkins(), clock),
    github: createGithub(sandbox.github(), clock),
    environments: sandbox.environments,
    services: [...services, ...sandbox.services.filter(({ name }) => !configured.has(name))],
    sandbox: { on: true, worldId: sandbox.worldId },
    stop: () => {
      closing.abort();
      return sandbox.stop();
    },
  };
}

/** Jenkins and GitHub where the file names them. Beside the sandbox there are only the simulated ones: the two worlds never mix. */
function deliveryOf({ sections }: Configuration, clock: Clock): Pick<BotParts, 'jenkins' | 'github'> {
  const jenkins = jenkinsSchema.optional().parse(sections['jenkins']);
  const github = githubSchema.optional().parse(sections['github']);
  const first = jenkins && { jenkins: createJenkins(jenkins, clock) };
  return { ...first, ...(github && { github: createGithub(settingsOf(github), clock) }) };
}

/** How long a cluster may take to say at start that it is a simulated one, in milliseconds. */
const ASK_WORLD_MS = 1500;

/** A kubeconfig may name a simulated API server: it says so in `/version`, and every reply must say so too. */
async function pointsAtSandbox(
  kubernetes: KubernetesPort,
  environments: readonly Environment[],
  clock: Clock,
): Promise<boolean> {
  const clusters = [...new Set(environments.flatMap(({ targets }) => targets.map(({ cluster }) => cluster)))];
  const asked = clusters.map((cluster) =>
    kubernetes.version(cluster).then(
      ({ sandbox }) => sandbox,
      () => false,
    ),
  );
  const late = clock.sleep(ASK_WORLD_MS).then(() => false);
  return (await Promise.all(asked.map((each) => Promise.race([each, late])))).includes(true);
}

async function openQueue({ redis }: Configuration, log: Log): Promise<QueuePort> {
  if (redis === undefined) return createEmbeddedQueue(log);
  const { createBullQueue } = await import('./queue/bullmq.js');
  return createBullQueue({ ...redis, log });
}

interface Served {
  readonly bot: Bot;
  readonly ledger: Ledger;
  readonly terminals: RunningTerminal;
  readonly sandbox: boolean;
}

function openSocket(configuration: Configuration, served: Served, log: Log): Promise<SocketServer> {
  const { bot, ledger, terminals, sandbox } = served;
  const services = {
    sandbox,
    platform: terminal.id,
    host: bot.host,
    operation: async (id: string) => {
      const operation = await ledger.operationById(id);
      return operation && { operation, steps: [...(await ledger.steps(id))] };
    },
    issueCode: async (person: string) => {
      const { id } = await bot.identity.resolve({ platform: terminal.id, id: person });
      return bot.identity.issueCode(id);
    },
    attach: terminals.sessions.attach,
  };
  return serveSocket(socketPath(configuration.home), services, log);
}

interface Listened {
  readonly ledger: Ledger;
  readonly queue: QueuePort;
  readonly adapters: readonly RunningAdapter[];
}

async function openListener(
  { http }: Configuration,
  { ledger, queue, adapters }: Listened,
  log: Log,
): Promise<PublicListener> {
  const { startPublicListener } = await import('./http/index.js');
  const ready = async () => {
    const [ledgerAnswers, queueAnswers] = await Promise.all([ledger.healthy(), queue.healthy()]);
    return { ready: ledgerAnswers && queueAnswers, parts: { ledger: ledgerAnswers, queue: queueAnswers } };
  };
  return startPublicListener({ ...http, routes: adapters.flatMap(({ routes = [] }) => routes), ready, log });
}

async function untilIdle(socket: SocketServer, bot: Bot, clock: Clock): Promise<void> {
  for (let quiet = 0; quiet < 2;) {
    await socket.idle();
    await clock.sleep(IDLE_CHECK_MS);
    quiet = bot.running() === 0 && socket.clients() === 0 ? quiet + 1 : 0;
  }
}
