import { join } from 'node:path';
import { systemClock } from '../../../src/clock.js';
import type { Ledger } from '../../../src/contracts/ports/ledger.js';
import type { Operation } from '../../../src/contracts/operation.js';
import { createLedger } from '../../../src/operations/ledger.js';
import { openDatabase } from '../../../src/store/index.js';
import type { Bot } from './bot.js';

/** What a stopped bot wrote down, to be made older: time can't be waited for. */
export async function inLedger(bot: Bot, change: (ledger: Ledger) => Promise<unknown>): Promise<void> {
  const ledger = createLedger(await openDatabase({ home: join(bot.cwd, '.coxswain') }), systemClock);
  try {
    await change(ledger);
  } finally {
    await ledger.close();
  }
}

/** The operation that waits for its confirmation, as if it had been interrupted while it ran. */
export async function theWaiting(ledger: Ledger): Promise<Operation> {
  const [operation] = await ledger.operationsIn(['awaiting_confirmation']);
  if (operation === undefined) throw new Error('nothing waits');
  return operation;
}
