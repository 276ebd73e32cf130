import { once } from 'node:events';
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { botWith, type Bot } from './stage/bot.js';
import { startCommand } from './stage/processes.js';
import { sandboxStage, type SandboxStage } from './stage/sandbox.js';

describe('a state folder that is moved away while somebody waits for an operation [CORE-4]', () => {
  let stage: SandboxStage;
  let bot: Bot;
  beforeAll(async () => {
    stage = await sandboxStage();
    // A rollout that never ends by itself.
    const late = { image: 'registry.shop.local/cart:3.2.0', behaviour: { kind: 'never-ready' } };
    await stage.api.must('POST', '/sandbox/behaviour', late);
  });
  afterAll(() => stage.close());
  beforeEach(() => {
    bot = botWith({
      kubernetes: { kubeconfig: stage.kubeconfig },
      environments: {
        dev: { context: stage.context, namespace: 'shop-dev' },
        staging: { context: stage.context, namespace: 'shop-staging', aliases: ['스테이징'] },
      },
    });
  });
  afterEach(async () => {
    await bot.close();
  });

  it.each([
    [
      'en',
      'by itself',
      false,
      'deploy cart 3.2.0 to dev',
      /Put the folder back, and #1 goes on[^]*not known/,
    ],
    [
      'ko',
      'with a server',
      true,
      'cart 3.2.0 스테이징에 배포해줘',
      /되돌려 놓으면 #1 작업을[^]*알 수 없어요/,
    ],
  ] as const)(
    'in %s, %s: it says what to do, and ends with exit 6',
    async (_locale, _how, served, sentence, told) => {
      if (served) await bot.start();
      const waiting = await startCommand(['say', sentence], /#1/, { cwd: bot.cwd, env: bot.env });
      const ended = once(waiting.child, 'close');
      const home = join(bot.cwd, '.coxswain');
      renameSync(home, join(bot.cwd, 'away'));
      expect(await ended).toEqual([6, null]);
      expect(waiting.output()).toMatch(told);
      expect(existsSync(home)).toBe(false);
    },
    100_000,
  );
});
