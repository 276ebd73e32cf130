import { z } from 'zod';
import { targetKeyText, type TargetKey } from '../../contracts/catalogue.js';
import { targetKeySchema } from '../../contracts/operation.js';
import type { LockStore } from '../../contracts/ports/ledger.js';
import { fromJson } from './rows.js';
import { read, transact, type LedgerContext, type LedgerTransaction } from './transaction.js';

type Acquisition = Awaited<ReturnType<LockStore['acquireLocks']>>;

/** Rolls back the locks that were taken before the one that was refused. */
class HeldByAnother extends Error {
  constructor(readonly refusal: Acquisition) {
    super('the target is held');
  }
}

export function lockStore(context: LedgerContext): LockStore {
  return {
    acquireLocks: async (operationId, targets, leaseMs, now, predecessor) => {
      // In one order everywhere, so that two operations never wait for each other's rows.
      const ordered = [...targets].sort((a, b) => (targetKeyText(a) < targetKeyText(b) ? -1 : 1));
      const request = { operationId, until: now + leaseMs, now, predecessor: predecessor ?? operationId };
      try {
        return await transact(context, async (transaction): Promise<Acquisition> => {
          for (const target of ordered) await acquire(transaction, target, request);
          return { acquired: true };
        });
      } catch (error) {
        if (error instanceof HeldByAnother) return error.refusal;
        throw error;
      }
    },

    renewLocks: (operationId, leaseMs, now) =>
      transact(context, async ({ trx }) => {
        const renewed = await trx
          .updateTable('locks')
          .set({ until: now + leaseMs })
          .where('operation_id', '=', operationId)
          .where('kept', '=', 0)
          .returning('target')
          .execute();
        const row = await trx
          .selectFrom('operations')
          .select('plan')
          .where('id', '=', operationId)
          .executeTakeFirst();
        return row !== undefined && renewed.length === targetsOf(row.plan).size;
      }),

    keepLocks: (operationId, until) =>
      read(context, async (db) => {
        await db
          .updateTable('locks')
          .set({ until, kept: 1 })
          .where('operation_id', '=', operationId)
          .execute();
      }),

    releaseLocks: (operationId) =>
      read(context, async (db) => {
        await db.deleteFrom('locks').where('operation_id', '=', operationId).execute();
      }),

    lockHolder: (target, now) =>
      read(context, async (db) => {
        const row = await db
          .selectFrom('locks')
          .selectAll()
          .where('target', '=', targetKeyText(target))
          .where('until', '>', now)
          .executeTakeFirst();
        if (row === undefined) return undefined;
        return { operationId: row.operation_id, kept: row.kept === 1, until: row.until };
      }),

    keptLocks: (now) =>
      read(context, async (db) => {
        const rows = await db
          .selectFrom('locks')
          .select(['operation_id', 'until'])
          .distinct()
          .where('kept', '=', 1)
          .where('until', '>', now)
          .orderBy('until')
          .execute();
        return rows.map((row) => ({ operationId: row.operation_id, until: row.until }));
      }),

    expiredKeptLocks: (now) =>
      read(context, async (db) => {
        const rows = await db
          .selectFrom('locks')
          .select('operation_id')
          .distinct()
          .where('kept', '=', 1)
          .where('until', '<=', now)
          .execute();
        return rows.map((row) => row.operation_id);
      }),
  };
}

interface Request {
  readonly operationId: string;
  readonly until: number;
  readonly now: number;
  readonly predecessor: string;
}

/** One statement takes the lock or leaves it, so that two that ask at once can't both get it. */
async function acquire({ trx }: LedgerTransaction, target: TargetKey, request: Request): Promise<void> {
  const key = targetKeyText(target);
  const { operationId, until, now, predecessor } = request;
  const taken = await trx
    .insertInto('locks')
    .values({ target: key, operation_id: operationId, until, kept: 0 })
    .onConflict((conflict) =>
      conflict
        .column('target')
        .doUpdateSet({ operation_id: operationId, until, kept: 0 })
        .where((eb) =>
          eb.or([
            eb('locks.operation_id', '=', operationId),
            eb('locks.until', '<=', now),
            eb.and([eb('locks.kept', '=', 1), eb('locks.operation_id', '=', predecessor)]),
          ]),
        ),
    )
    .returning('target')
    .executeTakeFirst();
  if (taken !== undefined) return;
  const holder = await trx
    .selectFrom('locks')
    .select('operation_id')
    .where('target', '=', key)
    .executeTakeFirstOrThrow();
  throw new HeldByAnother({ acquired: false, holder: holder.operation_id, target });
}

function targetsOf(plan: string): ReadonlySet<string> {
  const { targets } = fromJson(z.object({ targets: z.array(targetKeySchema) }), plan);
  return new Set(targets.map(targetKeyText));
}
