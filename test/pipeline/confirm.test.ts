import { describe, expect, it } from 'vitest';
import { actionsOf, place, PLACES, startRig, textOf } from './rig.js';

const MINUTE = 60_000;
const voice = { platform: 'voice' } as const;
const production = 'deploy checkout 1.4.2 to production';

describe('an exact typed write in an unprotected environment', () => {
  it('begins at once, numbered, with a way to stop it', async () => {
    const rig = await startRig();
    const reply = await rig.say('deploy checkout 1.4.2 to staging');
    expect(reply).toMatchObject({
      code: 'answered',
      operation: 1,
      expects: 'nothing',
      tone: 'info',
      title: '#1 Deploy checkout 1.4.1 → 1.4.2 in staging, under way',
      speech: 'Deploy checkout, under way.',
    });
    expect(actionsOf(reply).map(({ label, say }) => [label, say])).toEqual([['Stop', 'cancel #1']]);
    expect(await rig.operation(1)).toMatchObject({ status: 'cleared', skill: 'deploy', person: 'ada' });
    expect(rig.enqueued).toEqual([(await rig.operation(1)).id]);
  });

  it('is read back when its plan is risky', async () => {
    const rig = await startRig();
    rig.shop.warned = true;
    expect(await rig.say('deploy checkout 1.4.2 to staging')).toMatchObject({ expects: 'confirm' });
    expect(await rig.say('yes')).toMatchObject({ code: 'answered' });
    expect(rig.enqueued).toHaveLength(1);
  });
});

