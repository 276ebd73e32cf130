import { PortError } from '../contracts/errors.js';
import type { OutcomeCode } from '../contracts/outcome.js';
import { LeaseLostError } from '../contracts/step.js';
import { backoff, TIMING } from './timing.js';

/** A step that keeps throwing what is no outage is broken; observing again does not mend it. */
const BUGS_ALLOWED = 3;

/** What to do about something that a step threw. */
export type Verdict =
  | { readonly kind: 'again'; readonly afterMs: number }
  | { readonly kind: 'give_up'; readonly code: OutcomeCode; readonly text: string };

/** Patience with one step: outages are waited out for ten minutes, rate limits until they are over, a clear no is taken at once. */
export class Trouble {
  #since: number | undefined;
  #last = 0;
  #attempts = 0;
  #bugs = 0;
  /** What outside systems asked to wait so far, in milliseconds. */
  #asked = 0;

  /** @param now epoch milliseconds */
  judge(error: unknown, now: number): Verdict {
    if (this.#since === undefined || now - this.#last > TIMING.calm) {
      this.#since = now;
      this.#attempts = 0;
    }
    this.#last = now;
    const told = askedToWait(error, now);
    const afterMs = Math.max(backoff(this.#attempts), told);
    const again: Verdict = { kind: 'again', afterMs };
    this.#attempts += 1;
    const { code, text } = describe(error);
    const patient = now - this.#since < TIMING.patience;
    if (error instanceof LeaseLostError) return again;
    const giveUp: Verdict = { kind: 'give_up', code, text };
    if (told > 0) {
      this.#asked += told;
      if (this.#asked > TIMING.limitPatience) return giveUp;
      // A wait that was asked for is no outage: patience begins anew when it is over.
      this.#since = this.#last = now + told;
      return again;
    }
    if (error instanceof PortError) return (error.retryable || error.doubtful) && patient ? again : giveUp;
    this.#bugs += 1;
    return this.#bugs < BUGS_ALLOWED ? again : giveUp;
  }
}

/** How long the outside system itself said to stay away, in milliseconds; 0 when it did not say. */
function askedToWait(error: unknown, now: number): number {
  if (!(error instanceof PortError) || error.code !== 'rate_limited') return 0;
  const { retryAt } = error.params;
  return typeof retryAt === 'number' ? Math.max(retryAt - now, 0) : 0;
}

function describe(error: unknown): { readonly code: OutcomeCode; readonly text: string } {
  if (error instanceof PortError) return { code: error.code, text: ownWords(error) };
  return { code: 'internal_error', text: '' };
}

/** What the outside system itself said, to be quoted; the port's own sentence about it where it said nothing. */
export function ownWords({ message, params }: PortError): string {
  return typeof params['detail'] === 'string' && params['detail'] !== '' ? params['detail'] : message;
}
