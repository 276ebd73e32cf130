import { describe, expect, it } from 'vitest';
import { startRig, textOf } from './rig.js';

const staging = 'deploy checkout 1.4.2 to staging';

describe('a message', () => {
  it('is in the ledger before it is acknowledged', async () => {
    const rig = await startRig();
    const receipt = await rig.receive('status', { eventId: 'E1' });
    expect(receipt.duplicate).toBe(false);
    expect(await rig.ledger.recordEvent({ ...sample(rig.clock.now()), eventId: 'E1' })).toMatchObject({
      first: false,
    });
    await receipt.answer;
  });

  it('delivered twice makes one operation and gives the first answer', async () => {
    const rig = await startRig();
    const first = await rig.ask(staging, { eventId: 'E1' });
    const again = await rig.receive(staging, { eventId: 'E1' });
    expect(again.duplicate).toBe(true);
    expect((await again.answer)?.operation).toEqual(first?.operation);
    expect(rig.enqueued).toHaveLength(1);
  });

  it('delivered twice at the same moment makes one operation', async () => {
    const rig = await startRig();
    const [one, two] = await Promise.all([
      rig.receive(staging, { eventId: 'E1' }),
      rig.receive(staging, { eventId: 'E1' }),
    ]);
    expect([one.duplicate, two.duplicate]).toEqual([false, true]);
    expect((await two.answer)?.operation?.number).toBe(1);
    expect(rig.enqueued).toHaveLength(1);
  });

  it('seen by another process gets the stored answer', async () => {
    const rig = await startRig();
    const message = { ...sample(rig.clock.now()), eventId: 'E1' };
    await rig.ledger.recordEvent(message);
    const reply = (await rig.say('status')) satisfies object;
    await rig.ledger.finishEvent('slack:E1', { reply, operationId: null });
    const receipt = await rig.pipeline.receive(message);
    expect(receipt.duplicate).toBe(true);
    expect(await receipt.answer).toEqual({ reply });
  });

  it('recorded but not answered before a crash is answered after the restart', async () => {
    const rig = await startRig();
    await rig.ledger.recordEvent({ ...sample(rig.clock.now()), text: staging });
    await rig.pipeline.resume();
    expect(await rig.operation(1)).toMatchObject({ status: 'cleared' });
    expect(await rig.ledger.unfinishedEvents()).toEqual([]);
    expect((await rig.ledger.undelivered('slack', 10)).map(({ reply }) => reply.operation)).toEqual([1]);
  });

  it('left over by a crash are handled in order, before what comes meanwhile, and nothing twice', async () => {
    const rig = await startRig();
    const { createPipeline } = await import('../../src/pipeline/index.js');
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const asked: string[] = [];
    const finished: string[] = [];
    const pipeline = createPipeline({
      ...rig.deps,
      identity: {
        ...rig.deps.identity,
        resolve: async (actor) => {
          asked.push(actor.id);
          await gate;
          return rig.deps.identity.resolve(actor);
        },
      },
      ledger: {
        ...rig.deps.ledger,
        finishEvent: (key, ...answer) => {
          finished.push(key);
          return rig.deps.ledger.finishEvent(key, ...answer);
        },
      },
    });
    const from = (id: string, eventId: string) => ({
      ...sample(rig.clock.now()),
      ...{ actor: { platform: 'slack', id, display: id }, eventId },
    });
    for (const eventId of ['one', 'two', 'three']) await rig.ledger.recordEvent(from('ada', eventId));
    const live = await pipeline.receive(from('bob', 'live'));
    const resumed = pipeline.resume();
    await expect.poll(() => asked).toEqual(['bob', 'ada']);
    const late = await pipeline.receive(from('ada', 'late'));
    open();
    await Promise.all([resumed, live.answer, late.answer]);
    expect(asked).toEqual(['bob', 'ada', 'ada', 'ada', 'ada']);
    expect(finished.filter((key) => key !== 'slack:live')).toEqual(
      ['one', 'two', 'three', 'late'].map((id) => `slack:${id}`),
    );
  });

  it('is refused, and not recorded, while too many wait for their answers', async () => {
    const rig = await startRig();
    const busy = {
      ...rig.deps,
      identity: { ...rig.deps.identity, resolve: () => new Promise<never>(() => undefined) },
    };
    const { createPipeline } = await import('../../src/pipeline/index.js');
    const pipeline = createPipeline(busy);
    const messages = Array.from({ length: 10_001 }, (_, index) => ({
      ...sample(rig.clock.now()),
      eventId: `rush-${index}`,
    }));
    const taken = await Promise.allSettled(messages.map((message) => pipeline.receive(message)));
    expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(10_000);
    expect(taken.at(-1)).toMatchObject({ reason: { code: 'rate_limited' } });
    expect(await rig.ledger.unfinishedEvents()).toHaveLength(10_000);
  });

  it('handled again after a crash finds the operation it made', async () => {
    const rig = await startRig();
    const message = { ...sample(rig.clock.now()), text: 'deploy checkout 1.4.2 to production' };
    await (
      await rig.pipeline.receive(message)
    ).answer;
    await rig.ledger.finishEvent('slack:E0', null);
    const again = await startAgain(rig, message);
    expect(again).toMatchObject({ operation: 1, expects: 'confirm' });
    expect(await rig.ledger.operationByNumber('default', 2)).toBeUndefined();
  });

  it('that waited too long for the bot is answered, not carried out', async () => {
    const rig = await startRig();
    const reply = await rig.say(staging, { message: { receivedAt: rig.clock.now() - 10 * 60_000 - 1 } });
    expect(reply.code).toBe('operation_expired');
    expect(reply.title).toContain(`I was away when you said “${staging}”`);
    expect(rig.enqueued).toEqual([]);
  });

  it('and the next one of the same person are handled in order', async () => {
    const rig = await startRig();
    const [plan, yes] = await Promise.all([
      rig.say('deploy checkout 1.4.2 to production', { eventId: 'E1' }),
      rig.say('confirm production', { eventId: 'E2' }),
    ]);
    expect([plan.expects, yes.code]).toEqual(['confirm', 'answered']);
  });

  it('and many more in one moment are all answered, those of one person in order', async () => {
    const rig = await startRig();
    const answered: string[] = [];
    const said = Array.from({ length: 60 }, async (_, index) => {
      const as = ['ada', 'bob', 'eve'][index % 3] ?? '';
      const reply = await rig.say('help', { as, channel: as, eventId: `${as}-${index}` });
      answered.push(`${as}-${index}`);
      return reply;
    });
    expect((await Promise.all(said)).map(({ code }) => code)).toEqual(Array(60).fill('answered'));
    for (const as of ['ada', 'bob', 'eve']) {
      const order = answered.filter((each) => each.startsWith(as)).map((each) => Number(each.split('-')[1]));
      expect(order).toHaveLength(20);
      expect(order).toEqual([...order].sort((a, b) => a - b));
    }
    expect(await rig.ledger.unfinishedEvents()).toEqual([]);
  });

  it('gets its answer into the outbox, once', async () => {
    const rig = await startRig();
    await rig.say('status', { eventId: 'E1' });
    await rig.say(staging, { eventId: 'E2' });
    const entries = await rig.ledger.undelivered('slack', 10);
    const { id } = await rig.operation(1);
    expect(entries.map(({ key, final }) => [key, final])).toEqual([
      ['event:slack:E1', true],
      [`op:${id}`, false],
    ]);
  });
});

