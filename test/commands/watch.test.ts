import { expect, it } from 'vitest';
import { createWatch, followOperation } from '../../src/commands/watch.js';
import { replySchema, type Reply } from '../../src/contracts/reply.js';
import type { Delivered } from '../../src/socket/client.js';

const reply = (title: string): Reply =>
  replySchema.parse({ code: 'answered', locale: 'en', tone: 'info', title, blocks: [], speech: '' });
const delivered = (key: string, title: string, change: Partial<Delivered> = {}): Delivered => ({
  key,
  revision: 1,
  reply: reply(title),
  final: true,
  unclaimed: false,
  ...change,
});

function watching() {
  const shown: string[] = [];
  const watch = createWatch('event:mine', (_key, { title }) => shown.push(title));
  return { watch, shown };
}
const noOperation = { operation: () => Promise.resolve(undefined) };

it('an answer that comes both ways is shown once', async () => {
  const { watch, shown } = watching();
  const arrived = watch.show(delivered('event:mine', 'hello'));
  await followOperation({ reply: reply('hello') }, noOperation, watch);
  expect(await arrived).toBe(true);
  expect(shown).toEqual(['hello']);
});

it('an answer is shown before its receipt came, which waits for it while the ledger is down', async () => {
  const { watch, shown } = watching();
  expect(await watch.show(delivered('event:mine', 'hello'))).toBe(true);
  await followOperation({ reply: reply('hello') }, noOperation, watch);
  expect(shown).toEqual(['hello']);
});

it('another program’s reply is left to it', async () => {
  const { watch, shown } = watching();
  watch.belongsTo(undefined);
  expect(await watch.show(delivered('op:other', 'theirs'))).toBe(false);
  expect(shown).toEqual([]);
});

it('the end of an operation that nobody waits for any more is told here', async () => {
  const { watch, shown } = watching();
  watch.belongsTo(undefined);
  expect(await watch.show(delivered('op:old', 'the end', { unclaimed: true }))).toBe(true);
  expect(await watch.show(delivered('event:old', 'an old answer', { unclaimed: true }))).toBe(true);
  expect(shown).toEqual(['the end']);
});

it('a digest that waited for somebody is shown to whoever comes first, and never dropped', async () => {
  const { watch, shown } = watching();
  watch.belongsTo(undefined);
  const key = 'schedule:config:morning:1767225600000';
  expect(await watch.show(delivered(key, 'all healthy'))).toBe(false);
  expect(await watch.show(delivered(key, 'all healthy', { unclaimed: true }))).toBe(true);
  expect(shown).toEqual(['all healthy']);
});

it('an answer that says an operation goes on is not its end', () => {
  const { watch, shown } = watching();
  void watch.show(delivered('event:mine', '#1 goes on.'));
  watch.belongsTo('one');
  expect(shown).toEqual(['#1 goes on.']);
  expect(watch.finished()).toBe(false);
});

it('the last version of an operation’s message is its end', async () => {
  const { watch } = watching();
  watch.belongsTo('one');
  await watch.show(delivered('op:one', 'half way', { final: false }));
  expect(watch.finished()).toBe(false);
  await watch.show(delivered('op:one', 'done'));
  expect(watch.finished()).toBe(true);
});
