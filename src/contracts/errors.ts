import type { Locale } from './message.js';
import type { OutcomeCode, TextParams } from './outcome.js';

/** What can go wrong at a port. Vendor errors are translated into these once, where they enter. */
export type PortErrorCode = Extract<
  OutcomeCode,
  | 'unreachable'
  | 'timeout'
  | 'credentials_expired'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'gone'
  | 'invalid_object'
  | 'rate_limited'
  | 'server_error'
  | 'ledger_down'
  | 'queue_down'
>;

const RETRYABLE: ReadonlySet<PortErrorCode> = new Set([
  'unreachable',
  'timeout',
  'rate_limited',
  'server_error',
  'ledger_down',
  'queue_down',
]);

/**
 * An outage or refusal of an outside system. `message` is safe to show to a person: it holds no secret, no header
 * and no address with credentials. `cause` keeps the original for the log.
 */
export class PortError extends Error {
  override readonly name = 'PortError';
  constructor(
    readonly code: PortErrorCode,
    message: string,
    readonly params: TextParams = {},
    /** Whether an effect may have happened although no answer arrived (a time-out after sending). */
    readonly doubtful = false,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }

  /** True when the same request may succeed later. */
  get retryable(): boolean {
    return RETRYABLE.has(this.code);
  }
}

/** Nobody has the conversation open now: the reply waits in the outbox until somebody does. Expected, not a failure. */
export class NobodyThereError extends Error {
  override readonly name = 'NobodyThereError';
}

/** The configuration is wrong; `problems` are complete sentences with file, line, value and remedy. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  constructor(
    readonly problems: readonly string[],
    /** The language of the problems, where it was known. */
    readonly locale?: Locale,
  ) {
    super(problems.join('\n'));
  }
}
