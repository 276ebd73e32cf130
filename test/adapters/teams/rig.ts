import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { teamsSchema } from '../../../adapters/teams/config.js';
import { teams as teamsAdapter } from '../../../adapters/teams/index.js';
import { skills } from '../../../skills/index.js';
import { startBot } from '../../../src/bot/index.js';
import { systemClock } from '../../../src/clock.js';
import type { Environment } from '../../../src/contracts/catalogue.js';
import { startPublicListener } from '../../../src/http/index.js';
import { createKubernetes } from '../../../src/integrations/kubernetes/index.js';
import { createImages } from '../../../src/integrations/registry/index.js';
import { createLedger } from '../../../src/operations/ledger.js';
import { createEmbeddedQueue } from '../../../src/queue/embedded.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/index.js';
import { openDatabase } from '../../../src/store/index.js';
import { recordingLog } from '../../fakes/log.js';
import { FakeTeams, PEOPLE, shown, type FakeMessage } from '../../fakes/teams.js';

export interface RigOptions {
  /** Approvals that production asks for. */
  readonly approvals?: number;
  /** Factor on the sandbox's delays. */
  readonly pace?: number;
  readonly teams?: Readonly<Record<string, unknown>>;
}

/** A whole bot over the sandbox, in one process, in a tenant that is played. It can be stopped and started again. */
export async function startRig(options: RigOptions = {}) {
  const home = await mkdtemp(join(tmpdir(), 'coxswain-teams-'));
  const log = recordingLog();
  const teams = await FakeTeams.start();
  const { pace = 0.2 } = options;
  const sandbox = await startSandbox({
    stateFile: join(home, 'sandbox.json'),
    clock: systemClock,
    log,
    pace,
  });
  let running = await startProcess(home, sandbox, teams, log, options);
  onTestFinished(async () => {
    await running.stop();
    await sandbox.stop();
    await teams.stop();
    await rm(home, { recursive: true, force: true });
  });
  return {
    teams,
    log,
    ledger: () => running.ledger,
    stopBot: () => running.stop(),
    startBot: async () => {
      running = await startProcess(home, sandbox, teams, log, options);
    },
    /** Waits until Teams shows such a message. */
    message: (wanted: string | RegExp, conversation?: string) =>
      until(
        () => teams.messages.findLast((each) => matches(each, wanted, conversation)),
        `a message with ${String(wanted)}`,
        () =>
          [...teams.messages.map((each) => `${each.conversation} ${shown(each)}`), ...problems(log)].join(
            '\n---\n',
          ),
      ),
    until,
  };
}

function problems(log: ReturnType<typeof recordingLog>): readonly string[] {
  return log.lines.map(
    ({ message, fields }) => `${message} ${fields.error instanceof Error ? fields.error.message : ''}`,
  );
}

async function startProcess(
  home: string,
  sandbox: Sandbox,
  teams: FakeTeams,
  log: ReturnType<typeof recordingLog>,
  options: RigOptions,
) {
  const { approvals = 0 } = options;
  const clock = systemClock;
  const ledger = createLedger(await openDatabase({ home }), clock);
  const queue = createEmbeddedQueue(log);
  const bot = await startBot({
    ...{ ledger, queue, skills, clock, log },
    kubernetes: createKubernetes({ kubeconfig: { yaml: sandbox.kubeconfig() }, clock, log }),
    images: createImages(sandbox.images(), clock),
    environments: sandbox.environments.map((environment) => approving(environment, approvals)),
    services: sandbox.services,
    admins: [`teams:${PEOPLE.ada}`, `teams:${PEOPLE.mina}`],
    ownerActor: 'terminal:nobody',
    approvalMs: 3_600_000,
    sandbox: { on: true, worldId: sandbox.worldId },
  });
  const config = teamsSchema.parse({ development: true, ...options.teams });
  const adapter = await teamsAdapter.start(
    {
      host: bot.host,
      memory: ledger.memoryOf('teams'),
      surroundings: { loopback: true, sandbox: true },
      clock,
      log,
    },
    config,
  );
  const listener = await startPublicListener({
    ...{ host: '127.0.0.1', port: 0, log },
    routes: adapter.routes ?? [],
    ready: () => Promise.resolve({ ready: true, parts: {} }),
  });
  teams.botUrl = listener.url;
  bot.resume();
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await listener.stop();
    await adapter.stop();
    await bot.stop();
    await queue.close(2_000);
    await ledger.close();
  };
  return { ledger, stop: () => (stopping ??= stop()) };
}

function approving(environment: Environment, approvals: number): Environment {
  return environment.name === 'production' ? { ...environment, approvals } : environment;
}

function matches(message: FakeMessage, wanted: string | RegExp, conversation: string | undefined): boolean {
  const text = shown(message);
  const said = typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
  return said && (conversation === undefined || message.conversation === conversation);
}

/** Looks again until it is there; fails with what is there instead. */
async function until<T>(
  look: () => T | undefined,
  what: string,
  instead: () => string = () => '',
): Promise<T> {
  const end = Date.now() + 60_000;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`there is never ${what}; there is:\n${instead()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
