import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { PortError } from '../../contracts/errors.js';
import type { Clock } from '../../contracts/ports/clock.js';
import { NoAnswerError } from './call.js';
import type { Answer, Call } from './call.js';
import type { Session } from './kubeconfig.js';

/** No answer of an API server is larger (pages hold at most 500 objects). */
const MAX_BODY_BYTES = 64 * 1024 * 1024;
const TOO_LARGE = 'the answer is too large';

/** One try at something. `sent` becomes true when the server may have seen the request. */
export interface Attempt {
  readonly signal: AbortSignal;
  sent: boolean;
}

/**
 * Sends one request and waits for the answer's head. Reads share connections; a write has one of its own, which no
 * server closes for idleness at that very moment. Redirects are not followed. The SDK's generated clients are not used:
 * they give classes with dates in them, have no deadlines, and would pick the API versions for us; its KubeConfig gives
 * everything that is needed to send plain JSON.
 */
export async function open(call: Call, session: Session, attempt: Attempt): Promise<IncomingMessage> {
  const options = await session.authorize(call.method === 'GET');
  const { signal } = attempt;
  signal.throwIfAborted();
  const url = new URL(session.server);
  url.pathname = `${url.pathname.replace(/\/$/, '')}${call.path}`;
  for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
  return new Promise((resolve, reject) => {
    const { request } = url.protocol === 'http:' ? http : https;
    const outgoing = request(url, {
      ...options,
      method: call.method,
      headers: headersOf(call, options.headers),
      signal,
    });
    outgoing.on('socket', (socket) => whenConnected(socket, () => (attempt.sent = true)));
    outgoing.on('response', resolve);
    outgoing.on('error', (cause) => reject(new NoAnswerError('connection', attempt.sent, { cause })));
    outgoing.end(call.body?.text);
  });
}

function headersOf(call: Call, authorization: OutgoingHttpHeaders): OutgoingHttpHeaders {
  const type = call.body === undefined ? {} : { 'Content-Type': call.body.type };
  return { Accept: 'application/json', 'User-Agent': 'coxswain', ...type, ...authorization };
}

/** Nothing was sent before the connection (for TLS: the handshake) stood. */
function whenConnected(socket: Socket, connected: () => void): void {
  if (!socket.connecting) connected();
  else socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', connected);
}

/** Sends one request and reads its whole answer. Rejects with NoAnswerError, or PortError when there are no credentials. */
export async function exchange(call: Call, session: Session, attempt: Attempt): Promise<Answer> {
  const response = await open(call, session, attempt);
  return {
    status: response.statusCode ?? 0,
    retryAfter: retryAfterOf(response),
    body: await readAll(response),
  };
}

/** The whole body as text. */
export async function readAll(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of bytes(response)) {
    parts.push(part);
    size += part.length;
    if (size > MAX_BODY_BYTES) throw new PortError('server_error', TOO_LARGE, { detail: TOO_LARGE });
  }
  return Buffer.concat(parts).toString('utf8');
}

/** A response's body as it arrives. Rejects with NoAnswerError when the connection breaks before its end. */
export async function* bytes(response: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    // A stream yields buffers as long as no encoding was set.
    for await (const part of response) if (Buffer.isBuffer(part)) yield part;
  } catch (cause) {
    throw new NoAnswerError('connection', true, { cause });
  }
}

function retryAfterOf(response: IncomingMessage): number | undefined {
  const seconds = Number(response.headers['retry-after'] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}

/**
 * Runs `work` for at most `ms` milliseconds and until `outer` aborts. The attempt's signal aborts then, and whatever
 * does not listen to it (a credential plugin) is waited for no longer. Rejects with NoAnswerError when time is up.
 */
export async function within<T>(
  clock: Clock,
  ms: number,
  outer: AbortSignal | undefined,
  work: (attempt: Attempt) => Promise<T>,
): Promise<T> {
  const expiry = new AbortController();
  const finished = new AbortController();
  const signal = outer === undefined ? expiry.signal : AbortSignal.any([expiry.signal, outer]);
  const aborted = new Promise<never>((_resolve, reject) => {
    const options = { once: true, signal: finished.signal };
    signal.addEventListener('abort', () => reject(new Error('aborted')), options);
  });
  void clock.sleep(ms, finished.signal).then(() => {
    if (!finished.signal.aborted) expiry.abort();
  });
  const attempt: Attempt = { signal, sent: false };
  try {
    return await Promise.race([work(attempt), aborted]);
  } catch (error) {
    if (expiry.signal.aborted) throw new NoAnswerError('deadline', attempt.sent, { cause: error });
    throw error;
  } finally {
    finished.abort();
  }
}
