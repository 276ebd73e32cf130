/**
 * PIPE-7: signed `workflow_run` webhooks of 10 to 20 KB over loopback, from a process of their own, against the bot as `coxswain
 * start` runs it with a conversation that is subscribed to their pipeline. Measured are
 * - webhooks a second while as many come as are taken, against a bare Node server that verifies the signature and parses;
 * - processor time a webhook, of both: what other work on the machine disturbs less;
 * - at 1,000 a second for 10 seconds: milliseconds from when each was due to its answer; meanwhile how long the health
 *   endpoint and a command of a person take, and the most memory.
 * In the end the last state of every run must have been told, each in its one message.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from './figure.js';
import { processorSeconds, residentMegabytes, somePort, startProcess, stopProcess } from './process.js';
import { SECRET, type Storm } from './webhook-plan.js';
import type { Sent } from './webhook-sender.js';
import { lostIn, startSender } from './webhook-storm.js';

const MAIN = new URL('../../dist/src/main.js', import.meta.url).pathname;
const RATE = 1_000;
/** Four webhooks and a half a run, redelivered ones among them. */
const USUAL = { throughput: 1_500, steady: 2_250 };

const BARE = `
import { createServer } from 'node:http';
import { createHmac, timingSafeEqual } from 'node:crypto';
createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    const mac = Buffer.from('sha256=' + createHmac('sha256', '${SECRET}').update(body).digest('hex'));
    const right = timingSafeEqual(mac, Buffer.from(request.headers['x-hub-signature-256']));
    const { workflow_run: run } = JSON.parse(body.toString('utf8'));
    response.writeHead(right && run.id > 0 ? 202 : 401, { 'content-type': 'application/json' }).end('{}');
  });
}).listen(Number(process.env.PORT), '127.0.0.1', () => console.log('http://ready'));
`;

interface Measured {
  readonly port: number;
  readonly pid: number;
}
interface Taken extends Sent {
  readonly rate: number;
  /** Milliseconds of processor time each. */
  readonly processor: number;
  readonly kilobytes: number;
}
interface Steady extends Sent {
  readonly health: number;
  readonly command: number;
  readonly megabytes: number;
  readonly growth: number;
}

export async function benchWebhooks({ throughput, steady } = USUAL): Promise<Figure[]> {
  const storm = (runs: number, seed: number): Storm => ({ runs, disorder: 60, seed });
  const bare = await withBare((app) => taken(app, storm(throughput, 1)));
  const whole = await withBot((app) => taken(app, storm(throughput, 1)), storm(throughput, 1));
  const held = await withBot((app) => steadily(app, storm(steady, 2)), storm(steady, 2));
  return figures(bare, whole, held);
}

async function taken({ port, pid }: Measured, storm: Storm): Promise<Taken> {
  const sender = await startSender({ port, storm });
  const used = processorSeconds(pid);
  const sent = await sender.send();
  const processor = ((processorSeconds(pid) - used) * 1000) / sender.webhooks;
  return {
    ...{ ...sent, processor, rate: sender.webhooks / sent.seconds },
    kilobytes: sender.bytes / sender.webhooks / 1024,
  };
}

async function steadily({ port, pid, home }: Bot, storm: Storm): Promise<Steady> {
  const sender = await startSender({ port, storm, rate: RATE });
  const before = residentMegabytes(pid);
  let [health, megabytes] = [0, before];
  const over = new AbortController();
  const watched = (async () => {
    while (!over.signal.aborted) {
      const began = performance.now();
      const { status } = await fetch(`http://127.0.0.1:${port}/healthz`);
      if (status !== 200) throw new Error(`the health endpoint answered ${status}`);
      health = Math.max(health, performance.now() - began);
      megabytes = Math.max(megabytes, residentMegabytes(pid));
      await sleep(50);
    }
  })();
  const sending = sender.send();
  await sender.halfway;
  const began = performance.now();
  await say(home, 'status of checkout in staging', /checkout/);
  const command = performance.now() - began;
  const sent = await sending;
  over.abort();
  await watched;
  return { ...sent, health, command, megabytes, growth: megabytes - before };
}