describe('with the ledger down', () => {
  it('a read answers and says so, straight to the platform', async () => {
    const rig = await startRig();
    rig.outage.ledger = true;
    const reply = await rig.say('status of checkout in staging');
    expect(reply).toMatchObject({ code: 'answered', title: 'checkout staging: 1.4.1' });
    expect(textOf(reply)).toContain('My ledger is down: I can look, but I change nothing');
    expect(rig.direct.map(({ reply: sent }) => sent.title)).toEqual([reply.title]);
  });

  it.each([
    ['deploy checkout 1.4.2 to staging', 'My ledger is down, so I change nothing now.'],
    ['체크아웃 1.4.2 스테이징에 배포해 줘', '원장에 연결되지 않아서 지금은 아무것도 바꾸지 않아요.'],
  ])('"%s" refuses and tells how to do it by hand', async (text, title) => {
    const rig = await startRig();
    rig.outage.ledger = true;
    const reply = await rig.say(text);
    expect(reply).toMatchObject({ code: 'ledger_down', title });
    expect(textOf(reply)).toContain(
      'kubectl -n shop-staging set image deployment/checkout checkout=registry/checkout:1.4.2',
    );
    expect(rig.enqueued).toEqual([]);
  });

  it.each(['cancel #1', 'approve #1', 'yes', 'resume #1', 'the code is 123456'])(
    '"%s" changes nothing',
    async (text) => {
      const rig = await startRig();
      await rig.say(staging);
      rig.outage.ledger = true;
      expect(['ledger_down', 'nothing_pending', 'unsupported']).toContain((await rig.say(text)).code);
      expect([rig.cancelled, rig.resumed]).toEqual([[], []]);
    },
  );

  it('a duplicate is known from memory', async () => {
    const rig = await startRig();
    rig.outage.ledger = true;
    await rig.ask('status', { eventId: 'E1' });
    expect((await rig.receive('status', { eventId: 'E1' })).duplicate).toBe(true);
    expect(rig.direct).toHaveLength(1);
  });

  it('a follow-up still finds what was spoken of', async () => {
    const rig = await startRig();
    rig.outage.ledger = true;
    await rig.say('status of checkout in staging');
    expect((await rig.say('and in dev?')).title).toBe('checkout dev: 1.4.1');
  });
});

