import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { teamsKorean } from '../../adapters/teams/config.ko.js';
import { loadConfiguration } from '../../config/index.js';
import { SECTIONS as sections } from '../../src/commands/configuration.js';
import { ConfigurationError } from '../../src/contracts/errors.js';
import { LOCALES, type Locale } from '../../src/contracts/message.js';
import { schedulesKorean } from '../../src/schedule/config.js';

const folder = join(import.meta.dirname, '../fixtures/sections');
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.replace('.yaml', ''));

function problemsOf(name: string, locale: Locale): readonly string[] {
  try {
    loadConfiguration({ cwd: folder, env: { COXSWAIN_CONFIG: `${name}.yaml` }, sections, locale });
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

describe('a wrong section', () => {
  it.each(names.flatMap((name) => LOCALES.map((locale) => [name, locale] as const)))(
    'is explained with place, value and remedy: %s in %s',
    async (name, locale) => {
      const problems = problemsOf(name, locale);
      expect(problems.length).toBeGreaterThan(0);
      expect(problems.join('\n')).not.toContain('hunter2');
      if (locale === 'ko') for (const problem of problems) expect(problem).toMatch(/[가-힣].*[.?]$/u);
      const file = locale === 'en' ? `${name}.txt` : `${name}.ko.txt`;
      await expect(`${problems.join('\n')}\n`).toMatchFileSnapshot(join(folder, file));
    },
  );

  it.each([
    ['teams', teamsKorean],
    ['schedules', schedulesKorean],
  ])('every message of %s has a fixture', (section, wishes) => {
    const said = names
      .filter((name) => name.startsWith(section))
      .map((name) => readFileSync(join(folder, `${name}.txt`), 'utf8'))
      .join('');
    for (const wish of Object.keys(wishes)) expect(said).toContain(wish);
  });
});
