import type { Updateable } from 'kysely';
import { ENDED, OPERATION_STATUSES, type Operation } from '../../contracts/operation.js';
import type { OperationChange, OperationStore } from '../../contracts/ports/ledger.js';
import type { OperationTable } from '../../store/schema.js';
import { trustJson } from '../../trust-boundaries.js';
import { writeAudit } from './audit.js';
import { reviseOperationReply } from './outbox.js';
import { operationFromRow } from './rows.js';
import { read, transact, type LedgerContext, type LedgerTransaction } from './transaction.js';

const NOT_ENDED = OPERATION_STATUSES.filter((status) => !ENDED.has(status));

/** How operations change: every change is compare-and-set, so two workers can't both make it. */
export function operationTransitions(
  context: LedgerContext,
): Pick<OperationStore, 'transition' | 'requestCancel' | 'heartbeat'> {
  return {
    transition: (id, from, change) =>
      transact(context, async (transaction) => {
        const row = await transaction.trx
          .updateTable('operations')
          .set(columnsOf(change))
          .where('id', '=', id)
          .where('status', 'in', from)
          .returningAll()
          .executeTakeFirst();
        if (row === undefined) return undefined;
        const operation = operationFromRow(row);
        await record(transaction, operation, change);
        return operation;
      }),

    requestCancel: (id, person, at) =>
      transact(context, async (transaction) => {
        const row = await transaction.trx
          .updateTable('operations')
          .set((eb) => ({ cancel_requested_by: eb.fn.coalesce('cancel_requested_by', eb.val(person)) }))
          .where('id', '=', id)
          .where('status', 'in', NOT_ENDED)
          .returningAll()
          .executeTakeFirst();
        if (row === undefined) return undefined;
        const entry = { tenant: row.tenant, by: person, operationId: id, at, detail: null };
        await writeAudit(transaction, { ...entry, event: 'cancel_requested', code: 'cancelled' });
        return operationFromRow(row);
      }),

    heartbeat: (id, at, notAfter) =>
      read(context, async (db) => {
        const row = await db
          .updateTable('operations')
          .set({ heartbeat_at: at })
          .where('id', '=', id)
          .where('status', '=', 'running')
          .where((eb) => eb.or([eb('heartbeat_at', 'is', null), eb('heartbeat_at', '<=', notAfter)]))
          .returningAll()
          .executeTakeFirst();
        return row === undefined ? undefined : operationFromRow(row);
      }),
  };
}

/** What belongs to a change and must not be separated from it by a crash. */
async function record(
  transaction: LedgerTransaction,
  operation: Operation,
  change: OperationChange,
): Promise<void> {
  const { id, tenant, status, code } = operation;
  await writeAudit(transaction, {
    tenant,
    by: change.by,
    operationId: id,
    event: change.status ?? 'changed',
    code,
    detail: trustJson(change.patch?.outcomes ?? null),
  });
  const ended = ENDED.has(status);
  if (ended)
    await transaction.trx.deleteFrom('locks').where('operation_id', '=', id).where('kept', '=', 0).execute();
  if (change.reply !== undefined)
    await reviseOperationReply(transaction, id, change.reply, change.final ?? ended);
}

function columnsOf({ status, code, patch = {} }: OperationChange): Updateable<OperationTable> {
  const { plan, digest, outcomes, evidence, approvalsNeeded } = patch;
  const { clearedAt, startedAt, endedAt, expiresAt, heartbeatAt } = patch;
  const columns: Updateable<OperationTable> = {
    ...(status === undefined ? {} : { status }),
    ...(code === undefined ? {} : { code }),
    ...(plan === undefined
      ? {}
      : { plan: JSON.stringify(plan), service: plan.service, environment: plan.environment }),
    ...(digest === undefined ? {} : { digest }),
    ...(outcomes === undefined ? {} : { outcomes: JSON.stringify(outcomes) }),
    ...(evidence === undefined ? {} : { evidence: JSON.stringify(evidence) }),
    ...(approvalsNeeded === undefined ? {} : { approvals_needed: approvalsNeeded }),
    ...(clearedAt === undefined ? {} : { cleared_at: clearedAt }),
    ...(startedAt === undefined ? {} : { started_at: startedAt }),
    ...(endedAt === undefined ? {} : { ended_at: endedAt }),
    ...(expiresAt === undefined ? {} : { expires_at: expiresAt }),
    ...(heartbeatAt === undefined ? {} : { heartbeat_at: heartbeatAt }),
  };
  if (Object.keys(columns).length === 0) throw new Error('a transition that changes nothing');
  return columns;
}
