import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSkills } from '../../skills/index.js';
import { skillSettings } from '../../skills/settings.js';
import { startBot, type Bot } from '../../src/bot/index.js';
import { systemClock } from '../../src/clock.js';
import { ENDED, type Operation } from '../../src/contracts/operation.js';
import { replySchema, type Reply } from '../../src/contracts/reply.js';
import { createGithub } from '../../src/integrations/github/index.js';
import { createJenkins } from '../../src/integrations/jenkins/index.js';
import { createKubernetes } from '../../src/integrations/kubernetes/index.js';
import { createLedger } from '../../src/operations/ledger.js';
import { createEmbeddedQueue } from '../../src/queue/embedded.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { openDatabase } from '../../src/store/index.js';
import { recordingLog } from '../fakes/log.js';

const REPOSITORY = 'shop/checkout';

/** The whole bot on its simulated shop, Jenkins and GitHub, talked to by two people in one channel. */
async function startTeam() {
  const home = await mkdtemp(join(tmpdir(), 'coxswain-pipe-'));
  const log = recordingLog();
  const clock = systemClock;
  const stateFile = join(home, 'sandbox.json');
  const sandbox: Sandbox = await startSandbox({ stateFile, clock, log, pace: 0.2 });
  const ledger = createLedger(await openDatabase({ home }), clock);
  const queue = createEmbeddedQueue(log);
  const github = createGithub(sandbox.github(), clock);
  const bot: Bot = await startBot({
    ...{ ledger, queue, clock, log, github, skills: createSkills(skillSettings.parse({})) },
    kubernetes: createKubernetes({ kubeconfig: { yaml: sandbox.kubeconfig() }, clock, log }),
    jenkins: createJenkins(sandbox.jenkins(), clock),
    environments: sandbox.environments.map((environment) =>
      environment.name === 'production' ? { ...environment, approvals: 1 } : environment,
    ),
    services: sandbox.services,
    admins: ['chat:ada', 'chat:bora'],
    ownerActor: 'terminal:owner',
    approvalMs: 3_600_000,
    sandbox: { on: true, worldId: sandbox.worldId },
  });
  const unsubscribe = bot.host.subscribe('chat', () => Promise.resolve(undefined));
  bot.resume();
  let ids = 0;
  const say = async (text: string, who = 'ada'): Promise<{ reply: Reply; operation: string | undefined }> => {
    const { answer } = await bot.host.receive({
      eventId: `e-${++ids}`,
      actor: { platform: 'chat', id: who, display: who },
      conversation: { platform: 'chat', id: 'ops', tenant: 'default' },
      ...{ text, alternatives: [], source: 'chat', whileSpeaking: false, addressed: true },
      receivedAt: Date.now(),
    });
    const answered = await answer;
    return { reply: replySchema.parse(answered?.reply), operation: answered?.operation?.id };
  };
  const ended = async (id: string | undefined): Promise<Operation> => {
    const find = async () => ledger.operationById(id ?? '');
    await expect.poll(async () => ENDED.has((await find())?.status ?? 'running')).toBe(true);
    const operation = await find();
    if (operation === undefined) throw new Error('no operation');
    return operation;
  };
  return {
    ...{ sandbox, github, say, ended },
    control: async (path: string, body: object): Promise<void> => {
      const answer = await fetch(`${sandbox.url}/sandbox/${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    },
    stop: async (): Promise<void> => {
      unsubscribe();
      await bot.stop();
      await queue.close(2_000);
      await ledger.close();
      await sandbox.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

const textOf = ({ title, blocks }: Reply): string => `${title}\n${JSON.stringify(blocks)}`;

describe('from commit to running pods and back, told by chat [PIPE-6]', () => {
  let team: Awaited<ReturnType<typeof startTeam>>;
  beforeAll(async () => {
    team = await startTeam();
  });
  afterAll(() => team.stop());

  const pipeline = async (): Promise<string> =>
    textOf((await team.say('what is the pipeline status of checkout')).reply);
  const pushed = async (version: string): Promise<void> => {
    const message = `checkout ${version}: faster totals`;
    await team.control('push', { service: 'checkout', message, version });
    await expect.poll(pipeline, { interval: 500 }).toContain(message);
    // Until the checks of GitHub and the build of Jenkins are through.
    await expect.poll(pipeline, { interval: 500 }).not.toMatch(/running|queued|failed/);
  };
  /** Ada asks and confirms, Bora approves. */
  const inProduction = async (sentence: string): Promise<Operation> => {
    const { reply, operation } = await team.say(sentence);
    expect(reply.expects, textOf(reply)).toBe('confirm');
    expect((await team.say('confirm production')).reply.expects).toBe('approval');
    expect((await team.say(`approve #${reply.operation ?? 0}`)).reply.code).toBe('own_approval');
    await team.say(`approve #${reply.operation ?? 0}`, 'bora');
    return team.ended(operation);
  };
  const statuses = async (environment: string): Promise<readonly string[]> => {
    const found = await team.github.deployments(REPOSITORY, { environment, limit: 10 });
    return Promise.all(
      found.map(async ({ id, ref }) => {
        const told = await team.github.deploymentStatuses(REPOSITORY, id);
        return `${ref}: ${told.map(({ state }) => state).join(' < ')}`;
      }),
    );
  };

  it('checks and builds a commit, and refuses it in production until that is done', async () => {
    const message = 'checkout 1.6.0: faster totals';
    await team.control('push', { service: 'checkout', message, version: '1.6.0' });
    const early = await team.say('promote checkout 1.6.0 to production');
    expect(early.reply.code).toBe('pipeline_missing');
    await expect.poll(pipeline, { interval: 500 }).toMatch(/Publish/);
    await expect.poll(pipeline, { interval: 500 }).not.toMatch(/running|queued|failed/);
    expect(await pipeline()).toContain(message);
  });

  it('deploys it to staging', async () => {
    const { operation } = await team.say('deploy checkout 1.6.0 to staging');
    expect(await team.ended(operation)).toMatchObject({ status: 'succeeded', plan: { to: '1.6.0' } });
    expect(await statuses('staging')).toEqual(['v1.6.0: success < in_progress']);
  });

  it('promotes it to production with the approval of another person, showing what it brings', async () => {
    const operation = await inProduction('promote checkout 1.6.0 to production');
    expect(operation).toMatchObject({ status: 'succeeded' });
    expect(operation.plan.notes?.map(({ code }) => code)).toEqual(['brings', 'pulls', 'more_pulls']);
    expect(await statuses('production')).toEqual(['v1.6.0: success < in_progress']);
  });

  it('goes back when the next version fails in production', async () => {
    const image = 'registry.shop.local/checkout:1.6.1';
    const behaviour = {
      kind: 'crash',
      exitCode: 1,
      lines: ['fatal: no currency', 'password=hunter2-hunter2'],
    };
    await team.control('behaviour', { image, behaviour });
    await pushed('1.6.1');
    const operation = await inProduction('promote checkout 1.6.1 to production');
    expect(operation).toMatchObject({ status: 'failed', code: 'rolled_back' });
    expect(await statuses('production')).toContain('v1.6.1: failure < in_progress');
    const { reply } = await team.say('which version of checkout is in production');
    expect(textOf(reply)).toContain('1.6.0');
  });

  it('files the failure as an issue, once, without the secret in its log', async () => {
    const { operation, reply } = await team.say('file an issue for this');
    // Which service "this" is was not said: what is to be filed is shown first.
    expect(textOf(reply)).toContain('fatal: no currency');
    await team.say('confirm dev');
    const filed = await team.ended(operation);
    expect(filed.status).toBe('succeeded');
    const again = await team.ended((await team.say('체크아웃 이슈로 등록해 줘')).operation);
    expect(again.status).toBe('succeeded');
    const world = await (await fetch(`${team.sandbox.url}/sandbox/github`)).text();
    expect(world.match(/"title":"Operation #\d+: deploy of checkout in production"/g)).toHaveLength(1);
    expect(world).toContain('fatal: no currency');
    expect(world).not.toContain('hunter2');
  });

  it('rolls back to the version before, by hand and with approval', async () => {
    const operation = await inProduction('roll back checkout in production');
    expect(operation).toMatchObject({ status: 'succeeded', plan: { from: '1.6.0', to: '1.4.1' } });
    expect(await statuses('production')).toContain('v1.4.1: success < in_progress');
  });
});
