/**
 * SLACK-5: from a signed slash command to its acknowledgement with everything on (ledger write included), against a bare
 * Bolt app that only acknowledges, by turns in the same run; and the 99th percentile at 100 requests a second. The ratio
 * is asserted; the percentile with a wide margin.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FakeSlack, SECRET } from '../fakes/slack.js';
import { latencies, PEOPLE, percentile, throughput } from './load.js';
import { median, residentMegabytes, startProcess, stopProcess, type Started } from './process.js';
import type { Figure } from './figure.js';

const MAIN = new URL('../../dist/src/main.js', import.meta.url).pathname;
const USUAL = { rounds: 3, warmSeconds: 1, seconds: 3, steadySeconds: 10 };
const RATE = 100;

/** Bolt as its documentation starts it, with a listener that does nothing but acknowledge. */
const BARE = `
import bolt from '@slack/bolt';
const app = new bolt.App({ signingSecret: '${SECRET}', authorize: async () => ({ botToken: 'xoxb-1-x', botUserId: 'U', botId: 'B' }) });
app.command('/ops', async ({ ack }) => ack());
await app.start(Number(process.env.PORT));
console.log('http://ready');
`;

export async function benchSlack({ rounds, warmSeconds, seconds, steadySeconds } = USUAL): Promise<Figure[]> {
  const slack = await FakeSlack.start();
  for (const user of PEOPLE) slack.workspace.users.set(user, { name: user });
  const measure = async (port: number): Promise<number> => {
    await throughput(port, warmSeconds);
    return throughput(port, seconds);
  };
  const bare: number[] = [];
  const whole: number[] = [];
  for (let round = 0; round < rounds; round++) {
    bare.push(await withBare(measure));
    whole.push(await withWhole(slack, measure));
  }
  const steady = await withWhole(slack, async (port, { child }) => {
    await throughput(port, warmSeconds);
    await sleep(1000);
    const waits = await latencies(port, RATE, steadySeconds);
    return { waits, megabytes: residentMegabytes(child.pid ?? 0) };
  });
  await slack.stop();
  const ratios = bare.map((rate, round) => rate / (whole[round] ?? Number.NaN));
  return [
    {
      name: `bare Bolt / everything on (${median(bare).toFixed(0)} / ${median(whole).toFixed(0)} requests/s)`,
      value: median(ratios),
      ...{ unit: 'times', goal: 2, limit: 2 },
    },
    {
      name: `p99 to ack at ${RATE} requests/s (median ${percentile(steady.waits, 0.5).toFixed(1)} ms)`,
      value: percentile(steady.waits, 0.99),
      ...{ unit: 'ms', goal: 300, limit: 1500 },
    },
    {
      name: `memory after ${steadySeconds} s of that`,
      value: steady.megabytes,
      ...{ unit: 'MB', goal: 300, limit: 600 },
    },
  ];
}

/** The bare app in a process of its own. */
async function withBare(measure: (port: number) => Promise<number>): Promise<number> {
  const port = somePort();
  const { child } = await startProcess(['--input-type=module', '-e', BARE], /http:\/\//, {
    PATH: process.env.PATH,
    PORT: `${port}`,
  });
  try {
    return await measure(port);
  } finally {
    await stopProcess(child);
  }
}

/** The bot as `coxswain start` runs it, in a process and with a ledger of its own. */
async function withWhole<T>(
  slack: FakeSlack,
  measure: (port: number, started: Started) => Promise<T>,
): Promise<T> {
  const home = mkdtempSync(join(tmpdir(), 'bench-'));
  const port = somePort();
  const started = await startProcess([MAIN, 'start'], /http:\/\//, {
    PATH: process.env.PATH,
    HOME: home,
    COXSWAIN_HOME: home,
    PORT: `${port}`,
    COXSWAIN__SANDBOX: 'true',
    COXSWAIN__ADMINS: JSON.stringify(PEOPLE.map((user) => `slack:${user}`)),
    SLACK_BOT_TOKEN: 'xoxb-1-test',
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_API_URL: slack.apiUrl,
  });
  try {
    return await measure(port, started);
  } finally {
    // What it has not answered yet waits in its ledger, which is of no use to anybody here.
    await stopProcess(started.child, 'SIGKILL');
    rmSync(home, { recursive: true, force: true });
  }
}

function somePort(): number {
  return 20_000 + Math.floor(Math.random() * 20_000);
}
