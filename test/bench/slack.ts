/**
 * SLACK-5: signed slash commands over HTTP to their acknowledgement, everything on (signature, deduplication, durable
 * write to the ledger before the acknowledgement; understanding, cluster reads, operations and answers to Slack behind
 * it), against a bare Bolt app that only acknowledges, by turns in the same run.
 *
 * Each is a process of its own, as in production: the app that is measured, the cluster (the sandbox's world alone), the
 * fake Slack, and this one, which sends the load over 128 connections. Measured are
 * - acknowledgements a second while as many commands come as are taken, of both, and their ratio;
 * - processor time an acknowledgement, of both, and their ratio: what other work on the machine disturbs less;
 * - milliseconds to the acknowledgement at 100 commands a second, counted from when each was due;
 * - how long the answers that were put off take to arrive once the load ends, and how many a second.
 * Every acknowledged command must be answered exactly once: as many messages in each channel at Slack as commands were
 * acknowledged there, none unfinished or undelivered in the ledger, and one reply for each of them there.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile, startLoad, type Load } from './load.js';
import { median, processorSeconds } from './process.js';
import type { Figure } from './figure.js';
import { answersIn } from './slack-answers.js';
import { withBare, withBot, type Measured, type Stage } from './slack-stage.js';

/** Short, because more than some thousand commands that wait for their answers are turned away, as they should be. */
const USUAL = { rounds: 3, warmSeconds: 1, seconds: 1.5, steadySeconds: 10 };
const RATE = 100;
/** Nothing new is answered for so long: then the rest never comes. */
const GIVE_UP_MS = 30_000;

interface Taken {
  /** Acknowledgements a second. */
  readonly rate: number;
  /** Milliseconds of processor time each. */
  readonly processor: number;
}
interface Drained {
  readonly seconds: number;
  readonly answers: number;
}

export async function benchSlack({ rounds, warmSeconds, seconds, steadySeconds } = USUAL): Promise<Figure[]> {
  const bare: Taken[] = [];
  const whole: Taken[] = [];
  const drains: Drained[] = [];
  const waits: number[] = [];
  for (let round = 0; round < rounds; round++) {
    bare.push(
      await withBare(async (app) => {
        const load = startLoad(app.port);
        await load.throughput(warmSeconds);
        return taken(app, load, seconds);
      }),
    );
    await withBot(async (stage) => {
      const load = startLoad(stage.port);
      await load.acquaint();
      await load.throughput(warmSeconds);
      await drained(stage, load);
      whole.push(await taken(stage, load, seconds));
      drains.push(await drained(stage, load));
      if (round === rounds - 1) {
        waits.push(...(await load.latencies(RATE, steadySeconds)));
        await drained(stage, load);
      }
      await stage.stop();
      await answersIn(stage.home, load.acknowledged);
    });
  }
  return figures(bare, whole, drains, waits);
}

async function taken({ pid }: Measured, load: Load, seconds: number): Promise<Taken> {
  const [before, used] = [load.acknowledged.length, processorSeconds(pid)];
  const rate = await load.throughput(seconds);
  const processor = ((processorSeconds(pid) - used) * 1000) / (load.acknowledged.length - before);
  return { rate, processor };
}

/** Resolves when every channel has one message for each command; throws when one has more, or no more come. */
async function drained(stage: Stage, load: Load): Promise<Drained> {
  const expected = new Map<string, number>();
  for (const { channel } of load.acknowledged) expected.set(channel, (expected.get(channel) ?? 0) + 1);
  const began = performance.now();
  let first: number | undefined;
  let [last, since] = [-1, began];
  for (;;) {
    const posted = await stage.posted();
    const doubled = Object.keys(posted).find(
      (channel) => (posted[channel] ?? 0) > (expected.get(channel) ?? 0),
    );
    if (doubled !== undefined) throw new Error(`a command in ${doubled} was answered twice`);
    const total = Object.values(posted).reduce((sum, count) => sum + count, 0);
    first ??= total;
    const now = performance.now();
    if (total === load.acknowledged.length) return { seconds: (now - began) / 1000, answers: total - first };
    if (total !== last) [last, since] = [total, now];
    if (now - since > GIVE_UP_MS)
      throw new Error(`${load.acknowledged.length} were acknowledged, ${total} answered`);
    await sleep(100);
  }
}

function figures(
  bare: readonly Taken[],
  whole: readonly Taken[],
  drains: readonly Drained[],
  waits: readonly number[],
): Figure[] {
  const ratio = (of: (bare: Taken, whole: Taken) => number): number =>
    median(bare.flatMap((each, round) => (whole[round] === undefined ? [] : [of(each, whole[round])])));
  const text = (of: (each: Taken) => number, digits: number): string =>
    [bare, whole].map((each) => median(each.map(of)).toFixed(digits)).join(' / ');
  const rates = drains.filter(({ answers }) => answers > 0).map(({ seconds, answers }) => answers / seconds);
  return [
    {
      name: `bare Bolt / everything on (${text(({ rate }) => rate, 0)} requests/s)`,
      value: ratio((one, other) => one.rate / other.rate),
      ...{ unit: 'times', goal: 2, limit: 2 },
    },
    {
      name: `everything on / bare Bolt, processor (${text(({ processor }) => processor, 3)} ms each)`,
      value: ratio((one, other) => other.processor / one.processor),
      ...{ unit: 'times', goal: 2, limit: 4 },
    },
    {
      name: `p99 to ack at ${RATE} requests/s (median ${percentile(waits, 0.5).toFixed(1)} ms)`,
      value: percentile(waits, 0.99),
      ...{ unit: 'ms', goal: 300, limit: 1500 },
    },
    {
      name: `answers put off drained (${median(rates).toFixed(0)} answers/s)`,
      value: median(drains.map((each) => each.seconds)),
      ...{ unit: 's', goal: 120, limit: 600 },
    },
  ];
}
