import type { z } from 'zod';
import { PortError } from '../../contracts/errors.js';
import type { PortErrorCode } from '../../contracts/errors.js';
import { maskSecrets } from '../../contracts/masking.js';
import { parseJson } from '../../trust-boundaries.js';
import type { Answer, Call, NoAnswerError } from './call.js';

const BY_STATUS: Readonly<Record<number, PortErrorCode>> = {
  400: 'invalid_object',
  401: 'credentials_expired',
  403: 'forbidden',
  404: 'not_found',
  405: 'invalid_object',
  408: 'timeout',
  409: 'conflict',
  410: 'gone',
  413: 'invalid_object',
  429: 'rate_limited',
  504: 'timeout',
};

const WORDS: Readonly<Partial<Record<PortErrorCode, (what: string) => string>>> = {
  credentials_expired: () => "Jenkins does not accept the bot's credentials",
  forbidden: (what) => `the bot's account may not ${what} on Jenkins`,
  not_found: (what) => `Jenkins found nothing to ${what}`,
  conflict: (what) => `Jenkins cannot do it now: ${what}`,
  invalid_object: (what) => `Jenkins found it invalid: ${what}`,
  rate_limited: () => 'Jenkins is refusing requests for a while',
  server_error: (what) => `Jenkins failed to ${what}`,
  timeout: (what) => `Jenkins did not answer in time: ${what}`,
  unreachable: () => 'Jenkins cannot be reached',
};

/** A PortError about a call. `detail` comes from outside and is masked. */
function portError(
  call: Call,
  code: PortErrorCode,
  detail: string,
  doubtful = false,
  cause?: unknown,
): PortError {
  const safe = maskSecrets(detail).slice(0, 500);
  const words = WORDS[code]?.(call.what) ?? code;
  const params = { system: 'Jenkins', cluster: 'Jenkins', what: call.what, detail: safe };
  return new PortError(code, `${words} (${safe})`, params, doubtful, { cause });
}

/** The PortError for an answer that is a refusal. A server that failed half-way may have begun it. */
export function refusalOf(call: Call, answer: Answer): PortError {
  if (isLogin(answer)) return portError(call, 'credentials_expired', 'it asks to log in');
  const code = BY_STATUS[answer.status] ?? 'server_error';
  const doubtful = call.method === 'POST' && answer.status >= 500 && !isStarting(answer);
  return portError(call, code, detailOf(answer), doubtful);
}

/** The PortError for a limit that lasts longer than a request may wait: nothing was done. */
export function limited(call: Call, answer: Answer, waitMs: number, now: number): PortError {
  const error = portError(call, 'rate_limited', detailOf(answer));
  const params = { ...error.params, retryAt: now + waitMs, wait: Math.ceil(waitMs / 60_000) };
  return new PortError(error.code, error.message, params);
}

/** The PortError for a request without an answer. */
export function lostAnswer(call: Call, error: NoAnswerError): PortError {
  const doubtful = call.method === 'POST' && error.sent;
  if (error.reason === 'too_large')
    return portError(call, 'server_error', 'the answer is too large', doubtful);
  const late = error.reason === 'deadline';
  const detail = late ? 'no answer in time' : rootMessage(error.cause);
  return portError(call, late ? 'timeout' : 'unreachable', detail, doubtful, error);
}

/** While it starts, Jenkins answers 503 with a page and does nothing. */
export function isStarting(answer: Answer): boolean {
  return answer.status === 503 && /getting ready|restarting|starting/i.test(answer.body.toString('utf8'));
}

/** Jenkins sends browsers without a session to its login page. */
function isLogin({ status, headers }: Answer): boolean {
  return status === 302 && /\/(login|securityRealm)\b/.test(headers['location'] ?? '');
}

/** What Jenkins says in a header or on its error page, as one line of text. */
export function detailOf(answer: Answer): string {
  const header = answer.headers['x-error'];
  if (header !== undefined) return header;
  const page = answer.body.toString('utf8').slice(0, 20_000);
  const told = /<(?:p|h1|title)[^>]*>([^<]{3,300})</.exec(page.replace(/<title>[^<]*<\/title>/, ''))?.[1];
  const plain = page.trim().startsWith('<') ? undefined : page.trim().split('\n')[0];
  return told?.trim() ?? (plain || `status ${answer.status}`);
}

/** The answer's JSON in the expected shape. */
export function readJson<T>(call: Call, answer: Answer, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = parseJson(answer.body.toString('utf8'));
  } catch (cause) {
    throw portError(call, 'server_error', 'the answer is no JSON', false, cause);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw portError(call, 'server_error', 'the answer is not in the expected form', false, parsed.error);
}

function rootMessage(cause: unknown): string {
  if (cause instanceof AggregateError && cause.errors.length > 0) return rootMessage(cause.errors[0]);
  return cause instanceof Error && cause.message !== '' ? cause.message : 'the connection failed';
}
