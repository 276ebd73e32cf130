import { afterEach, describe, expect, it } from 'vitest';
import type { ConversationRef } from '../../src/contracts/message.js';
import type { Deliver, Delivery } from '../../src/contracts/ports/host.js';
import { replySchema } from '../../src/contracts/reply.js';
import type { Reply } from '../../src/contracts/reply.js';
import { backoff } from '../../src/outbox/backoff.js';
import { createDispatcher } from '../../src/outbox/index.js';
import type { Dispatcher } from '../../src/outbox/index.js';
import { recordingLog } from '../fakes/log.js';
import { ManualClock } from '../fakes/manual-clock.js';
import { MemoryOutbox } from '../fakes/outbox-store.js';

const room = (id: string, platform = 'slack'): ConversationRef => ({ platform, id, tenant: 'default' });
const reply = (title: string, speech = title): Reply =>
  replySchema.parse({ code: 'answered', locale: 'en', tone: 'info', title, blocks: [], speech });

const started: Dispatcher[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((dispatcher) => dispatcher.stop()));
});

function setUp() {
  const outbox = new MemoryOutbox();
  const clock = new ManualClock();
  const log = recordingLog();
  const dispatcher = createDispatcher({ ledger: outbox, aloud: (text) => text, clock, log });
  started.push(dispatcher);
  return { outbox, clock, log, dispatcher };
}

/** A platform that notes what it is given; `refuse` makes it throw. */
function platform(refuse: (delivery: Delivery) => boolean = () => false) {
  const taken: Delivery[] = [];
  let attempts = 0;
  const deliver: Deliver = async (delivery) => {
    attempts += 1;
    if (refuse(delivery)) throw new Error('not taken');
    taken.push(delivery);
    return `message-${delivery.key}`;
  };
  return { deliver, taken, attempts: () => attempts, titles: () => taken.map((each) => each.reply.title) };
}

describe('replies', () => {
  it('that were written before anybody listened are delivered, oldest first in a conversation', async () => {
    const { outbox, dispatcher } = setUp();
    outbox.write('event:1', room('a'), reply('one'));
    outbox.write('event:2', room('a'), reply('two'));
    const slack = platform();
    dispatcher.subscribe('slack', slack.deliver);
    await expect.poll(slack.titles).toEqual(['one', 'two']);
    expect(await outbox.undelivered('slack', 10)).toEqual([]);
  });

  it('go to the subscriber of their platform only', async () => {
    const { outbox, dispatcher } = setUp();
    const [slack, teams] = [platform(), platform()];
    dispatcher.subscribe('slack', slack.deliver);
    dispatcher.subscribe('teams', teams.deliver);
    outbox.write('event:1', room('a', 'teams'), reply('for teams'));
    outbox.write('event:2', room('a', 'slack'), reply('for slack'));
    await expect.poll(slack.titles).toEqual(['for slack']);
    await expect.poll(teams.titles).toEqual(['for teams']);
  });

  it('are edited in place: a later revision comes with what the platform called the earlier', async () => {
    const { outbox, dispatcher } = setUp();
    const slack = platform();
    dispatcher.subscribe('slack', slack.deliver);
    outbox.write('op:1', room('a'), reply('1 of 3'));
    await expect.poll(slack.titles).toEqual(['1 of 3']);
    outbox.write('op:1', room('a'), reply('done'), true);
    await expect.poll(slack.titles).toEqual(['1 of 3', 'done']);
    expect(slack.taken.map(({ ref, revision, final }) => ({ ref, revision, final }))).toEqual([
      { ref: undefined, revision: 1, final: false },
      { ref: 'message-op:1', revision: 2, final: true },
    ]);
  });

  it('skip revisions that were overtaken while the platform was slow', async () => {
    const { outbox, dispatcher } = setUp();
    let release = () => {};
    const slow = new Promise<void>((resolve) => (release = resolve));
    const slack = platform();
    dispatcher.subscribe('slack', async (delivery) => {
      const ref = await slack.deliver(delivery);
      await slow;
      return ref;
    });
    outbox.write('op:1', room('a'), reply('1'));
    await expect.poll(slack.titles).toEqual(['1']);
    for (const title of ['2', '3', '4']) outbox.write('op:1', room('a'), reply(title));
    release();
    await expect.poll(slack.titles).toEqual(['1', '4']);
  });

  it('have a spoken form that can be said', async () => {
    const { outbox, dispatcher } = setUp();
    const slack = platform();
    dispatcher.subscribe('slack', slack.deliver);
    outbox.write('event:1', room('a'), reply('t', '*Done*: checkout runs 1.4.2. All good. Bye.'));
    await expect.poll(() => slack.taken[0]?.reply.speech).toBe('Done: checkout runs 1.4.2. All good.');
  });

  it('written by another process are found without being told', async () => {
    const { outbox, dispatcher, clock } = setUp();
    const slack = platform();
    const silent = createDispatcher({
      ledger: { ...pick(outbox), onReply: () => () => undefined },
      aloud: (text) => text,
      clock,
      log: recordingLog(),
    });
    started.push(silent, dispatcher);
    silent.subscribe('slack', slack.deliver);
    await clock.asleepFor(5_000);
    outbox.write('event:1', room('a'), reply('from afar'));
    clock.advance(5_000);
    await expect.poll(slack.titles).toEqual(['from afar']);
  });
});

