import { createServer } from 'node:net';
import { createEmulator } from 'emulate';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { slackSchema } from '../../../adapters/slack/config.js';
import { slack as slackAdapter } from '../../../adapters/slack/index.js';
import { SCOPES } from '../../../adapters/slack/manifest.js';
import { systemClock } from '../../../src/clock.js';
import type { Deliver, Delivery, Host } from '../../../src/contracts/ports/host.js';
import { startPublicListener } from '../../../src/http/index.js';
import { around } from '../../fakes/around.js';
import { aReply } from '../../fakes/drafts.js';
import { recordingLog } from '../../fakes/log.js';
import { SECRET, signatureOf } from '../../fakes/slack.js';

/**
 * A Slack Web API that somebody else wrote, strict about scopes: what the manifest asks for must be enough for every
 * call the bot makes there. It knows no slash commands, presses or sockets; those requests are made here by hand.
 */
it('against an emulator of the Web API: posts, edits, whispers, attaches, forms and Home, with no more than the manifest’s scopes [SLACK-2]', async () => {
  const question = aReply('Which service?', { expects: 'slot', slot: 'service', code: 'awaiting_answer' });
  const { web, id, post, deliver, log } = await start(() =>
    Promise.resolve({ duplicate: false, answer: Promise.resolve({ reply: question }) }),
  );
  const [channel, ada] = [await id('channels', 'ops'), await id('members', 'ada')];
  const delivery = (key: string, change: Partial<Delivery>): Delivery => ({
    ...{ key, revision: 1, final: true, reply: aReply('Deploying') },
    conversation: { platform: 'slack', id: channel, tenant: 'default' },
    actor: { platform: 'slack', id: ada },
    ...change,
  });

  const ref = await deliver(delivery('op:1', {}));
  const content = Array.from({ length: 60 }, (_, line) => `line ${line}`).join('\n');
  const blocks = [{ kind: 'file', name: 'a.log', mediaType: 'text/plain', content } as const];
  await deliver(
    delivery('op:1', {
      ...{ revision: 2, reply: aReply('Deployed', { blocks }) },
      ...(ref === undefined ? {} : { ref }),
    }),
  );
  await deliver(delivery('event:1', { reply: aReply('For you only', { visibility: 'asker' }) }));
  const { messages } = z
    .object({ messages: z.array(z.looseObject({ text: z.string() })) })
    .parse(await web('conversations.history', { channel }));
  expect(messages.map(({ text }) => text)).toContain('Deployed');
  expect(messages.map(({ text }) => text)).not.toContain('Deploying');
  expect(messages.map(({ text }) => text)).not.toContain('For you only');
  expect(JSON.stringify(await web('files.list', {}, 'xoxb-reader'))).toContain('a.log');

  const { trigger_id: trigger } = z
    .object({ trigger_id: z.string() })
    .parse(await web('views.generateTriggerId'));
  const command = { command: '/ops', text: 'deploy', user_id: ada, channel_id: channel, trigger_id: trigger };
  expect(
    (await post(new URLSearchParams(command).toString(), 'application/x-www-form-urlencoded')).status,
  ).toBe(200);
  const opened = { type: 'app_home_opened', user: ada, tab: 'home' };
  const event = { type: 'event_callback', event_id: 'Ev1', event: opened };
  expect((await post(JSON.stringify(event), 'application/json')).status).toBe(200);
  await expect
    .poll(async () => (await fetch(`${web.url}/?tab=views`)).text())
    .toMatch(/(?=[^]*>modal<)(?=[^]*>app home<)/);
  expect(log.lines.filter(({ level }) => level === 'warn' || level === 'error')).toEqual([]);
});

/** The adapter in front of a host that answers everything the same, on the emulator. */
async function start(receive: Host['receive']) {
  const tokens = [
    { token: 'xoxb-bot', user: 'coxswain', scopes: Object.keys(SCOPES) },
    { token: 'xoxb-reader', user: 'coxswain', scopes: ['files:read'] },
  ];
  const users = [{ name: 'coxswain' }, { name: 'ada', real_name: 'Ada' }];
  const emulator = await createEmulator({
    ...{ service: 'slack', port: await freePort() },
    seed: { slack: { strict_scopes: true, users, channels: [{ name: 'ops' }], tokens } },
  });
  const log = recordingLog();
  const subscribed: { deliver?: Deliver } = {};
  const host: Host = {
    ...{ aloud: (text: string) => text, news: () => Promise.resolve({ items: [], cursor: '' }) },
    ...{ receive, vocabulary: () => [], commands: () => [], options: () => Promise.resolve([]) },
    home: () => Promise.resolve({ running: [aReply('Deploying')], approvals: [], attention: [] }),
    subscribe: (_platform, deliver) => {
      subscribed.deliver = deliver;
      return () => undefined;
    },
  };
  const config = slackSchema.parse({
    ...{ botToken: 'xoxb-bot', signingSecret: SECRET, apiUrl: `${emulator.url}/api/` },
  });
  const adapter = await slackAdapter.start({ host, ...around(), clock: systemClock, log }, config);
  const listener = await startPublicListener({
    ...{ host: '127.0.0.1', port: 0, log, routes: adapter.routes ?? [] },
    ready: () => Promise.resolve({ ready: true, parts: {} }),
  });
  onTestFinished(async () => {
    await listener.stop();
    await adapter.stop();
    await emulator.close();
  });
  const call = async (method: string, body: object = {}, token = 'xoxb-bot'): Promise<unknown> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const sent = { method: 'POST', headers, body: JSON.stringify(body) };
    return (await fetch(`${emulator.url}/api/${method}`, sent)).json();
  };
  const named = z.array(z.object({ id: z.string(), name: z.string() }));
  return {
    log,
    web: Object.assign(call, { url: emulator.url }),
    id: async (list: 'channels' | 'members', name: string): Promise<string> => {
      const answer = await call(list === 'channels' ? 'conversations.list' : 'users.list');
      const all = named.parse(z.record(z.string(), z.unknown()).parse(answer)[list]);
      return all.find((each) => each.name === name)?.id ?? '';
    },
    post: (body: string, type: string) => {
      const headers = { 'content-type': type, ...signatureOf(body, String(Math.floor(Date.now() / 1000))) };
      return fetch(`${listener.url}/slack/events`, { method: 'POST', body, headers });
    },
    deliver: (delivery: Delivery) =>
      subscribed.deliver?.(delivery) ?? Promise.reject(new Error('the adapter did not subscribe')),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
