import { fork } from 'node:child_process';
import { once } from 'node:events';
import { systemClock } from '../../src/clock.js';
import { createLedger } from '../../src/operations/ledger.js';
import { openDatabase, type DatabaseLocation } from '../../src/store/index.js';
import { endingsOf } from './webhook-plan.js';
import type { Order, Said, Sent } from './webhook-sender.js';

const SENDER = new URL('./webhook-sender.ts', import.meta.url).pathname;
const TITLES = { success: 'checkout: the pipeline succeeded', failure: 'checkout: the pipeline failed' };

/** A process that sends a storm. */
export interface Sender {
  readonly webhooks: number;
  readonly bytes: number;
  /** Resolves once half of it was answered. */
  readonly halfway: Promise<void>;
  send(): Promise<Sent>;
}

export async function startSender(order: Order): Promise<Sender> {
  const child = fork(SENDER, { execArgv: ['--import', 'tsx'] });
  const ended = once(child, 'exit').then(([code]): never => {
    throw new Error(`the sender ended with ${String(code)}`);
  });
  ended.catch(() => undefined);
  const told = <K extends Said['kind']>(kind: K): Promise<Extract<Said, { kind: K }>> => {
    const said = new Promise<Extract<Said, { kind: K }>>((resolve) => {
      child.on('message', (message: Said) => {
        if (isOf(message, kind)) resolve(message);
      });
    });
    return Promise.race([said, ended]);
  };
  const [ready, halfway, done] = [told('ready'), told('halfway'), told('done')];
  for (const each of [halfway, done]) each.catch(() => undefined);
  child.send(order);
  const { webhooks, bytes } = await ready;
  return {
    ...{ webhooks, bytes, halfway: halfway.then(() => undefined) },
    send: () => {
      child.send('go');
      return done;
    },
  };
}

function isOf<K extends Said['kind']>(said: Said, kind: K): said is Extract<Said, { kind: K }> {
  return said.kind === kind;
}

/**
 * What a bot that has ended told its one subscription ("ends") of a storm's runs: those it never told of, or not how they
 * ended. Nothing may be left to tell either.
 */
export async function lostIn(location: DatabaseLocation, storm: Order['storm']): Promise<readonly string[]> {
  const ledger = createLedger(await openDatabase(location), systemClock);
  try {
    const messages = await ledger.writtenSince('terminal', 0);
    const titles = new Map(messages.map(({ key, reply }) => [key.slice(key.indexOf('https:')), reply.title]));
    const unserved = await ledger.unservedRuns(systemClock.now(), 10);
    const wrong = Object.entries(endingsOf(storm))
      .filter(([url, ending]) => titles.get(url) !== TITLES[ending])
      .map(([url, ending]) => `${url} ended in ${ending}, told was: ${titles.get(url) ?? 'nothing'}`);
    return [...wrong, ...unserved.map(({ url }) => `${url} waits to be told`)];
  } finally {
    await ledger.close();
  }
}
