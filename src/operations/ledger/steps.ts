import { z } from 'zod';
import type { StepRecord } from '../../contracts/operation.js';
import type { OperationStore } from '../../contracts/ports/ledger.js';
import { writeAudit } from './audit.js';
import { reviseOperationReply } from './outbox.js';
import { fromJson, stepFromRow } from './rows.js';
import { read, transact, type LedgerContext, type LedgerTransaction } from './transaction.js';

const verdictSchema = z.enum(['approve', 'reject']);

/** What an operation did step by step, and what people decided about it. */
export function stepStore(
  context: LedgerContext,
): Pick<OperationStore, 'saveStep' | 'steps' | 'decide' | 'decisions'> {
  return {
    saveStep: (record, reply) =>
      transact(context, async (transaction) => {
        await upsert(transaction, record);
        if (record.state !== 'applying') await auditStep(transaction, record);
        if (reply !== undefined) await reviseOperationReply(transaction, record.operationId, reply, false);
      }),

    steps: (operationId) =>
      read(context, async (db) => {
        const rows = await db
          .selectFrom('steps')
          .selectAll()
          .where('operation_id', '=', operationId)
          .orderBy('position')
          .execute();
        return rows.map(stepFromRow);
      }),

    decide: (operationId, { person, name }, verdict, at) =>
      transact(context, async (transaction) => {
        const row = await transaction.trx
          .insertInto('decisions')
          .values({ operation_id: operationId, person, verdict, at })
          .onConflict((conflict) => conflict.columns(['operation_id', 'person']).doNothing())
          .returning('person')
          .executeTakeFirst();
        if (row === undefined) return false;
        if (verdict === 'approve') await nameApprover(transaction, operationId, name);
        const code = verdict === 'approve' ? 'awaiting_approval' : 'approval_rejected';
        const tenant = await tenantOf(transaction, operationId);
        await writeAudit(transaction, {
          tenant,
          by: person,
          operationId,
          event: verdict,
          code,
          at,
          detail: null,
        });
        return true;
      }),

    decisions: (operationId) =>
      read(context, async (db) => {
        const rows = await db
          .selectFrom('decisions')
          .select(['person', 'verdict'])
          .where('operation_id', '=', operationId)
          .orderBy('at')
          .orderBy('person')
          .execute();
        return rows.map((row) => ({ person: row.person, verdict: verdictSchema.parse(row.verdict) }));
      }),
  };
}

/** The first of the two updates holds the row: of two people who approve at once neither is lost. */
async function nameApprover({ trx }: LedgerTransaction, operationId: string, name: string): Promise<void> {
  const { approved_by: before } = await trx
    .updateTable('operations')
    .set((eb) => ({ approved_by: eb.ref('approved_by') }))
    .where('id', '=', operationId)
    .returning('approved_by')
    .executeTakeFirstOrThrow();
  const names = [...fromJson(z.array(z.string()), before), name];
  await trx
    .updateTable('operations')
    .set({ approved_by: JSON.stringify(names) })
    .where('id', '=', operationId)
    .execute();
}

async function upsert({ trx }: LedgerTransaction, record: StepRecord): Promise<void> {
  const changing = {
    state: record.state,
    code: record.code,
    facts: JSON.stringify(record.facts),
    attempts: record.attempts,
    ended_at: record.endedAt,
  };
  const updated = await trx
    .updateTable('steps')
    .set(changing)
    .where('operation_id', '=', record.operationId)
    .where('step_id', '=', record.stepId)
    .returning('step_id')
    .executeTakeFirst();
  if (updated !== undefined) return;
  const { count } = await trx
    .selectFrom('steps')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('operation_id', '=', record.operationId)
    .executeTakeFirstOrThrow();
  const keys = { operation_id: record.operationId, step_id: record.stepId };
  await trx
    .insertInto('steps')
    .values({ ...keys, ...changing, position: Number(count), started_at: record.startedAt })
    .execute();
}

async function auditStep(transaction: LedgerTransaction, record: StepRecord): Promise<void> {
  await writeAudit(transaction, {
    tenant: await tenantOf(transaction, record.operationId),
    by: 'system',
    operationId: record.operationId,
    event: `step:${record.stepId}`,
    code: record.code ?? 'succeeded',
    detail: { state: record.state, attempts: record.attempts },
  });
}

async function tenantOf({ trx }: LedgerTransaction, operationId: string): Promise<string> {
  const row = await trx
    .selectFrom('operations')
    .select('tenant')
    .where('id', '=', operationId)
    .executeTakeFirstOrThrow();
  return row.tenant;
}
