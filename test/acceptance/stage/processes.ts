import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';
import { operationViewSchema } from '../../../src/socket/protocol.js';
import { replySchema } from '../../../src/contracts/reply.js';

const MAIN = new URL('../../../dist/src/main.js', import.meta.url).pathname;

/** What `say --json` prints. */
const saidSchema = z.object({
  reply: replySchema.nullable(),
  operation: operationViewSchema.shape.operation
    .extend({ steps: operationViewSchema.shape.steps })
    .nullable(),
});
export type Said = z.infer<typeof saidSchema>;

export interface Ended {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The environment of a child: nothing of the machine's own that could change what the bot does. */
export function cleanEnvironment(more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: more.HOME ?? '/nonexistent',
    LANG: 'C.UTF-8',
    NO_COLOR: '1',
    ...more,
  };
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
  readonly timeoutMs?: number;
  /** The built entry; this checkout's by default. */
  readonly main?: string;
}

/** Runs the command line to its end. */
export async function coxswain(args: readonly string[], options: RunOptions): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: options.cwd,
    env: cleanEnvironment(options.env ?? {}),
  });
  const output = collect(child);
  child.stdin.end(options.input ?? '');
  const timer = setTimeout(() => child.kill('SIGKILL'), options.timeoutMs ?? 100_000);
  const [code, signal] = z
    .tuple([z.number().nullable(), z.string().nullable()])
    .parse(await once(child, 'close'));
  clearTimeout(timer);
  return { exit: code ?? (signal === null ? -1 : -2), ...output() };
}

/** `say` with `--json`, parsed. */
export async function say(
  text: string,
  options: RunOptions & { readonly more?: readonly string[] },
): Promise<Ended & Said> {
  const ended = await coxswain(['say', text, '--json', ...(options.more ?? [])], options);
  const line = ended.stdout.trim().split('\n').at(-1) ?? '';
  const parsed = line.startsWith('{') ? saidSchema.parse(JSON.parse(line)) : { reply: null, operation: null };
  return { ...ended, ...parsed };
}

export interface Running {
  readonly child: ChildProcess;
  output(): string;
  stop(): Promise<void>;
  /** kill -9 */
  kill(): Promise<void>;
}

/** Starts a command that stays and waits until its output matches `ready`. */
export async function startCommand(
  args: readonly string[],
  ready: RegExp,
  options: RunOptions,
): Promise<Running> {
  const child = spawn(process.execPath, [options.main ?? MAIN, ...args], {
    cwd: options.cwd,
    env: cleanEnvironment(options.env ?? {}),
  });
  const output = collect(child);
  const all = (): string => output().stdout + output().stderr;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not ready in 90 s:\n${all()}`)), 90_000);
    const look = (): void => {
      if (!ready.test(all())) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`ended with ${String(code)} before it was ready:\n${all()}`));
    });
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  return { child, output: all, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

function collect(child: ChildProcess): () => { stdout: string; stderr: string } {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return () => ({ stdout, stderr });
}
