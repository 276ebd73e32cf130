import type { AxiosInstance } from 'axios';
import type { Answer, Call } from './call.js';
import { NoAnswerError } from './call.js';
import type { JenkinsSettings } from './config.js';

/** No page, log part or artifact that the bot reads is larger. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;
const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])$/;
/** Connection failures that happen before anything is sent. */
const UNSENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** One HTTP exchange. Rejects with NoAnswerError. */
export type Exchange = (
  call: Call,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
) => Promise<Answer>;

/** axios is loaded with the first request, so that a bot without Jenkins never pays for it. */
export function createExchange(settings: JenkinsSettings): Exchange {
  let client: Promise<AxiosInstance> | undefined;
  return async (call, headers, signal) => {
    client ??= import('axios').then(({ default: axios }) => axios.create(optionsOf(settings)));
    const http = await client;
    try {
      const response = await http.request<Buffer>({
        method: call.method,
        url: call.path,
        ...(call.query === undefined ? {} : { params: call.query }),
        ...(call.method === 'POST' ? { data: new URLSearchParams(call.form ?? {}).toString() } : {}),
        headers: { ...call.headers, ...headers },
        signal,
      });
      return {
        status: response.status,
        headers: plainHeaders(response.headers),
        body: Buffer.from(response.data),
      };
    } catch (cause) {
      throw noAnswer(cause);
    }
  };
}

function optionsOf({ url, user, token }: JenkinsSettings) {
  const base = url.replace(/\/+$/, '');
  return {
    baseURL: base,
    // A trigger answers with a redirect that is the answer (201, 302, 303): following it would lose the queue item.
    maxRedirects: 0,
    validateStatus: () => true,
    responseType: 'arraybuffer' as const,
    transformResponse: (data: unknown) => data,
    maxContentLength: MAX_BODY_BYTES,
    ...(LOOPBACK.test(new URL(base).hostname) ? { proxy: false as const } : {}),
    ...(user === undefined ? {} : { auth: { username: user, password: token ?? '' } }),
    headers: { 'User-Agent': 'coxswain', Accept: 'application/json, text/plain' },
  };
}

function plainHeaders(headers: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat().join('; ')]),
  );
}

function noAnswer(cause: unknown): NoAnswerError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const tooLarge = cause instanceof Error && /maxContentLength/.test(cause.message);
  const original = cause instanceof Error && cause.cause !== undefined ? cause.cause : cause;
  return new NoAnswerError(tooLarge ? 'too_large' : 'connection', !UNSENT.has(code), { cause: original });
}
