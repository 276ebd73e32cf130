import type { z } from 'zod';
import { PortError } from '../../contracts/errors.js';
import type { PortErrorCode } from '../../contracts/errors.js';
import { maskSecrets } from '../../contracts/masking.js';
import { isRead, type Answer, type Call } from './call.js';
import { messageOf, type Limit } from './limits.js';

const BY_STATUS: Readonly<Record<number, PortErrorCode>> = {
  400: 'invalid_object',
  401: 'credentials_expired',
  403: 'forbidden',
  404: 'not_found',
  408: 'timeout',
  409: 'conflict',
  410: 'gone',
  422: 'invalid_object',
  429: 'rate_limited',
  451: 'forbidden',
  504: 'timeout',
};

const WORDS: Readonly<Partial<Record<PortErrorCode, (what: string) => string>>> = {
  credentials_expired: () => "GitHub does not accept the bot's credentials",
  forbidden: (what) => `the bot's account may not ${what} on GitHub`,
  not_found: (what) => `GitHub found nothing to ${what}`,
  conflict: (what) => `GitHub cannot do it now: ${what}`,
  gone: (what) => `GitHub no longer keeps it: ${what}`,
  invalid_object: (what) => `GitHub found it invalid: ${what}`,
  rate_limited: () => 'GitHub is limiting requests for a while',
  server_error: (what) => `GitHub failed to ${what}`,
  timeout: (what) => `GitHub did not answer in time: ${what}`,
  unreachable: () => 'GitHub cannot be reached',
};

/** A PortError about a call. `detail` comes from outside and is masked. */
export function portError(
  call: Call,
  code: PortErrorCode,
  detail: string,
  more: {
    readonly doubtful?: boolean;
    readonly cause?: unknown;
    readonly retryAt?: number;
    readonly wait?: number;
  } = {},
): PortError {
  const safe = maskSecrets(detail).slice(0, 500);
  const words = WORDS[code]?.(call.what) ?? code;
  const { retryAt, wait = 1, doubtful = false, cause } = more;
  const params = { system: 'GitHub', cluster: 'GitHub', what: call.what, detail: safe };
  const when = retryAt === undefined ? {} : { retryAt, wait };
  return new PortError(code, `${words} (${safe})`, { ...params, ...when }, doubtful, { cause });
}

/** The PortError for an answer that is a refusal. */
export function refusalOf(call: Call, answer: Answer): PortError {
  const code = BY_STATUS[answer.status] ?? 'server_error';
  const detail = messageOf(answer) || `status ${answer.status}`;
  return portError(call, code, detail, { doubtful: !isRead(call) && answer.status >= 500 });
}

/** Refused before or by a limit that lasts longer than a request may wait: nothing was done. */
export function limited(call: Call, { kind, until }: Limit, now: number): PortError {
  const detail = `${kind} rate limit until ${new Date(until).toISOString()}`;
  return portError(call, 'rate_limited', detail, { retryAt: until, wait: Math.ceil((until - now) / 60_000) });
}

/** The answer's data in the expected shape. */
export function readData<T>(call: Call, { data }: Answer, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw portError(call, 'server_error', 'the answer is not in the expected form', { cause: parsed.error });
}
