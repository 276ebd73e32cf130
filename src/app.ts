import { randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { terminal } from '../adapters/terminal/index.js';
import { speakersIn } from '../adapters/voice/index.js';
import type { Configuration } from '../config/index.js';
import { createSkills } from '../skills/index.js';
import { skillSettings } from '../skills/settings.js';
import { openVoice, startAdapters } from './app/adapters.js';
import { openListener, openSocket, untilIdle } from './app/listeners.js';
import { createMicrophone } from './app/microphone.js';
import { webhookRoutes, webhookSecrets } from './app/webhooks.js';
import { openWorld } from './app/world.js';
import { createBoard } from './http/webhooks/board.js';
import { startBot } from './bot/index.js';
import { actorKey } from './contracts/message.js';
import type { Clock } from './contracts/ports/clock.js';
import type { Log } from './contracts/ports/log.js';
import type { QueuePort } from './contracts/ports/queue.js';
import type { ScheduleDraft } from './contracts/schedule.js';
import { isLoopback } from './http/loopback.js';
import { createLog } from './observability/log.js';
import { createLedger } from './operations/ledger.js';
import { createEmbeddedQueue } from './queue/embedded.js';
import { schedulesSchema } from './schedule/config.js';
import { configuredSchedules } from './schedule/configured.js';
import { makeStateFolder, openDatabase } from './store/index.js';

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
  makeStateFolder(configuration.home);
  const log = createLog({
    level: configuration.logLevel,
    ...(serve ? {} : { file: join(configuration.home, 'log') }),
  });
  for (const remark of configuration.remarks)
    log.warn({ remark }, 'the configuration says more than is used');
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
  const microphone = createMicrophone(userInfo().username, log);
  closing.push(() => microphone.stop());
  const speakers = {
    ...speakersIn(configuration.sections, terminal.id, configuration.locale),
    ...microphone.speakers,
  };
  const pushes = createBoard(log);
  const bot = await startBot({
    ...{
      ...world,
      ledger,
      queue,
      pushes,
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
  const voice = openVoice(configuration, around, [microphone.device]);
  closing.push(() => voice.running.stop());
  const chats = serve ? await startAdapters(configuration, { ...around, ledger }, closing) : [];
  const adapters = [...chats, ...(serve && voice.configured ? [voice.running] : [])];
  bot.resume();
  const served = {
    ...{ bot, ledger, terminals, sandbox: world.sandbox.on },
    microphone: () => microphone.open(voice.running.routes ?? []),
  };
  const socket = await openSocket(configuration, served, log);
  closing.push(() => socket.stop());
  const configured = webhookSecrets(configuration);
  // The sandbox's GitHub signs with the configured secret, or else with one that nobody ever sees.
  const simulated =
    world.pushTo === undefined ? {} : { github: configured.github ?? randomBytes(32).toString('hex') };
  const secrets = { ...configured, ...simulated };
  const webhooks = webhookRoutes(secrets, { store: ledger, board: pushes, log });
  const listener = serve
    ? await openListener(configuration, { ledger, queue, adapters, webhooks }, log)
    : undefined;
  if (listener !== undefined) closing.push(() => listener.stop());
  if (listener !== undefined && simulated.github !== undefined)
    world.pushTo?.({ url: `${listener.url}/github/webhooks`, secret: simulated.github });
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

async function openLedger(configuration: Configuration, clock: Clock, log: Log) {
  const { databaseUrl, home } = configuration;
  return createLedger(await openDatabase(databaseUrl === undefined ? { home } : { databaseUrl }, log), clock);
}

async function openQueue({ redis }: Configuration, log: Log): Promise<QueuePort> {
  if (redis === undefined) return createEmbeddedQueue(log);
  const { createBullQueue } = await import('./queue/bullmq.js');
  return createBullQueue({ ...redis, log });
}
