import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Log } from '../../contracts/ports/log.js';
import { trustJson } from '../../trust-boundaries.js';
import { authenticate } from './access.js';
import { answerControl, type Controls } from './controls.js';
import { ApiFailure, badRequest } from './failure.js';
import type { Fault } from './faults.js';
import { answerApi, isOpen } from './handler.js';
import { answerService } from '../delivery/server.js';
import type { ServiceAnswer } from '../delivery/request.js';
import { journalOf, noteService } from './journal.js';
import type { Answer, ApiRequest } from './request.js';

const LARGEST_BODY = 3 * 1024 * 1024;
const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** The sandbox's HTTP server, not listening yet. `controls` is asked anew for every request: a reset replaces it. */
export function createApiServer(controls: () => Controls, log: Log): Server {
  return createServer((incoming, response) => {
    handle(controls(), incoming, response).catch((error: unknown) => {
      log.error({ error, path: incoming.url }, 'the sandbox could not answer');
      response.destroy();
    });
  });
}

async function handle(
  controls: Controls,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(incoming);
  const pathAndQuery = incoming.url ?? '/';
  const fault = controls.faults.take(incoming.method ?? 'GET', pathAndQuery);
  if (fault && fault.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
  if (fault?.drop === 'before') {
    incoming.socket.destroy();
    return;
  }
  const answer = fault?.respond ? planted(fault.respond) : await answered(controls, incoming, body);
  if (fault?.drop === 'after') incoming.socket.destroy();
  else send(response, answer, fault?.respond?.headers);
}

function planted({ status, body }: NonNullable<Fault['respond']>): Answer {
  return { kind: 'json', status, body: body ?? new ApiFailure(status, '', 'a planted fault').body() };
}

async function answered(
  controls: Controls,
  incoming: IncomingMessage,
  body: string | undefined,
): Promise<Answer> {
  try {
    if (!LOOPBACK.test(incoming.headers.host ?? ''))
      throw badRequest('the sandbox answers loopback names only');
    if (body === undefined) throw new ApiFailure(413, 'RequestEntityTooLarge', 'the request is too large');
    const served = answerService(controls, incoming, body);
    if (served) {
      noteService(controls, incoming, served.status);
      if (incoming.method !== 'GET' && incoming.method !== 'HEAD') await controls.flush();
      return plainAnswer(served);
    }
    const request = requestOf(controls, incoming, body);
    if (request.path.startsWith('/sandbox/')) return await answerControl(controls, request);
    return await carriedOut(controls, request);
  } catch (error) {
    if (error instanceof ApiFailure) return { kind: 'json', status: error.code, body: error.body() };
    throw error;
  }
}

function plainAnswer({ status, headers = {}, body }: ServiceAnswer): Answer {
  if (body === undefined) return { kind: 'text', status, text: '', headers };
  if (typeof body === 'string' || Buffer.isBuffer(body)) return { kind: 'text', status, text: body, headers };
  return { kind: 'json', status, body, headers };
}

/** Carries a request out and keeps the promise that an acknowledged change survives a crash. */
async function carriedOut(controls: Controls, request: ApiRequest): Promise<Answer> {
  const note = journalOf(controls, request);
  try {
    const answer = answerApi(controls, request);
    note(answer.kind === 'stream' ? 200 : answer.status);
    if (request.method !== 'GET' && request.method !== 'HEAD') await controls.flush();
    return answer;
  } catch (error) {
    if (error instanceof ApiFailure) note(error.code);
    throw error;
  }
}

function requestOf(controls: Controls, incoming: IncomingMessage, body: string): ApiRequest {
  const url = new URL(incoming.url ?? '/', 'http://sandbox');
  const {
    authorization,
    accept = '',
    'content-type': type = '',
    'user-agent': agent = 'unknown',
  } = incoming.headers;
  const path = url.pathname.length > 1 ? url.pathname.replace(/\/$/, '') : url.pathname;
  const user = isOpen(path) ? 'anyone' : authenticate(authorization, controls.cluster.world.tokens);
  return {
    ...{ method: incoming.method ?? 'GET', path, query: url.searchParams, accept, user, body },
    contentType: type.split(';')[0]?.trim().toLowerCase() ?? '',
    manager: url.searchParams.get('fieldManager') ?? agent.split('/')[0] ?? agent,
  };
}

/** Undefined when the body is too large. */
async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stream: AsyncIterable<Uint8Array> = incoming;
  for await (const bytes of stream) {
    size += bytes.length;
    if (size <= LARGEST_BODY) chunks.push(bytes);
  }
  return size > LARGEST_BODY ? undefined : Buffer.concat(chunks).toString('utf8');
}

function send(
  response: ServerResponse,
  answer: Answer,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (answer.kind === 'stream') {
    answer.open(response);
    return;
  }
  const contentType = answer.kind === 'json' ? 'application/json' : (answer.contentType ?? 'text/plain');
  response.writeHead(answer.status, { 'content-type': contentType, ...answer.headers, ...headers });
  response.end(answer.kind === 'json' ? JSON.stringify(trustJson(answer.body)) : answer.text);
}
