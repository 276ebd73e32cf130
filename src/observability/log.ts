import { pino, destination, type DestinationStream } from 'pino';
import { isSecretKey, MASK, maskSecrets } from '../contracts/masking.js';
import type { Log } from '../contracts/ports/log.js';

export interface LogOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** A file to append to; undefined: standard error. */
  readonly file?: string;
  /** Where lines go instead, for tests. */
  readonly stream?: DestinationStream;
}

/** One JSON object a line. Every text in it is masked for secrets, errors with their causes included. */
export function createLog({ level, file, stream }: LogOptions): Log {
  const logger = pino(
    { level, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` },
    stream ?? destination({ dest: file ?? 2, sync: true, mkdir: file !== undefined }),
  );
  const write =
    (at: 'debug' | 'info' | 'warn' | 'error'): Log['debug'] =>
    (fields, message) => {
      if (logger.isLevelEnabled(at)) logger[at](masked(fields), maskSecrets(message));
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

/** Deeper values are cut: a log line is not a dump. */
const DEEPEST = 6;

function masked(fields: Readonly<Record<string, unknown>>, depth = 0): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, isSecretKey(key) ? MASK : maskedValue(value, depth)]),
  );
}

function maskedValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return maskSecrets(value);
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value;
  if (depth >= DEEPEST) return '…';
  if (value instanceof Error) {
    const cause = value.cause === undefined ? {} : { cause: value.cause };
    // An error's own fields tell which one it is: PortError's code and params, errno, statusCode.
    const { name: type, message, stack } = value;
    const own = Object.fromEntries(Object.entries(value));
    return masked({ ...own, type, message, stack, ...cause }, depth + 1);
  }
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? String(value) : value.toISOString();
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
  if (Array.isArray(value)) return value.map((each) => maskedValue(each, depth + 1));
  return masked({ ...value }, depth + 1);
}
