import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { it } from 'vitest';

/**
 * Whether the machine has what a group of tests needs. Where it has not, the report says what was left out; in CI (env
 * CI=true) that is a failure, unless TESTS_WITHOUT names it (comma-separated).
 * @param name what is needed, e.g. "Redis"
 * @param why how it is looked for, so that a reader knows how to provide it
 */
export function prerequisite(name: string, available: boolean, why: string): boolean {
  if (available) return true;
  const accepted = (process.env.TESTS_WITHOUT ?? '').split(',').map((each) => each.trim());
  if (process.env.CI === 'true' && !accepted.includes(name)) {
    it(`needs ${name}`, () => {
      throw new Error(`There is no ${name}: ${why}`);
    });
    return false;
  }
  process.stdout.write(`skipped: no ${name} (${why})\n`);
  it.skip(`skipped: no ${name} (${why})`);
  return false;
}

/** Where a Chromium is; CHROMIUM names another one. */
export function chromiumPath(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const found = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [process.env['CHROMIUM'] ?? '', ...found].find((path) => path !== '' && existsSync(path));
}
