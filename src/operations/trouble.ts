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

/** Patience with one step: outages are waited out for ten minutes, a clear no is taken at once. */
export class Trouble {
  #since: number | undefined;
  #last = 0;
  #attempts = 0;
  #bugs = 0;

  /** @param now epoch milliseconds */
  judge(error: unknown, now: number): Verdict {
    if (this.#since === undefined || now - this.#last > TIMING.calm) {
      this.#since = now;
      this.#attempts = 0;
    }
    this.#last = now;
    const again: Verdict = { kind: 'again', afterMs: backoff(this.#attempts) };
    this.#attempts += 1;
    const { code, text } = describe(error);
    const patient = now - this.#since < TIMING.patience;
    if (error instanceof LeaseLostError) return again;
    const giveUp: Verdict = { kind: 'give_up', code, text };
    if (error instanceof PortError) return (error.retryable || error.doubtful) && patient ? again : giveUp;
    this.#bugs += 1;
    return this.#bugs < BUGS_ALLOWED ? again : giveUp;
  }
}

function describe(error: unknown): { readonly code: OutcomeCode; readonly text: string } {
  if (error instanceof PortError) return { code: error.code, text: ownWords(error) };
  return { code: 'internal_error', text: '' };
}

/** What the outside system itself said, to be quoted; the port's own sentence about it where it said nothing. */
export function ownWords({ message, params }: PortError): string {
  return typeof params['detail'] === 'string' && params['detail'] !== '' ? params['detail'] : message;
}
