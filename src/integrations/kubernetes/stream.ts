import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { Clock } from '../../contracts/ports/clock.js';
import { parseJson } from '../../trust-boundaries.js';
import type { Call } from './call.js';
import { portError, refusalOf } from './errors.js';
import { bytes, open, readAll, within } from './exchange.js';
import type { Sessions } from './kubeconfig.js';
import { REQUEST_MS } from './send.js';

/** How long the server is asked to keep one watch open. Short, so that a connection that died unnoticed is replaced soon. */
export const WATCH_SECONDS = 25;
/** After so much silence a connection is given up as dead; the server ends every watch before. */
const SILENCE_MS = (WATCH_SECONDS + 5) * 1_000;

const eventSchema = z.object({ type: z.string(), object: z.looseObject({ code: z.number().optional() }) });
/** One line of a watch: ADDED, MODIFIED, DELETED, BOOKMARK or ERROR with its object. */
export type WatchEvent = z.infer<typeof eventSchema>;

/**
 * Yields a watch's events until the server ends it. Rejects with PortError when it is refused or says something
 * else, and with NoAnswerError when the connection breaks, stays silent or `signal` aborts.
 */
export async function* watchEvents(
  call: Call,
  sessions: Sessions,
  clock: Clock,
  signal: AbortSignal,
  onOpen?: () => void,
): AsyncGenerator<WatchEvent> {
  const quiet = new AbortController();
  const ended = new AbortController();
  const either = AbortSignal.any([signal, quiet.signal]);
  try {
    const response = await within(clock, REQUEST_MS, either, async (attempt) =>
      open(call, await sessions.open(call.cluster), attempt),
    );
    if (response.statusCode !== 200) throw await refused(call, response, clock, either);
    onOpen?.();
    let heard = clock.now();
    void endSilence(clock, () => heard, quiet, ended.signal);
    for await (const line of lines(response, () => (heard = clock.now()))) yield eventIn(call, line);
  } finally {
    ended.abort();
    quiet.abort();
  }
}

async function refused(call: Call, response: IncomingMessage, clock: Clock, signal: AbortSignal) {
  const body = await within(clock, REQUEST_MS, signal, () => readAll(response));
  return refusalOf(call, { status: response.statusCode ?? 0, retryAfter: undefined, body });
}

/** Aborts `quiet` once nothing was heard for the time of silence. */
async function endSilence(clock: Clock, heard: () => number, quiet: AbortController, ended: AbortSignal) {
  while (!ended.aborted) {
    const left = heard() + SILENCE_MS - clock.now();
    if (left <= 0) quiet.abort();
    if (left <= 0) return;
    await clock.sleep(left, ended);
  }
}

async function* lines(response: IncomingMessage, heard: () => void): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const part of bytes(response)) {
    heard();
    const pieces = (rest + decoder.decode(part, { stream: true })).split('\n');
    rest = pieces.pop() ?? '';
    yield* pieces.filter((piece) => piece.trim() !== '');
  }
}

function eventIn(call: Call, line: string): WatchEvent {
  let event: unknown;
  try {
    event = parseJson(line);
  } catch (error) {
    throw portError(call, 'server_error', 'the watch sent a line that is not JSON', false, error);
  }
  const parsed = eventSchema.safeParse(event);
  if (!parsed.success) throw portError(call, 'server_error', 'the watch sent something that is no event');
  return parsed.data;
}
