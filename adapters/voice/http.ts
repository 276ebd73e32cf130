import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { Host } from '../../src/contracts/ports/host.js';
import type { Log } from '../../src/contracts/ports/log.js';
import { parseJson } from '../../src/trust-boundaries.js';
import { readBody } from '../shared/body.js';
import type { Device, Devices } from './devices.js';
import * as errors from './errors.js';
import type { NewsAnswer, NewsQuestion } from './news.js';
import { messageOf, problemsOf, sessionOf, transcriptSchema } from './receive.js';
import { renderAnswer, type Spoken } from './render.js';
import type { Sessions } from './sessions.js';

/** Everything of this adapter is below it. */
export const VOICE_PATH = '/voice';
/** Twenty long transcripts fit in. In bytes. */
const LARGEST_BODY = 256_000;
const LONGEST_WAIT_S = 55;

interface HttpParts {
  readonly host: Pick<Host, 'receive' | 'aloud' | 'vocabulary'>;
  readonly devices: Devices;
  readonly sessions: Sessions;
  readonly news: (question: NewsQuestion) => Promise<NewsAnswer>;
  readonly origins: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
}

/** `POST /voice/transcripts` and `GET /voice/sessions/{id}/news`, for bearers of a device's token only. */
export function voiceListener(parts: HttpParts): RequestListener {
  return (request, response) => {
    allowOrigin(parts.origins, request, response);
    answer(parts, request, response).then(
      (content) => respond(response, content === undefined ? 204 : 200, content),
      (error: unknown) => {
        const refused = errors.refusalOf(error);
        if (refused !== error) parts.log.error({ error }, 'a transcript could not be taken');
        for (const [name, value] of Object.entries(refused.headers)) response.setHeader(name, value);
        const { code, problems } = refused;
        respond(response, refused.status, { error: code, ...(problems.length === 0 ? {} : { problems }) });
      },
    );
  };
}

async function answer(
  parts: HttpParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Spoken | NewsAnswer | undefined> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const session = /^\/voice\/sessions\/([^/]+)\/news$/.exec(url.pathname)?.[1];
  const allowed = session !== undefined ? 'GET' : url.pathname === `${VOICE_PATH}/transcripts` ? 'POST' : '';
  if (allowed === '') throw errors.notFound();
  // What a browser asks before it sends the token (a preflight has none).
  if (request.method === 'OPTIONS') return undefined;
  if (request.method !== allowed) throw errors.wrongMethod(allowed);
  const device = parts.devices.bearing(request.headers.authorization);
  if (device === undefined) throw errors.unauthorized();
  if (session === undefined) return transcript(parts, device, await readJson(request));
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return parts.news(newsQuestion(device, session, url.searchParams, gone.signal));
}

async function transcript(parts: HttpParts, device: Device, body: unknown): Promise<Spoken> {
  const { host, sessions, clock } = parts;
  const parsed = transcriptSchema.safeParse(body);
  if (!parsed.success) throw errors.malformed(problemsOf(parsed.error));
  const { id } = sessionOf(device, parsed.data.session);
  const message = messageOf(device, parsed.data, sessions.justSaid(id), clock.now());
  const { answer: answered } = await host.receive(message);
  const given = await answered;
  // Recorded by a process that died before it answered: it is being handled again.
  if (given === undefined) throw errors.notYet();
  const spoken = renderAnswer(host, given);
  sessions.said(id, spoken.say);
  sessions.answered(id, given.reply);
  return spoken;
}

const querySchema = z.object({
  session: z.string().regex(/^[\x21-\x7e]{1,128}$/, { error: 'must be a session' }),
  after: z.string().max(4_000, { error: 'must be a cursor' }).optional(),
  wait: z.coerce
    .number({ error: `must be seconds from 0 to ${LONGEST_WAIT_S}` })
    .min(0, { error: `must be seconds from 0 to ${LONGEST_WAIT_S}` })
    .max(LONGEST_WAIT_S, { error: `must be seconds from 0 to ${LONGEST_WAIT_S}` })
    .default(25),
  progress: z.enum(['true', 'false'], { error: 'must be true or false' }).default('false'),
});

function newsQuestion(
  device: Device,
  encoded: string,
  query: URLSearchParams,
  gone: AbortSignal,
): NewsQuestion {
  const parsed = querySchema.safeParse({ ...Object.fromEntries(query), session: decoded(encoded) });
  if (!parsed.success) throw errors.malformed(problemsOf(parsed.error));
  const { session, after, wait, progress } = parsed.data;
  return {
    conversation: sessionOf(device, session),
    device: device.name,
    after,
    waitMs: wait * 1000,
    progress: progress === 'true',
    gone,
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) throw errors.notJson();
  const body = await readBody(request, LARGEST_BODY);
  if (body === undefined) throw errors.tooLarge(LARGEST_BODY);
  try {
    return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw errors.malformed(['the body must be JSON in UTF-8']);
  }
}

/** Browsers on the configured pages may call; all others are refused by the browser itself. */
function allowOrigin(origins: readonly string[], request: IncomingMessage, response: ServerResponse): void {
  const { origin } = request.headers;
  response.setHeader('vary', 'Origin');
  if (origin === undefined || !origins.includes(origin)) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-allow-methods', 'GET, POST');
  response.setHeader('access-control-allow-headers', 'authorization, content-type');
  response.setHeader('access-control-max-age', '600');
}

function respond(response: ServerResponse, status: number, content: unknown): void {
  if (response.writableEnded || response.destroyed) return;
  response.setHeader('cache-control', 'no-store');
  if (content === undefined) {
    response.writeHead(status).end();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(content));
}
