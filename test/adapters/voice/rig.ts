import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { voiceSchema } from '../../../adapters/voice/config.js';
import { speakersIn, voice as voiceAdapter } from '../../../adapters/voice/index.js';
import { createSkills } from '../../../skills/index.js';
import { skillSettings } from '../../../skills/settings.js';
import { startBot, type Bot } from '../../../src/bot/index.js';
import { systemClock } from '../../../src/clock.js';
import type { Delivery } from '../../../src/contracts/ports/host.js';
import { replySchema } from '../../../src/contracts/reply.js';
import { startPublicListener } from '../../../src/http/index.js';
import { createKubernetes } from '../../../src/integrations/kubernetes/index.js';
import { createLedger } from '../../../src/operations/ledger.js';
import { createEmbeddedQueue } from '../../../src/queue/embedded.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/index.js';
import { openDatabase } from '../../../src/store/index.js';
import { around } from '../../fakes/around.js';
import { recordingLog } from '../../fakes/log.js';
import { newsSchema, spokenSchema, type Spoken } from './spoken.js';

export const TOKEN = 'a-token-that-only-the-headset-of-ada-knows';
export const OTHER_TOKEN = 'a-token-that-only-the-kitchen-device-knows';
const hashed = (token: string) => `sha256:${createHash('sha256').update(token).digest('hex')}`;

export interface Utterance {
  readonly id?: string;
  readonly session?: string;
  readonly locale?: string;
  readonly speaking?: boolean;
  readonly confidence?: number;
  /** Lower-ranked transcripts. */
  readonly others?: readonly string[];
  readonly token?: string;
}

/** The whole bot on its simulated shop, with the voice adapter behind a real HTTP listener. */
export async function startVoiceRig(options: { readonly section?: object; readonly pace?: number } = {}) {
  const home = await mkdtemp(join(tmpdir(), 'coxswain-voice-'));
  const log = recordingLog();
  const sandbox = await startSandbox({
    stateFile: join(home, 'sandbox.json'),
    clock: systemClock,
    log,
    pace: options.pace ?? 0.2,
  });
  const parts = { home, sandbox, log, section: options.section ?? DEVICES };
  let running = await startProcess(parts);
  onTestFinished(async () => {
    await running.stop();
    await sandbox.stop();
    await rm(home, { recursive: true, force: true });
  });
  let ids = 0;
  const post = (body: unknown, token = TOKEN, headers: Record<string, string> = {}) =>
    fetch(`${running.url}/voice/transcripts`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return {
    log,
    url: () => running.url,
    bot: () => running.bot,
    ledger: () => running.ledger,
    /** What appeared in the terminal conversation that the device is linked to. */
    chat: () => running.shown,
    stopBot: () => running.stop(),
    startBot: async () => {
      running = await startProcess(parts);
    },
    post,
    /** Says it and takes the answer. */
    async say(text: string, how: Utterance = {}): Promise<Spoken> {
      const { session = 's-1', id = `e-${++ids}`, locale, speaking, confidence, others = [] } = how;
      const best = { text, ...(confidence === undefined ? {} : { confidence }) };
      const response = await post(
        {
          ...{ id, session, alternatives: [best, ...others.map((other) => ({ text: other }))] },
          ...(locale === undefined ? {} : { locale }),
          ...(speaking === undefined ? {} : { speaking }),
        },
        how.token,
      );
      if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
      return spokenSchema.parse(await response.json());
    },
    async news(how: { session?: string; after?: string; wait?: number; token?: string } = {}) {
      const { session = 's-1', after, wait = 10, token = TOKEN } = how;
      const query = new URLSearchParams({ wait: String(wait), ...(after === undefined ? {} : { after }) });
      const response = await fetch(`${running.url}/voice/sessions/${session}/news?${query.toString()}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return newsSchema.parse(await response.json());
    },
    /** Types something in the linked conversation, or another one. */
    async type(text: string, conversation = 'main', user = 'ada') {
      const { answer } = await running.bot.host.receive({
        eventId: `typed-${++ids}`,
        actor: { platform: 'terminal', id: user, display: user },
        conversation: { platform: 'terminal', id: conversation, tenant: 'default' },
        ...{ text, alternatives: [], source: 'chat', whileSpeaking: false, addressed: true },
        receivedAt: Date.now(),
      });
      return replySchema.parse((await answer)?.reply);
    },
  };
}

const DEVICES = {
  devices: {
    headset: { person: 'terminal:ada', name: 'Ada', tokenHash: hashed(TOKEN), chat: 'terminal:main' },
    kitchen: { person: 'terminal:ada', tokenHash: hashed(OTHER_TOKEN) },
  },
  origins: ['https://voice.example.com'],
};

interface ProcessParts {
  readonly home: string;
  readonly sandbox: Sandbox;
  readonly log: ReturnType<typeof recordingLog>;
  readonly section: object;
}

async function startProcess({ home, sandbox, log, section }: ProcessParts) {
  const clock = systemClock;
  const ledger = createLedger(await openDatabase({ home }), clock);
  const queue = createEmbeddedQueue(log);
  const bot: Bot = await startBot({
    ...{ ledger, queue, clock, log, skills: createSkills(skillSettings.parse({})) },
    kubernetes: createKubernetes({ kubeconfig: { yaml: sandbox.kubeconfig() }, clock, log }),
    environments: sandbox.environments,
    services: sandbox.services,
    admins: [],
    ownerActor: 'terminal:ada',
    speakers: speakersIn({ voice: section }, 'terminal', 'en'),
    approvalMs: 3_600_000,
    sandbox: { on: true, worldId: sandbox.worldId },
  });
  const shown: Delivery[] = [];
  const unsubscribe = bot.host.subscribe('terminal', (delivery) => {
    shown.push(delivery);
    return Promise.resolve(undefined);
  });
  const adapter = await voiceAdapter.start(
    { host: bot.host, ...around(), clock, log },
    voiceSchema.parse(section),
  );
  const listener = await startPublicListener({
    ...{ host: '127.0.0.1', port: 0, log },
    routes: adapter.routes ?? [],
    ready: () => Promise.resolve({ ready: true, parts: {} }),
  });
  bot.resume();
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    unsubscribe();
    await adapter.stop();
    await listener.stop();
    await bot.stop();
    await queue.close(2_000);
    await ledger.close();
  };
  return { url: listener.url, bot, ledger, shown, stop: () => (stopping ??= stop()) };
}
