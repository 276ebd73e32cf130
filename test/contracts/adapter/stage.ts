import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { skills } from '../../../skills/index.js';
import { startBot, type Bot } from '../../../src/bot/index.js';
import { systemClock } from '../../../src/clock.js';
import type { Environment } from '../../../src/contracts/catalogue.js';
import { actorKey } from '../../../src/contracts/message.js';
import type { Answer, Host } from '../../../src/contracts/ports/host.js';
import type { Ledger } from '../../../src/contracts/ports/ledger.js';
import { createKubernetes } from '../../../src/integrations/kubernetes/index.js';
import { createLedger } from '../../../src/operations/ledger.js';
import { createEmbeddedQueue } from '../../../src/queue/embedded.js';
import { startSandbox } from '../../../src/sandbox/index.js';
import { openDatabase } from '../../../src/store/index.js';
import { around } from '../../fakes/around.js';
import { recordingLog } from '../../fakes/log.js';
import type { AdapterDriver, DriverContext, PlayedPlatform, Who } from './driver.js';

/** A whole bot over the sandbox, spoken to through one adapter. */
export interface Stage {
  readonly platform: PlayedPlatform;
  /** The answers to all messages that came in through the adapter, in the order in which they were given. */
  readonly answers: readonly Answer[];
  readonly ledger: Ledger;
  readonly elsewhere: DriverContext['elsewhere'];
}

/** Staging is confirmed, production is confirmed and approved by another person, dev is free. */
function guarded(environment: Environment): Environment {
  const { name } = environment;
  return { ...environment, protected: name !== 'dev', approvals: name === 'production' ? 1 : 0 };
}

export async function openStage(driver: AdapterDriver): Promise<Stage> {
  const [clock, log] = [systemClock, recordingLog()];
  const home = await mkdtemp(join(tmpdir(), 'coxswain-parity-'));
  const sandbox = await startSandbox({ stateFile: join(home, 'world.json'), clock, log, pace: 0.5 });
  const ledger = createLedger(await openDatabase({ home }), clock);
  const queue = createEmbeddedQueue(log);
  const bot = await startBot({
    ...{ ledger, queue, skills, clock, log },
    kubernetes: createKubernetes({ kubeconfig: { yaml: sandbox.kubeconfig() }, clock, log }),
    environments: sandbox.environments.map(guarded),
    services: sandbox.services,
    admins: Object.values(driver.actors).map(actorKey),
    ownerActor: 'terminal:nobody',
    approvalMs: 3_600_000,
    sandbox: { on: true, worldId: sandbox.worldId },
  });
  const answers: Answer[] = [];
  const elsewhere = await anotherChannel(driver, bot);
  const host = listening(bot.host, answers);
  const platform = await driver.start({ host, ...around(), clock, log, elsewhere });
  bot.resume();
  onTestFinished(async () => {
    await platform.stop();
    await bot.stop();
    await queue.close(2_000);
    await ledger.close();
    await sandbox.stop();
    await rm(home, { recursive: true, force: true });
  });
  return { platform, answers, ledger, elsewhere };
}

/** The host with an ear at it. */
function listening(host: Host, answers: Answer[]): Host {
  return {
    ...host,
    receive: async (message) => {
      const receipt = await host.receive(message);
      void receipt.answer.then((answer) => answer !== undefined && answers.push(answer));
      return receipt;
    },
  };
}

/** A second channel in which both people are known as themselves: they were linked by a code. */
async function anotherChannel(
  { actors }: AdapterDriver,
  { host, identity }: Bot,
): Promise<DriverContext['elsewhere']> {
  let last = 0;
  const speak = async (who: Who, text: string): Promise<string> => {
    const place = { platform: 'elsewhere', id: who };
    const { answer } = await host.receive({
      eventId: `e-${(last += 1)}`,
      actor: place,
      conversation: { ...place, tenant: 'default' },
      text,
      ...{ alternatives: [], source: 'chat', whileSpeaking: false, addressed: true },
      receivedAt: systemClock.now(),
    });
    return JSON.stringify((await answer)?.reply ?? null);
  };
  for (const who of ['ada', 'mina'] as const) {
    const { id } = await identity.resolve(actors[who]);
    await speak(who, `the code is ${await identity.issueCode(id)}`);
    const here = await identity.resolve({ platform: 'elsewhere', id: who });
    if (here.id !== id) throw new Error(`${who} could not be linked`);
  }
  return speak;
}