async function withBare<T>(measure: (app: Measured) => Promise<T>): Promise<T> {
  const port = somePort();
  const env = { PATH: process.env.PATH, PORT: String(port) };
  const { child } = await startProcess(['--input-type=module', '-e', BARE], /http:\/\//, env);
  try {
    return await measure({ port, pid: child.pid ?? 0 });
  } finally {
    await stopProcess(child);
  }
}

interface Bot extends Measured {
  readonly home: string;
}

/** Throws unless the storm was told as it ended. */
async function withBot<T extends Sent>(measure: (app: Bot) => Promise<T>, storm: Storm): Promise<T> {
  const home = mkdtempSync(join(tmpdir(), 'bench-webhooks-'));
  const port = somePort();
  const env = { ...environmentOf(home), PORT: String(port) };
  const profile =
    process.env.BENCH_PROFILE === undefined
      ? []
      : ['--cpu-prof', '--cpu-prof-dir', process.env.BENCH_PROFILE];
  const { child } = await startProcess([...profile, MAIN, 'start'], /http:\/\//, env);
  try {
    await say(home, "notify this channel when checkout's pipeline ends", /confirm subscription/);
    await say(home, 'yes', /Subscription 1/);
    const measured = await measure({ port, home, pid: child.pid ?? 0 });
    await stopProcess(child);
    const others = Object.keys(measured.statuses).filter((status) => status !== '202');
    if (others.length > 0) throw new Error(`webhooks were answered ${others.join(', ')}`);
    const lost = await lostIn({ home }, storm);
    if (lost.length > 0) throw new Error(`${lost.length} runs were not told as they ended: ${lost[0] ?? ''}`);
    return measured;
  } finally {
    await stopProcess(child, 'SIGKILL');
    await rm(home, { recursive: true });
  }
}

const environmentOf = (home: string) => ({
  ...{ PATH: process.env.PATH, HOME: home, COXSWAIN_HOME: home, GITHUB_WEBHOOK_SECRET: SECRET },
});

/** Throws unless the answer is as it should be. */
async function say(home: string, text: string, expected: RegExp): Promise<void> {
  const child = spawn(process.execPath, [MAIN, 'say', text], { cwd: home, env: environmentOf(home) });
  let answer = '';
  child.stdout.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  await once(child, 'close');
  if (!expected.test(answer)) throw new Error(`“${text}” was answered: ${answer}`);
}

function figures(bare: Taken, whole: Taken, held: Steady): Figure[] {
  const kilobytes = whole.kilobytes.toFixed(1);
  const pair = (of: (each: Taken) => number, digits: number): string =>
    [bare, whole].map((each) => of(each).toFixed(digits)).join(' / ');
  const rate = Object.values(held.statuses).reduce((sum, count) => sum + count, 0) / held.seconds;
  return [
    {
      name: `bare server / bot (${pair((each) => each.rate, 0)} webhooks/s of ${kilobytes} KB)`,
      ...{ value: bare.rate / whole.rate, unit: 'times', goal: 3, limit: 8 },
    },
    {
      name: `bot / bare server, processor (${pair((each) => each.processor, 3)} ms each)`,
      ...{ value: whole.processor / bare.processor, unit: 'times', goal: 3, limit: 8 },
    },
    {
      name: `p99 at ${RATE} webhooks/s (${rate.toFixed(0)} taken, median ${held.median.toFixed(1)} ms)`,
      ...{ value: held.p99, unit: 'ms', goal: 500, limit: 10_000 },
    },
    { name: 'slowest answer of /healthz meanwhile', value: held.health, unit: 'ms', goal: 500, limit: 5_000 },
    {
      name: 'a command meanwhile, its process included',
      value: held.command,
      unit: 'ms',
      goal: 2_000,
      limit: 20_000,
    },
    {
      name: `memory meanwhile (at most ${held.megabytes.toFixed(0)} MB)`,
      ...{ value: held.growth, unit: 'MB', goal: 150, limit: 400 },
    },
  ];
}
