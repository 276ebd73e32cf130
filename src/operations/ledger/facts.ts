import { jsonSchema } from '../../contracts/json.js';
import type { FactStore } from '../../contracts/ports/ledger.js';
import { fromJson } from './rows.js';
import { read, type LedgerContext } from './transaction.js';

/** What adapters keep. The last one to write wins. */
export function factStore(context: LedgerContext): FactStore {
  return {
    memoryOf: (adapter) => ({
      recall: (key) =>
        read(context, async (db) => {
          const row = await db
            .selectFrom('adapter_facts')
            .select('value')
            .where('adapter', '=', adapter)
            .where('key', '=', key)
            .executeTakeFirst();
          return row === undefined ? undefined : fromJson(jsonSchema, row.value);
        }),

      keep: (key, value) =>
        read(context, async (db) => {
          const kept = { value: JSON.stringify(value), kept_at: context.clock.now() };
          await db
            .insertInto('adapter_facts')
            .values({ adapter, key, ...kept })
            .onConflict((conflict) => conflict.columns(['adapter', 'key']).doUpdateSet(kept))
            .execute();
        }),
    }),
  };
}
