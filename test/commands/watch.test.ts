import { describe, expect, it } from 'vitest';
import { createOutage } from '../../src/commands/outage.js';
import { createWatch, followOperation } from '../../src/commands/watch.js';
import { PortError } from '../../src/contracts/errors.js';
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
/** Waits on, whatever the ledger does. */
const patient = { met: () => false, over: () => undefined, gaveUp: () => undefined };
const noOperation = { operation: () => Promise.resolve(undefined) };

it('an answer that comes both ways is shown once', async () => {
  const { watch, shown } = watching();
  const arrived = watch.show(delivered('event:mine', 'hello'));
  await followOperation({ reply: reply('hello') }, noOperation, watch, patient);
  expect(await arrived).toBe(true);
  expect(shown).toEqual(['hello']);
});

it('an answer is shown before its receipt came, which waits for it while the ledger is down', async () => {
  const { watch, shown } = watching();
  expect(await watch.show(delivered('event:mine', 'hello'))).toBe(true);
  await followOperation({ reply: reply('hello') }, noOperation, watch, patient);
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

describe('while the ledger is down', () => {
  const answer = {
    reply: reply('#7 runs'),
    operation: { id: 'seven', number: 7, status: 'cleared' as const },
  };
  const down = { operation: () => Promise.reject(new PortError('ledger_down', 'down')) };

  it('waiting for an operation ends when the patience does: how it ends is not known', async () => {
    const { watch } = watching();
    const followed = await followOperation(answer, down, watch, { ...patient, met: () => true });
    expect(followed).toMatchObject({ found: undefined, lost: true });
  });

  it('an operation that is in no ledger any more is lost, and said to be', async () => {
    const { watch } = watching();
    const lost: number[] = [];
    const outage = { ...patient, gaveUp: (number: number) => void lost.push(number) };
    expect(await followOperation(answer, noOperation, watch, outage)).toMatchObject({ lost: true });
    expect(lost).toEqual([7]);
  });

  it('any other trouble is not waited out', async () => {
    const { watch } = watching();
    const broken = { operation: () => Promise.reject(new PortError('server_error', 'broken')) };
    await expect(followOperation(answer, broken, watch, patient)).rejects.toThrow('broken');
  });

  it('says within seconds what to do, once an outage, and gives up later', () => {
    const said: string[] = [];
    let now = 0;
    const clock = { now: () => now, sleep: () => Promise.resolve() };
    const outage = createOutage({ home: '/state', databaseUrl: undefined }, clock, (line) => said.push(line));
    const metAt = (at: number) => {
      now = at;
      return outage.met(7, 'en');
    };
    expect([metAt(0), said]).toEqual([false, []]);
    expect([metAt(2_000), metAt(19_000), said]).toEqual([
      false,
      false,
      [expect.stringContaining("/state is gone or can't be used. Put the folder back, and #7 goes on")],
    ]);
    outage.over();
    expect([metAt(30_000), said.length]).toEqual([false, 1]);
    expect([metAt(49_999), metAt(50_000)]).toEqual([false, true]);
    expect(said.at(-1)).toContain('how #7 ends is not known');
  });
});
