import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { createLedger } from '../../src/operations/ledger.js';
import { openDatabase } from '../../src/store/index.js';
import { botWith } from '../acceptance/stage/bot.js';
import type { Running } from '../acceptance/stage/processes.js';
import { dice } from '../fakes/dice.js';
import { FakeSlack, SECRET } from '../fakes/slack.js';

const SERVICES = ['checkout', 'cart', 'frontend', 'auth', 'inventory', 'user-profile'];
/** What Ada mentions the bot with, each in a thread of its own. */
const SAID = [
  ...SERVICES.map((service) => `restart ${service} in production`),
  ...SERVICES.map((service) => `which version of ${service} is in staging`),
];
const threadOf = (index: number): string => `1790000000.${String(index).padStart(6, '0')}`;

it(
  'each event one to five times, out of order, over a kill -9 and a restart: one operation, one answer [SLACK-4]',
  { timeout: 180_000 },
  async () => {
    const { slack, start, operations } = await stage();
    const bot = await start();
    // So that it knows the people and the channel already: Slack's Web API is away while the first half comes.
    await slack.command('whoami', { user: 'UADA', channel: 'COPS' });
    await expect.poll(() => slack.workspace.messages.length).toBe(1);
    slack.workspace.weather = 'down';

    const roll = dice(7);
    const deliveries = SAID.flatMap((_, index) => Array.from({ length: 1 + roll(5) }, () => index))
      .map((index) => ({ index, at: roll(10_000) }))
      .toSorted((one, other) => one.at - other.at)
      .map(({ index }) => index);
    const half = Math.floor(deliveries.length / 2);
    const taken = new Set<number>();
    const deliver = async (index: number): Promise<void> => {
      const event = {
        ...{ type: 'app_mention', user: 'UADA', channel: 'COPS', ts: threadOf(index) },
        text: `<@UBOT> ${SAID[index] ?? ''}`,
      };
      const status = await slack.event(event, `Ev${index}`).then(
        (acked) => acked.status,
        () => 0,
      );
      if (status === 200) taken.add(index);
    };
    const first = deliveries.slice(0, half).map(deliver);
    await expect.poll(() => taken.size).toBeGreaterThan(2);
    await bot.kill();
    await Promise.all(first);
    expect(slack.workspace.messages).toHaveLength(1);

    slack.workspace.weather = 'fine';
    const successor = await start();
    await Promise.all(deliveries.slice(half).map(deliver));
    // What was not acknowledged comes again, and some that was.
    const again = SAID.map((_, index) => index).filter((index) => !taken.has(index) || roll(2) === 0);
    await Promise.all(again.map(deliver));
    expect(taken.size).toBe(SAID.length);

    const answers = () => slack.workspace.messages.filter(({ thread }) => thread !== undefined);
    await expect.poll(() => answers().length).toBe(SAID.length);
    await slack.command('whoami', { user: 'UADA', channel: 'COPS' });
    await expect.poll(() => slack.workspace.messages.length).toBe(SAID.length + 2);
    expect(
      answers()
        .map(({ thread }) => thread)
        .toSorted(),
    ).toEqual(SAID.map((_, index) => threadOf(index)));
    await successor.stop();
    expect(await operations()).toEqual(SERVICES.toSorted());
  },
);

/** A workspace, and a bot as a process of its own that can be killed and started again over its state. */
async function stage() {
  const slack = await FakeSlack.start();
  slack.workspace.users.set('UADA', { name: 'Ada' });
  const bot = botWith({
    ...{ sandbox: true, admins: ['slack:UADA'] },
    slack: { botToken: 'xoxb-1-test', signingSecret: SECRET, apiUrl: slack.apiUrl },
  });
  onTestFinished(async () => {
    await bot.close();
    await slack.stop();
  });
  const start = async (): Promise<Running> => {
    const running = await bot.start();
    slack.botUrl = /http:\/\/127\.0\.0\.1:\d+/.exec(running.output())?.[0];
    return running;
  };
  /** The services of the operations that wait for their confirmation, once the bot has stopped. */
  const operations = async (): Promise<readonly string[]> => {
    const ledger = createLedger(await openDatabase({ home: join(bot.cwd, '.coxswain') }), systemClock);
    const waiting = await ledger.operationsIn(['awaiting_confirmation'], 'default');
    await ledger.close();
    return waiting.map(({ plan }) => plan.service).toSorted();
  };
  return { slack, start, operations };
}
