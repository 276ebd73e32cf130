import { describe, expect, it } from 'vitest';
import { PortError } from '../../../src/contracts/errors.js';
import { replySchema } from '../../../src/contracts/reply.js';
import { BOT, TEAM } from '../../fakes/slack-api.js';
import { signatureOf } from '../../fakes/slack.js';
import { startBare } from './bare.js';

const asksForService = replySchema.parse({
  ...{ code: 'awaiting_answer', locale: 'en', tone: 'question', title: 'Which service?', blocks: [] },
  ...{ speech: 'Which service?', expects: 'slot', slot: 'service' },
});

const form = (fields: Record<string, string>) => ({
  type: 'application/x-www-form-urlencoded',
  body: new URLSearchParams(fields).toString(),
});
const event = {
  type: 'event_callback',
  team_id: TEAM,
  event_id: 'Ev1',
  event: { type: 'app_mention', user: 'UADA', channel: 'COPS', ts: '1.000001', text: `<@${BOT}> status` },
};
/** Everything that Slack posts to the bot. */
const REQUESTS = {
  'a slash command': form({
    command: '/ops',
    text: 'status',
    user_id: 'UADA',
    channel_id: 'COPS',
    trigger_id: 't1',
    team_id: TEAM,
  }),
  'an event': { type: 'application/json', body: JSON.stringify(event) },
  'a press': form({
    payload: JSON.stringify({
      type: 'block_actions',
      trigger_id: 't2',
      user: { id: 'UADA', team_id: TEAM },
      channel: { id: 'COPS' },
      actions: [
        {
          type: 'button',
          action_id: 'coxswain:command:0:0',
          value: JSON.stringify({ command: { intent: 'help', slots: {} } }),
        },
      ],
    }),
  }),
  'a check of the certificate': form({ ssl_check: '1', token: 'x' }),
  'a check of the address': {
    type: 'application/json',
    body: JSON.stringify({ type: 'url_verification', challenge: 'c1' }),
  },
} as const;
const NAMES = Object.keys(REQUESTS).filter((name): name is keyof typeof REQUESTS => name in REQUESTS);
/** Those that make the bot do something. */
const ACTING = NAMES.slice(0, 3);

type Forge = (
  body: string,
  now: number,
) => { readonly headers: Record<string, string>; readonly body?: string };
const at = (now: number, seconds: number) => String(Math.floor(now / 1000) + seconds);
const FORGERIES: Readonly<Record<string, Forge>> = {
  'without any header': () => ({ headers: {} }),
  'without a signature': (_body, now) => ({ headers: { 'x-slack-request-timestamp': at(now, 0) } }),
  'without a time': (body, now) => ({
    headers: { 'x-slack-signature': signatureOf(body, at(now, 0))['x-slack-signature'] ?? '' },
  }),
  'signed with another secret': (body, now) => ({ headers: signatureOf(body, at(now, 0), 'another') }),
  'of more than five minutes ago': (body, now) => ({ headers: signatureOf(body, at(now, -302)) }),
  'of yesterday': (body, now) => ({ headers: signatureOf(body, at(now, -86_400)) }),
  'of more than five minutes ahead': (body, now) => ({ headers: signatureOf(body, at(now, 302)) }),
  'of next year': (body, now) => ({ headers: signatureOf(body, at(now, 31_536_000)) }),
  'with a time that is none': (body) => ({ headers: signatureOf(body, 'now') }),
  'with a time that is negative': (body) => ({ headers: signatureOf(body, '-1') }),
  'with another body than was signed': (body, now) => ({
    headers: signatureOf(body, at(now, 0)),
    body: `${body} `,
  }),
  'signed for another second': (body, now) => ({
    headers: { ...signatureOf(body, at(now, 0)), 'x-slack-request-timestamp': at(now, -1) },
  }),
  'with half a signature': (body, now) => {
    const headers = signatureOf(body, at(now, 0));
    return { headers: { ...headers, 'x-slack-signature': headers['x-slack-signature']?.slice(0, 35) ?? '' } };
  },
  'with a signature of another version': (body, now) => {
    const headers = signatureOf(body, at(now, 0));
    return {
      headers: { ...headers, 'x-slack-signature': headers['x-slack-signature']?.replace('v0', 'v1') ?? '' },
    };
  },
};

