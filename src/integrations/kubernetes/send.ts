import type { Clock } from '../../contracts/ports/clock.js';
import { NoAnswerError } from './call.js';
import type { Answer, Call } from './call.js';
import { lostAnswer } from './errors.js';
import { exchange, within } from './exchange.js';
import type { Sessions } from './kubeconfig.js';

/** All attempts at one request together; a third of the lease that guards an effect (30 s) is the most it may be. */
export const REQUEST_MS = 8_000;
const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 150;

/** Sends a request until it has an answer that is worth returning; see {@link createSend}. */
export type Send = (call: Call, outer?: AbortSignal) => Promise<Answer>;

/**
 * A sender with deadline and retries. It returns whatever the server said last, refusals included; without any answer
 * it rejects with PortError. Reads are tried again after 429 (waiting as long as the server asks), 5xx and broken
 * connections; a patch is sent once, a rehearsal too. Credentials that were refused are read anew, once: that request did nothing.
 */
export function createSend(sessions: Sessions, clock: Clock): Send {
  return async (call, outer) => {
    const deadline = clock.now() + REQUEST_MS;
    let renewed = false;
    for (let attempt = 1; ; attempt++) {
      const result = await once(call, sessions, clock, deadline - clock.now(), outer);
      if (isAnswer(result) && result.status === 401 && !renewed) {
        renewed = true;
        sessions.forget(call.cluster);
        continue;
      }
      const pause = pauseAfter(call, result, attempt);
      if (pause === undefined || clock.now() + pause >= deadline) return answerOrThrow(call, result);
      await clock.sleep(pause, outer);
    }
  };
}

async function once(
  call: Call,
  sessions: Sessions,
  clock: Clock,
  ms: number,
  outer: AbortSignal | undefined,
): Promise<Answer | NoAnswerError> {
  try {
    return await within(clock, ms, outer, async (attempt) =>
      exchange(call, await sessions.open(call.cluster), attempt),
    );
  } catch (error) {
    if (error instanceof NoAnswerError) return error;
    throw error;
  }
}

function isAnswer(result: Answer | NoAnswerError): result is Answer {
  return !(result instanceof NoAnswerError);
}

/** Milliseconds to wait before the next attempt; undefined when there shall be none. */
function pauseAfter(call: Call, result: Answer | NoAnswerError, attempt: number): number | undefined {
  if (call.method === 'PATCH' || attempt >= ATTEMPTS) return undefined;
  const pause = FIRST_PAUSE_MS * 3 ** (attempt - 1);
  if (!isAnswer(result)) return pause;
  if (result.status !== 429 && result.status < 500) return undefined;
  return result.retryAfter === undefined ? pause : result.retryAfter * 1_000;
}

function answerOrThrow(call: Call, result: Answer | NoAnswerError): Answer {
  if (isAnswer(result)) return result;
  throw lostAnswer(call, result);
}
