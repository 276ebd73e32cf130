import { PortError } from '../contracts/errors.js';
import { refuse } from '../contracts/outcome.js';
import type { Refusal } from '../contracts/outcome.js';
import { helpsByHand } from '../registry/by-hand.js';
import type { PipelineDeps } from './deps.js';

/**
 * What an exception says to a person. An outage has its own text; anything else is a bug, which gets a short
 * reference here and its stack in the log.
 */
export function refusalOf(
  deps: Pick<PipelineDeps, 'log' | 'newId'>,
  error: unknown,
  during: string,
  kubectl?: string,
): Refusal {
  if (error instanceof PortError) {
    const byHand = kubectl === undefined || !helpsByHand(error.code) ? {} : { kubectl };
    deps.log.warn({ code: error.code, during, error }, 'a port failed');
    return refuse(error.code, { detail: error.message, ...error.params }, byHand);
  }
  const reference = deps.newId().slice(0, 8);
  deps.log.error({ reference, during, error }, 'a bug');
  return refuse('internal_error', { reference });
}