describe('a write in a protected environment', () => {
  it('shows its plan and waits for its asker', async () => {
    const rig = await startRig();
    const reply = await rig.say(production);
    expect(reply).toMatchObject({
      code: 'awaiting_confirmation',
      expects: 'confirm',
      operation: 1,
      tone: 'question',
    });
    expect(textOf(reply)).toContain('Type “confirm production” within 5 minutes');
    expect(actionsOf(reply).map(({ label }) => label)).toEqual(['Confirm', 'Cancel']);
    expect(await rig.operation(1)).toMatchObject({
      status: 'awaiting_confirmation',
      expiresAt: rig.clock.now() + 5 * MINUTE,
    });
    expect(rig.enqueued).toEqual([]);
  });

  it.each(['yes', 'confirm production', 'y'])(
    'runs on a typed "%s" of the same person in the same conversation',
    async (yes) => {
      const rig = await startRig();
      await rig.say(production);
      expect(await rig.say(yes)).toMatchObject({ code: 'answered', operation: 1 });
      expect(await rig.operation(1)).toMatchObject({ status: 'cleared', expiresAt: null });
      expect(rig.enqueued).toHaveLength(1);
      expect(rig.shop.planned.map(({ again }) => again)).toEqual([false, true]);
    },
  );

  it('runs on its button, once', async () => {
    const rig = await startRig();
    const plan = await rig.say(production);
    await rig.press(plan, 'Confirm');
    const second = await rig.press(plan, 'Confirm');
    expect(rig.enqueued).toHaveLength(1);
    expect(second).toMatchObject({ code: 'nothing_pending' });
    expect(second.title).toContain('#1');
  });

  it('does not run on a yes that names another environment, and goes on waiting', async () => {
    const rig = await startRig();
    await rig.say(production);
    const reply = await rig.say('confirm staging');
    expect(reply).toMatchObject({ code: 'wrong_confirmation', expects: 'confirm', operation: 1 });
    expect(textOf(reply)).toBe(
      'That confirms staging, but production is waiting.\n#1 is still waiting. Say “confirm production” to go on, or “cancel”.',
    );
    expect((await rig.say('confirm production')).code).toBe('answered');
  });

  it.each([
    ['somebody else', { as: 'mina' }],
    ['the asker elsewhere', { channel: 'other' }],
  ])('does not run on a yes of %s', async (_who, saying) => {
    const rig = await startRig();
    await rig.say(production);
    expect(await rig.say('confirm production', saying)).toMatchObject({ code: 'nothing_pending' });
    expect(rig.enqueued).toEqual([]);
  });

  it('does not run on somebody else pressing its button', async () => {
    const rig = await startRig();
    const plan = await rig.say(production);
    const reply = await rig.press(plan, 'Confirm', { as: 'mina' });
    expect(reply).toMatchObject({ code: 'not_permitted' });
    expect(reply.title).toBe('#1 was asked for by ada: only ada can confirm it.');
    expect(rig.enqueued).toEqual([]);
  });

  it('expires after five minutes', async () => {
    const rig = await startRig();
    await rig.say(production);
    rig.clock.time += 5 * MINUTE;
    const reply = await rig.say('confirm production');
    expect(reply.code).toBe('confirmation_expired');
    expect(textOf(reply)).toContain('ask again: “deploy checkout 1.4.2 to production”');
    expect(await rig.operation(1)).toMatchObject({ status: 'expired', code: 'confirmation_expired' });
    expect(rig.enqueued).toEqual([]);
  });

  it('still runs a moment before', async () => {
    const rig = await startRig();
    await rig.say(production);
    rig.clock.time += 5 * MINUTE - 1;
    expect((await rig.say('yes')).code).toBe('answered');
  });

  it('is shown and confirmed again when the world changed meanwhile', async () => {
    const rig = await startRig();
    await rig.say(production);
    rig.shop.versions.set('checkout production', '1.3.9');
    const reply = await rig.say('confirm production');
    expect(reply).toMatchObject({ code: 'plan_changed', expects: 'confirm', operation: 1 });
    expect(textOf(reply)).toContain('1.3.9 → 1.4.2');
    expect(textOf(reply)).toContain('This is the plan now. Please confirm again.');
    expect(rig.enqueued).toEqual([]);
    expect((await rig.say('confirm production')).code).toBe('answered');
    expect(await rig.operation(1)).toMatchObject({ status: 'cleared', plan: { from: '1.3.9' } });
  });

  it('ends when nothing is left to do by the time it is confirmed', async () => {
    const rig = await startRig();
    await rig.say(production);
    rig.shop.versions.set('checkout production', '1.4.2');
    expect((await rig.say('yes')).code).toBe('unchanged_version');
    expect(await rig.operation(1)).toMatchObject({ status: 'refused', code: 'unchanged_version' });
  });

  it('is checked again for who may, when it is confirmed', async () => {
    const freezes = { on: false };
    const rig = await startRig({
      policyFacts: () => ({
        onCall: false,
        ...(freezes.on ? { freeze: { intents: ['deploy'], reason: 'migration' } } : {}),
      }),
    });
    await rig.say(production);
    freezes.on = true;
    const reply = await rig.say('yes');
    expect(reply).toMatchObject({ code: 'environment_frozen', title: 'production is frozen: migration.' });
    expect(await rig.operation(1)).toMatchObject({ status: 'refused' });
  });

  it('is confirmed in Korean by its phrase, never by a bare 네 or 확인', async () => {
    const rig = await startRig();
    const plan = await rig.say('체크아웃 1.4.2 운영에 배포해 줘');
    expect(textOf(plan)).toContain('5분 안에 “production 배포 진행”');
    for (const bare of ['네', '확인']) {
      expect(await rig.say(bare)).toMatchObject({ code: 'wrong_confirmation', locale: 'ko' });
    }
    expect(rig.enqueued).toEqual([]);
    expect((await rig.say('운영 배포 진행')).code).toBe('answered');
    expect(rig.enqueued).toHaveLength(1);
  });

  it('names the sandbox, aloud too', async () => {
    const rig = await startRig({ sandbox: true });
    const reply = await rig.say(production);
    expect(reply.sandbox).toBe(true);
    expect(reply.speech).toBe(
      'Sandbox: Deploy checkout 1.4.2 in production? Type confirm production to go on.',
    );
  });
});

