/**
 * SLACK-5: from a signed slash command to its acknowledgement with everything on (ledger write included), against a bare
 * Bolt app that only acknowledges, in the same run; and the 99th percentile at 100 requests a second.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FakeSlack, SECRET, signatureOf } from '../fakes/slack.js';
import { startProcess, stopProcess } from './process.js';
import type { Figure } from './figure.js';

const MAIN = new URL('../../dist/src/main.js', import.meta.url).pathname;
const CONCURRENCY = 16;
const SECONDS = 5;
const RATE = 100;

/** Bolt as its documentation starts it, with a listener that does nothing but acknowledge. */
const BARE = `
import bolt from '@slack/bolt';
const app = new bolt.App({ signingSecret: '${SECRET}', authorize: async () => ({ botToken: 'xoxb-1-x', botUserId: 'U', botId: 'B' }) });
app.command('/ops', async ({ ack }) => ack());
await app.start(Number(process.env.PORT));
console.log('http://ready');
`;

export async function benchSlack(): Promise<Figure[]> {
  const slack = await FakeSlack.start();
  slack.workspace.users.set('UADA', { name: 'Ada' });
  const home = mkdtempSync(join(tmpdir(), 'bench-'));
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const env = { PATH: process.env.PATH, HOME: home, COXSWAIN_HOME: home, LOG_LEVEL: 'silent' };
  const bare = await startProcess(['--input-type=module', '-e', BARE], /http:\/\//, {
    ...env,
    PORT: `${port}`,
  });
  const bareRate = await throughput(port);
  await stopProcess(bare.child);
  const whole = await startProcess([MAIN, 'start'], /http:\/\//, {
    ...env,
    PORT: `${port + 1}`,
    COXSWAIN__SANDBOX: 'true',
    SLACK_BOT_TOKEN: 'xoxb-1-test',
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_API_URL: slack.apiUrl,
  });
  await send(port + 1);
  const steady = await latencies(port + 1);
  const wholeRate = await throughput(port + 1);
  await stopProcess(whole.child);
  await slack.stop();
  rmSync(home, { recursive: true, force: true });
  return [
    {
      name: 'bare Bolt / command to ack, everything on',
      value: bareRate / wholeRate,
      unit: 'times',
      goal: 2,
      limit: 2,
    },
    {
      name: `p99 to ack at ${RATE} requests/s`,
      value: percentile(steady, 0.99),
      unit: 'ms',
      goal: 300,
      limit: 300,
    },
  ];
}

const agent = new Agent({ keepAlive: true, maxSockets: 200 });
let commands = 0;

/** One signed command; milliseconds to its acknowledgement. Rejects when it was not taken. */
function send(port: number): Promise<number> {
  commands += 1;
  const body = new URLSearchParams({
    command: '/ops',
    text: 'help',
    user_id: 'UADA',
    channel_id: `C${commands % 50}`,
    team_id: 'T0SHOP',
    trigger_id: `trigger-${commands}`,
  }).toString();
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
    ...signatureOf(body, String(Math.floor(Date.now() / 1000))),
  };
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request({ port, path: '/slack/events', method: 'POST', headers, agent }, (response) => {
      response.resume().on('end', () => {
        if (response.statusCode === 200) resolve(performance.now() - began);
        else reject(new Error(`acknowledged with ${response.statusCode ?? 0}`));
      });
    });
    sent.on('error', reject).end(body);
  });
}

/** Requests a second with a few always under way. */
async function throughput(port: number): Promise<number> {
  const until = performance.now() + SECONDS * 1000;
  let done = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < until) {
      await send(port);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return done / SECONDS;
}

async function latencies(port: number): Promise<readonly number[]> {
  const began = performance.now();
  const sent: Promise<number>[] = [];
  for (let index = 0; index < RATE * SECONDS; index++) {
    const wait = began + (index * 1000) / RATE - performance.now();
    if (wait > 1) await sleep(wait);
    sent.push(send(port));
  }
  return Promise.all(sent);
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
