import type { DeliveryStore } from '../../contracts/ports/ledger.js';
import { read, type LedgerContext } from './transaction.js';

/** GitHub can be asked to send a webhook of the last three days again; a week leaves room for clocks and queues. */
const KEPT_MS = 7 * 86_400_000;
const FORGET_EVERY_MS = 3_600_000;

/** The ids of webhooks that were taken. */
export function deliveryStore(context: LedgerContext): DeliveryStore {
  let forgotten = 0;
  return {
    async admitDeliveries(ids) {
      const now = context.clock.now();
      const rows = ids.map((id) => ({ id, taken_at: now }));
      const first = await read(context, (db) =>
        db
          .insertInto('webhook_deliveries')
          .values(rows)
          .onConflict((conflict) => conflict.column('id').doNothing())
          .returning('id')
          .execute(),
      );
      if (now - forgotten >= FORGET_EVERY_MS) {
        forgotten = now;
        await read(context, (db) =>
          db
            .deleteFrom('webhook_deliveries')
            .where('taken_at', '<', now - KEPT_MS)
            .execute(),
        );
      }
      return first.map(({ id }) => id);
    },
  };
}
