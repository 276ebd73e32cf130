import { PortError } from '../contracts/errors.js';
import type { InboundMessage } from '../contracts/message.js';
import type { Answer, Receipt } from '../contracts/ports/host.js';
import type { StoredAnswer } from '../contracts/ports/ledger.js';
import type { PipelineDeps } from './deps.js';
import { isLedgerDown, orWhenLedgerIsDown } from './degraded.js';
import { eventKeyOf } from './turn.js';

/** What the ledger said of a message: to be handled, with or without the ledger; undefined: not now, or not again. */
type Verdict = { readonly degraded: boolean } | undefined;
/**
 * Handles one message once the verdict is in: seen for the first time, or `again` after the process died over it.
 * Called on arrival, so that messages keep their order whichever the ledger takes first. Rejects never.
 */
export type Handle = (
  message: InboundMessage,
  verdict: Promise<Verdict>,
  again: boolean,
) => Promise<Answer | undefined>;

interface Arrivals {
  readonly receive: (message: InboundMessage) => Promise<Receipt>;
  /** Handles what was recorded but not answered; delivered once more meanwhile, it gets that answer. */
  readonly resume: () => Promise<void>;
}

interface Arrival {
  /** Resolves once the message is durable, or the ledger is known to be down. */
  readonly receipt: Promise<Receipt>;
}

/** How many messages may wait for their answers: minutes of work, and some ten megabytes. */
const MOST_UNANSWERED = 10_000;
/** How many messages are remembered in memory: enough for what platforms deliver again within minutes. */
const REMEMBERED = 5_000;

/**
 * Takes every message once, and none while too many wait (PortError `rate_limited`, before anything is recorded). It is acknowledged only after the ledger has it; a message that was seen before gets the
 * first answer again. While the ledger is down, duplicates are known from memory alone.
 */
export function createArrivals(deps: PipelineDeps, handle: Handle): Arrivals {
  const seen = new Map<string, Arrival>();
  let unanswered = 0;
  const counted: Handle = async (...given) => {
    unanswered += 1;
    try {
      return await handle(...given);
    } finally {
      unanswered -= 1;
    }
  };
  return {
    receive: async (message) => {
      const key = eventKeyOf(message);
      const earlier = seen.get(key);
      if (earlier !== undefined) return { ...(await earlier.receipt), duplicate: true };
      if (unanswered >= MOST_UNANSWERED)
        throw new PortError('rate_limited', 'too many messages wait already');
      const receipt = accept(deps, counted, message);
      remember(seen, key, { receipt });
      try {
        const received = await receipt;
        // Recorded before this process began and not answered yet: `resume` brings the answer, if there is one.
        if (received.duplicate && (await received.answer) === undefined) seen.delete(key);
        return received;
      } catch (error) {
        // Not durable, so not acknowledged: the platform will deliver it again.
        seen.delete(key);
        throw error;
      }
    },
    resume: async () => {
      const left = await deps.ledger.unfinishedEvents();
      // All take their places at once, so that what comes meanwhile is behind them in its conversation.
      const answers = left
        .filter((message) => !seen.has(eventKeyOf(message)))
        .map((message) => {
          const answer = counted(message, Promise.resolve({ degraded: false }), true);
          remember(seen, eventKeyOf(message), { receipt: Promise.resolve({ duplicate: false, answer }) });
          return answer;
        });
      await Promise.all(answers);
    },
  };
}

async function accept(deps: PipelineDeps, handle: Handle, message: InboundMessage): Promise<Receipt> {
  let decide: (verdict: Verdict) => void = () => undefined;
  const answer = handle(message, new Promise((resolve) => (decide = resolve)), false);
  try {
    const { first, answer: before } = await deps.ledger.recordEvent(message);
    if (!first) return { duplicate: true, answer: restore(deps, before) };
    decide({ degraded: false });
    return { duplicate: false, answer };
  } catch (error) {
    if (!isLedgerDown(error)) throw error;
    deps.log.warn(
      { event: eventKeyOf(message), error },
      'the ledger is down: a message is kept in memory only',
    );
    decide({ degraded: true });
    return { duplicate: false, answer };
  } finally {
    // Decided already, unless it is not to be handled: then it makes way for those behind it.
    decide(undefined);
  }
}

async function restore(deps: PipelineDeps, stored: StoredAnswer | undefined): Promise<Answer | undefined> {
  if (stored === undefined) return undefined;
  const { reply, operationId } = stored;
  const operation =
    operationId === null
      ? undefined
      : await orWhenLedgerIsDown(() => deps.ledger.operationById(operationId), undefined);
  if (operation === undefined) return { reply };
  const { id, number, status } = operation;
  return { reply, operation: { id, number, status } };
}

function remember(seen: Map<string, Arrival>, key: string, arrival: Arrival): void {
  const oldest = seen.keys().next().value;
  if (seen.size >= REMEMBERED && oldest !== undefined) seen.delete(oldest);
  seen.set(key, arrival);
}
