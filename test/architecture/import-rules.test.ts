import { cruise } from 'dependency-cruiser';
import { beforeAll, describe, expect, it } from 'vitest';
import rules from './import-rules.js';

const ROOT = new URL('../..', import.meta.url).pathname;
const PLANTED = new URL('planted', import.meta.url).pathname;

async function violations(baseDir: string, folders: string[]): Promise<string[]> {
  const { tsConfig: _tsConfig, ...options } = rules.options;
  const { output } = await cruise(folders, {
    ...options,
    baseDir,
    ruleSet: { forbidden: rules.forbidden },
    validate: true,
  });
  if (typeof output === 'string') throw new Error(output);
  return output.summary.violations.map((v) => `${v.rule.name}: ${v.from} -> ${v.to}`);
}

describe('import rules [CORE-9]', () => {
  let planted: string[];
  beforeAll(async () => {
    planted = await violations(PLANTED, ['src', 'adapters', 'skills', 'config']);
  });

  it('the project keeps to the table', async () => {
    expect(await violations(ROOT, ['src', 'adapters', 'skills', 'config'])).toEqual([]);
  });

  it.each(rules.forbidden.map((rule) => rule.name))('the planted violation of "%s" is caught', (name) => {
    expect(planted.filter((violation) => violation.startsWith(`${name}:`))).not.toEqual([]);
  });
});
