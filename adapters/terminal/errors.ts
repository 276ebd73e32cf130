import { ConfigurationError, PortError } from '../../src/contracts/errors.js';
import type { Locale } from '../../src/contracts/message.js';

/** What went wrong, for a person at the terminal; the stack goes to the log only. */
export function errorLines(error: unknown, locale: Locale): string[] {
  const texts = TEXTS[locale];
  if (error instanceof ConfigurationError)
    return [TEXTS[error.locale ?? locale].configuration, ...error.problems.map((each) => `  ${each}`)];
  if (error instanceof PortError) return [error.message];
  const code = systemCode(error);
  const message = error instanceof Error ? error.message : String(error);
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return [`${texts.access}: ${message}`];
  if (code === 'ENOSPC') return [texts.full];
  return [`${texts.unexpected}: ${message}`];
}

/** The operating system's code of an error (`EADDRINUSE`, …). */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

const TEXTS = {
  en: {
    configuration: 'The configuration is wrong:',
    access: 'Coxswain may not read or write there',
    full: 'The disk is full: Coxswain cannot keep its state.',
    unexpected: 'Coxswain stopped at an unexpected problem',
  },
  ko: {
    configuration: '설정이 잘못됐어요:',
    access: '그 위치를 읽거나 쓸 권한이 없어요',
    full: '디스크가 가득 차서 상태를 저장할 수 없어요.',
    unexpected: '예상하지 못한 문제로 멈췄어요',
  },
} as const;
