import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanEnvironment, startCommand, type Running } from './stage/processes.js';
import { words } from './stage/shell.js';

const REPOSITORY = new URL('../..', import.meta.url).pathname;

describe('a fresh clone [CORE-1]', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clone-'));
  const checkout = join(folder, 'coxswain');
  const env = cleanEnvironment({ HOME: homedir(), PORT: '0' });
  const run = (program: string, args: readonly string[], cwd: string): string =>
    execFileSync(program, [...args], { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  let server: Running | undefined;

  beforeAll(() => {
    run('git', ['clone', '--quiet', REPOSITORY, checkout], folder);
    run('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund'], checkout);
  }, 900_000);
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('starts, and its three sentences work through npx', async () => {
    const main = join(checkout, 'dist/src/main.js');
    server = await startCommand(['start'], /npx coxswain say "roll back/u, { cwd: checkout, env, main });
    const tries = server.output().match(/npx coxswain say ".*"/gu) ?? [];
    expect(tries).toHaveLength(3);
    for (const line of tries) {
      const [program = '', ...args] = words(line);
      expect(answerOf(() => run(program, args, checkout))).not.toBe('');
    }
  }, 300_000);
});

/** A plan that waits for its confirmation ends with 10, which execFile takes for a failure. */
function answerOf(command: () => string): string {
  try {
    return command();
  } catch (error) {
    if (error instanceof Error && 'status' in error && error.status === 10 && 'stdout' in error)
      return String(error.stdout);
    throw error;
  }
}
