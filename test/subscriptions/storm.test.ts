import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { SECRET } from '../bench/webhook-plan.js';
import { lostIn, startSender } from '../bench/webhook-storm.js';
import { newPlace, type Place } from '../cli/coxswain.js';

/** Processes start twice, on a machine that may be busy. */
const SLOW = 240_000;
const STORM = { runs: 300, disorder: 40, seed: 7 };
const places: Place[] = [];
afterEach(() => {
  for (const place of places.splice(0)) place.close();
});

/** The bot as `coxswain start` runs it, with a conversation that is told when checkout's pipeline ends. */
async function given() {
  const place = newPlace();
  places.push(place);
  const start = async (port: string) => {
    const server = place.start(['start', '--port', port], { GITHUB_WEBHOOK_SECRET: SECRET });
    const url = /http:\/\/\S+?:(\d+)/.exec(await server.says('listens on'));
    return { server, port: Number(url?.[1]) };
  };
  const say = async (text: string) => (await place.run(['say', text])).out;
  const first = await start('0');
  expect(await say("notify this channel when checkout's pipeline ends")).toContain('it ends');
  expect(await say('yes')).toContain('Subscription 1');
  return { place, start, say, first };
}

it(
  'the last state of every run is told, though webhooks come in a storm, out of order and twice, and the bot is killed in it [PIPE-7]',
  async () => {
    const { place, start, first } = await given();
    const sender = await startSender({ port: first.port, storm: STORM });
    const sending = sender.send();
    await sender.halfway;
    first.server.process.kill('SIGKILL');
    await first.server.ended;
    const second = await start(String(first.port));
    const { statuses, repeated } = await sending;
    expect(repeated).toBeGreaterThan(0);
    expect(statuses).toEqual({ 202: sender.webhooks });
    second.server.process.kill('SIGTERM');
    expect((await second.server.ended).code).toBe(0);
    expect(await lostIn({ home: join(place.folder, '.coxswain') }, STORM)).toEqual([]);
  },
  SLOW,
);

it(
  'in a storm of webhooks commands and health are still answered [PIPE-7]',
  async () => {
    const { place, say, first } = await given();
    const sender = await startSender({ port: first.port, storm: STORM });
    const sending = sender.send();
    let over = false;
    const ended = sending.finally(() => (over = true));
    const answers: number[] = [];
    const during: string[] = [];
    do {
      answers.push((await fetch(`http://127.0.0.1:${first.port}/healthz`)).status);
      if (during.length === 0) during.push(await say('status of checkout in staging'));
    } while (!over);
    await ended;
    expect(new Set(answers)).toEqual(new Set([200]));
    expect(during.join()).toContain('checkout');
    first.server.process.kill('SIGTERM');
    await first.server.ended;
    expect(await lostIn({ home: join(place.folder, '.coxswain') }, STORM)).toEqual([]);
  },
  SLOW,
);
