import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { slackSchema } from '../../../adapters/slack/config.js';
import { slack as slackAdapter } from '../../../adapters/slack/index.js';
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
import { FakeSlack, SECRET, shown } from '../../fakes/slack.js';
import type { FakeMessage } from '../../fakes/slack-api.js';
import { around } from '../../fakes/around.js';
import { recordingLog } from '../../fakes/log.js';

export type Mode = 'http' | 'socket';
export interface RigOptions {
  readonly mode?: Mode;
  /** Approvals that production asks for. */
  readonly approvals?: number;
  /** Factor on the sandbox's delays. */
  readonly pace?: number;
  readonly slack?: Readonly<Record<string, unknown>>;
}

export const ADA = 'UADA';
export const MINA = 'UMINA';
export const OPS = 'COPS';

/** A whole bot over the sandbox, in one process, in a workspace that is played. It can be stopped and started again. */
export async function startRig(options: RigOptions = {}) {
  const home = await mkdtemp(join(tmpdir(), 'coxswain-slack-'));
  const log = recordingLog();
  const slack = await FakeSlack.start();
  const { workspace } = slack;
  workspace.users.set(ADA, { name: 'Ada' });
  workspace.users.set(MINA, { name: 'Mina', locale: 'ko-KR' });
  workspace.users.set('UEVE', { name: 'Eve' });
  workspace.users.set('UGUEST', { name: 'Guest', restricted: true });
  const { pace = 0.2 } = options;
  const sandbox = await startSandbox({
    stateFile: join(home, 'sandbox.json'),
    clock: systemClock,
    log,
    pace,
  });
  let running = await startProcess(home, sandbox, slack, log, options);
  onTestFinished(async () => {
    await running.stop();
    await sandbox.stop();
    await slack.stop();
    await rm(home, { recursive: true, force: true });
  });
  return {
    slack,
    workspace,
    log,
    ledger: () => running.ledger,
    stopBot: () => running.stop(),
    startBot: async () => {
      running = await startProcess(home, sandbox, slack, log, options);
    },
    /** Waits until the workspace shows such a message. */
    message: (wanted: string | RegExp, where: Partial<FakeMessage> = {}) =>
      until(
        () => workspace.messages.findLast((each) => matches(each, wanted, where)),
        `a message with ${String(wanted)}`,
        () =>
          workspace.messages.map((each) => `${each.channel} ${shown(each)}`).join('\n---\n') +
          log.lines
            .map(
              ({ message, fields }) =>
                `\n${message} ${fields.error instanceof Error ? fields.error.message : ''}`,
            )
            .join(''),
      ),
    until,
  };
}

async function startProcess(
  home: string,
  sandbox: Sandbox,
  slack: FakeSlack,
  log: ReturnType<typeof recordingLog>,
  options: RigOptions,
) {
  const { mode = 'http', approvals = 0 } = options;
  const clock = systemClock;
  const ledger = createLedger(await openDatabase({ home }), clock);
  const queue = createEmbeddedQueue(log);
  const bot = await startBot({
    ...{ ledger, queue, skills, clock, log },
    kubernetes: createKubernetes({ kubeconfig: { yaml: sandbox.kubeconfig() }, clock, log }),
    images: createImages(sandbox.images(), clock),
    environments: sandbox.environments.map((environment) => approving(environment, approvals)),
    services: sandbox.services,
    admins: [`slack:${ADA}`, `slack:${MINA}`],
    ownerActor: 'terminal:nobody',
    approvalMs: 3_600_000,
    sandbox: { on: true, worldId: sandbox.worldId },
  });
  const config = slackSchema.parse({
    botToken: 'xoxb-1-test',
    apiUrl: slack.apiUrl,
    ...(mode === 'http' ? { signingSecret: SECRET } : { appToken: 'xapp-1-test' }),
    ...options.slack,
  });
  const adapter = await slackAdapter.start({ host: bot.host, ...around(), clock, log }, config);
  const listener = await startPublicListener({
    ...{ host: '127.0.0.1', port: 0, log },
    routes: adapter.routes ?? [],
    ready: () => Promise.resolve({ ready: true, parts: {} }),
  });
  slack.botUrl = mode === 'http' ? listener.url : undefined;
  bot.resume();
  if (mode === 'socket') await slack.connected();
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

function matches(message: FakeMessage, wanted: string | RegExp, where: Partial<FakeMessage>): boolean {
  const text = shown(message);
  const said = typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
  return (
    said &&
    (where.channel === undefined || message.channel === where.channel) &&
    (!('thread' in where) || message.thread === where.thread) &&
    (!('onlyFor' in where) || message.onlyFor === where.onlyFor)
  );
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
