import { describe, expect, it } from 'vitest';
import { aReply } from '../fakes/drafts.js';
import { actionsOf, startRig, textOf } from './rig.js';
import type { Rig } from './rig.js';

const begin = async (rig: Rig, service = 'checkout') => rig.say(`deploy ${service} 1.4.2 to staging`);
/** The worker stops the operation while the pipeline waits. */
const stopsAtOnce = (rig: Rig) => {
  rig.onCancel.play = async (id) => {
    await rig.ledger.transition(id, ['cleared'], {
      status: 'cancelled',
      code: 'cancelled',
      patch: { endedAt: rig.clock.now() },
      by: 'ada',
    });
  };
};

describe('stop', () => {
  it.each(['stop', 'cancel #1', 'cancel checkout', 'abort'])(
    '"%s" stops the asker\'s only operation',
    async (stop) => {
      const rig = await startRig();
      await begin(rig);
      expect(await rig.say(stop)).toMatchObject({
        code: 'answered',
        title: 'Stopping #1: nothing more is applied. I’ll say where it stands.',
      });
      expect(rig.cancelled).toEqual([(await rig.operation(1)).id]);
    },
  );

  it('asks which, when several run', async () => {
    const rig = await startRig();
    await begin(rig);
    await begin(rig, 'cart');
    const reply = await rig.say('stop');
    expect(reply).toMatchObject({ expects: 'choice', slot: 'id' });
    expect(rig.cancelled).toEqual([]);
    await rig.press(reply, '#2');
    expect(rig.cancelled).toEqual([(await rig.operation(2)).id]);
  });

  it('means what runs in this conversation before what runs elsewhere', async () => {
    const rig = await startRig();
    await rig.say('deploy checkout 1.4.2 to staging', { channel: 'elsewhere' });
    await begin(rig, 'cart');
    await rig.say('stop');
    expect(rig.cancelled).toEqual([(await rig.operation(2)).id]);
  });

  it('means what runs, wherever, before what waits here', async () => {
    const rig = await startRig();
    await rig.say('deploy checkout 1.4.2 to staging', { channel: 'elsewhere' });
    await rig.say('deploy cart 1.4.2 to production');
    await rig.say('stop');
    expect(rig.cancelled).toEqual([(await rig.operation(1)).id]);
    expect((await rig.operation(2)).status).toBe('awaiting_confirmation');
    expect((await rig.say('yes')).code).toBe('answered');
  });

  it('means what waits here before what waits elsewhere, and that when nothing else is left', async () => {
    const rig = await startRig();
    await rig.say('deploy checkout 1.4.2 to production', { channel: 'elsewhere' });
    await rig.say('deploy cart 1.4.2 to production');
    expect(await rig.say('stop')).toMatchObject({ code: 'withdrawn', operation: 2 });
    expect((await rig.say('yes')).code).toBe('nothing_pending');
    expect(await rig.say('stop')).toMatchObject({ code: 'withdrawn', operation: 1 });
  });

  it.each(['cancel', '취소', 'never mind'])(
    'as “%s” answers the question that offered it, although something runs',
    async (word) => {
      const rig = await startRig();
      await begin(rig, 'cart');
      expect(textOf(await rig.say('deploy checkout 1.4.2 to production'))).toContain('or “cancel”');
      expect(await rig.say(word)).toMatchObject({ code: 'withdrawn', operation: 2 });
      await rig.say('deploy checkout 1.4.2');
      expect((await rig.say(word)).code).toBe('negated');
      expect(rig.cancelled).toEqual([]);
    },
  );

  it('says where things stand, once the worker has stopped', async () => {
    const rig = await startRig();
    await begin(rig);
    const before = await rig.operation(1);
    rig.onCancel.play = async (id) => {
      await rig.ledger.transition(id, ['cleared'], {
        status: 'cancelled',
        code: 'cancelled',
        by: 'ada',
        reply: { ...aReply('Stopped. 3 of 8 on 1.4.2: roll back or resume?'), code: 'cancelled' },
        final: true,
      });
    };
    expect(await rig.ask('stop')).toMatchObject({
      reply: { code: 'cancelled', title: 'Stopped. 3 of 8 on 1.4.2: roll back or resume?' },
      operation: { id: before.id, status: 'cancelled' },
    });
  });

  it('takes a bare number for an answer', async () => {
    const rig = await startRig();
    await begin(rig);
    await begin(rig, 'cart');
    await rig.say('stop');
    await rig.say('#2');
    expect(rig.cancelled).toEqual([(await rig.operation(2)).id]);
  });

  it('says so when nothing runs, when the number is unknown, and when it has ended', async () => {
    const rig = await startRig();
    for (const [text, title] of [
      ['stop', 'Nothing is running or waiting.'],
      ['멈춰', '진행 중이거나 기다리는 작업이 없어요.'],
      ['stop checkout in staging', 'Nothing for checkout in staging is running or waiting.'],
      ['스테이징 checkout 중단해 줘', 'staging checkout에는 진행 중이거나 기다리는 작업이 없어요.'],
    ] as const)
      expect(await rig.say(text)).toMatchObject({ code: 'nothing_pending', title });
    expect((await rig.say('cancel #7')).code).toBe('unknown_operation');
    await begin(rig);
    stopsAtOnce(rig);
    await rig.say('stop');
    expect((await rig.say('cancel #1')).title).toBe('#1 has ended already. Cancelled.');
  });

  it('is for those who could have asked for it', async () => {
    const rig = await startRig();
    await rig.say('deploy checkout 1.4.2 to production');
    await rig.say('yes');
    expect((await rig.say('cancel #1', { as: 'eve' })).code).toBe('not_permitted');
    expect(rig.cancelled).toEqual([]);
    await rig.say('cancel #1', { as: 'mina' });
    expect(rig.cancelled).toHaveLength(1);
  });

  it('drops an open question', async () => {
    const rig = await startRig();
    await rig.say('deploy checkout 1.4.2');
    expect((await rig.say('never mind')).code).toBe('negated');
    expect((await rig.say('staging')).code).toBe('not_understood');
  });
});

