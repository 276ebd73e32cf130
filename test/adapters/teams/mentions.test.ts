import { describe, expect, it } from 'vitest';
import { heard } from '../../../adapters/teams/mentions.js';
import { BOT, CHANNEL, GROUP, mentionOf, PEOPLE } from '../../fakes/teams.js';
import { startBare } from './bare.js';

const recipient = { id: BOT, name: 'Coxswain' };
const bot = (text: string) => mentionOf(text);
const ada = mentionOf('<at>Ada Park</at>', '29:ada', 'Ada Park');

/** What Teams sends, with its entities, and what was meant. */
const FORMS: Readonly<Record<string, readonly [text: string, entities: readonly unknown[], said: string]>> = {
  'without a space': ['<at>Coxswain</at>status prod', [bot('<at>Coxswain</at>')], 'status prod'],
  'with a space': ['<at>Coxswain</at> status prod', [bot('<at>Coxswain</at>')], 'status prod'],
  'at the end': ['status prod <at>Coxswain</at>', [bot('<at>Coxswain</at>')], 'status prod'],
  'in the middle': ['status <at>Coxswain</at>prod', [bot('<at>Coxswain</at>')], 'status prod'],
  'with attributes': [
    '<at id="0" itemtype="x">Coxswain</at>status prod',
    [bot('<at id="0" itemtype="x">Coxswain</at>')],
    'status prod',
  ],
  'attributes in one place only': ["<at id='0'>Coxswain</at>status", [bot('<at>Coxswain</at>')], 'status'],
  'capital letters': ['<AT>Coxswain</AT>status', [bot('<AT>Coxswain</AT>')], 'status'],
  twice: [
    '<at>Coxswain</at><at>Coxswain</at> help',
    [bot('<at>Coxswain</at>'), bot('<at>Coxswain</at>')],
    'help',
  ],
  'renamed in this team': [
    '<at>Ops Bot</at>status',
    [mentionOf('<at>Ops Bot</at>', BOT, 'Ops Bot')],
    'status',
  ],
  'with somebody else': [
    '<at>Coxswain</at>who is <at>Ada Park</at>',
    [bot('<at>Coxswain</at>'), ada],
    'who is Ada Park',
  ],
  'with hard spaces': ['<at>Coxswain</at>&nbsp;status\u00a0prod', [bot('<at>Coxswain</at>')], 'status prod'],
  'in a paragraph': [
    '<div><p><at>Coxswain</at>status prod</p></div>\r\n',
    [bot('<at>Coxswain</at>')],
    'status prod',
  ],
  'with escapes': [
    '<at>Coxswain</at>replicas &gt; 3 &amp; &lt; 5',
    [bot('<at>Coxswain</at>')],
    'replicas > 3 & < 5',
  ],
  'a name with an escape': [
    '<at>R&amp;D Bot</at>help',
    [mentionOf('<at>R&amp;D Bot</at>', BOT, 'R&D Bot')],
    'help',
  ],
  Korean: ['<at>Coxswain</at>운영 상태 알려줘', [bot('<at>Coxswain</at>')], '운영 상태 알려줘'],
  alone: ['<at>Coxswain</at>', [bot('<at>Coxswain</at>')], ''],
};

describe('mentions of the bot', () => {
  it.each(Object.entries(FORMS))('%s', (_name, [text, entities, said]) => {
    expect(heard({ text, entities: [...entities], recipient })).toEqual({ text: said, mentioned: true });
  });

  it('somebody else who is mentioned is not the bot', () => {
    const only = { text: '<at>Ada Park</at> status', entities: [ada], recipient };
    expect(heard(only)).toEqual({ text: 'Ada Park status', mentioned: false });
  });

  it('a person with the name of the bot is not the bot', () => {
    const namesake = mentionOf('<at>Coxswain</at>', '29:other', 'Coxswain');
    expect(heard({ text: '<at>Coxswain</at> hello', entities: [namesake], recipient }).mentioned).toBe(false);
  });

  it('a text of nothing but tags costs no time', () => {
    const text = '<at '.repeat(20_000);
    const before = performance.now();
    heard({ text, entities: [], recipient });
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});

describe('what the bot hears', () => {
  const thread = `${CHANNEL};messageid=1699999999999`;

  it('in a channel the conversation is the channel, and the thread is its own', async () => {
    const { teams, received } = await startBare();
    await teams.message('status', { conversation: thread });
    expect(received[0]).toMatchObject({
      text: 'status',
      addressed: true,
      conversation: { platform: 'teams', id: CHANNEL, thread: '1699999999999' },
      actor: { platform: 'teams', id: PEOPLE.ada, display: 'Ada' },
    });
  });

  it('in channels and groups only what mentions it is for it', async () => {
    const { teams, received } = await startBare();
    for (const conversation of [thread, GROUP])
      expect(await teams.activity({ type: 'message', text: 'lunch?' }, { conversation })).toMatchObject({
        status: 200,
      });
    expect(received).toEqual([]);
  });

  it.each([
    ['ko-KR', 'ko'],
    ['en-GB', 'en'],
    ['de-DE', undefined],
  ])('the language of a client in %s', async (locale, expected) => {
    const { teams, received } = await startBare();
    await teams.message('status', { locale });
    expect(received[0]?.locale).toBe(expected);
  });

  it.each([
    [
      'an edited message',
      { type: 'messageUpdate', text: 'deploy', channelData: { eventType: 'editMessage' } },
    ],
    [
      'an edited message under its old name',
      { type: 'message', text: 'deploy', channelData: { eventType: 'editMessage' } },
    ],
    ['a deleted message', { type: 'messageDelete' }],
    ['a reaction', { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] }],
    ['somebody typing', { type: 'typing' }],
    ['being added', { type: 'conversationUpdate', membersAdded: [{ id: BOT }] }],
    ['a message of a bot', { type: 'message', text: 'status', from: { id: '28:other', role: 'bot' } }],
    ['its own message', { type: 'message', text: 'status', from: { id: BOT } }],
  ])('%s is taken and means nothing', async (_name, activity) => {
    const { teams, received } = await startBare();
    expect(await teams.activity(activity)).toMatchObject({ status: 200 });
    expect(received).toEqual([]);
  });

  it('an invoke that it does not know is answered so', async () => {
    const { teams } = await startBare();
    expect(await teams.activity({ type: 'invoke', name: 'composeExtension/query' })).toMatchObject({
      status: 501,
    });
  });

  it('somebody without an account is a guest under another id', async () => {
    const { teams, received } = await startBare();
    await teams.activity({ type: 'message', text: 'help', from: { id: '29:anonymous' } });
    expect(received[0]?.actor).toEqual({ platform: 'teams', id: '29:anonymous', guest: true });
  });

  it('people of other organisations are told that they are not admitted, and come in as guests where they are', async () => {
    const config = { tenantId: '11111111-1111-4111-8111-111111111111' };
    const tenant = '22222222-2222-4222-8222-222222222222';
    const closed = await startBare({ config });
    await closed.teams.message('help', { tenant });
    await expect.poll(() => closed.teams.messages[0]?.states[0]?.text).toContain('other organisations');
    expect(closed.received).toEqual([]);
    const open = await startBare({ config: { ...config, allowOutsiders: true } });
    await open.teams.message('help', { tenant });
    expect(open.received[0]?.actor.guest).toBe(true);
  });
});