describe('by voice', () => {
  it('every write needs the phrase, not a bare yes', async () => {
    const rig = await startRig();
    const plan = await rig.say('deploy checkout version 1.4.2 to staging', voice);
    expect(plan).toMatchObject({ expects: 'confirm' });
    expect(plan.speech).toContain('Say confirm staging to go on');
    expect((await rig.say('yes', voice)).code).toBe('wrong_confirmation');
    expect(rig.enqueued).toEqual([]);
    expect((await rig.say('confirm staging', voice)).code).toBe('answered');
    expect(rig.enqueued).toHaveLength(1);
  });

  it('the phrase must come within 30 seconds', async () => {
    const rig = await startRig();
    await rig.say('deploy checkout version 1.4.2 to staging', voice);
    rig.clock.time += 30_000;
    expect((await rig.say('confirm staging', voice)).code).toBe('confirmation_expired');
  });

  it('a protected write needs a yes from outside the audio channel too', async () => {
    const rig = await startRig();
    const plan = await rig.say('deploy checkout version 1.4.2 to production', voice);
    const heard = await rig.say('confirm production', voice);
    expect(heard).toMatchObject({ expects: 'factor', operation: 1 });
    expect(rig.enqueued).toEqual([]);
    expect((await rig.say('confirm production', voice)).expects).toBe('factor');
    expect(rig.enqueued).toEqual([]);
    await rig.press(plan, 'Confirm', { platform: 'console' });
    expect(await rig.operation(1)).toMatchObject({ status: 'cleared' });
  });

  it('the phrase typed in a chat is that yes', async () => {
    const rig = await startRig();
    await rig.say('deploy checkout version 1.4.2 to production', voice);
    await rig.say('confirm production', voice);
    expect((await rig.say('confirm production', { platform: 'slack' })).code).toBe('answered');
    expect(rig.enqueued).toHaveLength(1);
  });

  it('the second yes must come within two minutes', async () => {
    const rig = await startRig();
    const plan = await rig.say('deploy checkout version 1.4.2 to production', voice);
    await rig.say('confirm production', voice);
    rig.clock.time += 2 * MINUTE;
    expect((await rig.press(plan, 'Confirm', { platform: 'console' })).code).toBe('confirmation_expired');
  });
});

describe('while a confirmation is pending', () => {
  it.each(['no', 'never mind', 'cancel', "don't deploy checkout 1.4.2 to production"])(
    '"%s" withdraws it',
    async (no) => {
      const rig = await startRig();
      await rig.say(production);
      const reply = await rig.say(no);
      expect(reply).toMatchObject({ code: 'withdrawn', operation: 1 });
      expect(textOf(reply)).toBe('OK, #1 is withdrawn.\nNothing was changed.');
      expect(await rig.operation(1)).toMatchObject({ status: 'cancelled', code: 'withdrawn' });
      expect((await rig.say('yes')).code).toBe('nothing_pending');
    },
  );

  it('"no, staging" is planned and confirmed anew', async () => {
    const rig = await startRig();
    await rig.say(production);
    const reply = await rig.say('no, staging');
    expect(reply).toMatchObject({ operation: 2, expects: 'confirm' });
    expect(await rig.operation(1)).toMatchObject({ status: 'cancelled', code: 'superseded' });
    expect(rig.enqueued).toEqual([]);
    await rig.say('confirm staging');
    expect(rig.enqueued).toEqual([(await rig.operation(2)).id]);
  });

  it('a correction by voice is read back as well', async () => {
    const rig = await startRig();
    await rig.say('deploy checkout version 1.4.2 to production', voice);
    expect(await rig.say('no staging', voice)).toMatchObject({ operation: 2, expects: 'confirm' });
  });

  it('another typed write drops it and goes its own way', async () => {
    const rig = await startRig();
    await rig.say(production);
    expect(await rig.say('deploy cart 2.0.0 to staging')).toMatchObject({ code: 'answered', operation: 2 });
    expect(await rig.operation(1)).toMatchObject({ status: 'cancelled', code: 'superseded' });
    expect((await rig.say('confirm production')).code).toBe('nothing_pending');
  });

  it('another spoken write drops it and does not start', async () => {
    const rig = await startRig();
    await rig.say('deploy checkout version 1.4.2 to staging', voice);
    expect((await rig.say('roll back cart in staging', voice)).code).toBe('superseded');
    expect(await rig.ledger.operationByNumber('default', 2)).toBeUndefined();
    expect((await rig.say('confirm staging', voice)).code).not.toBe('answered');
    expect(rig.enqueued).toEqual([]);
  });

  it('a question leaves it open', async () => {
    const rig = await startRig();
    await rig.say(production);
    await rig.say('status of checkout in production');
    expect((await rig.say('yes')).code).toBe('answered');
  });

  it('somebody else asking for a write in the same channel leaves it open', async () => {
    const rig = await startRig();
    await rig.say(production);
    await rig.say('deploy cart 2.0.0 to staging', { as: 'bob' });
    expect((await rig.say('yes')).code).toBe('answered');
  });
});

