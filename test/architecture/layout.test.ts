import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { layoutProblems } from './layout.js';

const ROOT = new URL('../..', import.meta.url).pathname;

function tracked(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return listed.split('\n').filter((path) => path !== '');
}

function planted(files: Record<string, string>): { paths: string[]; read: (path: string) => string } {
  const folder = mkdtempSync(join(tmpdir(), 'layout-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((p) =>
    statSync(join(folder, p)).isFile(),
  );
  return { paths, read: (path) => readFileSync(join(folder, path), 'utf8') };
}

describe('layout rules [CORE-9]', () => {
  it('the project keeps to them', () => {
    expect(layoutProblems(tracked(), (path) => readFileSync(join(ROOT, path), 'utf8'))).toEqual([]);
  });

  it.each([
    [
      'a source file over 300 lines',
      { 'src/a.ts': '\n'.repeat(301) },
      'src/a.ts has 301 lines; 300 are allowed',
    ],
    ['a name that explains nothing', { 'src/utils/a.ts': '' }, 'src/utils/a.ts: "utils" explains nothing'],
    ['a skill without its plan', { 'skills/x/index.ts': '' }, 'skills/x lacks plan.ts'],
    ['an adapter without its render', { 'adapters/x/index.ts': '' }, 'adapters/x lacks render.ts'],
    ['an unknown top-level folder', { 'lib/a.ts': '' }, 'lib is not a top-level folder of DESIGN'],
  ])('%s is caught', (_what, files, problem) => {
    const { paths, read } = planted(files);
    expect(layoutProblems(paths, read)).toContain(problem);
  });
});
