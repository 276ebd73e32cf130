import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { SECRET } from '../fakes/slack.js';
import { PEOPLE } from './load.js';
import { somePort, startProcess, stopProcess } from './process.js';

const MAIN = new URL('../../dist/src/main.js', import.meta.url).pathname;
const FAKE = new URL('./fake-slack.ts', import.meta.url).pathname;

/** Bolt as its documentation starts it, with a listener that does nothing but acknowledge. */
const BARE = `
import bolt from '@slack/bolt';
const app = new bolt.App({ signingSecret: '${SECRET}', authorize: async () => ({ botToken: 'xoxb-1-x', botUserId: 'U', botId: 'B' }) });
app.command('/ops', async ({ ack }) => ack());
await app.start(Number(process.env.PORT));
console.log('http://ready');
`;
const CONFIGURATION = `
kubernetes: { kubeconfig: ../world/kubeconfig }
environments:
  dev: { context: sandbox, namespace: shop-dev }
  staging: { context: sandbox, namespace: shop-staging }
  production: { targets: [{ context: sandbox, namespace: shop }], protected: true, aliases: [운영] }
admins: [${PEOPLE.map((user) => `slack:${user}`).join(', ')}]
`;

/** An app in a process of its own. */
export interface Measured {
  readonly port: number;
  readonly pid: number;
}
/** The bot with all it talks to, each in a process of its own. */
export interface Stage extends Measured {
  /** The state folder. */
  readonly home: string;
  /** How many messages Slack has by channel. */
  posted(): Promise<Readonly<Record<string, number>>>;
  stop(): Promise<void>;
}

export async function withBare<T>(measure: (app: Measured) => Promise<T>): Promise<T> {
  const port = somePort();
  const { child } = await startProcess(['--input-type=module', '-e', BARE], /http:\/\//, {
    PATH: process.env.PATH,
    PORT: `${port}`,
  });
  try {
    return await measure({ port, pid: child.pid ?? 0 });
  } finally {
    await stopProcess(child);
  }
}

/** The bot as `coxswain start` runs it, against a cluster and a Slack that are elsewhere. */
export async function withBot<T>(measure: (stage: Stage) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const [world, home] = [join(folder, 'world'), join(folder, 'home')];
  const closing: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true })];
  try {
    for (const each of [world, home]) mkdirSync(each);
    writeFileSync(join(home, 'coxswain.yaml'), CONFIGURATION);
    const kubeconfig = join(world, 'kubeconfig');
    const env = { PATH: process.env.PATH, HOME: folder, COXSWAIN_HOME: world };
    const cluster = await startProcess([MAIN, 'sandbox', '--kubeconfig', kubeconfig], /http:\/\//, env);
    closing.push(() => stopProcess(cluster.child, 'SIGKILL'));
    const slack = await startSlack();
    closing.push(() => slack.stop());
    const port = somePort();
    const { child } = await startProcess([MAIN, 'start'], /http:\/\//, {
      ...{ PATH: process.env.PATH, HOME: home, COXSWAIN_HOME: home, PORT: `${port}` },
      COXSWAIN_CONFIG: join(home, 'coxswain.yaml'),
      ...{ SLACK_BOT_TOKEN: 'xoxb-1-test', SLACK_SIGNING_SECRET: SECRET, SLACK_API_URL: slack.apiUrl },
    });
    closing.push(() => stopProcess(child, 'SIGKILL'));
    return await measure({
      ...{ port, home, posted: slack.posted },
      pid: child.pid ?? 0,
      stop: () => stopProcess(child),
    });
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

async function startSlack() {
  const child = fork(FAKE, { execArgv: ['--import', 'tsx'] });
  const told = async (): Promise<unknown> => {
    const [message] = z.tuple([z.unknown()], z.unknown()).parse(await once(child, 'message'));
    return message;
  };
  const apiUrl = z.string().parse(await told());
  return {
    apiUrl,
    posted: async () => {
      const answer = told();
      child.send('how many?');
      return z.record(z.string(), z.number()).parse(await answer);
    },
    stop: () => stopProcess(child, 'SIGKILL'),
  };
}
