import type { Selectable } from 'kysely';
import { z } from 'zod';
import {
  operationSchema,
  stepRecordSchema,
  type Operation,
  type StepRecord,
} from '../../contracts/operation.js';
import { parseJson } from '../../trust-boundaries.js';
import type { OperationTable, StepTable } from '../../store/schema.js';

/** Reads a JSON column; what it holds is validated by the schema. */
export function fromJson<Schema extends z.ZodType>(schema: Schema, text: string): z.infer<Schema> {
  return schema.parse(parseJson(text));
}

export function operationFromRow(row: Selectable<OperationTable>): Operation {
  return operationSchema.parse({
    id: row.id,
    number: row.number,
    tenant: row.tenant,
    skill: row.skill,
    slots: parseJson(row.slots),
    plan: parseJson(row.plan),
    digest: row.digest,
    status: row.status,
    code: row.code,
    person: row.person,
    actor: parseJson(row.actor),
    conversation: parseJson(row.conversation),
    locale: row.locale,
    source: row.source,
    eventKey: row.event_key,
    createdAt: row.created_at,
    clearedAt: row.cleared_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    expiresAt: row.expires_at,
    heartbeatAt: row.heartbeat_at,
    approvalsNeeded: row.approvals_needed,
    approvedBy: parseJson(row.approved_by),
    cancelRequestedBy: row.cancel_requested_by,
    outcomes: parseJson(row.outcomes),
    evidence: parseJson(row.evidence),
    world: row.world,
  });
}

export function stepFromRow(row: Selectable<StepTable>): StepRecord {
  return stepRecordSchema.parse({
    operationId: row.operation_id,
    stepId: row.step_id,
    state: row.state,
    code: row.code,
    facts: parseJson(row.facts),
    attempts: row.attempts,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  });
}
