import { expect, it, onTestFinished } from 'vitest';
import { botWith } from '../acceptance/stage/bot.js';
import type { Running } from '../acceptance/stage/processes.js';
import { FakeSlack, SECRET, shown } from '../fakes/slack.js';

const CHANNELS = ['CA', 'CB', 'CC', 'CD', 'CE', 'CF'];
const IN_EACH = 10;

/** What the answers in a channel were about, as they came. */
const toldIn = (slack: FakeSlack, channel: string): readonly string[] =>
  slack.workspace.messages
    .filter((message) => message.channel === channel)
    .map((message) => /nobody-\d+/.exec(shown(message))?.[0] ?? shown(message));

it(
  'what was acknowledged in a rush is answered after a kill -9: all of it once, in order in each conversation',
  { timeout: 180_000 },
  async () => {
    const { slack, start } = await stage();
    const bot = await start();
    // So that it knows the person and the channels already: Slack's Web API is away from then on.
    for (const channel of CHANNELS) await slack.command('whoami', { user: 'UADA', channel });
    await expect.poll(() => slack.workspace.messages.length).toBe(CHANNELS.length);
    slack.workspace.weather = 'down';

    const said = Array.from({ length: IN_EACH }, (_, index) => `nobody-${index}`);
    const acks = await Promise.all(
      said.flatMap((name) =>
        CHANNELS.map((channel) => slack.command(`status of ${name} in staging`, { user: 'UADA', channel })),
      ),
    );
    expect(acks.map(({ status }) => status)).toEqual(acks.map(() => 200));
    await bot.kill();
    expect(slack.workspace.messages).toHaveLength(CHANNELS.length);

    slack.workspace.weather = 'fine';
    await start();
    const answered = () => CHANNELS.map((channel) => toldIn(slack, channel).slice(1));
    await expect.poll(answered, { timeout: 90_000 }).toEqual(CHANNELS.map(() => said));
  },
);

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
  return { slack, start };
}
