/**
 * CORE-11: start to ready (goal 2 s) and idle memory in the sandbox (goal: at most 1.5 times a bare process that imports
 * the same packages, and under 200 MB). The ratio is asserted; the absolute figures with a wide margin.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { median, residentMegabytes, startProcess, stopProcess } from './process.js';
import type { Figure } from './figure.js';

const MAIN = new URL('../../dist/src/main.js', import.meta.url).pathname;
/** What a bot imports that steers a real cluster; in the sandbox it does without client-node. */
const PACKAGES = [
  'zod',
  'kysely',
  'better-sqlite3',
  'express',
  '@kubernetes/client-node',
  'pino',
  'yaml',
  'commander',
];
const USUAL = { runs: 5, idleMs: 5000 };

export async function benchStart({ runs, idleMs } = USUAL): Promise<Figure[]> {
  const ready: number[] = [];
  const memory: number[] = [];
  for (let run = 0; run < runs; run++) {
    const home = mkdtempSync(join(tmpdir(), 'bench-'));
    const { child, readyMs } = await startProcess([MAIN, 'start'], /http:\/\//, {
      PATH: process.env.PATH,
      HOME: home,
      COXSWAIN_HOME: home,
      PORT: String(20_000 + Math.floor(Math.random() * 20_000)),
    });
    ready.push(readyMs);
    await sleep(idleMs);
    memory.push(residentMegabytes(child.pid ?? 0));
    await stopProcess(child);
    rmSync(home, { recursive: true, force: true });
  }
  const bare = await bareMemory(idleMs);
  return [
    { name: 'start to ready', value: median(ready), unit: 'ms', goal: 2000, limit: 8000 },
    { name: 'idle memory', value: median(memory), unit: 'MB', goal: 200, limit: 300 },
    {
      name: 'idle memory / bare imports',
      value: median(memory) / bare,
      unit: 'times',
      goal: 1.5,
      limit: 1.5,
    },
  ];
}

async function bareMemory(idleMs: number): Promise<number> {
  const imports = PACKAGES.map((name) => `await import('${name}');`).join('');
  const code = `${imports} console.log('http://ready'); setInterval(() => {}, 1000);`;
  const { child } = await startProcess(['--input-type=module', '-e', code], /http:\/\//, {
    PATH: process.env.PATH,
  });
  await sleep(idleMs);
  const megabytes = residentMegabytes(child.pid ?? 0);
  await stopProcess(child);
  return megabytes;
}