describe('cancel and roll back', () => {
  it('is offered to a rollback of what is being deployed, and does both', async () => {
    const rig = await startRig();
    await begin(rig);
    const { id, plan } = await rig.operation(1);
    await rig.ledger.acquireLocks(id, plan.targets, 30_000, rig.clock.now());
    const held = await rig.say('roll back checkout in staging');
    expect(held.code).toBe('target_held');
    expect(held.title).toBe('checkout in staging is held by #1 of ada (1.4.1 → 1.4.2).');
    expect(actionsOf(held).map(({ label, say }) => [label, say])).toEqual([
      ['Cancel #1 and roll back', 'cancel #1 and roll back'],
    ]);
    stopsAtOnce(rig);
    const reply = await rig.press(held, 'Cancel #1 and roll back');
    expect(rig.cancelled).toEqual([id]);
    expect(reply).toMatchObject({
      operation: 2,
      title: '#2 Roll back checkout 1.4.1 → 1.4.0 in staging, under way',
    });
  });

  it('can be said, and waits for a confirmation where one is due', async () => {
    const rig = await startRig();
    await rig.say('deploy checkout 1.4.2 to production');
    await rig.say('yes');
    stopsAtOnce(rig);
    expect(await rig.say('cancel #1 and roll back')).toMatchObject({ operation: 2, expects: 'confirm' });
    expect(rig.enqueued).toHaveLength(1);
  });

  it('does not roll back what has not stopped', async () => {
    const rig = await startRig();
    await begin(rig);
    const reply = await rig.say('cancel #1 and roll back');
    expect(reply.title).toBe('#1 is still stopping. Ask for the rollback again when it has ended.');
    expect(rig.enqueued).toHaveLength(1);
  });

  it('is not offered to a deploy that finds its target held', async () => {
    const rig = await startRig();
    await begin(rig);
    const { id, plan } = await rig.operation(1);
    await rig.ledger.acquireLocks(id, plan.targets, 30_000, rig.clock.now());
    const held = await rig.say('deploy checkout 1.4.3 to staging', { as: 'bob' });
    expect(held.code).toBe('target_held');
    expect(actionsOf(held).map(({ say }) => say)).toEqual(['cancel #1']);
    expect(textOf(held)).toContain('or cancel it first: “cancel #1”');
  });
});

describe('an operation that was interrupted for long', () => {
  const interrupted = async () => {
    const rig = await startRig();
    await begin(rig);
    const { id } = await rig.operation(1);
    await rig.ledger.transition(id, ['cleared'], { status: 'interrupted', by: 'system' });
    return { rig, id };
  };

  it('goes on when its asker says so', async () => {
    const { rig, id } = await interrupted();
    expect((await rig.say('resume #1')).title).toBe('#1 goes on.');
    expect(rig.resumed).toEqual([id]);
  });

  it('does not go on for somebody else', async () => {
    const { rig } = await interrupted();
    expect((await rig.say('resume #1', { as: 'bob' })).code).toBe('not_permitted');
    expect(rig.resumed).toEqual([]);
  });
});
