import { describe, expect, it } from 'vitest';
import { TeamsBusy } from '../../../adapters/teams/errors.js';
import { CARD_TYPE } from '../../../adapters/teams/cards.js';
import { aReply } from '../../fakes/drafts.js';
import { forgetfulMemory } from '../../fakes/around.js';
import { CHANNEL, chatOf, controls, FakeTeams, PEOPLE, shown, type FakeMessage } from '../../fakes/teams.js';
import { startBare } from './bare.js';
import { startRig } from './rig.js';

const ops = { platform: 'teams', id: CHANNEL, thread: '1699999999999', tenant: 'default' };
const opsId = `${CHANNEL};messageid=1699999999999`;

describe('replies on their way to Teams', () => {
  it('the same key again replaces the message, whatever the process forgot', async () => {
    const { teams, show } = await startBare();
    const ref = await show(aReply('Planned'), { key: 'op:1' });
    await show(aReply('Done'), { key: 'op:2', ...(ref === undefined ? {} : { ref }) });
    expect(teams.messages).toHaveLength(1);
    expect(teams.messages.map((message) => shown(message))[0]).toContain('Done');
    expect(teams.messages[0]?.states[0]).toMatchObject({
      summary: 'Planned',
      attachments: [{ contentType: CARD_TYPE }],
    });
  });

  it('a message that is gone is posted anew', async () => {
    const { teams, show } = await startBare();
    await show(aReply('Planned'), { key: 'op:1' });
    teams.messages.splice(0);
    await show(aReply('Done'), { key: 'op:1' });
    expect(teams.messages.map((message) => shown(message))[0]).toContain('Done');
  });

  it('a pause that Teams asks for is kept: nothing is sent there meanwhile, elsewhere it goes on', async () => {
    const { teams, show } = await startBare();
    teams.failures.push({ status: 429, headers: { 'retry-after': '30' } });
    await expect(show(aReply('one'))).rejects.toThrow(TeamsBusy);
    await expect(show(aReply('one'))).rejects.toThrow(/wait 30 s/);
    expect(teams.calls).toHaveLength(1);
    await show(aReply('two'), { key: 'event:2', conversation: ops });
    expect(teams.calls).toHaveLength(2);
  });

  it('the SDK repeats nothing by itself: a post whose answer was an error is refused once', async () => {
    const { teams, show } = await startBare();
    teams.failures.push({ status: 503 });
    await expect(show(aReply('one'))).rejects.toMatchObject({ code: 'server_error' });
    expect(teams.calls).toHaveLength(1);
  });

  it('where the bot was removed, the asker hears of it in the personal chat; the controls keep their conversation', async () => {
    const { teams, show } = await startBare();
    teams.closed.add(opsId);
    const action = {
      ...{ label: 'Confirm', say: 'confirm production', style: 'primary' as const },
      command: { intent: 'confirm', slots: {}, operation: 1 },
    };
    await show(aReply('Deploy?', { operation: 1, blocks: [{ kind: 'actions', actions: [action] }] }), {
      conversation: ops,
    });
    expect(teams.messages[0]?.conversation).toBe(chatOf(PEOPLE.ada));
    expect(JSON.stringify(teams.messages[0]?.states[0])).toContain('"thread":"1699999999999"');
  });

  it('a card that is too large for Teams after all becomes its text', async () => {
    const { teams, show } = await startBare();
    teams.failures.push({ status: 413, code: 'RequestEntityTooLarge' });
    await show(aReply('Everything is well'));
    expect(teams.messages[0]?.states[0]).toMatchObject({ text: 'Everything is well', attachments: [] });
  });

  it('a person can be written to by object id: their personal chat is opened', async () => {
    const { teams, show } = await startBare();
    const conversation = { platform: 'teams', id: PEOPLE.mina, tenant: 'default' };
    await show(aReply('Your approval is wanted'), { conversation });
    expect(teams.calls).toEqual([
      'POST /v3/conversations',
      `POST /v3/conversations/${chatOf(PEOPLE.mina)}/activities`,
    ]);
  });

  it('the bot speaks first where it once was spoken to, after a restart too, at the address it was last given', async () => {
    const memory = forgetfulMemory();
    const [old, now] = [await FakeTeams.start(), await FakeTeams.start()];
    const first = await startBare({ teams: old, context: { memory } });
    await first.teams.message('help', { conversation: opsId });
    const { show, teams } = await startBare({
      teams: old,
      context: { memory },
      config: { serviceUrl: 'http://127.0.0.1:9/' },
    });
    await show(aReply('Good morning'), {
      conversation: { platform: 'teams', id: CHANNEL, tenant: 'default' },
    });
    expect(shown(old.messages[0])).toContain('Good morning');
    await old.stop();
    await expect(show(aReply('Still there?'), { key: 'event:2', conversation: ops })).rejects.toMatchObject({
      code: 'unreachable',
    });
    await teams.message('help', { conversation: opsId, serviceUrl: now.url });
    await show(aReply('Still there?'), { key: 'event:2', conversation: ops });
    expect(shown(now.messages[0])).toContain('Still there?');
    await now.stop();
  });
});

describe('while Teams asks to wait', () => {
  it('replies wait in the outbox and arrive in the order in which they were given, each once', async () => {
    const { teams, message } = await startRig();
    teams.failures.push({ status: 429, headers: { 'retry-after': '1' } });
    await teams.message('which version of cart is in staging', { id: 'm1' });
    await teams.message('which version of auth is in staging', { id: 'm2' });
    await message('auth');
    expect(teams.messages.map((each) => /cart|auth/.exec(shown(each))?.[0])).toEqual(['cart', 'auth']);
    expect(teams.calls).toHaveLength(3);
  });
});

describe('while Teams is down [CHANNELS-6]', () => {
  it('replies wait in the outbox, survive a restart and arrive when it is back, each once', async () => {
    const { teams, message, stopBot, startBot, until } = await startRig();
    teams.down = true;
    await teams.message('status of staging', { id: 'm1' });
    await until(() => (teams.calls.length > 0 ? true : undefined), 'an attempt');
    await stopBot();
    teams.down = false;
    await startBot();
    await message('checkout');
    expect(teams.messages).toHaveLength(1);
  });

  it('activities delivered again, out of order and across a restart make one operation with one message', async () => {
    const { teams, message, stopBot, startBot, ledger } = await startRig();
    const say = () => teams.message('deploy checkout 1.4.2 to production', { id: 'm1' });
    const again = await Promise.all([say(), say(), teams.message('status of staging', { id: 'm2' }), say()]);
    expect(again.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const plan = await message('Confirm');
    const confirm = confirmOf(plan);
    const press = () =>
      teams.activity(
        {
          type: 'invoke',
          name: 'adaptiveCard/action',
          replyToId: plan.id,
          value: { action: confirm, trigger: 'manual' },
        },
        { id: 'i1' },
      );
    await Promise.all([press(), press()]);
    await stopBot();
    await startBot();
    expect(await say()).toMatchObject({ status: 200 });
    await press();
    const ended = await message('1.4.2 runs in production');
    expect(ended.id).toBe(plan.id);
    expect(await ledger().operationByNumber('default', 2)).toBeUndefined();
    expect(teams.messages).toHaveLength(2);
  });
});

function confirmOf(plan: FakeMessage) {
  const confirm = controls(plan).find(({ title }) => title === 'Confirm');
  if (confirm === undefined) throw new Error('nothing to confirm');
  return confirm;
}
