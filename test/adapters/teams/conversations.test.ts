import { describe, expect, it } from 'vitest';
import { CARD_TYPE } from '../../../adapters/teams/cards.js';
import { CHANNEL, chatOf, controls, PEOPLE, shown } from '../../fakes/teams.js';
import { startRig } from './rig.js';

const ops = `${CHANNEL};messageid=1699999999999`;

describe('conversations in Teams', () => {
  it('a deploy to production is planned, confirmed by its asker and told to its end in one message', async () => {
    const { teams, message } = await startRig();
    expect(await teams.message('deploy checkout 1.4.2 to production')).toMatchObject({ status: 200 });
    const plan = await message('Confirm', chatOf(PEOPLE.ada));
    const pressed = await teams.press(plan, 'Confirm');
    expect(pressed).toMatchObject({ status: 200, content: { statusCode: 200, type: CARD_TYPE } });
    expect(pressed.text).toContain('Deploying checkout 1.4.2 to production');
    const ended = await message('1.4.2 runs in production');
    expect(ended.id).toBe(plan.id);
    expect(ended.states.length).toBeGreaterThan(2);
    expect(shown(ended)).toContain('Roll back');
  });

  it('in a channel the bot hears its mention, and answers in that thread', async () => {
    const { teams, message } = await startRig();
    await teams.message('status of staging', { conversation: ops });
    const status = await message('staging', ops);
    expect(shown(status)).toContain('checkout');
    expect(teams.calls).toContain(`POST /v3/conversations/${ops}/activities`);
  });

  it('where production asks for an approval another person gives it, never the asker', async () => {
    const { teams, message } = await startRig({ approvals: 1 });
    await teams.message('deploy checkout 1.4.2 to production', { conversation: ops });
    await teams.press(await message('Confirm', ops), 'Confirm');
    const asked = await message('Approve', ops);
    const own = await teams.press(asked, 'Approve');
    expect(own.text).toContain('somebody else must approve');
    await teams.press(asked, 'Approve', { person: 'mina' });
    const ended = await message('1.4.2 runs in production', ops);
    expect(ended.id).toBe(asked.id);
  });

  it('a name that could mean several things becomes buttons, and is shown as answered', async () => {
    const { teams, message, until } = await startRig();
    await teams.message('deploy chekout 1.4.2 to staging');
    const question = await message('checkout');
    const pressed = await teams.press(question, 'checkout');
    expect(pressed.text).toContain('✔ checkout');
    await message(/1\.4\.2 (to|runs in) staging/);
    await until(
      () => (shown(question).includes('✔ checkout') ? true : undefined),
      'the question as answered',
    );
    expect(controls(question)).toEqual([]);
  });

  it('what a command lacks is asked for in a form with live choices, one thing after the other', async () => {
    const { teams, message } = await startRig();
    await teams.message('deploy');
    const which = await message('Send');
    expect(JSON.stringify(which.states.at(-1))).toContain('"Input.ChoiceSet"');
    expect(JSON.stringify(which.states.at(-1))).toContain('payments-api');
    await teams.press(which, 'Send', {}, { chosen: 'checkout' });
    const next = await message(/version|environment/i);
    expect(next.id).not.toBe(which.id);
  });

  it('which version is asked for with those that the registry has, and says which one runs', async () => {
    const { teams, message } = await startRig();
    const choices = async () => {
      await teams.message('스테이징에 checkout 배포', { locale: 'ko-KR' });
      return JSON.stringify((await message(/버전/)).states.at(-1));
    };
    // Until the registry has answered for the first time there may be the cluster's own versions only.
    await expect.poll(choices).toContain('"value":"1.4.5"');
    expect(await choices()).toContain('1.4.1 (staging, dev, production에서 실행 중)');
  });

  it('who speaks Korean is answered in Korean', async () => {
    const { teams, message } = await startRig();
    await teams.message('스테이징 상태 알려줘', { locale: 'ko-KR' });
    expect(shown(await message('checkout'))).toContain('정상');
  });
});
