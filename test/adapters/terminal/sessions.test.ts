import { expect, it, vi } from 'vitest';
import { terminal, type Show } from '../../../adapters/terminal/index.js';
import { replySchema } from '../../../src/contracts/reply.js';
import type { Deliver, Delivery, Host } from '../../../src/contracts/ports/host.js';
import { systemClock } from '../../../src/clock.js';
import { around } from '../../fakes/around.js';

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

function fakeHost() {
  const subscriptions: Deliver[] = [];
  const host: Host = {
    receive: () => Promise.reject(new Error('not used')),
    options: () => Promise.resolve([]),
    home: () => Promise.resolve({ running: [], approvals: [], attention: [] }),
    vocabulary: () => [],
    commands: () => [],
    aloud: (text) => text,
    news: () => Promise.resolve({ items: [], cursor: '' }),
    subscribe: (_platform, deliver) => {
      subscriptions.push(deliver);
      return () => subscriptions.splice(subscriptions.indexOf(deliver), 1);
    },
  };
  return { host, subscriptions };
}
const delivery: Delivery = {
  key: 'op:1',
  revision: 1,
  conversation: { platform: 'terminal', id: 'ann', tenant: 'default' },
  actor: { platform: 'terminal', id: 'ann' },
  reply: replySchema.parse({
    code: 'succeeded',
    locale: 'en',
    tone: 'success',
    title: 'done',
    blocks: [],
    speech: '',
  }),
  final: true,
};
const started = (host: Host) => terminal.start({ host, ...around(), clock: systemClock, log: silent });

it('a reply goes to whoever has its conversation open', async () => {
  const { host, subscriptions } = fakeHost();
  const { sessions } = await started(host);
  const ann = vi.fn<Show>(() => Promise.resolve());
  const bob = vi.fn<Show>(() => Promise.resolve());
  sessions.attach('ann', ann);
  sessions.attach('bob', bob);
  await subscriptions[0]?.(delivery);
  expect(ann).toHaveBeenCalledWith(delivery, false);
  expect(bob).not.toHaveBeenCalled();
});

it('a reply for a closed conversation is not taken, so that the outbox keeps it', async () => {
  const { host, subscriptions } = fakeHost();
  const { sessions } = await started(host);
  const close = sessions.attach('ann', () => Promise.resolve());
  close();
  await expect(subscriptions[0]?.(delivery)).rejects.toThrow('nobody has ann open');
});

it('opening a conversation asks for what waited', async () => {
  const { host, subscriptions } = fakeHost();
  const { sessions } = await started(host);
  const first = subscriptions[0];
  sessions.attach('ann', () => Promise.resolve());
  expect(subscriptions).toHaveLength(1);
  expect(subscriptions[0]).not.toBe(first);
});

it('one terminal that shows a reply is enough', async () => {
  const { host, subscriptions } = fakeHost();
  const { sessions } = await started(host);
  sessions.attach('ann', () => Promise.reject(new Error('closed')));
  sessions.attach('ann', () => Promise.resolve());
  await expect(subscriptions[0]?.(delivery)).resolves.toBeUndefined();
});

it('what no terminal claims is offered to one of them as unclaimed', async () => {
  const { host, subscriptions } = fakeHost();
  const { sessions } = await started(host);
  const show = vi.fn<Show>((_delivery, unclaimed) =>
    unclaimed ? Promise.resolve() : Promise.reject(new Error('not mine')),
  );
  sessions.attach('ann', show);
  await subscriptions[0]?.(delivery);
  expect(show.mock.calls.map(([, unclaimed]) => unclaimed)).toEqual([false, true]);
});

it('progress that nobody watches is let go, a question is kept', async () => {
  const { host, subscriptions } = fakeHost();
  await started(host);
  const progress = { ...delivery, final: false };
  await expect(subscriptions[0]?.(progress)).resolves.toBeUndefined();
  const question = { ...progress, reply: { ...delivery.reply, expects: 'confirm' as const } };
  await expect(subscriptions[0]?.(question)).rejects.toThrow('nobody has ann open');
});
