import { createLedger } from '../../src/operations/ledger.js';
import { systemClock } from '../../src/clock.js';
import { openDatabase } from '../../src/store/index.js';
import type { Acknowledged } from './load.js';

/** Throws unless the ledger of a bot that has ended holds each of these commands once, answered and delivered. */
export async function answersIn(home: string, acknowledged: readonly Acknowledged[]): Promise<void> {
  const database = await openDatabase({ home });
  const ledger = createLedger(database, systemClock);
  try {
    const unfinished = await ledger.unfinishedEvents();
    if (unfinished.length > 0) throw new Error(`${unfinished.length} commands were never answered`);
    const events = await database.db.selectFrom('events').select(['event_key', 'answer']).execute();
    const answered = new Map(events.map(({ event_key: key, answer }) => [key, answer]));
    const lost = acknowledged.find(({ trigger }) => (answered.get(`slack:c:${trigger}`) ?? null) === null);
    if (lost !== undefined) throw new Error(`${lost.trigger} was acknowledged and has no answer`);
    const replies = await database.db.selectFrom('outbox').select('delivered').execute();
    // What an operation has still to tell is a later revision of its one message.
    if (replies.some(({ delivered }) => delivered === 0)) throw new Error('answers were not delivered');
    if (replies.length !== events.length)
      throw new Error(`${events.length} commands, ${replies.length} replies`);
  } finally {
    await ledger.close();
  }
}