describe('with the queue down', () => {
  it('a write refuses at once and makes no operation', async () => {
    const rig = await startRig();
    rig.outage.queue = true;
    const reply = await rig.say(staging);
    expect(reply.code).toBe('queue_down');
    expect(textOf(reply)).toContain('By hand:');
    expect(await rig.ledger.operationByNumber('default', 1)).toBeUndefined();
  });

  it('a confirmed write ends refused rather than left behind', async () => {
    const rig = await startRig();
    await rig.say('deploy checkout 1.4.2 to production');
    rig.outage.queue = true;
    expect((await rig.say('yes')).code).toBe('queue_down');
    expect(await rig.operation(1)).toMatchObject({ status: 'refused', code: 'queue_down' });
  });

  it('a read still answers', async () => {
    const rig = await startRig();
    rig.outage.queue = true;
    expect((await rig.say('status')).code).toBe('answered');
  });
});

const sample = (receivedAt: number) => ({
  eventId: 'E0',
  actor: { platform: 'slack', id: 'ada', display: 'ada' },
  conversation: { platform: 'slack', id: 'general', tenant: 'default' },
  text: 'status',
  alternatives: [],
  source: 'chat' as const,
  whileSpeaking: false,
  addressed: true,
  receivedAt,
});

/** A new process over the same ledger, which forgot that it had answered. */
async function startAgain(rig: Awaited<ReturnType<typeof startRig>>, message: ReturnType<typeof sample>) {
  const { createPipeline } = await import('../../src/pipeline/index.js');
  const forgetful = {
    ...rig.deps,
    ledger: new Proxy(rig.deps.ledger, {
      get: (target, name): unknown =>
        name === 'unfinishedEvents' ? () => Promise.resolve([message]) : Reflect.get(target, name),
    }),
  };
  await createPipeline(forgetful).resume();
  const [entry] = await rig.ledger.undelivered('slack', 10);
  return entry?.reply;
}