describe('what was said by voice, in the chat that is linked', () => {
  const spoken: ConversationRef = { ...room('s-1', 'voice'), linked: { platform: 'slack', id: 'ada' } };
  const heard = (text: string): Reply => ({
    ...reply(`Ada said: “${text}”`, ''),
    heard: `Ada said: “${text}”`,
  });

  it('is one message with its answer, also when the chat is behind by many', async () => {
    const { outbox, dispatcher } = setUp();
    const voice = platform();
    dispatcher.subscribe('voice', voice.deliver);
    for (let turn = 1; turn <= 20; turn++) {
      outbox.write(`heard:voice:${turn}`, room('ada'), heard(`question ${turn}`), true);
      outbox.write(`event:voice:${turn}`, spoken, reply(`answer ${turn}`), true);
    }
    await expect.poll(() => voice.taken).toHaveLength(20);
    const slack = platform();
    dispatcher.subscribe('slack', slack.deliver);
    await expect.poll(slack.titles).toEqual(Array.from({ length: 20 }, (_, turn) => `answer ${turn + 1}`));
    expect(slack.taken[0]?.reply.blocks).toEqual([{ kind: 'text', text: 'Ada said: “question 1”' }]);
  });

  it('is edited when the answer comes later, and again when that goes on', async () => {
    const { outbox, dispatcher } = setUp();
    const [voice, slack] = [platform(), platform()];
    dispatcher.subscribe('voice', voice.deliver);
    dispatcher.subscribe('slack', slack.deliver);
    outbox.write('heard:voice:1', room('ada'), heard('pipeline status'), true);
    await expect.poll(slack.titles).toEqual(['Ada said: “pipeline status”']);
    outbox.write('event:voice:1', spoken, reply('it builds'));
    await expect.poll(slack.titles).toHaveLength(2);
    outbox.write('event:voice:1', spoken, reply('it is built'), true);
    await expect.poll(slack.titles).toHaveLength(3);
    expect(new Set(slack.taken.map(({ key }) => key))).toEqual(new Set(['heard:voice:1']));
    expect(slack.taken.map(({ reply: { blocks } }) => blocks.length)).toEqual([0, 1, 1]);
  });

  it('is a message of its own where the answer is an operation’s', async () => {
    const { outbox, dispatcher } = setUp();
    const [voice, slack] = [platform(), platform()];
    dispatcher.subscribe('voice', voice.deliver);
    dispatcher.subscribe('slack', slack.deliver);
    outbox.write('heard:voice:1', room('ada'), heard('restart cart in dev'), true);
    outbox.write('op:7', spoken, reply('Restart cart?'));
    await expect.poll(slack.titles).toEqual(['Ada said: “restart cart in dev”', 'Restart cart?']);
  });
});

describe('when the platform does not take a reply', () => {
  it('it is tried again later and later, up to a minute', async () => {
    const { outbox, dispatcher, clock } = setUp();
    const slack = platform(() => true);
    dispatcher.subscribe('slack', slack.deliver);
    outbox.write('event:1', room('a'), reply('one'));
    for (const [attempt, pause] of [1_000, 2_000, 4_000].entries()) {
      await clock.asleepFor(pause);
      expect(slack.attempts()).toBe(attempt + 1);
      clock.advance(pause);
    }
    await expect.poll(slack.attempts).toBe(4);
    expect([1, 2, 3, 4, 5, 6, 7, 8, 50].map(backoff)).toEqual(
      [1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1_000),
    );
  });

  it('other conversations go on, even when the broken one has more waiting than one look holds', async () => {
    const { outbox, dispatcher } = setUp();
    const slack = platform((delivery) => delivery.conversation.id === 'broken');
    for (let each = 0; each < 350; each++)
      outbox.write(`event:${each}`, room('broken'), reply(`lost ${each}`));
    outbox.write('event:good', room('good'), reply('good'));
    dispatcher.subscribe('slack', slack.deliver);
    await expect.poll(slack.titles).toEqual(['good']);
  });

  it('other conversations go on while one hangs, which counts as failed after 30 s', async () => {
    const { outbox, dispatcher, clock } = setUp();
    const slack = platform();
    let hangs = true;
    dispatcher.subscribe('slack', (delivery) =>
      delivery.conversation.id === 'stuck' && hangs ? new Promise(() => undefined) : slack.deliver(delivery),
    );
    outbox.write('event:1', room('stuck'), reply('stuck'));
    outbox.write('event:2', room('good'), reply('good'));
    await expect.poll(slack.titles).toEqual(['good']);
    hangs = false;
    await clock.asleepFor(30_000);
    clock.advance(30_000);
    await clock.asleepFor(1_000);
    clock.advance(1_000);
    await expect.poll(slack.titles).toEqual(['good', 'stuck']);
  });

  it('what came later in the same conversation waits for it', async () => {
    const { outbox, dispatcher, clock } = setUp();
    let broken = true;
    const slack = platform(() => broken);
    dispatcher.subscribe('slack', slack.deliver);
    outbox.write('event:1', room('a'), reply('one'));
    outbox.write('event:2', room('a'), reply('two'));
    await clock.asleepFor(1_000);
    broken = false;
    clock.advance(1_000);
    await expect.poll(slack.titles).toEqual(['one', 'two']);
  });
});

