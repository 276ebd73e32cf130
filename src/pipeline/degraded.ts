import { PortError } from '../contracts/errors.js';

export function isLedgerDown(error: unknown): boolean {
  return error instanceof PortError && error.code === 'ledger_down';
}

/** Asks the ledger; `otherwise` when it is down. Any other error is passed on. */
export async function orWhenLedgerIsDown<T>(ask: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (isLedgerDown(error)) return otherwise;
    throw error;
  }
}
