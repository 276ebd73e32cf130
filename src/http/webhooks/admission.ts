import type { DeliveryStore, TakenRun } from '../../contracts/ports/ledger.js';
import type { Log } from '../../contracts/ports/log.js';

/** Written together, so that a thousand a second cost some tens of transactions. */
const LARGEST_BATCH = 256;
/** More than this waiting for the database is refused: the sender tries again, and status is polled anyway. */
const MOST_WAITING = 5_000;

export interface Admission {
  /** Whether a delivery arrives for the first time, durably with what it brings. `full`: too many wait. */
  admit(delivery: TakenRun): Promise<'first' | 'known' | 'full'>;
}

/**
 * Tells redelivered webhooks from new ones across restarts and processes. While the database is away everything counts as
 * new: what webhooks bring is told by the newest state, so that a second telling changes nothing.
 */
export function createAdmission(store: DeliveryStore, log: Log): Admission {
  let waiting: { readonly delivery: TakenRun; readonly tell: (first: boolean) => void }[] = [];
  let writing = false;
  const write = async (): Promise<void> => {
    writing = true;
    // What arrives in the same turn of the event loop comes along.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const batch = waiting.slice(0, LARGEST_BATCH);
      waiting = waiting.slice(LARGEST_BATCH);
      const different = new Map(batch.map(({ delivery }) => [delivery.id, delivery]));
      const fresh = await admitted([...different.values()]);
      // Of two deliveries of one id in a batch, only one is the first.
      for (const { delivery, tell } of batch) tell(fresh.delete(delivery.id));
    }
    writing = false;
  };
  const admitted = async (deliveries: readonly TakenRun[]): Promise<Set<string>> => {
    try {
      return new Set(await store.admitDeliveries(deliveries));
    } catch (error) {
      log.warn({ error }, 'webhooks could not be told from redelivered ones');
      return new Set(deliveries.map(({ id }) => id));
    }
  };
  return {
    admit(delivery) {
      if (waiting.length >= MOST_WAITING) return Promise.resolve('full');
      const told = new Promise<'first' | 'known'>((resolve) => {
        waiting.push({ delivery, tell: (first) => resolve(first ? 'first' : 'known') });
      });
      if (!writing) void write();
      return told;
    },
  };
}
