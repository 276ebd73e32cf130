import { afterEach, describe, expect, it } from 'vitest';
import { botWith, type Bot } from '../acceptance/stage/bot.js';

const place = { every: 'friday at 17:30', in: 'terminal:ops', environment: 'staging' };
const bots: Bot[] = [];
afterEach(async () => {
  await Promise.all(bots.splice(0).map((bot) => bot.close()));
});

describe('a digest in the terminal', () => {
  it.each([
    ['say', ['say', '--conversation', 'ops', 'whoami'], ''],
    ['say --json', ['say', '--json', '--conversation', 'ops', 'whoami'], ''],
    ['chat on a pipe', ['chat', '--conversation', 'ops'], 'whoami\n'],
  ])('waits for whoever opens its conversation, by %s, and comes once', async (_how, args, input) => {
    const bot = botWith({ sandbox: true, schedules: { friday: place } });
    bots.push(bot);
    await bot.start();
    expect((await bot.say('run schedule 1 now')).reply?.code).toBe('succeeded');
    const first = await bot.run(args, input);
    expect(first.stdout + first.stderr).toMatch(/staging: (all|\d+ of) \d+ healthy/);
    expect(first.exit).toBe(0);
    const again = await bot.run(args, input);
    expect(again.stdout + again.stderr).not.toMatch(/healthy/);
    if (args.includes('--json')) expect(JSON.parse(first.stdout.trim())).toHaveProperty('reply');
  });
});
