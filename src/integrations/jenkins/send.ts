import { z } from 'zod';
import { DeadlineError, withinDeadline } from '../../contracts/deadline.js';
import type { Clock } from '../../contracts/ports/clock.js';
import { NoAnswerError } from './call.js';
import type { Answer, Call, Send } from './call.js';
import { isStarting, limited, lostAnswer, readJson } from './errors.js';
import type { Exchange } from './exchange.js';

/** All attempts at one request together; a third of the lease that guards an effect (30 s) is the most it may be. */
const REQUEST_MS = 8_000;
const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 200;
/** A limit without `retry-after` is left alone for so long, once the attempts are used up. */
const UNTOLD_MS = 60_000;

const crumbSchema = z.object({ crumbRequestField: z.string(), crumb: z.string() });
const CRUMB: Call = { method: 'GET', path: '/crumbIssuer/api/json', what: 'ask for a crumb' };

/**
 * A sender with deadline and retries. Reads are tried again after broken connections, 429 and 5xx. What changes something is
 * sent once, with three exceptions in which nothing was done: a crumb that is missing or no longer valid is fetched, once
 * per request (a crumb belongs to the session, so its cookie is kept with it), a Jenkins that is still starting, and 429.
 */
export function createSend(exchange: Exchange, clock: Clock): Send {
  let session: Readonly<Record<string, string>> = {};
  const attempt = async (call: Call, ms: number, outer: AbortSignal | undefined) => {
    try {
      return await withinDeadline(clock, ms, outer, (signal) => exchange(call, session, signal));
    } catch (error) {
      if (error instanceof NoAnswerError) return error;
      if (error instanceof DeadlineError) return new NoAnswerError('deadline', true, { cause: error });
      throw error;
    }
  };
  return async (call, outer) => {
    const deadline = clock.now() + REQUEST_MS;
    let renewed = false;
    for (let count = 1; ; count++) {
      const result = await attempt(call, deadline - clock.now(), outer);
      if (!renewed && !(result instanceof NoAnswerError) && lacksCrumb(call, result)) {
        renewed = true;
        const fresh = await attempt(CRUMB, deadline - clock.now(), outer);
        if (!(fresh instanceof NoAnswerError) && fresh.status === 200) {
          session = sessionOf(fresh);
          continue;
        }
      }
      const pause = pauseAfter(call, result, count);
      if (pause === undefined || clock.now() + pause >= deadline) return ended(call, result, clock.now());
      await clock.sleep(pause, outer);
    }
  };
}

/** Jenkins' words (hudson.security.csrf.CrumbFilter): 403 "No valid crumb was included in the request". */
function lacksCrumb(call: Call, answer: Answer): boolean {
  return (
    call.method === 'POST' &&
    answer.status === 403 &&
    /no valid crumb/i.test(answer.body.toString('utf8') + (answer.headers['x-error'] ?? ''))
  );
}

function sessionOf(answer: Answer): Record<string, string> {
  const { crumbRequestField, crumb } = readJson(CRUMB, answer, crumbSchema);
  const cookie = /(JSESSIONID[^=;]*=[^;]+)/.exec(answer.headers['set-cookie'] ?? '')?.[1];
  return { [crumbRequestField]: crumb, ...(cookie === undefined ? {} : { Cookie: cookie }) };
}

/** Milliseconds to wait before the next attempt; undefined when there shall be none. */
function pauseAfter(call: Call, result: Answer | NoAnswerError, attempt: number): number | undefined {
  if (attempt >= ATTEMPTS) return undefined;
  const pause = FIRST_PAUSE_MS * 3 ** (attempt - 1);
  if (result instanceof NoAnswerError)
    return call.method === 'GET' && result.reason === 'connection' ? pause : undefined;
  if (call.method === 'POST' && !isStarting(result) && result.status !== 429) return undefined;
  if (result.status !== 429 && result.status < 500) return undefined;
  return retryAfterMs(result) ?? pause;
}

/** What a 429 or 503 asks for, in milliseconds (RFC 9110, section 10.2.3); proxies before Jenkins say it. */
function retryAfterMs({ status, headers }: Answer): number | undefined {
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  return (status === 429 || status === 503) && seconds >= 0 ? seconds * 1_000 : undefined;
}

/** The answer. A limit that outlasts the request, or does not say how long it lasts, is thrown: it changed nothing. */
function ended(call: Call, result: Answer | NoAnswerError, now: number): Answer {
  if (result instanceof NoAnswerError) throw lostAnswer(call, result);
  const told = retryAfterMs(result);
  if (result.status === 429 || (told !== undefined && call.method === 'GET'))
    throw limited(call, result, told ?? UNTOLD_MS, now);
  return result;
}
