import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { botWith, type Bot } from './stage/bot.js';
import { inLedger, theWaiting } from './stage/ledger.js';

const ALL = [
  [0, 'succeeded', 'scale frontend to 3 in dev'],
  [3, 'refused', 'deploy warehouse 1.4.2 to dev'],
  [3, 'not in the registry', 'deploy cart 9.9.9 to dev'],
  [4, 'failed and rolled back', 'deploy cart 3.3.0 to dev'],
  [10, 'an answer is awaited', 'deploy checkout 1.4.2'],
] as const;

describe.each([
  ['with a running server', true],
  ['without a server', false],
])('what say tells a script, %s [CORE-2]', (_name, served) => {
  let bot: Bot;
  beforeAll(async () => {
    bot = botWith(undefined);
    if (served) await bot.start();
  });
  afterAll(() => bot.close());

  it.each(ALL)('%i: %s', async (exit, _meaning, sentence) => {
    expect((await bot.run(['say', sentence, '--conversation', `exit-${exit}`])).exit).toBe(exit);
  });

  it('2: usage', async () => {
    expect((await bot.run(['say', '--jsn', 'status'])).exit).toBe(2);
  });

  it('5: cancelled', async () => {
    expect((await bot.run(['say', 'scale cart to 0 in dev'])).exit).toBe(10);
    expect((await bot.run(['say', 'cancel'])).exit).toBe(5);
  });

  it('6: nobody can tell whether it took effect', async () => {
    const own = botWith(undefined);
    expect((await own.run(['say', 'deploy checkout 1.4.2 to production'])).exit).toBe(10);
    await inLedger(own, async (ledger) => {
      const { id } = await theWaiting(ledger);
      const times = { startedAt: Date.now(), endedAt: Date.now(), attempts: 1 };
      const facts = { evidence: [{ object: 'checkout', text: 'connection reset' }] };
      await ledger.saveStep({
        operationId: id,
        stepId: '0/patch',
        state: 'unknown',
        code: 'unreachable',
        facts,
        ...times,
      });
      const status = { status: 'interrupted', code: 'interrupted_too_long', by: 'system' } as const;
      await ledger.transition(id, ['awaiting_confirmation'], status);
    });
    if (served) await own.start();
    const { exit, stdout } = await own.run(['say', 'resume #1']);
    expect(stdout).toContain('I can’t tell whether it took effect on checkout in production');
    expect(exit).toBe(6);
    await own.close();
  });

  it('shows progress, line by line, when it is not on a terminal', async () => {
    const { exit, stdout } = await bot.run(['say', 'deploy checkout 1.4.2 to staging']);
    expect(exit).toBe(0);
    expect(stdout).toMatch(/#\d+ Deploying checkout 1\.4\.2 to staging/u);
    expect(stdout).toMatch(/staging: \d of \d ready/u);
    expect(stdout).toMatch(/checkout 1\.4\.2 runs in staging, after \d+ s/u);
  });

  it('production waits for "confirm production", which another invocation says', async () => {
    const planned = await bot.run(['say', 'deploy checkout 1.4.2 to production']);
    expect(planned.exit).toBe(10);
    expect(planned.stdout).toContain('Type “confirm production” within 5 minutes');
    const confirmed = await bot.say('confirm production', undefined, []);
    expect(confirmed.exit).toBe(3);
    const here = await bot.run(['say', 'confirm production', '--json']);
    expect(here.exit).toBe(0);
    expect(here.stdout).toContain('"status":"succeeded"');
  });

  it('--json gives the operation with its steps', async () => {
    const said = await bot.say('restart inventory in dev');
    expect(said).toMatchObject({
      exit: 0,
      reply: { code: 'succeeded' },
      operation: { skill: 'restart', status: 'succeeded' },
    });
    expect(said.operation?.steps.length).toBeGreaterThan(0);
    expect(said.operation?.steps.every(({ state }) => state === 'done')).toBe(true);
  });
});
