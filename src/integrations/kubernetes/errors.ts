import { z } from 'zod';
import { PortError } from '../../contracts/errors.js';
import type { PortErrorCode } from '../../contracts/errors.js';
import { maskSecrets } from '../../contracts/masking.js';
import { parseJson } from '../../trust-boundaries.js';
import type { Answer, Call, NoAnswerError } from './call.js';

/** The `Status` object with which API servers refuse (meta/v1 in the Kubernetes API reference). */
const statusSchema = z.object({
  kind: z.literal('Status'),
  message: z.string().optional(),
  reason: z.string().optional(),
  code: z.number().optional(),
  details: z
    .object({
      name: z.string().optional(),
      kind: z.string().optional(),
      causes: z.array(z.unknown()).nullish(),
    })
    .nullish(),
});
export type Status = z.infer<typeof statusSchema>;

/** The Status in an answer's body; undefined when it holds something else (a proxy's page, plain text). */
export function statusOf(body: string): Status | undefined {
  try {
    const parsed = statusSchema.safeParse(parseJson(body));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the server does not serve the API at all, as opposed to lacking one object of it. */
export function isAbsentApi(answer: Answer): boolean {
  return answer.status === 404 && statusOf(answer.body)?.details?.name === undefined;
}

/**
 * Whether a 422 means that the patch did not fit the object (a failed `test`, a path that is gone). API servers answer
 * that without saying whose fault it was, while an invalid object is named with its kind and the causes.
 */
export function isFailedPrecondition(answer: Answer): boolean {
  if (answer.status !== 422) return false;
  const details = statusOf(answer.body)?.details;
  return details?.kind === undefined && details?.name === undefined && (details?.causes ?? []).length === 0;
}

const BY_STATUS: Readonly<Record<number, PortErrorCode>> = {
  400: 'invalid_object',
  401: 'credentials_expired',
  403: 'forbidden',
  404: 'not_found',
  405: 'not_found',
  408: 'timeout',
  409: 'conflict',
  410: 'gone',
  413: 'invalid_object',
  415: 'invalid_object',
  422: 'invalid_object',
  429: 'rate_limited',
};

/** How each refusal is put; `what` is e.g. "patch deployments in shop". */
const WORDS: Readonly<Partial<Record<PortErrorCode, (call: Call, what: string) => string>>> = {
  credentials_expired: (call) => `cluster "${call.cluster}" does not accept the bot's credentials`,
  forbidden: (call, what) => `the bot's account may not ${what} on cluster "${call.cluster}"`,
  not_found: (call, what) => `cluster "${call.cluster}" found nothing to ${what}`,
  conflict: (call, what) => `somebody else changed it at the same time: ${what} on cluster "${call.cluster}"`,
  gone: (call, what) => `cluster "${call.cluster}" no longer keeps what was asked for: ${what}`,
  invalid_object: (call, what) => `cluster "${call.cluster}" found it invalid: ${what}`,
  rate_limited: (call) => `cluster "${call.cluster}" is refusing requests for a while`,
  server_error: (call, what) => `cluster "${call.cluster}" failed to ${what}`,
  timeout: (call, what) => `cluster "${call.cluster}" did not answer in time: ${what}`,
  unreachable: (call) => `cluster "${call.cluster}" cannot be reached`,
};

/** The PortError for an answer that is a refusal. */
export function refusalOf(call: Call, answer: Answer): PortError {
  const code = BY_STATUS[answer.status] ?? 'server_error';
  const detail = statusOf(answer.body)?.message ?? `status ${answer.status}`;
  // A server that failed half-way may have kept the change.
  return portError(call, code, detail, call.effect && answer.status >= 500);
}

/** The PortError for a request without an answer. */
export function lostAnswer(call: Call, error: NoAnswerError): PortError {
  const code = error.reason === 'deadline' ? 'timeout' : 'unreachable';
  const detail = error.reason === 'deadline' ? 'no answer in time' : rootMessage(error.cause);
  return portError(call, code, detail, call.effect && error.sent, error);
}

/** A PortError about a call, with what the texts may name. `detail` comes from outside and is masked. */
export function portError(
  call: Call,
  code: PortErrorCode,
  detail: string,
  doubtful = false,
  cause?: unknown,
): PortError {
  const where = call.namespace === undefined ? '' : ` in ${call.namespace}`;
  const object = call.name === undefined ? '' : ` "${call.name}"`;
  const words = WORDS[code]?.(call, `${call.verb} ${call.resource}${object}${where}`) ?? code;
  const safe = maskSecrets(detail).slice(0, 500);
  const params = {
    cluster: call.cluster,
    verb: call.verb,
    resource: call.resource,
    namespace: call.namespace ?? '',
    ...(call.name === undefined ? {} : { object: `${call.resource.replace(/s$/, '')} ${call.name}` }),
    detail: safe,
  };
  return new PortError(code, `${words} (${safe})`, params, doubtful, { cause });
}

/** Node wraps some connection failures (both addresses of a name refused) in an error without a message. */
function rootMessage(cause: unknown): string {
  if (cause instanceof AggregateError && cause.errors.length > 0) return rootMessage(cause.errors[0]);
  return cause instanceof Error && cause.message !== '' ? cause.message : 'the connection failed';
}
