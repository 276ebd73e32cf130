import { errorLines, type Screen } from '../../adapters/terminal/index.js';
import type { Configuration } from '../../config/index.js';
import { ConfigurationError } from '../contracts/errors.js';
import { StoreBusyError, StoreUnusableError } from '../store/errors.js';
import { EXIT } from './exit-codes.js';
import { writeLines, type Io, type OutputStream } from './io.js';

const DEFAULT_COLUMNS = 100;

/** What an output can show, by its kind and the reader's wishes. Its size is looked at anew each time: windows are resized. */
export function screenOf(
  { env }: Pick<Io, 'env'>,
  output: OutputStream,
  colors: Configuration['colors'],
): Screen {
  const terminal = isTerminal(env, output);
  return {
    colors: colors === 'always' || (colors === 'auto' && terminal),
    fancy: terminal,
    get width() {
      return sizeOr(output.columns, DEFAULT_COLUMNS);
    },
    get height() {
      return sizeOr(output.rows, Infinity);
    },
  };
}

/** A terminal that can move its cursor; TERM=dumb says that it can't (terminfo(5)). */
export function isTerminal(env: Io['env'], stream: { readonly isTTY?: boolean }): boolean {
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}

/** A terminal that does not tell its size says 0. */
function sizeOr(size: number | undefined, otherwise: number): number {
  return size === undefined || size === 0 ? otherwise : size;
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
