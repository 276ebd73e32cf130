import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { Log } from '../../src/contracts/ports/log.js';
import { parseJson } from '../../src/trust-boundaries.js';
import { readBody } from '../shared/body.js';
import type { HandOff } from './handoff.js';
import { createReplays } from './replays.js';
import { TOLERANCE_MS, verify } from './verify.js';

/** Where Slack sends events, commands and presses. */
export const SLACK_PATH = '/slack/events';
/** Slack's payloads are far smaller; the largest are views of 100 blocks. In bytes. */
const LARGEST_BODY = 1_000_000;

interface HttpParts {
  readonly handOff: HandOff;
  readonly signingSecret: string;
  readonly clock: Clock;
  readonly log: Log;
}
interface HttpAnswer {
  readonly status: number;
  readonly content?: unknown;
}
const bodySchema = z.record(z.string(), z.unknown());

/** Events, commands and controls over HTTP: verified first, whatever they are, then handed over once. */
export function httpReceiver({ handOff, signingSecret, clock, log }: HttpParts): RequestListener {
  const replays = createReplays<HttpAnswer>(
    () => clock.now(),
    2 * TOLERANCE_MS,
    // What was not taken may come again, within the same second with the same signature.
    ({ status }) => status < 500,
  );
  const answer = async (request: IncomingMessage): Promise<HttpAnswer> => {
    if (request.method !== 'POST' || request.url?.split('?')[0] !== SLACK_PATH) return { status: 404 };
    const body = await readBody(request, LARGEST_BODY);
    if (body === undefined) return { status: 413 };
    const signature = header(request, 'x-slack-signature');
    const timestamp = header(request, 'x-slack-request-timestamp');
    const verdict = verify({ body, signature, timestamp }, signingSecret, clock.now());
    if (verdict.kind === 'refused') {
      log.warn({ reason: verdict.reason }, 'a request that claims to be from Slack was refused');
      return { status: 401 };
    }
    return replays.once(`${timestamp} ${signature}`, () => take(request, body, handOff));
  };
  return (request, response) => {
    answer(request).then(
      (given) => respond(response, given),
      (error: unknown) => {
        log.error({ error }, 'a request from Slack failed');
        respond(response, { status: 500 });
      },
    );
  };
}

async function take(request: IncomingMessage, raw: Buffer, handOff: HandOff): Promise<HttpAnswer> {
  const body = parseBody(raw.toString('utf8'), header(request, 'content-type') ?? '');
  if (body === undefined) return { status: 400 };
  if (body.ssl_check === '1') return { status: 200 };
  if (body.type === 'url_verification') return { status: 200, content: { challenge: body.challenge } };
  const retryNum = Number(header(request, 'x-slack-retry-num') ?? Number.NaN);
  const retryReason = header(request, 'x-slack-retry-reason');
  const acknowledgement = await handOff({
    body,
    ...(Number.isNaN(retryNum) ? {} : { retryNum }),
    ...(retryReason === undefined ? {} : { retryReason }),
  });
  if (acknowledgement.kind === 'unknown') return { status: 404 };
  if (acknowledgement.kind === 'not_taken') return { status: 503 };
  return { status: 200, content: acknowledgement.content };
}

/** JSON, a form, or a form whose `payload` is JSON; undefined when it is none of them. */
function parseBody(text: string, contentType: string): Record<string, unknown> | undefined {
  try {
    if (contentType.startsWith('application/json')) return bodySchema.safeParse(parseJson(text)).data;
    const form = new URLSearchParams(text);
    const payload = form.get('payload');
    return payload === null
      ? Object.fromEntries(form.entries())
      : bodySchema.safeParse(parseJson(payload)).data;
  } catch {
    return undefined;
  }
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function respond(response: ServerResponse, { status, content }: HttpAnswer): void {
  if (content === undefined) {
    response.writeHead(status).end();
  } else if (typeof content === 'string') {
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(content);
  } else {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(content));
  }
}