describe('approvals', () => {
  const environments = [
    ...PLACES.filter(({ name }) => name !== 'production'),
    place('production', { protected: true, approvals: 2, writers: ['ada', 'bob', 'mina'] }),
  ];
  const waiting = async () => {
    const rig = await startRig({ environments });
    await rig.say(production);
    return { rig, asked: await rig.say('yes') };
  };

  it('are asked for once the asker confirmed', async () => {
    const { rig, asked } = await waiting();
    expect(asked).toMatchObject({ code: 'awaiting_approval', expects: 'approval', operation: 1 });
    expect(textOf(asked)).toContain(
      '#1 waits for the approval of others who may write in production (0 of 2), within 1 hour',
    );
    expect(actionsOf(asked).map(({ label }) => label)).toEqual(['Approve', 'Reject', 'Cancel']);
    expect(rig.enqueued).toEqual([]);
  });

  it('by enough other people, from any channel, let it begin', async () => {
    const { rig, asked } = await waiting();
    const first = await rig.say('approve #1', { as: 'bob', channel: 'elsewhere' });
    expect(first).toMatchObject({ title: 'Approved. #1 has 1 of 2.', visibility: 'asker' });
    expect(rig.enqueued).toEqual([]);
    const second = await rig.press(asked, 'Approve', { as: 'mina' });
    expect(second).toMatchObject({ title: 'Approved. #1 begins.', visibility: 'asker' });
    expect(rig.enqueued).toHaveLength(1);
    expect(await rig.operation(1)).toMatchObject({ status: 'cleared' });
  });

  it('are told by name in the operation’s message, with the time that is left', async () => {
    const { rig, asked } = await waiting();
    const { id } = await rig.operation(1);
    const shown = async () => {
      const reply = await rig.ledger.operationReply(id);
      return reply === undefined ? '' : textOf(reply);
    };
    rig.clock.time += 20 * MINUTE;
    await rig.say('approve #1', { as: 'bob', channel: 'elsewhere' });
    expect(await shown()).toContain('Approved by bob.\n#1 waits for the approval of others');
    expect(await shown()).toContain('(1 of 2), within 40 minutes');
    await rig.press(asked, 'Approve', { as: 'mina' });
    expect(await shown()).toContain('Approved by bob and mina.');
  });

  it('never count the asker', async () => {
    const { rig } = await waiting();
    const reply = await rig.say('approve #1');
    expect(reply).toMatchObject({ code: 'own_approval' });
    expect(textOf(reply)).toContain('It needs 2 and has 0.');
  });

  it('count each person once', async () => {
    const { rig } = await waiting();
    await rig.say('approve #1', { as: 'bob' });
    expect((await rig.say('approve #1', { as: 'bob' })).title).toContain('each person counts once');
    expect(rig.enqueued).toEqual([]);
  });

  it('never count one terminal speaking for two people', async () => {
    const rig = await startRig({ environments });
    await rig.say(production, { platform: 'terminal' });
    await rig.say('yes', { platform: 'terminal' });
    const reply = await rig.say('approve #1', { platform: 'terminal', as: 'mina', channel: 'other' });
    expect(reply.code).toBe('own_approval');
  });

  it.each([
    ['somebody who may not write there', 'eve', 'not_permitted'],
    ['somebody unknown', 'zoe', 'unknown_person'],
  ])('are refused from %s', async (_who, as, code) => {
    const { rig } = await waiting();
    expect((await rig.say('approve #1', { as })).code).toBe(code);
  });

  it('end with one rejection', async () => {
    const { rig } = await waiting();
    expect((await rig.say('reject #1', { as: 'bob' })).title).toBe('bob rejected #1.');
    expect(await rig.operation(1)).toMatchObject({ status: 'refused', code: 'approval_rejected' });
    expect((await rig.say('approve #1', { as: 'mina' })).code).toBe('nothing_pending');
  });

  it('expire after an hour', async () => {
    const { rig } = await waiting();
    await rig.say('approve #1', { as: 'bob' });
    rig.clock.time += 60 * MINUTE;
    const reply = await rig.say('approve #1', { as: 'mina' });
    expect(textOf(reply)).toContain('It needed 2 and got 1.');
    expect(await rig.operation(1)).toMatchObject({ status: 'expired', code: 'approval_expired' });
    expect(rig.enqueued).toEqual([]);
  });

  it('of an operation that does not exist, or that waits for nothing, say so', async () => {
    const rig = await startRig({ environments });
    expect((await rig.say('approve #9')).code).toBe('unknown_operation');
    expect((await rig.say('approve')).code).toBe('nothing_pending');
  });
});
