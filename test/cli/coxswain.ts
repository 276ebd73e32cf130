import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../../dist/src/main.js');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}
export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves with the output so far once it contains `text`; rejects when the process ends without it. */
  says(text: string): Promise<string>;
  write(text: string): void;
}

/** A working directory of its own with the real program; everything that was started ends with `close`. */
export interface Place {
  readonly folder: string;
  run(args: readonly string[], change?: { input?: string; env?: Record<string, string> }): Promise<Ended>;
  start(args: readonly string[], env?: Record<string, string>): Running;
  close(): void;
}

export function newPlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-cli-'));
  const children = new Set<ChildProcess>();
  const start = (args: readonly string[], env: Record<string, string> = {}): Running => {
    const child = spawn(process.execPath, [MAIN, ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'], LANG: 'C.UTF-8', ...env },
    });
    children.add(child);
    return observed(child);
  };
  return {
    folder,
    start,
    run: (args, { input = '', env = {} } = {}) => {
      const running = start(args, env);
      running.process.stdin?.end(input);
      return running.ended;
    },
    close: () => {
      for (const child of children) child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function observed(child: ChildProcess): Running {
  let out = '';
  let err = '';
  const watchers = new Set<() => void>();
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    for (const look of watchers) look();
  });
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => {
      resolve({ code, out, err });
      for (const look of watchers) look();
    });
  });
  return {
    process: child,
    ended,
    write: (text) => child.stdin?.write(text),
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (out.includes(text)) resolve(out);
          else if (child.exitCode !== null) reject(new Error(`ended without "${text}": ${out}${err}`));
        };
        watchers.add(look);
        look();
      }),
  };
}
