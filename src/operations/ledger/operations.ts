import { ENDED, type Operation } from '../../contracts/operation.js';
import type { OperationDraft, OperationStore } from '../../contracts/ports/ledger.js';
import type { Reply } from '../../contracts/reply.js';
import { writeAudit } from './audit.js';
import { operationKey, writeReply } from './outbox.js';
import { operationFromRow } from './rows.js';
import { read, transact, type LedgerContext, type LedgerTransaction } from './transaction.js';

type Creation = Pick<OperationStore, 'createOperation'>;
type Queries = Pick<
  OperationStore,
  'operationById' | 'operationByNumber' | 'operationsIn' | 'recentOperations'
>;

/** Rolls back the number that was allocated for an event that had made an operation meanwhile. */
class MadeMeanwhile extends Error {}

/** Making operations: numbers count per tenant, and a number is used only when its row is committed. */
export function operationCreation(context: LedgerContext): Creation {
  const byEvent = async (eventKey: string): Promise<Operation | undefined> => {
    const row = await read(context, (db) =>
      db.selectFrom('operations').selectAll().where('event_key', '=', eventKey).executeTakeFirst(),
    );
    return row === undefined ? undefined : operationFromRow(row);
  };
  return {
    createOperation: async (draft, reply) => {
      const earlier = await byEvent(draft.eventKey);
      if (earlier !== undefined) return { operation: earlier, created: false };
      try {
        const operation = await transact(context, (transaction) => insert(transaction, draft, reply));
        return { operation, created: true };
      } catch (error) {
        const winner = error instanceof MadeMeanwhile ? await byEvent(draft.eventKey) : undefined;
        if (winner === undefined) throw error;
        return { operation: winner, created: false };
      }
    },
  };
}

async function insert(
  transaction: LedgerTransaction,
  draft: OperationDraft,
  reply: (number: number) => Reply,
): Promise<Operation> {
  const { trx } = transaction;
  const { value: number } = await trx
    .insertInto('counters')
    .values({ tenant: draft.tenant, value: 1 })
    .onConflict((conflict) =>
      conflict.column('tenant').doUpdateSet((eb) => ({ value: eb('counters.value', '+', 1) })),
    )
    .returning('value')
    .executeTakeFirstOrThrow();
  const row = await trx
    .insertInto('operations')
    .values(rowOf(draft, number))
    .onConflict((conflict) => conflict.column('event_key').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) throw new MadeMeanwhile();
  const { id, tenant, person, conversation, actor, code } = draft;
  // Why a gate was overridden.
  const { reason } = draft.slots;
  await writeAudit(transaction, {
    tenant,
    by: person,
    operationId: id,
    event: draft.status,
    code,
    detail: { number, digest: draft.digest, ...(reason === undefined ? {} : { reason }) },
  });
  const final = ENDED.has(draft.status);
  await writeReply(transaction, { key: operationKey(id), conversation, actor, reply: reply(number), final });
  return operationFromRow(row);
}

function rowOf(draft: OperationDraft, number: number) {
  return {
    id: draft.id,
    tenant: draft.tenant,
    number,
    event_key: draft.eventKey,
    skill: draft.skill,
    service: draft.plan.service,
    environment: draft.plan.environment,
    slots: JSON.stringify(draft.slots),
    plan: JSON.stringify(draft.plan),
    digest: draft.digest,
    status: draft.status,
    code: draft.code,
    person: draft.person,
    actor: JSON.stringify(draft.actor),
    conversation: JSON.stringify(draft.conversation),
    locale: draft.locale,
    source: draft.source,
    created_at: draft.createdAt,
    cleared_at: draft.clearedAt,
    expires_at: draft.expiresAt,
    approvals_needed: draft.approvalsNeeded,
    approved_by: JSON.stringify(draft.approvedBy),
    outcomes: '[]',
    evidence: '[]',
    world: draft.world,
  };
}

export function operationQueries(context: LedgerContext): Queries {
  return {
    operationById: (id) =>
      read(context, async (db) => {
        const row = await db.selectFrom('operations').selectAll().where('id', '=', id).executeTakeFirst();
        return row === undefined ? undefined : operationFromRow(row);
      }),

    operationByNumber: (tenant, number) =>
      read(context, async (db) => {
        const row = await db
          .selectFrom('operations')
          .selectAll()
          .where('tenant', '=', tenant)
          .where('number', '=', number)
          .executeTakeFirst();
        return row === undefined ? undefined : operationFromRow(row);
      }),

    operationsIn: (statuses, tenant) =>
      read(context, async (db) => {
        let query = db.selectFrom('operations').selectAll().where('status', 'in', statuses);
        if (tenant !== undefined) query = query.where('tenant', '=', tenant);
        const rows = await query.orderBy('created_at').orderBy('number').execute();
        return rows.map(operationFromRow);
      }),

    recentOperations: ({ tenant, service, environment, since, limit }) =>
      read(context, async (db) => {
        let query = db
          .selectFrom('operations')
          .selectAll()
          .where('tenant', '=', tenant)
          .where('ended_at', 'is not', null);
        if (service !== undefined) query = query.where('service', '=', service);
        if (environment !== undefined) query = query.where('environment', '=', environment);
        if (since !== undefined) query = query.where('ended_at', '>=', since);
        const rows = await query.orderBy('ended_at', 'desc').orderBy('number', 'desc').limit(limit).execute();
        return rows.map(operationFromRow);
      }),
  };
}
