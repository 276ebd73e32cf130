import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { createLedger } from '../../src/operations/ledger.js';
import { openDatabase } from '../../src/store/index.js';
import { botWith } from '../acceptance/stage/bot.js';
import type { Running } from '../acceptance/stage/processes.js';
import { dice } from '../fakes/dice.js';
import { CHANNEL, FakeTeams, PEOPLE, shown } from '../fakes/teams.js';

const SERVICES = ['checkout', 'cart', 'frontend', 'auth', 'inventory', 'user-profile'];
/** What Ada mentions the bot with, each in a thread of its own. */
const SAID = [
  ...SERVICES.map((service) => `restart ${service} in production`),
  ...SERVICES.map((service) => `which version of ${service} is in staging`),
];
const threadOf = (index: number): string => `${CHANNEL};messageid=179000000${String(index).padStart(4, '0')}`;

it(
  'each activity one to five times, out of order, over a kill -9 and a restart: one operation, one answer [CHANNELS-6]',
  { timeout: 180_000 },
  async () => {
    const { teams, start, operations } = await stage();
    const bot = await start();
    teams.down = true;

    const roll = dice(11);
    const deliveries = SAID.flatMap((_, index) => Array.from({ length: 1 + roll(5) }, () => index))
      .map((index) => ({ index, at: roll(10_000) }))
      .toSorted((one, other) => one.at - other.at)
      .map(({ index }) => index);
    expect(deliveries.length).toBeGreaterThan(SAID.length);
    const half = Math.floor(deliveries.length / 2);
    const taken = new Set<number>();
    const deliver = async (index: number): Promise<void> => {
      const from = { conversation: threadOf(index), id: `m${index}` };
      const status = await teams.message(SAID[index] ?? '', from).then(
        (answered) => answered.status,
        () => 0,
      );
      if (status === 200) taken.add(index);
    };
    const first = deliveries.slice(0, half).map(deliver);
    await expect.poll(() => taken.size).toBeGreaterThan(2);
    await bot.kill();
    await Promise.all(first);
    expect(teams.messages).toEqual([]);

    teams.down = false;
    const successor = await start();
    await Promise.all(deliveries.slice(half).map(deliver));
    // What was not acknowledged comes again, and some that was.
    const again = SAID.map((_, index) => index).filter((index) => !taken.has(index) || roll(2) === 0);
    await Promise.all(again.map(deliver));
    expect(taken.size).toBe(SAID.length);

    await expect.poll(() => teams.messages.length).toBe(SAID.length);
    // Whatever else there was to say has been said when this is.
    await teams.message('whoami', { id: 'last' });
    await expect.poll(() => teams.messages.length).toBe(SAID.length + 1);
    const answered = teams.messages.slice(0, -1);
    expect(answered.map(({ conversation }) => conversation).toSorted()).toEqual(
      SAID.map((_, index) => threadOf(index)).toSorted(),
    );
    for (const message of answered) {
      const index = SAID.findIndex((_, place) => threadOf(place) === message.conversation);
      expect(shown(message)).toContain(SERVICES[index % SERVICES.length]);
    }
    await successor.stop();
    expect(await operations()).toEqual(SERVICES.toSorted());
  },
);

/** A tenant, and a bot as a process of its own that can be killed and started again over its state. */
async function stage() {
  const teams = await FakeTeams.start();
  const bot = botWith({
    ...{ sandbox: true, admins: [`teams:${PEOPLE.ada}`] },
    teams: { development: true, serviceUrl: teams.url },
  });
  onTestFinished(async () => {
    await bot.close();
    await teams.stop();
  });
  const start = async (): Promise<Running> => {
    const running = await bot.start();
    teams.botUrl = /http:\/\/127\.0\.0\.1:\d+/.exec(running.output())?.[0] ?? '';
    return running;
  };
  /** The services of the operations that wait for their confirmation, once the bot has stopped. */
  const operations = async (): Promise<readonly string[]> => {
    const ledger = createLedger(await openDatabase({ home: join(bot.cwd, '.coxswain') }), systemClock);
    const waiting = await ledger.operationsIn(['awaiting_confirmation'], 'default');
    await ledger.close();
    return waiting.map(({ plan }) => plan.service).toSorted();
  };
  return { teams, start, operations };
}
