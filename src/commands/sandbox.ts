import { rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Configuration } from '../../config/index.js';
import { systemClock } from '../clock.js';
import { makeStateFolder } from '../store/folder.js';
import { createLog } from '../observability/log.js';
import { connectToOwner } from '../socket/client.js';
import { socketPath } from '../socket/path.js';
import { configurationOf } from './configuration.js';
import { EXIT } from './exit-codes.js';
import { reportFailure } from './face.js';
import { writeLines, type Io } from './io.js';

export interface SandboxOptions {
  /** Where to write a kubeconfig; undefined: `kubeconfig` in the state folder. */
  readonly kubeconfig?: string;
  /** 0: any free port. */
  readonly port?: number;
}

/** The sandbox world's file in a state folder. */
function worldFile(home: string): string {
  return join(home, 'sandbox.json');
}

/** `coxswain sandbox`: the simulated world alone, until SIGINT or SIGTERM. Returns the exit code. */
export async function runSandbox(io: Io, options: SandboxOptions): Promise<number> {
  const configuration = configurationOf(io);
  if (await ownerRuns(configuration)) return refuse(io, configuration);
  const file = resolve(io.cwd, options.kubeconfig ?? join(configuration.home, 'kubeconfig'));
  const ended = new Promise<void>((end) => io.onSignal(() => end()));
  try {
    makeStateFolder(configuration.home);
    const { startSandbox } = await import('../sandbox/index.js');
    const sandbox = await startSandbox({
      stateFile: worldFile(configuration.home),
      clock: systemClock,
      log: createLog({ level: configuration.logLevel }),
      ...(options.port === undefined ? {} : { port: options.port }),
    });
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, sandbox.kubeconfig(), { mode: 0o600 });
    writeLines(io.stdout, TEXTS[configuration.locale].runs(sandbox.url, file));
    await ended;
    await sandbox.stop();
    return EXIT.succeeded;
  } catch (error) {
    return reportFailure(io, error, configuration.locale);
  }
}

/** `coxswain sandbox reset`: the next start begins a new world. Returns the exit code. */
export async function resetSandbox(io: Io): Promise<number> {
  const configuration = configurationOf(io);
  if (await ownerRuns(configuration)) return refuse(io, configuration);
  rmSync(worldFile(configuration.home), { force: true });
  writeLines(io.stdout, [TEXTS[configuration.locale].reset]);
  return EXIT.succeeded;
}

async function ownerRuns({ home }: Configuration): Promise<boolean> {
  const connection = await connectToOwner(socketPath(home), undefined, () => false);
  connection?.close();
  return connection !== undefined;
}

function refuse(io: Io, { home, locale }: Configuration): number {
  writeLines(io.stderr, [TEXTS[locale].owned(home)]);
  return EXIT.broken;
}

const TEXTS = {
  en: {
    runs: (url: string, file: string) => [
      `The sandbox serves Kubernetes on ${url}`,
      `Try: KUBECONFIG=${file} kubectl get deployments --all-namespaces`,
    ],
    reset: 'The next start begins a new world.',
    owned: (home: string) =>
      `Coxswain runs with the world in ${home}. Stop it first, or choose another folder with COXSWAIN_HOME.`,
  },
  ko: {
    runs: (url: string, file: string) => [
      `샌드박스가 ${url} 에서 쿠버네티스를 제공해요`,
      `해 보기: KUBECONFIG=${file} kubectl get deployments --all-namespaces`,
    ],
    reset: '다음에 시작하면 새 세계로 시작해요.',
    owned: (home: string) =>
      `${home} 폴더의 세계로 Coxswain이 실행 중이에요. 먼저 끝내거나 COXSWAIN_HOME을 다른 폴더로 바꾸세요.`,
  },
} as const;
