import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { coxswain, say, startCommand, type Ended, type Running, type Said } from './processes.js';
import { NAMESPACES, type Stage } from './stage.js';

export interface Bot {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** One message by the owner of the state folder, in a conversation of its own unless told otherwise. */
  say(text: string, conversation?: string, more?: readonly string[]): Promise<Ended & Said>;
  run(args: readonly string[], input?: string): Promise<Ended>;
  start(): Promise<Running>;
  close(): Promise<void>;
}

export interface BotSettings {
  readonly env?: NodeJS.ProcessEnv;
  /** Sections of `coxswain.yaml` beside, or instead of, the stage's own. */
  readonly config?: object;
}

/** A checkout's user with a state folder of their own and a `coxswain.yaml` that names the stage's cluster. */
export function botOn(stage: Stage, more: BotSettings = {}): Bot {
  const target = (namespace: string, context = stage.context): object => ({ context, namespace });
  return botWith(
    {
      kubernetes: { kubeconfig: stage.kubeconfig },
      environments: {
        staging: target(NAMESPACES.staging),
        production: { targets: [target(NAMESPACES.production)], protected: true },
        hybrid: { targets: [target(NAMESPACES.staging), target(NAMESPACES.second)] },
        locked: target(NAMESPACES.staging, stage.deniedContext),
      },
      ...more.config,
    },
    more.env,
  );
}

/** As {@link botOn} with a configuration of one's own; undefined: none at all, which is the sandbox. */
export function botWith(configuration: object | undefined, extra: NodeJS.ProcessEnv = {}): Bot {
  const cwd = mkdtempSync(join(tmpdir(), 'coxswain-'));
  if (configuration !== undefined) writeFileSync(join(cwd, 'coxswain.yaml'), stringify(configuration));
  const env = { HOME: cwd, PORT: '0', ...extra };
  let running: Running | undefined;
  return {
    cwd,
    env,
    say: (text, conversation = 'main', args = []) =>
      say(text, { cwd, env, more: ['--conversation', conversation, ...args] }),
    run: (args, input) => coxswain(args, { cwd, env, ...(input === undefined ? {} : { input }) }),
    start: async () => (running = await startCommand(['start'], /http:\/\/127\.0\.0\.1:\d+/, { cwd, env })),
    close: async () => {
      await running?.stop();
      rmSync(cwd, { recursive: true, force: true });
    },
  };
}
