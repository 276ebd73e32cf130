import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { refuse } from '../../src/contracts/outcome.js';
import { writeSkill } from '../../src/contracts/skill.js';
import { startRig } from './rig.js';
import { createShop, phrases, spoken } from './shop.js';

/** Plans again what an ended operation did: the command names no place, only its plan does. */
const resume = writeSkill({
  id: 'resume',
  effect: 'write',
  permission: 'write',
  ports: ['history'],
  parameters: z.object({ id: z.number() }),
  phrases: {
    en: phrases('go on', ['resume'], 'resume #42', {}),
    ko: phrases('이어서 진행해요', ['계속'], '#42 계속', {}),
  },
  planData: z.object({}),
  plan: async ({ slots: { id }, ports, person }) => {
    const stopped = await ports.history.byNumber(person.tenant, id);
    return stopped === undefined ? refuse('unknown_operation', { id }) : { ...stopped.plan, skill: 'resume' };
  },
  steps: () => [],
  replies: spoken('Resume'),
});

async function stopped(environment: string) {
  const rig = await startRig({ skills: [...createShop().skills, resume] });
  await rig.say(`deploy checkout 1.4.2 to ${environment}`);
  if (environment === 'production') await rig.say('yes');
  const { id } = await rig.operation(1);
  await rig.ledger.transition(id, ['cleared'], { status: 'cancelled', by: 'ada' });
  return rig;
}

describe('a command whose place only its plan tells', () => {
  it('may be given by whoever may write there', async () => {
    const rig = await stopped('staging');
    expect(await rig.say('resume #1', { as: 'bob' })).toMatchObject({ code: 'answered', operation: 2 });
  });

  it('may not be given by somebody who may not write there, who is told the place', async () => {
    const rig = await stopped('production');
    const reply = await rig.say('resume #1', { as: 'bob' });
    expect(reply).toMatchObject({ code: 'not_permitted' });
    expect(reply.title).toContain('production');
  });

  it('is confirmed where that place is protected', async () => {
    const rig = await stopped('production');
    expect(await rig.say('resume #1')).toMatchObject({ code: 'awaiting_confirmation', expects: 'confirm' });
  });
});
