import { describe, expect, it } from 'vitest';
import { shown } from '../../fakes/slack.js';
import { ADA, MINA, OPS, startRig, type Mode } from './rig.js';

const MODES: readonly Mode[] = ['http', 'socket'];
const ada = { user: ADA, channel: OPS };
const mina = { user: MINA, channel: OPS };

describe.each(MODES)('conversations over %s [SLACK-2]', (mode) => {
  it('a deploy to production is planned, confirmed by its asker and told to its end in one message', async () => {
    const { slack, message } = await startRig({ mode });
    expect(await slack.command('deploy checkout 1.4.2 to production', ada)).toMatchObject({ status: 200 });
    const plan = await message('Confirm', { channel: OPS });
    await slack.press(plan, 'Confirm', ADA);
    const ended = await message('1.4.2 runs in production', { channel: OPS });
    expect(ended.ts).toBe(plan.ts);
    expect(ended.versions.length).toBeGreaterThan(2);
    expect(shown(ended)).toContain('Roll back');
  });

  it('where production asks for an approval another person gives it, never the asker', async () => {
    const { slack, message } = await startRig({ mode, approvals: 1 });
    await slack.command('deploy checkout 1.4.2 to production', ada);
    await slack.press(await message('Confirm', { channel: OPS }), 'Confirm', ADA);
    const asked = await message('Approve', { channel: OPS });
    await slack.press(asked, 'Approve', ADA);
    await message('somebody else must approve', { channel: OPS, onlyFor: ADA });
    await slack.press(asked, 'Approve', MINA);
    const ended = await message('1.4.2 runs in production', { channel: OPS });
    expect(ended.ts).toBe(asked.ts);
  });

  it('an approval can be given in another channel', async () => {
    const { slack, message } = await startRig({ mode, approvals: 1 });
    await slack.command('deploy checkout 1.4.2 to production', ada);
    await slack.press(await message('Confirm', { channel: OPS }), 'Confirm', ADA);
    await message('Approve', { channel: OPS });
    await slack.mention('approve #1', { user: MINA, channel: 'CLEADS' });
    await message('1.4.2 runs in production', { channel: OPS });
  });

  it('a name that could mean several things becomes buttons', async () => {
    const { slack, message } = await startRig({ mode });
    const thread = await slack.mention('deploy chekout 1.4.2 to staging', ada);
    const question = await message('checkout', { channel: OPS, thread });
    expect(shown(question)).toContain('checkout');
    await slack.press(question, 'checkout', ADA);
    await message(/1\.4\.2 (to|runs in) staging/, { channel: OPS, thread });
  });

  it('which version is asked for with those that the registry has, and says which one runs', async () => {
    const { slack, workspace, until } = await startRig({ mode });
    await slack.command('deploy checkout to staging', ada);
    await until(() => workspace.views.at(-1), 'an open form');
    expect(slack.formQuestion()).toContain('ersion');
    // Until the registry has answered for the first time there may be the cluster's own versions only.
    await expect
      .poll(() => slack.suggestions(ADA, '', true))
      .toEqual([
        ...['1.5.0-rc1', '1.4.5', '1.4.4', '1.4.3', '1.4.2'],
        '1.4.1 (runs in staging, dev and production)',
        ...['1.4.0', '1.3.9', '1.3.8'],
      ]);
    expect(await slack.suggestions(ADA, '1.3')).toEqual(['1.3', '1.3.9', '1.3.8']);
  });

  it('what a slash command lacks is asked for in a form with live choices, one thing after the other', async () => {
    const { slack, workspace, message, until } = await startRig({ mode });
    await slack.command('deploy', ada);
    await until(() => workspace.views.at(-1), 'an open form');
    expect(await slack.suggestions(ADA, 'che')).toEqual(['checkout']);
    await slack.submit(ADA, 'checkout');
    expect(workspace.views).toHaveLength(2);
    const asked: string[] = [];
    for (let step = 0; step < 2; step++) {
      const question = slack.formQuestion();
      asked.push(question);
      await slack.submit(ADA, question.includes('ersion') ? '1.4.2' : 'staging');
    }
    await message(/1\.4\.2/, { channel: OPS });
    expect(asked.join(' ')).toMatch(/ersion/);
    expect(workspace.messages.filter(({ text }) => text.includes('?') && text.startsWith('Which'))).toEqual(
      [],
    );
  });

  it('a mention, which brings no trigger, gets a button that opens the form', async () => {
    const { slack, workspace, message, until } = await startRig({ mode });
    await slack.mention('scale checkout in staging', ada);
    const question = await message('Choose…', { channel: OPS });
    await slack.press(question, 'Choose…', ADA);
    await until(() => workspace.views.at(-1), 'an open form');
    await slack.submit(ADA, '3');
    await message(/3/, { channel: OPS, thread: question.thread });
  });

  it('a rollout is stopped on its way and says where things stand', async () => {
    const { slack, message } = await startRig({ mode, pace: 1 });
    await slack.command('deploy checkout 1.4.2 to production', ada);
    await slack.press(await message('Confirm', { channel: OPS }), 'Confirm', ADA);
    const running = await message('Stop', { channel: OPS });
    await slack.press(running, 'Stop', ADA);
    await message(/stopped|paused|Cancelled|cancelled/i, { channel: OPS });
  });

  it('a typed answer in the thread that a slash command began goes on with it, there', async () => {
    const { slack, message } = await startRig({ mode });
    await slack.command('deploy checkout 1.4.2 to production', ada);
    const plan = await message('Confirm', { channel: OPS });
    await slack.say('confirm production', { ...ada, thread: plan.ts });
    const ended = await message('1.4.2 runs in production', { channel: OPS });
    expect(ended.ts).toBe(plan.ts);
    await slack.mention('what runs in production?', { ...ada, thread: plan.ts });
    await message(/checkout/, { channel: OPS, thread: plan.ts });
  });

  it('App Home shows what waits for me and follows what happens', async () => {
    const { slack, workspace, message, until } = await startRig({ mode, approvals: 1 });
    await slack.event({ type: 'app_home_opened', user: MINA, tab: 'home', channel: 'DMINA' });
    const home = () => JSON.stringify(workspace.homes.get(MINA) ?? {});
    await until(() => (home().includes('기다리는 일이 없어요') ? true : undefined), 'a quiet Home', home);
    await slack.command('deploy checkout 1.4.2 to production', ada);
    await slack.press(await message('Confirm', { channel: OPS }), 'Confirm', ADA);
    await until(() => (home().includes('Approve') ? true : undefined), 'an approval in the Home', home);
    await slack.pressHome(MINA, 'Approve');
    await message('1.4.2 runs in production', { channel: OPS });
    await until(
      () => (home().includes('기다리는 일이 없어요') ? true : undefined),
      'a quiet Home again',
      home,
    );
  });

  it('the global shortcut asks in a form and answers in the direct message', async () => {
    const { slack, workspace, message, until } = await startRig({ mode });
    await slack.shortcut('coxswain_ask', ADA);
    await until(() => workspace.views.at(-1), 'an open form');
    await slack.submit(ADA, 'which version of checkout is in staging');
    await message(/checkout/, { channel: 'DADA' });
  });

  it('the shortcut on a message answers in that message’s thread', async () => {
    const { slack, workspace, message, until } = await startRig({ mode });
    await slack.shortcut('coxswain_ask_about', ADA, { channel: OPS, ts: '1780000000.900000' });
    await until(() => workspace.views.at(-1), 'an open form');
    await slack.submit(ADA, 'which version of checkout is in staging');
    await message(/checkout/, { channel: OPS, thread: '1780000000.900000' });
  });

  it('people are answered in the language of their account', async () => {
    const { slack, message } = await startRig({ mode });
    await slack.command('version checkout staging', mina);
    await message(/[가-힣]/, { channel: OPS });
  });
});

it('a socket that Slack cuts is opened again, and the conversation goes on [SLACK-2]', async () => {
  const { slack, message } = await startRig({ mode: 'socket' });
  await slack.command('deploy checkout 1.4.2 to production', ada);
  const plan = await message('Confirm', { channel: OPS });
  await slack.hangUp();
  await slack.connected();
  await slack.press(plan, 'Confirm', ADA);
  const ended = await message('1.4.2 runs in production', { channel: OPS });
  expect(ended.ts).toBe(plan.ts);
});
