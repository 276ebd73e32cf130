import { systemCode } from '../../adapters/terminal/index.js';
import { createColors } from 'picocolors';
import type { Configuration } from '../../config/index.js';
import { systemClock } from '../clock.js';
import { StoreBusyError } from '../store/errors.js';
import { configurationOf } from './configuration.js';
import { EXIT } from './exit-codes.js';
import { reportFailure, screenOf } from './face.js';
import { writeLines, type Io } from './io.js';

export interface StartOptions {
  readonly host?: string;
  readonly port?: number;
}

/** What the system says of an address that is none, or none of this machine. */
const NOT_OURS: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL', 'EINVAL']);

/** How long a `coxswain say` that owns the state folder may take to end before the server gives up. */
const PATIENCE_MS = 15_000;
/** A `coxswain say` that only looks ends before that many tries; a longer wait is told. */
const TRIES_BEFORE_WORD = 5;

/** `coxswain start`: the server, until SIGINT or SIGTERM. Returns the exit code. */
export async function start(io: Io, options: StartOptions): Promise<number> {
  const began = systemClock.now();
  const loaded = configurationOf(io);
  const http = { host: options.host ?? loaded.http.host, port: options.port ?? loaded.http.port };
  const configuration = { ...loaded, http };
  const ending = endOnSignal(io);
  try {
    const app = await owning(configuration, (file) => {
      writeLines(io.stderr, [TEXTS[configuration.locale].waits(file)]);
    });
    writeLines(io.stdout, banner(io, configuration, app, systemClock.now() - began));
    await ending;
    await app.stop();
    return EXIT.succeeded;
  } catch (error) {
    const texts = TEXTS[configuration.locale];
    const code = systemCode(error) ?? '';
    if (code === 'EADDRINUSE') {
      writeLines(io.stderr, [texts.busy(http.host, http.port)]);
      return EXIT.broken;
    }
    if (!NOT_OURS.has(code)) return reportFailure(io, error, configuration.locale);
    writeLines(io.stderr, [texts.noSuchHost(http.host)]);
    return EXIT.usage;
  }
}

async function owning(configuration: Configuration, waits: (file: string) => void) {
  const { createApp } = await import('../app.js');
  const giveUpAt = systemClock.now() + PATIENCE_MS;
  for (let tries = 0; ; tries++) {
    try {
      return await createApp(configuration, { clock: systemClock, serve: true });
    } catch (error) {
      if (!(error instanceof StoreBusyError) || systemClock.now() > giveUpAt) throw error;
      if (tries === TRIES_BEFORE_WORD) waits(error.file);
      await systemClock.sleep(200);
    }
  }
}

interface Started {
  readonly url: string | undefined;
  readonly sandbox: boolean;
  /** One line an adapter. */
  readonly adapters: readonly string[];
}

function banner(io: Io, configuration: Configuration, app: Started, tookMs: number): string[] {
  const texts = TEXTS[configuration.locale];
  const colors = createColors(screenOf(io, io.stdout, configuration.colors).colors);
  const world = app.sandbox
    ? colors.magenta(texts.sandbox)
    : texts.clusters(
        configuration.world.kind === 'clusters'
          ? configuration.world.environments.map(({ name }) => name)
          : [],
      );
  return [
    `${colors.bold('Coxswain')} ${texts.listens(app.url ?? '', (tookMs / 1000).toFixed(1))}`,
    world,
    ...app.adapters.map((line) => `  ${line}`),
    ...(app.sandbox
      ? ['', texts.tries, ...TRIES[configuration.locale].map((each) => `  ${colors.cyan(each)}`)]
      : []),
  ];
}

const TEXTS = {
  en: {
    listens: (url: string, seconds: string) => `listens on ${url} (ready in ${seconds} s)`,
    sandbox:
      'This is the sandbox: a simulated shop, no real cluster. Two incidents are burning in production.',
    clusters: (names: readonly string[]) => `Steers real clusters: ${names.join(', ')}.`,
    waits: (file: string) =>
      `Another Coxswain owns ${file}. Waiting up to ${PATIENCE_MS / 1000} s for it to end.`,
    tries: 'Try in a second terminal, in this folder:',
    busy: (host: string, port: number) =>
      `Port ${port} on ${host} is taken by another program. Stop it, or choose another: PORT=${port + 1} npm start`,
    noSuchHost: (host: string) =>
      `"${host}" is no address of this machine. Give one with --host or HOST: 127.0.0.1 for this machine alone, 0.0.0.0 for all its networks.`,
  },
  ko: {
    listens: (url: string, seconds: string) => `${url} 에서 듣고 있어요 (${seconds}초 만에 준비)`,
    sandbox: '여기는 샌드박스예요. 실제 클러스터가 아닌 모의 상점이고, 운영에서 장애 두 건이 진행 중이에요.',
    clusters: (names: readonly string[]) => `실제 클러스터를 다뤄요: ${names.join(', ')}`,
    waits: (file: string) =>
      `다른 Coxswain이 ${file} 파일을 쓰고 있어요. 끝나기를 ${PATIENCE_MS / 1000}초까지 기다릴게요.`,
    tries: '이 폴더의 다른 터미널에서 해 보세요:',
    busy: (host: string, port: number) =>
      `${host}의 ${port}번 포트를 다른 프로그램이 쓰고 있어요. 그쪽을 끝내거나 다른 포트를 고르세요: PORT=${port + 1} npm start`,
    noSuchHost: (host: string) =>
      `"${host}"는 이 컴퓨터의 주소가 아니에요. --host나 HOST로 정해 주세요: 이 컴퓨터만이면 127.0.0.1, 모든 네트워크면 0.0.0.0이에요.`,
  },
} as const;

/** Sentences that work in the sandbox. */
const TRIES = {
  en: [
    'npx coxswain say "what is broken in production?"',
    'npx coxswain say "deploy checkout 1.4.2 to staging"',
    'npx coxswain say "roll back payments in production"',
  ],
  ko: [
    'npx coxswain say "운영 뭐가 문제야?"',
    'npx coxswain say "스테이징에 checkout 1.4.2 배포해줘"',
    'npx coxswain say "운영 결제 롤백해줘"',
  ],
} as const;

/** Resolves at the first signal; the second one ends the process at once. */
function endOnSignal(io: Io): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    io.onSignal(() => {
      if (asked) io.exit(EXIT.interrupted);
      asked = true;
      resolve();
    });
  });
}
