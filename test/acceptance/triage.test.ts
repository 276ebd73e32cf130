import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { botWith, type Bot } from './stage/bot.js';

let bot: Bot;
beforeAll(() => {
  bot = botWith(undefined);
});
afterAll(() => bot.close());

describe('the first minute of an incident, in the sandbox [TRIAGE-6]', () => {
  it('finds both burning incidents', async () => {
    const { stdout, exit } = await bot.say("what's broken in production?");
    expect(stdout).toContain('ad-service is scaled to 0');
    expect(stdout).toContain('payments-api is running out of memory');
    expect(stdout).toContain('OOMKilled');
    expect(stdout).toContain('2.2.4 → 2.3.0');
    expect(exit).toBe(0);
  });

  it.each(['scale ad-service to 2 in production', 'roll back payments-api in production'])(
    'fixes one by the action that it offers: %s',
    async (action) => {
      expect((await bot.say("what's broken in production?")).stdout).toContain(action);
      expect((await bot.say(action)).exit).toBe(10);
      expect((await bot.say('confirm production')).exit).toBe(0);
    },
  );

  it('then says that nothing is wrong', async () => {
    const { stdout } = await bot.say("what's broken in production?");
    expect(stdout).toContain('production: I found nothing wrong');
    expect((await bot.say('운영에 문제 있어?')).stdout).toContain('문제를 찾지 못했어요');
  });
});