describe('requests that are not from Slack, or not of now [SLACK-3]', () => {
  const cases = NAMES.flatMap((name) =>
    Object.keys(FORGERIES).map((forgery): [keyof typeof REQUESTS, string] => [name, forgery]),
  );

  it('has enough of them', () => expect(cases.length).toBeGreaterThanOrEqual(30));

  it('each is refused and nothing comes of it', async () => {
    const { slack, received } = await startBare();
    for (const [name, forgery] of cases) {
      const { body, type } = REQUESTS[name];
      const forged = FORGERIES[forgery]?.(body, Date.now());
      const { status, content } = await slack.postRaw(forged?.body ?? body, {
        'content-type': type,
        ...forged?.headers,
      });
      expect([name, forgery, status, content]).toEqual([name, forgery, 401, '']);
    }
    expect(received).toEqual([]);
  });

  it.each([-290, 0, 290])('a genuine one is taken although the clocks are %i s apart', async (seconds) => {
    const { slack, received } = await startBare();
    const { body, type } = REQUESTS['a slash command'];
    const headers = signatureOf(body, at(Date.now(), seconds));
    expect(await slack.postRaw(body, { 'content-type': type, ...headers })).toMatchObject({ status: 200 });
    expect(received).toHaveLength(1);
  });
});

