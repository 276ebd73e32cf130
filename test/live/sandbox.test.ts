import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createSkills } from '../../skills/index.js';
import { skillSettings } from '../../skills/settings.js';
import { startBot } from '../../src/bot/index.js';
import type { Delivery } from '../../src/contracts/ports/host.js';
import { createGithub } from '../../src/integrations/github/index.js';
import { createJenkins } from '../../src/integrations/jenkins/index.js';
import { createKubernetes } from '../../src/integrations/kubernetes/index.js';
import { createLedger } from '../../src/operations/ledger.js';
import { createEmbeddedQueue } from '../../src/queue/embedded.js';
import { openDatabase } from '../../src/store/index.js';
import { eventually, givenSandbox, realClock, silent } from '../sandbox/world.js';
import { textOf } from '../pipeline/rig.js';

const ADA = { platform: 'slack', id: 'ada' };

it('a pipeline that runs is told in one message that is edited until it is over, across a restart of the bot', async () => {
  const home = mkdtempSync(join(tmpdir(), 'coxswain-live-'));
  const started = await givenSandbox({ pace: 0.05 });
  const { sandbox } = started;
  const closed = new AbortController();
  const told: Delivery[] = [];
  const open = async () => {
    const ledger = createLedger(await openDatabase({ home }), realClock);
    const queue = createEmbeddedQueue(silent);
    const kubeconfig = { known: sandbox.kubernetes() };
    const bot = await startBot({
      ...{ ledger, queue, skills: createSkills(skillSettings.parse({})), approvalMs: 60_000 },
      kubernetes: createKubernetes({ kubeconfig, clock: realClock, log: silent, closed: closed.signal }),
      jenkins: createJenkins(sandbox.jenkins(), realClock),
      github: createGithub(sandbox.github(), realClock),
      ...{ environments: sandbox.environments, services: sandbox.services, admins: ['slack:ada'] },
      ...{ ownerActor: 'terminal:owner', sandbox: { on: true, worldId: sandbox.worldId } },
      ...{ clock: realClock, log: silent },
    });
    const leave = bot.host.subscribe('slack', (delivery) => {
      told.push(delivery);
      return Promise.resolve('C1:1');
    });
    bot.resume();
    const end = async () => {
      leave();
      await bot.stop();
      await queue.close(1_000);
      await ledger.close();
    };
    return { bot, close: end };
  };
  let running = await open();
  onTestFinished(async () => {
    await running.close();
    closed.abort();
    await started.cleanUp();
    rmSync(home, { recursive: true });
  });
  // Nobody builds yet: the build waits in the queue.
  await control(sandbox.url, { executors: 0 });
  const job = { path: 'shop/checkout', branch: 'main' };
  await createJenkins(sandbox.jenkins(), realClock).trigger(job, { parameters: {} });
  const receipt = await running.bot.host.receive({
    ...{ eventId: 'e1', actor: ADA, conversation: { platform: 'slack', id: 'C1', tenant: 'default' } },
    ...{ text: 'pipeline status of checkout', alternatives: [], source: 'chat', whileSpeaking: false },
    ...{ addressed: true, receivedAt: Date.now() },
  });
  const answer = await receipt.answer;
  expect(answer?.reply.title).toContain('checkout: the next build waits to begin');
  await running.close();
  running = await open();
  await control(sandbox.url, { executors: 2 });
  const last = await eventually(
    () => Promise.resolve(told.at(-1)),
    (delivery) => delivery?.final === true,
    60_000,
  );
  expect(new Set(told.map(({ key }) => key))).toEqual(new Set(['event:slack:e1']));
  expect(last?.ref).toBe('C1:1');
  expect(last?.reply.title).toMatch(/^checkout: build #\d+ of main passed/);
  expect(last === undefined ? '' : textOf(last.reply)).toMatch(/Settled, as of \d\d:\d\d:\d\d UTC\./);
}, 90_000);

async function control(url: string, body: object): Promise<void> {
  const answer = await fetch(`${url}/sandbox/jenkins`, { method: 'POST', body: JSON.stringify(body) });
  expect(answer.ok).toBe(true);
}
