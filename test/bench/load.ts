import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { signatureOf } from '../fakes/slack.js';
import { connectTo, type Wire } from './wire.js';

export const PEOPLE = Array.from({ length: 20 }, (_, index) => `U${index}`);
/** As many that Slack's limit of about one message a second in a channel does not decide how fast answers are brought. */
const CHANNELS = Array.from({ length: 500 }, (_, index) => `C${index}`);
const CONNECTIONS = 128;
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

/** A slash command that was acknowledged. */
export interface Acknowledged {
  readonly trigger: string;
  readonly channel: string;
}

/** Slash commands as Slack sends them, each with a trigger of its own, to one app. */
export interface Load {
  /** All that were acknowledged so far. */
  readonly acknowledged: readonly Acknowledged[];
  /** One command in each channel, so that everybody and everything is known from then on. */
  acquaint(): Promise<void>;
  /** Acknowledgements a second over that time, with a few commands always under way. */
  throughput(seconds: number): Promise<number>;
  /**
   * Milliseconds from when each command was due to its acknowledgement, at so many a second whether or not earlier
   * ones were answered: a stall is counted for all that would have come in it.
   */
  latencies(rate: number, seconds: number): Promise<readonly number[]>;
}

export function startLoad(port: number): Load {
  const run = randomUUID();
  const acknowledged: Acknowledged[] = [];
  let commands = 0;

  /** False when it was answered with a text instead: it was not taken. */
  const send = async (wire: Wire, text?: string): Promise<boolean> => {
    const number = commands++;
    const trigger = `${run}.${number}`;
    const channel = CHANNELS[number % CHANNELS.length] ?? '';
    const { status, content } = await wire.post(requestOf(number, trigger, channel, text));
    if (status !== 200) throw new Error(`acknowledged with ${status}`);
    if (content) return false;
    acknowledged.push({ trigger, channel });
    return true;
  };
  /** Connections of its own for each phase: an app closes those that were idle for a while. */
  const workers = async (work: (wire: Wire) => Promise<void>, count = CONNECTIONS): Promise<void> => {
    const wires = await Promise.all(Array.from({ length: count }, () => connectTo(port)));
    await Promise.all(wires.map(work));
    for (const wire of wires) wire.close();
  };
  return {
    acknowledged,
    acquaint: async () => {
      let begun = 0;
      const next = async (wire: Wire): Promise<void> => {
        begun += 1;
        if (!(await send(wire, 'help'))) throw new Error('a command was not taken');
      };
      // Slack is asked about people slowly, one after the other; about channels as they come.
      await workers(async (wire) => {
        while (begun < PEOPLE.length) await next(wire);
      }, 1);
      await workers(async (wire) => {
        while (begun < CHANNELS.length) await next(wire);
      }, 4);
    },
    throughput: async (seconds) => {
      const began = performance.now();
      const until = began + seconds * 1000;
      let done = 0;
      await workers(async (wire) => {
        while (performance.now() < until) {
          if (!(await send(wire))) throw new Error('a command was not taken');
          done += 1;
        }
      });
      return (done * 1000) / (performance.now() - began);
    },
    latencies: async (rate, seconds) => {
      const began = performance.now();
      const sent: Promise<number>[] = [];
      const free: Wire[] = [];
      for (let index = 0; index < rate * seconds; index++) {
        const due = began + (index * 1000) / rate;
        const early = due - performance.now();
        if (early > 1) await sleep(early);
        const wire = free.pop() ?? (await connectTo(port));
        const one = send(wire).then((taken) => {
          free.push(wire);
          if (!taken) throw new Error('a command was not taken');
          return performance.now() - due;
        });
        sent.push(one);
      }
      const waits = await Promise.all(sent);
      for (const wire of free) wire.close();
      return waits;
    },
  };
}

function requestOf(number: number, trigger: string, channel: string, text = textOf(number)): string {
  const body = new URLSearchParams({
    command: '/ops',
    text,
    user_id: PEOPLE[number % PEOPLE.length] ?? '',
    channel_id: channel,
    team_id: 'T0SHOP',
    trigger_id: trigger,
  }).toString();
  const headers = {
    host: 'localhost',
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(Buffer.byteLength(body)),
    ...signatureOf(body, String(Math.floor(Date.now() / 1000))),
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST /slack/events HTTP/1.1\r\n${head.join('')}\r\n${body}`;
}

function textOf(number: number): string {
  const writes = number % WRITE_EVERY === 0;
  const texts = writes ? WRITES : READS;
  return texts[(writes ? number / WRITE_EVERY : number) % texts.length] ?? 'help';
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
