import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { botWith, type Bot } from './stage/bot.js';
import { startCommand, type Running } from './stage/processes.js';
import { words } from './stage/shell.js';

describe('a newcomer starts it in an empty folder [CORE-1]', () => {
  let bot: Bot;
  let server: Running;
  beforeAll(async () => {
    bot = botWith(undefined);
    server = await startCommand(['start'], /npx coxswain say "roll back/u, { cwd: bot.cwd, env: bot.env });
  });
  afterAll(async () => {
    await server.stop();
    await bot.close();
  });

  it('is ready, says where it listens and that it is the sandbox', async () => {
    const url = /http:\/\/127\.0\.0\.1:\d+/u.exec(server.output())?.[0] ?? '';
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' });
    expect(server.output()).toContain('This is the sandbox');
  });

  it('asks about an incident without a server too, with nothing on standard error', async () => {
    const alone = botWith(undefined);
    const ended = await alone.run(['say', "what's broken in production?"]);
    expect([ended.exit, ended.stderr]).toEqual([0, '']);
    await alone.close();
  });

  it('gives three sentences to try, which work as they are printed', async () => {
    const tries = server
      .output()
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line.startsWith('npx coxswain say'));
    expect(tries).toHaveLength(3);
    for (const line of tries) {
      const ended = await bot.run(words(line).slice(2));
      // A protected environment shows its plan first.
      expect([0, 10]).toContain(ended.exit);
      expect(ended.stderr).toBe('');
      expect(ended.stdout).not.toBe('');
    }
  });
});
