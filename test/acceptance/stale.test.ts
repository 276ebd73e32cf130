import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { botWith, type Bot } from './stage/bot.js';
import { inLedger, theWaiting } from './stage/ledger.js';

const MINUTE = 60_000;

describe('what lay too long [CORE-5]', () => {
  let bot: Bot;
  beforeEach(() => {
    bot = botWith(undefined);
  });
  afterEach(() => bot.close());

  const planned = async (): Promise<void> => {
    const { exit } = await bot.run(['say', 'deploy checkout 1.4.2 to production']);
    expect(exit).toBe(10);
  };
  const running = async (): Promise<string> =>
    (await bot.run(['say', 'which version of checkout is in production?'])).stdout;

  it('a plan that nobody confirmed in time expires with an answer, and can’t be confirmed any more', async () => {
    await planned();
    await inLedger(bot, async (ledger) => {
      const { id } = await theWaiting(ledger);
      const patch = { expiresAt: Date.now() - MINUTE };
      await ledger.transition(id, ['awaiting_confirmation'], { patch, by: 'system' });
    });
    const late = await bot.run(['say', 'confirm production']);
    expect([3, 5]).toContain(late.exit);
    expect(late.stdout).toMatch(/not confirmed in time|Nothing is waiting/u);
    expect(await running()).toContain('1.4.1');
  });

  it('an operation that was cleared and did not start within 10 minutes expires with an answer', async () => {
    await planned();
    await inLedger(bot, async (ledger) => {
      const { id } = await theWaiting(ledger);
      const cleared = { status: 'cleared', code: 'answered', by: 'system' } as const;
      const patch = { clearedAt: Date.now() - 11 * MINUTE };
      await ledger.transition(id, ['awaiting_confirmation'], { ...cleared, patch });
    });
    const { stdout } = await bot.run(['say', 'help']);
    expect(stdout).toContain('#1 did not start in time and was dropped.');
    expect(await running()).toContain('1.4.1');
  });

  it('one that was interrupted for more than 30 minutes asks, and goes on when its asker says so', async () => {
    await planned();
    await inLedger(bot, async (ledger) => {
      const { id } = await theWaiting(ledger);
      const long = Date.now() - 31 * MINUTE;
      const begun = { status: 'running', code: 'answered', by: 'system' } as const;
      const patch = { clearedAt: long, startedAt: long, heartbeatAt: long };
      await ledger.transition(id, ['awaiting_confirmation'], { ...begun, patch });
    });
    const server = await bot.start();
    const jobs = async (): Promise<string> => (await bot.run(['say', 'jobs'])).stdout;
    await expect.poll(jobs).toMatch(/#1 .*interrupted/u);
    expect(await running()).toContain('1.4.1');
    const resumed = await bot.run(['say', 'resume #1']);
    expect(resumed.stdout).toContain('checkout 1.4.2 runs in production');
    expect(resumed.exit).toBe(0);
    await server.stop();
  });

  it('of two writes of one target at once, one runs and the other is refused, naming who holds it', async () => {
    await bot.start();
    const said = await Promise.all(
      ['restart cart in dev', 'scale cart to 4 in dev'].map((text, index) => bot.say(text, `c${index}`)),
    );
    expect(said.map(({ exit }) => exit).sort()).toEqual([0, 3]);
    const refused = said.find(({ exit }) => exit === 3);
    expect(refused?.reply?.code).toBe('target_held');
    expect(refused?.reply?.title).toMatch(/^cart in dev is (held|being changed) by #\d+/u);
  });
});
