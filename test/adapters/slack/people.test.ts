import { setImmediate as loop } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { SlackRefusal } from '../../../adapters/slack/errors.js';
import { createPacing } from '../../../adapters/slack/pacing.js';
import { createPeople } from '../../../adapters/slack/people.js';
import type { Json } from '../../../src/contracts/json.js';
import { recordingLog } from '../../fakes/log.js';
import { ManualClock } from '../../fakes/manual-clock.js';

const HOUR_MS = 60 * 60_000;

/** Slack, the ledger's memory, and bots that come and go. */
function setUp() {
  const clock = new ManualClock();
  const kept = new Map<string, Json>();
  const asked: string[] = [];
  const slack = { answer: (name: string): Promise<Record<string, unknown>> => Promise.resolve(user(name)) };
  const user = (name: string, more: object = {}) => ({ user: { name, team_id: 'T1', ...more } });
  const start = () =>
    createPeople(
      {
        memory: {
          recall: (key) => Promise.resolve(kept.get(key)),
          keep: (key, value) => Promise.resolve(void kept.set(key, value)),
        },
        ...{ clock, log: recordingLog() },
      },
      {
        call: (_method, options) => {
          asked.push(String(options.user));
          return slack.answer('mina');
        },
      },
      () => Promise.resolve('T1'),
    );
  return { clock, kept, asked, slack, user, start };
}
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await loop();
}

describe('how a channel is called', () => {
  it('is its name, and its id where Slack does not tell', async () => {
    const { slack, start } = setUp();
    const people = start();
    slack.answer = () => Promise.reject(new SlackRefusal('conversations.info', 'channel_not_found'));
    expect(await people.channelName('C1')).toBe('C1');
    slack.answer = (name) => Promise.resolve({ channel: { name } });
    expect(await people.channelName('C1')).toBe('mina');
  });
});

describe('who somebody is', () => {
  it('is asked once an hour', async () => {
    const { clock, asked, start } = setUp();
    const people = start();
    await Promise.all([people.profile('U1'), people.profile('U1')]);
    await people.profile('U1');
    expect(asked).toEqual(['U1']);
    clock.advance(HOUR_MS);
    await people.profile('U1');
    expect(asked).toEqual(['U1', 'U1']);
  });

  it('is known at once after a restart while Slack takes long, and what it then says counts', async () => {
    const { clock, slack, user, start } = setUp();
    await start().profile('U1');
    await quiet();
    let answer: (user: Record<string, unknown>) => void = () => undefined;
    slack.answer = () => new Promise((resolve) => (answer = resolve));
    const people = start();
    const waiting = people.profile('U1');
    await quiet();
    clock.advance(700);
    expect(await waiting).toMatchObject({ display: 'mina', guest: false });
    answer(user('mina', { is_restricted: true }));
    await quiet();
    expect(await people.profile('U1')).toMatchObject({ guest: true });
  });

  it('is what Slack says where it answers in time, and is not known for longer than a day', async () => {
    const { clock, slack, user, start } = setUp();
    await start().profile('U1');
    await quiet();
    slack.answer = () => Promise.resolve(user('mina', { is_restricted: true }));
    expect(await start().profile('U1')).toMatchObject({ guest: true });
    slack.answer = () => Promise.reject(new Error('down'));
    expect(await start().profile('U1')).toMatchObject({ guest: true });
    clock.advance(24 * HOUR_MS + 1);
    await expect(start().profile('U1')).rejects.toThrow('down');
  });

  it('is somebody of elsewhere when the workspace can’t see them, so that they are answered too', async () => {
    const { slack, start } = setUp();
    slack.answer = () => Promise.reject(new SlackRefusal('users.info', 'user_not_visible'));
    expect(await start().profile('U9')).toMatchObject({ display: 'U9', stranger: true });
    slack.answer = () => Promise.reject(new SlackRefusal('users.info', 'invalid_auth'));
    await expect(start().profile('U8')).rejects.toThrow('invalid_auth');
  });

  it('is asked about twenty people at once, then slowly', async () => {
    const clock = new ManualClock();
    const pacing = createPacing(clock);
    let asked = 0;
    for (let person = 0; person < 22; person++) void pacing.turn('users.info', '').then(() => asked++);
    await quiet();
    expect(asked).toBe(20);
    clock.advance(600);
    await quiet();
    expect(asked).toBe(21);
  });
});