describe('genuine requests that are sent again by whoever recorded them [SLACK-3]', () => {
  it.each(NAMES)('%s gets the same acknowledgement and has no second effect', async (name) => {
    const { slack, received } = await startBare();
    const { body, type } = REQUESTS[name];
    const headers = { 'content-type': type, ...signatureOf(body, at(Date.now(), 0)) };
    const answers = [];
    for (let time = 0; time < 4; time++) answers.push(await slack.postRaw(body, headers));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
    expect(received).toHaveLength(ACTING.includes(name) ? 1 : 0);
  });

  it('also when all come at once', async () => {
    const { slack, received } = await startBare();
    const { body, type } = REQUESTS['a slash command'];
    const headers = { 'content-type': type, ...signatureOf(body, at(Date.now(), 0)) };
    const answers = await Promise.all(Array.from({ length: 20 }, () => slack.postRaw(body, headers)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(received).toHaveLength(1);
  });
});

describe('what is not taken', () => {
  it('is not acknowledged: an event whose message is not durable comes again', async () => {
    let down = true;
    const { slack, received } = await startBare({
      receive: () =>
        down
          ? Promise.reject(new Error('the disk is full'))
          : Promise.resolve({ duplicate: false, answer: Promise.resolve(undefined) }),
    });
    const mention = { ...event.event };
    expect(await slack.event(mention, 'Ev9')).toMatchObject({ status: 503 });
    down = false;
    expect(
      await slack.event(mention, 'Ev9', {
        headers: { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_error' },
      }),
    ).toMatchObject({ status: 200 });
    expect(received.map(({ eventId }) => eventId)).toEqual(['m:COPS:1.000001', 'm:COPS:1.000001']);
  });

  it('a command that cannot be noted within 3 s is answered with that', async () => {
    const { slack } = await startBare({ receive: () => new Promise(() => undefined) });
    const began = Date.now();
    const { status, content } = await slack.command('status', { user: 'UADA', channel: 'COPS' });
    expect(Date.now() - began).toBeLessThan(3_000);
    expect([status, content]).toEqual([200, expect.objectContaining({ response_type: 'ephemeral' })]);
  });

  it('a command that nobody listens for is unknown at once', async () => {
    const { slack } = await startBare();
    const body = new URLSearchParams({
      command: '/other',
      text: '',
      user_id: 'UADA',
      channel_id: 'COPS',
      trigger_id: 't',
      team_id: TEAM,
    });
    expect(await slack.post(body.toString(), 'application/x-www-form-urlencoded')).toMatchObject({
      status: 404,
    });
  });

  it.each([
    ['broken JSON', '{', 'application/json', 400],
    ['a list', '[]', 'application/json', 400],
  ])('%s is no request', async (_what, body, type, status) => {
    const { slack } = await startBare();
    expect(await slack.post(body, type)).toMatchObject({ status });
  });
});

describe('who and what is heard', () => {
  const said = {
    type: 'message',
    user: 'UADA',
    channel: 'COPS',
    channel_type: 'channel',
    ts: '5.000001',
    text: `<@${BOT}> status`,
  };
  it.each([
    ['its own message', { ...said, user: BOT }],
    ['a message of another bot', { ...said, bot_id: 'B9' }],
    ['an edited message', { ...said, edited: { user: 'UADA', ts: '6' } }],
    ['the notice of an edit', { ...said, subtype: 'message_changed' }],
    ['talk of others in a channel', { ...said, text: 'lunch?' }],
    ['talk in a thread that it has no part in', { ...said, text: 'lunch?', thread_ts: '4.000001' }],
  ])('%s is ignored', async (_what, ignored) => {
    const { slack, received } = await startBare();
    expect(await slack.event(ignored)).toMatchObject({ status: 200 });
    expect(received).toEqual([]);
  });

  it('a mention that comes as two events is one message', async () => {
    const { slack, received } = await startBare();
    await slack.mention('status', { user: 'UADA', channel: 'COPS' });
    expect(new Set(received.map(({ eventId, text }) => `${eventId} ${text}`)).size).toBe(1);
  });

  it.each([
    ['a guest', 'UGUEST', { restricted: true }, {}, 0],
    ['a guest where guests are allowed', 'UGUEST', { restricted: true }, { allowGuests: true }, 1],
    ['somebody of another organisation', 'UFAR', { team: 'T0OTHER' }, {}, 0],
    [
      'somebody of another organisation where that is allowed',
      'UFAR',
      { team: 'T0OTHER' },
      { allowSharedChannels: true },
      1,
    ],
  ])('%s', async (_who, user, about, config, heard) => {
    const { slack, workspace, received } = await startBare({ slack: config });
    workspace.users.set(user, { name: 'x', ...about });
    const { content } = await slack.command('status', { user, channel: 'COPS' });
    expect(received).toHaveLength(heard);
    if (heard === 0) expect(content).toMatchObject({ response_type: 'ephemeral' });
    else expect(received[0]?.actor.guest).toBe(true);
  });

  it('while the bot has too much to answer people are told so, and events come again', async () => {
    const { slack } = await startBare({
      receive: () => Promise.reject(new PortError('rate_limited', 'too many messages wait already')),
    });
    const { status, content } = await slack.command('status', { user: 'UADA', channel: 'COPS' });
    expect([status, content]).toMatchObject([200, { response_type: 'ephemeral' }]);
    expect(JSON.stringify(content)).toContain('did not take that');
    const event = { type: 'app_mention', user: 'UADA', channel: 'COPS', ts: '1.1', text: '<@UBOT> status' };
    expect((await slack.event(event)).status).toBe(503);
  });

  it('what is said in a channel comes with what the channel is for', async () => {
    const binding = { environment: 'staging', services: ['checkout'] };
    const { slack, received } = await startBare({ slack: { channels: { COPS: binding } } });
    await slack.command('status', { user: 'UADA', channel: 'COPS' });
    await slack.mention('status', { user: 'UADA', channel: 'COPS' });
    await slack.command('status', { user: 'UADA', channel: 'COTHER' });
    expect(received.map(({ conversation, binding: given }) => [conversation.id, given])).toEqual([
      ...[1, 2, 3].map(() => ['COPS', binding]),
      ['COTHER', undefined],
    ]);
  });

  it('a form offers what the channel is for that it was opened in', async () => {
    const binding = { services: ['checkout'] };
    const asked: unknown[] = [];
    const { slack } = await startBare({
      slack: { channels: { COPS: binding } },
      receive: () =>
        Promise.resolve({ duplicate: false, answer: Promise.resolve({ reply: asksForService }) }),
      options: (slot, prefix, actor, bound) => {
        asked.push([slot, prefix, actor.id, bound]);
        return Promise.resolve([]);
      },
    });
    await slack.command('deploy', { user: 'UADA', channel: 'COPS' });
    await expect.poll(() => slack.workspace.views.length).toBe(1);
    await slack.suggestions('UADA', 'che');
    expect(asked).toEqual([['service', 'che', 'UADA', binding]]);
  });

  it('a guest who mentions the bot is told once that guests are not heard', async () => {
    const { slack, workspace, received } = await startBare();
    workspace.users.set('UGUEST', { name: 'Guest', restricted: true });
    await slack.mention('status', { user: 'UGUEST', channel: 'COPS' });
    await slack.say('status', { user: 'UGUEST', channel: 'DGUEST' });
    expect(received).toEqual([]);
    const told = workspace.messages.map(({ channel, onlyFor, text }) => [
      channel,
      onlyFor,
      /Guests/.test(text),
    ]);
    expect(told).toEqual([
      ['COPS', 'UGUEST', true],
      ['DGUEST', 'UGUEST', true],
    ]);
  });

  it('nobody is heard in a channel that is shared with other organisations', async () => {
    const { slack, workspace, received } = await startBare();
    workspace.sharedChannels.add('COPS');
    await slack.command('status', { user: 'UADA', channel: 'COPS' });
    expect(received).toEqual([]);
  });
});
