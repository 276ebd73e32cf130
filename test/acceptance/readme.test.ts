import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { botWith, type Bot } from './stage/bot.js';
import { words } from './stage/shell.js';

const README = new URL('../../README.md', import.meta.url);

/** Lines that are not run here, and why. */
const EXEMPT: Readonly<Record<string, string>> = {
  'npm ci && npm start': 'test/acceptance/clone.full.ts does it on a fresh clone; start is in fresh.test.ts',
  'npm ci && npm test': 'it is this very run',
};

/** What each line ends with where it is not 0. */
const EXITS: readonly (readonly [RegExp, number])[] = [
  [/(deploy|roll back|scale|restart) .* (to|in) production"/u, 10],
];

/** The commands of README's `sh` blocks, in their order. */
function commands(text: string): readonly string[] {
  return Array.from(text.matchAll(/^```sh\n(.*?)^```/gmsu), ([, block]) => block ?? '')
    .flatMap((block) => block.split('\n'))
    .map((line) => line.replace(/\s+#.*$/u, '').trim())
    .filter((line) => /^(npx coxswain|npm)\b/u.test(line));
}

const lines = existsSync(README) ? commands(readFileSync(README, 'utf8')) : [];

describe('every command of README works as it is written [CORE-12]', () => {
  let bot: Bot;
  beforeAll(async () => {
    bot = botWith(undefined);
    cpSync(new URL('../../docs', import.meta.url), join(bot.cwd, 'docs'), { recursive: true });
    await bot.start();
  });
  afterAll(() => bot.close());

  it('has commands', () => {
    expect(lines.length).toBeGreaterThan(0);
  });

  it.each(lines.filter((line) => EXEMPT[line] === undefined))('%s', async (line) => {
    const [program, name, ...args] = words(line);
    expect([program, name]).toEqual(['npx', 'coxswain']);
    const ended = await bot.run(args, args[0] === 'chat' ? 'status of staging\n' : undefined);
    expect(ended.stderr).toBe('');
    expect(ended.exit).toBe(EXITS.find(([pattern]) => pattern.test(line))?.[1] ?? 0);
  });
});
