import { errorLines, type Screen } from '../../adapters/terminal/index.js';
import type { Configuration } from '../../config/index.js';
import { ConfigurationError } from '../contracts/errors.js';
import { StoreBusyError, StoreUnusableError } from '../store/errors.js';
import { EXIT } from './exit-codes.js';
import { writeLines, type Io, type OutputStream } from './io.js';

const DEFAULT_COLUMNS = 100;

/** What an output can show, by its kind and the reader's wishes. */
export function screenOf(output: OutputStream, colors: Configuration['colors']): Screen {
  const terminal = output.isTTY === true;
  return {
    colors: colors === 'always' || (colors === 'auto' && terminal),
    fancy: terminal,
    // A terminal that does not tell its size says 0.
    width: output.columns === undefined || output.columns === 0 ? DEFAULT_COLUMNS : output.columns,
  };
}

/** Says on standard error why a command could not work; returns its exit code. */
export function reportFailure(io: Io, error: unknown, locale: Configuration['locale'] = 'en'): number {
  writeLines(io.stderr, failureLines(error, locale));
  return error instanceof ConfigurationError ? EXIT.usage : EXIT.broken;
}

function failureLines(error: unknown, locale: Configuration['locale']): readonly string[] {
  if (error instanceof StoreBusyError) {
    return locale === 'ko'
      ? [
          `다른 Coxswain이 ${error.file} 파일을 쓰고 있어요. 그쪽을 끝내거나 COXSWAIN_HOME을 다른 폴더로 바꾸세요.`,
        ]
      : [`Another Coxswain owns ${error.file}. Stop it, or choose another folder with COXSWAIN_HOME.`];
  }
  if (error instanceof StoreUnusableError) return [error.text(locale)];
  return errorLines(error, locale);
}