describe('when the ledger is down', () => {
  it('delivery goes on once it is back', async () => {
    const { outbox, dispatcher, clock } = setUp();
    outbox.down = true;
    const slack = platform();
    dispatcher.subscribe('slack', slack.deliver);
    await clock.asleepFor(1_000);
    outbox.down = false;
    outbox.write('event:1', room('a'), reply('one'));
    clock.advance(1_000);
    await expect.poll(slack.titles).toEqual(['one']);
  });

  it('a reply that was sent but could not be marked is not sent twice', async () => {
    const { outbox, dispatcher, clock } = setUp();
    const slack = platform();
    dispatcher.subscribe('slack', async (delivery) => {
      outbox.down = true;
      return slack.deliver(delivery);
    });
    outbox.write('event:1', room('a'), reply('one'));
    await expect.poll(slack.titles).toEqual(['one']);
    await clock.asleepFor(1_000);
    outbox.down = false;
    clock.advance(1_000);
    await expect.poll(() => outbox.undelivered('slack', 10)).toEqual([]);
    expect(slack.attempts()).toBe(1);
  });

  const urgent = {
    key: 'event:9',
    revision: 1,
    conversation: room('a'),
    actor: { platform: 'slack', id: 'ada' },
  };

  it('an answer goes straight to the platform', async () => {
    const { outbox, dispatcher } = setUp();
    outbox.down = true;
    const slack = platform();
    dispatcher.subscribe('slack', slack.deliver);
    await dispatcher.deliverNow({ ...urgent, reply: reply('down'), final: true });
    expect(slack.titles()).toEqual(['down']);
  });

  it('an answer that the platform does not take at once is tried again, six times in all', async () => {
    const { dispatcher, clock, log } = setUp();
    const slack = platform(() => true);
    dispatcher.subscribe('slack', slack.deliver);
    await dispatcher.deliverNow({ ...urgent, reply: reply('down'), final: true });
    for (const pause of [1_000, 2_000, 4_000, 8_000, 16_000]) {
      await clock.asleepFor(pause);
      clock.advance(pause);
    }
    await expect.poll(slack.attempts).toBe(6);
    await expect.poll(() => log.lines.at(-1)?.message).toBe('a reply was lost');
  });

  it('an answer for a platform without subscriber is given up with a word in the log', async () => {
    const { dispatcher, log } = setUp();
    await dispatcher.deliverNow({ ...urgent, reply: reply('down'), final: true });
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { platform: 'slack', key: 'event:9' } }]);
  });
});

describe('subscribing', () => {
  it('is for one subscriber a platform, and can end', async () => {
    const { outbox, dispatcher } = setUp();
    const [first, second] = [platform(), platform()];
    const end = dispatcher.subscribe('slack', first.deliver);
    expect(() => dispatcher.subscribe('slack', second.deliver)).toThrow('subscriber already');
    end();
    dispatcher.subscribe('slack', second.deliver);
    outbox.write('event:1', room('a'), reply('one'));
    await expect.poll(second.titles).toEqual(['one']);
    expect(first.titles()).toEqual([]);
  });

  it('ends with what is under way when the dispatcher stops', async () => {
    const { outbox, dispatcher } = setUp();
    const slack = platform();
    dispatcher.subscribe('slack', slack.deliver);
    outbox.write('event:1', room('a'), reply('one'));
    await expect.poll(slack.titles).toEqual(['one']);
    await dispatcher.stop();
    outbox.write('event:2', room('a'), reply('two'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(slack.titles()).toEqual(['one']);
  });

  it('that are under way when their subscription ends are waited for at the stop, and not sent again', async () => {
    const { outbox, dispatcher } = setUp();
    const slack = new SlowPlatform();
    const end = dispatcher.subscribe('slack', slack.deliver);
    outbox.write('event:1', room('a'), reply('one'));
    await slack.begun.then(end);
    const stopped = dispatcher.stop().then(() => 'stopped');
    const meanwhile = new Promise((resolve) => setImmediate(resolve, 'still delivering'));
    expect(await Promise.race([stopped, meanwhile])).toBe('still delivering');
    slack.take();
    await stopped;
    expect(await outbox.undelivered('slack', 10)).toEqual([]);
  });
});

class SlowPlatform {
  take: () => void = () => undefined;
  #begin: () => void = () => undefined;
  readonly begun = new Promise<void>((resolve) => (this.#begin = resolve));
  readonly deliver = async (): Promise<string> => {
    this.#begin();
    await new Promise<void>((resolve) => (this.take = resolve));
    return 'ref';
  };
}

function pick(outbox: MemoryOutbox) {
  const { nextInEach, undelivered, markDelivered, putReply, writtenReply } = outbox;
  return { nextInEach, undelivered, markDelivered, putReply, writtenReply };
}
