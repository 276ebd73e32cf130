import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Log } from '../../src/contracts/ports/log.js';
import { parseJson } from '../../src/trust-boundaries.js';
import { readBody } from '../shared/body.js';
import type { Authenticate } from './authentication.js';
import { activitySchema, type TeamsActivity } from './payloads.js';

/** Where Teams sends activities. */
export const TEAMS_PATH = '/teams/messages';
/** Activities are far smaller: a message has at most 100 KB. In bytes. */
const LARGEST_BODY = 500_000;

export interface HttpAnswer {
  readonly status: number;
  readonly content?: unknown;
}

interface HttpParts {
  readonly authenticate: Authenticate;
  /** Resolves when the activity is durable. */
  readonly take: (activity: TeamsActivity) => Promise<HttpAnswer>;
  readonly log: Log;
}

/** Activities over HTTP: authenticated first, whatever they are. Nothing of what went wrong is told to the sender. */
export function httpListener({ authenticate, take, log }: HttpParts): RequestListener {
  const answer = async (request: IncomingMessage): Promise<HttpAnswer> => {
    if (request.url?.split('?')[0] !== TEAMS_PATH) return { status: 404 };
    if (request.method !== 'POST') return { status: 405 };
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return { status: 415 };
    const body = await readBody(request, LARGEST_BODY);
    if (body === undefined) return { status: 413 };
    const activity = parsed(body);
    if (activity === undefined) return { status: 400 };
    const verdict = await authenticate(activity, request.headers);
    if (verdict.kind === 'genuine') return take(activity);
    if (verdict.kind === 'refused') {
      log.warn({ reason: verdict.reason }, 'a request that claims to be from Teams was refused');
      return { status: 401 };
    }
    log.error({ error: verdict.error }, 'the keys that Teams signs with can not be had');
    return { status: 503 };
  };
  return (request, response) => {
    answer(request).then(
      (given) => respond(response, given),
      (error: unknown) => {
        log.error({ error }, 'an activity from Teams failed');
        respond(response, { status: 500 });
      },
    );
  };
}

function parsed(body: Buffer): TeamsActivity | undefined {
  try {
    return activitySchema.safeParse(parseJson(body.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

function respond(response: ServerResponse, { status, content }: HttpAnswer): void {
  if (content === undefined) {
    response.writeHead(status).end();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(content));
}
