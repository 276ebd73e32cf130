import type { Transaction } from 'kysely';
import type { DeliveryStore, TakenRun } from '../../contracts/ports/ledger.js';
import { newestOfEach } from '../../contracts/pushed-run.js';
import type { Schema } from '../../store/schema.js';
import { inPowers } from './powers.js';
import { keepNewest } from './pushed-runs.js';
import { read, transact, type LedgerContext } from './transaction.js';

/** GitHub can be asked to send a webhook of the last three days again; a week leaves room for clocks and queues. */
const KEPT_MS = 7 * 86_400_000;
const FORGET_EVERY_MS = 3_600_000;

/** The ids of webhooks that were taken. */
export function deliveryStore(context: LedgerContext): DeliveryStore {
  let forgotten = 0;
  return {
    async admitDeliveries(deliveries) {
      const now = context.clock.now();
      const first = await transact(context, async ({ trx }) => {
        const fresh = await admit(trx, deliveries, now);
        const brought = deliveries.filter(({ id }) => fresh.has(id)).map(({ run }) => run);
        await keepNewest(trx, newestOfEach(brought), now);
        return fresh;
      });
      if (now - forgotten >= FORGET_EVERY_MS) {
        forgotten = now;
        await read(context, (db) =>
          db
            .deleteFrom('webhook_deliveries')
            .where('taken_at', '<', now - KEPT_MS)
            .execute(),
        );
      }
      return [...first];
    },
  };
}

/** In one order everywhere, so that two bots can't wait for each other. */
async function admit(
  trx: Transaction<Schema>,
  deliveries: readonly TakenRun[],
  now: number,
): Promise<Set<string>> {
  const rows = deliveries.map(({ id }) => ({ id, taken_at: now })).sort((a, b) => (a.id < b.id ? -1 : 1));
  const fresh = new Set<string>();
  for (const some of inPowers(rows)) {
    const written = await trx
      .insertInto('webhook_deliveries')
      .values(some)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .execute();
    for (const { id } of written) fresh.add(id);
  }
  return fresh;
}
