import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { signatureOf } from '../fakes/slack.js';

export const PEOPLE = Array.from({ length: 20 }, (_, index) => `U${index}`);
const CHANNELS = 50;
const CONNECTIONS = 16;
/** What people type: mostly looks, one change in ten. */
const READS = [
  'status checkout in staging',
  'help',
  'status cart in dev',
  'status payments-api in staging',
  '운영 checkout 상태',
];
const WRITES = ['restart cart in staging', 'scale frontend to 3 in dev', 'restart checkout in dev'];
const WRITE_EVERY = 10;

const agent = new Agent({ keepAlive: true, maxSockets: 200 });
const run = randomUUID();
let commands = 0;

/** One signed slash command with a trigger of its own; resolves at its acknowledgement, rejects when it was not taken. */
function send(port: number): Promise<void> {
  const number = commands++;
  const body = new URLSearchParams({
    command: '/ops',
    text: textOf(number),
    user_id: PEOPLE[number % PEOPLE.length] ?? '',
    channel_id: `C${number % CHANNELS}`,
    team_id: 'T0SHOP',
    trigger_id: `${run}.${number}`,
  }).toString();
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
    ...signatureOf(body, String(Math.floor(Date.now() / 1000))),
  };
  return new Promise((resolve, reject) => {
    const sent = request({ port, path: '/slack/events', method: 'POST', headers, agent }, (response) => {
      response.resume().on('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`acknowledged with ${response.statusCode ?? 0}`));
      });
    });
    sent.on('error', reject).end(body);
  });
}

function textOf(number: number): string {
  const writes = number % WRITE_EVERY === 0;
  const texts = writes ? WRITES : READS;
  return texts[(writes ? number / WRITE_EVERY : number) % texts.length] ?? 'help';
}

/** Requests a second, with a few always under way. */
export async function throughput(port: number, seconds: number): Promise<number> {
  const began = performance.now();
  const until = began + seconds * 1000;
  let done = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < until) {
      await send(port);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return (done * 1000) / (performance.now() - began);
}

/**
 * Milliseconds from when each request was due to its acknowledgement, at so many a second whether or not earlier ones
 * were answered: a stall is counted for all that would have come in it.
 */
export async function latencies(port: number, rate: number, seconds: number): Promise<readonly number[]> {
  const began = performance.now();
  const sent: Promise<number>[] = [];
  for (let index = 0; index < rate * seconds; index++) {
    const due = began + (index * 1000) / rate;
    const early = due - performance.now();
    if (early > 1) await sleep(early);
    sent.push(send(port).then(() => performance.now() - due));
  }
  return Promise.all(sent);
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
