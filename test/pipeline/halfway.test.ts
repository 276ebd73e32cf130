import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { writeSkill } from '../../src/contracts/skill.js';
import { startRig } from './rig.js';
import type { Rig } from './rig.js';
import { createShop, phrases, spoken } from './shop.js';

const MINUTE = 60_000;
let rig: Rig;
beforeEach(async () => {
  rig = await startRig({ skills: [...createShop().skills, resume] });
});

/** Goes on with what its slots name. */
const resume = writeSkill({
  id: 'resume',
  effect: 'write',
  permission: 'write',
  ports: [],
  parameters: z.object({
    id: z.number().optional(),
    service: z.string().optional(),
    environment: z.string().optional(),
  }),
  phrases: {
    en: phrases('go on with a paused rollout', ['resume'], 'resume', {}),
    ko: phrases('멈춘 롤아웃을 이어서 진행해요', ['계속', '재개'], '계속', {}),
  },
  planData: z.object({}),
  plan: ({ slots: { service = 'checkout', environment = 'staging' } }) =>
    Promise.resolve({
      skill: 'resume',
      service,
      environment,
      targets: [{ cluster: 'lab', namespace: `shop-${environment}`, kind: 'Deployment', name: service }],
      from: 'paused',
      to: '1.4.2',
      risk: 'low',
      mustConfirm: false,
      warnings: [],
      observed: {},
      data: {},
    }),
  steps: () => [],
  replies: spoken('Resume'),
});

/** Deploys to staging and stops it halfway: its target is kept for half an hour, paused. */
async function stopHalfway(service: string, channel = 'general'): Promise<void> {
  await rig.say(`deploy ${service} 1.4.2 to staging`, { channel });
  const operation = await rig.operation(rig.enqueued.length);
  const { id, plan } = operation;
  await rig.ledger.acquireLocks(id, plan.targets, MINUTE, rig.clock.now());
  await rig.ledger.keepLocks(id, rig.clock.now() + 30 * MINUTE);
  await rig.ledger.transition(id, ['cleared'], { status: 'cancelled', code: 'cancelled', by: 'ada' });
}
const newest = async () => {
  const { skill, slots } = await rig.operation(rig.enqueued.length);
  return { skill, ...slots };
};
const staging = (service: string) => ({ service, environment: 'staging' });

describe('after “roll back or resume?”', () => {
  it.each(['roll back', 'rollback', '롤백', '롤백해 줘', 'roll back in staging'])(
    '“%s” rolls back what was stopped',
    async (answer) => {
      await stopHalfway('checkout');
      await rig.say(answer);
      expect(rig.enqueued).toHaveLength(2);
      expect(await newest()).toEqual({ skill: 'rollback', ...staging('checkout') });
    },
  );

  it.each(['resume', '계속', '재개해 줘'])('“%s” goes on with it', async (answer) => {
    await stopHalfway('cart');
    await rig.say(answer);
    expect(await newest()).toEqual({ skill: 'resume', ...staging('cart') });
  });

  it('a name that is said is the one that counts', async () => {
    await stopHalfway('checkout');
    await rig.say('roll back cart in staging');
    expect(await newest()).toEqual({ skill: 'rollback', ...staging('cart') });
    expect(await rig.say('roll back in production')).toMatchObject({ slot: 'service' });
  });

  it('a slip of a name is asked about', async () => {
    await stopHalfway('checkout');
    expect(await rig.say('roll back cartt')).toMatchObject({ code: 'awaiting_answer' });
    expect(rig.enqueued).toHaveLength(1);
  });

  it.each([
    ['in another conversation', { channel: 'elsewhere' }],
    ['by somebody who neither asked for it nor stopped it', { as: 'bob' }],
  ])('“roll back” %s is asked back', async (_where, saying) => {
    await stopHalfway('checkout');
    expect(await rig.say('roll back', saying)).toMatchObject({ code: 'awaiting_answer', slot: 'service' });
    expect(rig.enqueued).toHaveLength(1);
  });

  it('“roll back” is asked back once the target is let go', async () => {
    await stopHalfway('checkout');
    rig.clock.time += 31 * MINUTE;
    expect(await rig.say('roll back')).toMatchObject({ code: 'awaiting_answer', slot: 'service' });
  });

  it('where two were stopped, asks which', async () => {
    await stopHalfway('checkout');
    await stopHalfway('cart');
    expect(await rig.say('roll back')).toMatchObject({ code: 'awaiting_answer', slot: 'service' });
    const asked = await rig.say('resume');
    expect(asked).toMatchObject({ code: 'awaiting_answer', slot: 'id' });
    await rig.press(asked, '#2');
    expect(await newest()).toMatchObject({ skill: 'resume', id: 2 });
  });

  it('“resume” means what waits here before what waits elsewhere, and that when nothing waits here', async () => {
    await stopHalfway('checkout', 'elsewhere');
    await stopHalfway('cart');
    await rig.say('resume');
    expect(await newest()).toEqual({ skill: 'resume', ...staging('cart') });
    await rig.ledger.releaseLocks((await rig.operation(2)).id);
    await rig.say('resume');
    expect(await newest()).toEqual({ skill: 'resume', ...staging('checkout') });
  });

  it('with the ledger down, says so', async () => {
    await stopHalfway('checkout');
    rig.outage.ledger = true;
    expect((await rig.say('resume')).code).toBe('ledger_down');
  });
});
