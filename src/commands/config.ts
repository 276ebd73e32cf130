import { relative } from 'node:path';
import type { Configuration } from '../../config/index.js';
import type { Locale } from '../contracts/message.js';
import { ConfigurationError } from '../contracts/errors.js';
import { configurationOf } from './configuration.js';
import { EXIT } from './exit-codes.js';
import { writeLines, type Io } from './io.js';

/** `coxswain config check`: every problem at once, or what the configuration says. Returns the exit code. */
export function checkConfiguration(io: Io, { locale }: { readonly locale?: Locale } = {}): number {
  try {
    writeLines(io.stdout, summary(io, configurationOf(io, locale), locale));
    return EXIT.succeeded;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    writeLines(io.stderr, error.problems);
    return EXIT.usage;
  }
}

function summary(io: Io, configuration: Configuration, asked: Locale | undefined): string[] {
  const texts = TEXTS[asked ?? configuration.locale];
  const { world, services, admins, file, home } = configuration;
  const name = file === undefined ? undefined : relative(io.cwd, file);
  return [
    name === undefined ? texts.noFile : texts.right(name),
    world.kind === 'sandbox' ? texts.sandbox : texts.clusters,
    ...(world.kind === 'sandbox' ? [] : world.environments).map(
      ({ name: environment, targets, protected: guarded }) => {
        const places = targets.map(({ cluster, namespace }) => `${cluster}/${namespace}`).join(', ');
        return `  ${environment}: ${places}${guarded ? ` (${texts.guarded})` : ''}`;
      },
    ),
    texts.counts(services.length, admins.length),
    texts.home(relative(io.cwd, home) || '.'),
    ...configuration.remarks,
  ];
}

const TEXTS = {
  en: {
    right: (file: string) => `${file} is right.`,
    noFile: 'There is no coxswain.yaml here: everything has its default.',
    sandbox: 'It leads to the sandbox; no real cluster is touched.',
    clusters: 'It leads to real clusters:',
    guarded: 'protected',
    counts: (services: number, admins: number) =>
      `Services in the catalogue: ${services}. Admins in chat: ${admins}.`,
    home: (folder: string) => `State lies in ${folder}.`,
  },
  ko: {
    right: (file: string) => `${file} 파일에 문제가 없어요.`,
    noFile: '여기에는 coxswain.yaml 파일이 없어서 모두 기본값이에요.',
    sandbox: '샌드박스로 이어지고, 실제 클러스터는 건드리지 않아요.',
    clusters: '실제 클러스터로 이어져요:',
    guarded: '보호됨',
    counts: (services: number, admins: number) =>
      `목록에 있는 서비스 ${services}개, 채팅 관리자 ${admins}명.`,
    home: (folder: string) => `상태는 ${folder} 폴더에 있어요.`,
  },
} as const;
