import { createHash } from 'node:crypto';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { createLedger } from '../../src/operations/ledger.js';
import { openDatabase } from '../../src/store/index.js';
import { botWith } from '../acceptance/stage/bot.js';
import type { Running } from '../acceptance/stage/processes.js';
import { newsSchema, spokenSchema } from '../adapters/voice/spoken.js';
import { dice } from '../fakes/dice.js';

const TOKEN = 'a-token-that-only-the-headset-of-ada-knows';
const SERVICES = ['checkout', 'cart', 'frontend', 'auth', 'inventory', 'user-profile'];

/** A transcript as the device knows it: posted again, it is the same one. */
interface Transcript {
  readonly id: string;
  readonly session: string;
  readonly text: string;
}
/** In a session each: a command, and a question besides. */
const SAID: readonly Transcript[] = SERVICES.flatMap((service, index) => [
  { id: 'e-1', session: `s-${index}`, text: `restart ${service} in staging` },
  { id: 'q-1', session: `q-${index}`, text: `which version of ${service} is in staging` },
]);
/** The phrase of every command; posted among everything else it comes before the read-back, and confirms nothing. */
const PHRASES: readonly Transcript[] = SERVICES.map((_, index) => ({
  ...{ id: 'e-2', session: `s-${index}`, text: 'confirm staging' },
}));

const keyOf = ({ id, session }: Transcript): string => `${session}/${id}`;

it(
  'each transcript one to five times, out of order, over a kill -9 and a restart: one operation, one answer [CHANNELS-6]',
  { timeout: 180_000 },
  async () => {
    const { post, start, news, operations } = await stage();
    const bot = await start();
    const roll = dice(11);
    const times = (transcript: Transcript) => Array.from({ length: 1 + roll(5) }, () => transcript);
    const early = PHRASES.slice(0, 3);
    const deliveries = [...SAID, ...early]
      .flatMap(times)
      .map((transcript) => ({ transcript, at: roll(10_000) }))
      .toSorted((one, other) => one.at - other.at)
      .map(({ transcript }) => transcript);
    const half = Math.floor(deliveries.length / 2);
    const answers = new Map<string, Set<string>>();
    const deliver = async (transcript: Transcript): Promise<void> => {
      const answer = await post(transcript);
      if (answer === undefined) return;
      const { say, expects, operation } = answer;
      const given = answers.get(keyOf(transcript)) ?? new Set();
      answers.set(keyOf(transcript), given.add(JSON.stringify({ say, expects, number: operation?.number })));
    };

    const first = deliveries.slice(0, half).map(deliver);
    await expect.poll(() => answers.size).toBeGreaterThan(2);
    await bot.kill();
    await Promise.all(first);
    expect(answers.size).toBeLessThan(SAID.length + PHRASES.length);
    const successor = await start();
    await Promise.all(deliveries.slice(half).map(deliver));
    // What was not answered is posted until it is, as the contract says of 503.
    for (const transcript of [...SAID, ...early]) {
      await expect.poll(() => deliver(transcript).then(() => answers.has(keyOf(transcript)))).toBe(true);
    }
    // The others are said as people do, after the read-back; the network doubles them all the same.
    const late = PHRASES.slice(early.length);
    await Promise.all(late.flatMap(times).map(deliver));
    // Everything once more.
    await Promise.all([...SAID, ...PHRASES].map(deliver));
    for (const [key, given] of answers) expect([...given], key).toHaveLength(1);
    expect(answers.size).toBe(SAID.length + PHRASES.length);

    // What a phrase confirmed ends once, and says so once; what it did not, waits or has expired.
    const ended = new Map<string, number>();
    for (const { session } of PHRASES) ended.set(session, await news(session));
    await successor.stop();
    const made = await operations();
    expect(made.map(({ service }) => service).toSorted()).toEqual(SERVICES.toSorted());
    for (const { service, status, applied } of made) {
      const session = `s-${SERVICES.indexOf(service)}`;
      expect(['succeeded', 'awaiting_confirmation', 'expired'], service).toContain(status);
      expect({ service, applied }).toEqual({ service, applied: status === 'succeeded' ? 1 : 0 });
      if (status === 'succeeded') expect({ session, news: ended.get(session) }).toEqual({ session, news: 1 });
    }
    expect(made.some(({ status }) => status === 'succeeded')).toBe(true);
  },
);

/** A bot as a process of its own that can be killed and started again over its state, and a device that posts to it. */
async function stage() {
  const device = {
    person: `terminal:${userInfo().username}`,
    tokenHash: `sha256:${createHash('sha256').update(TOKEN).digest('hex')}`,
  };
  const bot = botWith({ sandbox: true, voice: { devices: { headset: device } } });
  onTestFinished(() => bot.close());
  const authorization = `Bearer ${TOKEN}`;
  let url = '';
  return {
    start: async (): Promise<Running> => {
      const running = await bot.start();
      url = /http:\/\/127\.0\.0\.1:\d+/.exec(running.output())?.[0] ?? '';
      return running;
    },
    /** Undefined: it was not answered. */
    post: async ({ id, session, text }: Transcript) => {
      const response = await fetch(`${url}/voice/transcripts`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ id, session, locale: 'en', alternatives: [{ text }] }),
      }).catch(() => undefined);
      const body: unknown = await response?.json().catch(() => undefined);
      return response?.status === 200 && body !== undefined ? spokenSchema.parse(body) : undefined;
    },
    /** How many final news a session has, once nothing runs in it. */
    news: async (session: string): Promise<number> => {
      const response = await fetch(`${url}/voice/sessions/${session}/news?wait=3`, {
        headers: { authorization },
      });
      return newsSchema.parse(await response.json()).news.filter(({ final }) => final).length;
    },
    /** All operations, once the bot has stopped. */
    operations: async () => {
      const ledger = createLedger(await openDatabase({ home: join(bot.cwd, '.coxswain') }), systemClock);
      const made = [];
      for (let number = 1; ; number++) {
        const operation = await ledger.operationByNumber('default', number);
        if (operation === undefined) break;
        const steps = await ledger.steps(operation.id);
        const applied = steps.filter(({ stepId, state }) => stepId.endsWith('/patch') && state === 'done');
        made.push({ service: operation.plan.service, status: operation.status, applied: applied.length });
      }
      await ledger.close();
      return made;
    },
  };
}
