import { PortError, type PortErrorCode } from '../../contracts/errors.js';
import { maskSecrets } from '../../contracts/masking.js';
import type { Clock } from '../../contracts/ports/clock.js';
import { challengeIn, tokenSchema, tokenUrl, type Challenge } from './challenge.js';

/** One registry, with who the bot is there. */
export interface Registry {
  readonly name: string;
  /** Without a slash at its end. */
  readonly url: string;
  readonly credentials?: { readonly username: string; readonly password: string };
}
export interface Call {
  readonly method: 'GET' | 'HEAD';
  /** Below the registry's URL. */
  readonly path: string;
  readonly accept?: string;
  readonly what: string;
}
/** Sends a read and returns what the registry said, 404 included. Rejects with PortError for every other refusal. */
export type Send = (call: Call) => Promise<Response>;

const REQUEST_MS = 8_000;
const ATTEMPTS = 3;
const PAUSE_MS = 250;
/** A token is given up so long before it ends. */
const SPARE_MS = 5_000;

export function createSend(registry: Registry, clock: Clock): Send {
  const tokens = new Map<string, { readonly token: string; readonly until: number }>();
  const basic = registry.credentials && `Basic ${base64(registry.credentials)}`;
  let scheme: Challenge['scheme'] | undefined;

  const authorizationFor = async (challenge: Challenge, call: Call): Promise<string | undefined> => {
    scheme = challenge.scheme;
    if (challenge.scheme === 'basic') return basic;
    const scope = challenge.scope ?? '';
    const known = tokens.get(scope);
    if (known !== undefined && known.until > clock.now()) return `Bearer ${known.token}`;
    const url = tokenUrl(challenge, registry.url);
    if (url === undefined)
      throw failure(registry, call, 'credentials_expired', 'its token server is not safe');
    const answer = await attempt(registry, { ...call, method: 'GET' }, url.href, {
      ...(basic && { authorization: basic }),
    });
    if (!answer.ok) throw refusal(registry, call, answer, clock.now());
    const parsed = tokenSchema.safeParse(await answer.json().catch(() => undefined));
    if (!parsed.success) throw failure(registry, call, 'server_error', 'its token server gave no token');
    const { token, seconds } = parsed.data;
    tokens.set(scope, { token, until: clock.now() + seconds * 1_000 - SPARE_MS });
    return `Bearer ${token}`;
  };

  const once = async (call: Call): Promise<Response> => {
    const headers = { ...(call.accept !== undefined && { accept: call.accept }) };
    const url = `${registry.url}${call.path}`;
    // A registry that wants a password wants it every time; a token's scope is told by each challenge.
    const first = scheme === 'basic' && basic !== undefined ? { authorization: basic } : {};
    const answer = await attempt(registry, call, url, { ...headers, ...first });
    const challenge = answer.status === 401 ? challengeIn(answer.headers.get('www-authenticate')) : undefined;
    if (challenge === undefined) return answer;
    const authorization = await authorizationFor(challenge, call);
    if (authorization === undefined) return answer;
    const second = await attempt(registry, call, url, { ...headers, authorization });
    // A token that is refused is not tried again.
    if (second.status === 401) tokens.clear();
    return second;
  };

  return async (call) => {
    for (let count = 1; ; count++) {
      const last = count === ATTEMPTS;
      try {
        const answer = await once(call);
        if (answer.ok || answer.status === 404) return answer;
        if (answer.status < 500 || last) throw refusal(registry, call, answer, clock.now());
      } catch (error) {
        if (last || !(error instanceof PortError) || error.code !== 'unreachable') throw error;
      }
      await clock.sleep(PAUSE_MS * count);
    }
  };
}

/** Redirects of manifests lead to storage: fetch drops the credentials on the way to another origin. */
async function attempt(
  registry: Registry,
  call: Call,
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  try {
    const { method } = call;
    const signal = AbortSignal.timeout(REQUEST_MS);
    return await fetch(url, {
      method,
      headers: { ...headers },
      signal,
    });
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    const detail = late ? 'no answer in time' : 'the connection failed';
    throw failure(registry, call, late ? 'timeout' : 'unreachable', detail, { cause: error });
  }
}

const BY_STATUS: Readonly<Record<number, PortErrorCode>> = {
  400: 'invalid_object',
  401: 'credentials_expired',
  403: 'forbidden',
  429: 'rate_limited',
};
const UNTOLD_MS = 60_000;

function refusal(registry: Registry, call: Call, { status, headers }: Response, now: number): PortError {
  const code = BY_STATUS[status] ?? (status >= 500 ? 'server_error' : 'invalid_object');
  if (code !== 'rate_limited') return failure(registry, call, code, `status ${status}`);
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  const waitMs = seconds >= 0 ? seconds * 1_000 : UNTOLD_MS;
  const params = { retryAt: now + waitMs, wait: Math.ceil(waitMs / 60_000) };
  return failure(registry, call, code, `status ${status}`, { params });
}

function failure(
  { name }: Registry,
  { what }: Call,
  code: PortErrorCode,
  detail: string,
  {
    params = {},
    cause,
  }: { readonly params?: Readonly<Record<string, number>>; readonly cause?: unknown } = {},
): PortError {
  const safe = maskSecrets(detail);
  const all = { system: name, cluster: name, what, detail: safe, ...params };
  return new PortError(code, `${name} did not ${what} (${safe})`, all, false, { cause });
}

const base64 = ({ username, password }: NonNullable<Registry['credentials']>): string =>
  Buffer.from(`${username}:${password}`).toString('base64');
