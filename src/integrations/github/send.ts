import { PortError } from '../../contracts/errors.js';
import { DeadlineError, withinDeadline } from '../../contracts/deadline.js';
import type { Clock } from '../../contracts/ports/clock.js';
import { isRead, type Answer, type Call, type Send } from './call.js';
import { limited, portError } from './errors.js';
import { limitOf, type Limit } from './limits.js';
import type { Request } from './octokit.js';

/** All attempts at one request together, waiting for limits included. */
const REQUEST_MS = 8_000;
/** Answers kept for their ETags. */
const REMEMBERED = 400;
const UNSENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/**
 * A sender with deadline, limits and memory. A rate limit stops all requests of this client until it is over: whoever can
 * wait for that within the deadline waits, everybody else is refused at once with the moment in `retryAt`, without
 * bothering GitHub again. A request that a limit refused did nothing, so it is sent again, writes too. Reads carry the ETag
 * of the last answer; 304 gives that answer again and does not count against the limit.
 */
export function createSend(requester: (owner: string) => Promise<Request>, clock: Clock): Send {
  const memory = createMemory();
  let limit: Limit | undefined;
  return async (call) => {
    const deadline = clock.now() + REQUEST_MS;
    for (let attempt = 0; ;) {
      await pass(call, limit, deadline, clock);
      const key = JSON.stringify([call.route, call.params]);
      const remembered = isRead(call) ? memory.get(key) : undefined;
      const answer = await once(call, remembered?.headers['etag'], requester, clock, deadline);
      if (answer.status === 304 && remembered !== undefined) return remembered;
      const found = limitOf(answer, clock.now(), attempt);
      if (found === undefined) {
        if (isRead(call) && answer.status === 200) memory.set(key, answer);
        return answer;
      }
      attempt++;
      limit = limit !== undefined && limit.until > found.until ? limit : found;
    }
  };
}

/** Waits until the limit is over, or refuses when that is later than the deadline. */
async function pass(call: Call, limit: Limit | undefined, deadline: number, clock: Clock): Promise<void> {
  if (limit === undefined || limit.until <= clock.now()) return;
  if (limit.until >= deadline) throw limited(call, limit, clock.now());
  await clock.sleep(limit.until - clock.now());
}

async function once(
  call: Call,
  etag: string | undefined,
  requester: (owner: string) => Promise<Request>,
  clock: Clock,
  deadline: number,
): Promise<Answer> {
  const options = {
    ...call.params,
    headers: etag === undefined ? {} : { 'if-none-match': etag },
  };
  let opened = false;
  try {
    return await withinDeadline(clock, deadline - clock.now(), undefined, async (signal) => {
      const request = await requester(ownerOf(call));
      opened = true;
      // Named here, a number would make the plugin repeat refusals as well; zero is safe.
      const once = isRead(call) ? {} : { retries: 0 };
      const { status, headers, data } = await request(call.route, {
        ...options,
        request: { signal, ...once },
      });
      return { status, headers: plainHeaders(headers), data };
    });
  } catch (error) {
    return answerIn(error) ?? fail(call, error, opened);
  }
}

/** The answer that an Octokit error stands for; undefined when there was none. */
function answerIn(error: unknown): Answer | undefined {
  if (!(error instanceof Error) || !('response' in error)) return undefined;
  const { response } = error;
  if (typeof response !== 'object' || response === null || !('status' in response)) return undefined;
  const headers = 'headers' in response && typeof response.headers === 'object' ? response.headers : null;
  return {
    status: Number(response.status),
    headers: plainHeaders(headers ?? {}),
    data: 'data' in response ? response.data : undefined,
  };
}

function fail(call: Call, error: unknown, opened: boolean): never {
  if (error instanceof PortError) throw error;
  const doubtful = !isRead(call) && opened && !isUnsent(error);
  if (error instanceof DeadlineError)
    throw portError(call, 'timeout', 'no answer in time', { doubtful, cause: error });
  const detail = error instanceof Error ? error.message : 'the connection failed';
  throw portError(call, 'unreachable', detail, { doubtful, cause: error });
}

/** fetch wraps the system's error, sometimes twice. */
function isUnsent(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && UNSENT.has(String(error.code))) return true;
  if (error instanceof AggregateError) return error.errors.every(isUnsent);
  return isUnsent(error.cause);
}

function plainHeaders(headers: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}

/** The newest answers with an ETag. */
function createMemory() {
  const answers = new Map<string, Answer>();
  return {
    get(key: string): Answer | undefined {
      const answer = answers.get(key);
      if (answer !== undefined) {
        answers.delete(key);
        answers.set(key, answer);
      }
      return answer;
    },
    set(key: string, answer: Answer): void {
      if (answer.headers['etag'] === undefined) return;
      answers.delete(key);
      answers.set(key, answer);
      const [oldest] = answers.keys();
      if (answers.size > REMEMBERED && oldest !== undefined) answers.delete(oldest);
    },
  };
}

function ownerOf({ params, owner: named }: Call): string {
  const owner = named ?? params['owner'];
  return typeof owner === 'string' ? owner : '';
}
