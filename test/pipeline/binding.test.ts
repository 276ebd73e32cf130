import { describe, expect, it } from 'vitest';
import { jobs } from '../../skills/jobs/index.js';
import { createShop } from './shop.js';
import { actionsOf, startRig, textOf } from './rig.js';

const inStaging = { message: { binding: { environment: 'staging' } } };
const aboutCart = { message: { binding: { services: ['cart'] } } };
const lookingOnly = { message: { binding: { skills: ['status'] } } };

describe('a conversation that is bound to an environment', () => {
  it('a read that names none looks there', async () => {
    const rig = await startRig();
    expect((await rig.say('status', inStaging)).title).toContain('staging');
    expect((await rig.say('status of dev', inStaging)).title).toContain('dev');
  });

  it('a write that names none is asked about, as everywhere', async () => {
    const rig = await startRig();
    expect(await rig.say('deploy checkout 1.4.2', inStaging)).toMatchObject({
      code: 'awaiting_answer',
      slot: 'environment',
    });
  });
});

describe('a conversation that is for some services', () => {
  it('refuses the others, looking or changing, and says which it is for', async () => {
    const rig = await startRig();
    for (const said of ['status of checkout in staging', 'deploy checkout 1.4.2 to staging']) {
      const reply = await rig.say(said, aboutCart);
      expect(reply.code).toBe('not_allowed_here');
      expect(textOf(reply)).toMatch(/checkout[^]*cart/);
    }
    expect(rig.enqueued).toEqual([]);
  });

  it('says so in Korean as well', async () => {
    const rig = await startRig();
    const reply = await rig.say('스테이징 체크아웃 상태', aboutCart);
    expect([reply.code, textOf(reply)]).toEqual(['not_allowed_here', expect.stringMatching(/여기서는 cart/)]);
  });

  it('lets its own through, and asks which where all are meant', async () => {
    const rig = await startRig();
    expect((await rig.say('status of cart in staging', aboutCart)).code).toBe('answered');
    const reply = await rig.say('status of staging', aboutCart);
    expect([reply.expects, actionsOf(reply).map(({ label }) => label)]).toEqual(['choice', ['cart']]);
    expect((await rig.say('cart', aboutCart)).code).toBe('answered');
  });

  it('offers only its own when a service is lacking', async () => {
    const rig = await startRig();
    const reply = await rig.say('deploy 1.4.2 to staging', aboutCart);
    expect(actionsOf(reply).map(({ label }) => label)).toEqual(['cart']);
  });

  it('lists only the operations of its own', async () => {
    const rig = await startRig({ skills: [...createShop().skills, jobs] });
    await rig.say('deploy checkout 1.4.2 to staging');
    await rig.say('deploy cart 2.0.0 to staging');
    const everywhere = JSON.stringify(await rig.say('jobs'));
    const here = JSON.stringify(await rig.say('jobs', aboutCart));
    expect([everywhere.includes('checkout'), everywhere.includes('cart')]).toEqual([true, true]);
    expect([here.includes('checkout'), here.includes('cart')]).toEqual([false, true]);
  });

  it('an operation of another service cannot be reached by its number', async () => {
    const rig = await startRig();
    const pressed = {
      ...aboutCart.message,
      command: { intent: 'deploy', slots: { service: 'checkout', version: '1.4.2', environment: 'staging' } },
    };
    expect((await rig.say('', { message: pressed })).code).toBe('not_allowed_here');
  });
});

describe('a conversation that is for some skills', () => {
  it('refuses the others at once, complete or not, and says which it has', async () => {
    const rig = await startRig();
    for (const said of ['deploy checkout 1.4.2 to staging', 'deploy checkout']) {
      const reply = await rig.say(said, lookingOnly);
      expect(reply.code).toBe('not_allowed_here');
      expect(textOf(reply)).toMatch(/deploy[^]*status/);
    }
    expect((await rig.say('status of staging', lookingOnly)).code).toBe('answered');
  });
});
