import { randomUUID } from 'node:crypto';
import { jsonSchema } from '../../contracts/json.js';
import { outcomeCodeSchema } from '../../contracts/outcome.js';
import type { AuditEntry, AuditLog } from '../../contracts/ports/ledger.js';
import { fromJson } from './rows.js';
import { read, transact, type LedgerContext, type LedgerTransaction } from './transaction.js';

export async function writeAudit(
  transaction: LedgerTransaction,
  entry: Omit<AuditEntry, 'at'> & { readonly at?: number },
): Promise<void> {
  await transaction.trx
    .insertInto('audit')
    .values({
      id: randomUUID(),
      at: entry.at ?? transaction.now,
      position: transaction.nextPosition(),
      tenant: entry.tenant,
      by: entry.by,
      operation_id: entry.operationId,
      event: entry.event,
      code: entry.code,
      detail: JSON.stringify(entry.detail),
    })
    .execute();
}

export function auditLog(context: LedgerContext): AuditLog {
  return {
    audit: (entry) => transact(context, (transaction) => writeAudit(transaction, entry)),
    auditTrail: (operationId) =>
      read(context, async (db) => {
        const rows = await db
          .selectFrom('audit')
          .selectAll()
          .where('operation_id', '=', operationId)
          .orderBy('at')
          .orderBy('position')
          .execute();
        return rows.map((row) => ({
          at: row.at,
          tenant: row.tenant,
          by: row.by,
          operationId: row.operation_id,
          event: row.event,
          code: outcomeCodeSchema.parse(row.code),
          detail: fromJson(jsonSchema, row.detail),
        }));
      }),
  };
}
