import { z } from 'zod';
import { jsonSchema } from './json.js';
import { actorSchema, conversationSchema, localeSchema, slotsSchema } from './message.js';
import { outcomeCodeSchema } from './outcome.js';
import { riskSchema } from './policy.js';

export const targetKeySchema = z.object({
  cluster: z.string(),
  namespace: z.string(),
  kind: z.string(),
  name: z.string(),
});

/**
 * What exactly will happen, resolved. It is what people confirm and approve, and what runs.
 * `observed` is the specification it rests on (uid, template, replicas for scale, autoscaler bounds), never
 * resourceVersion or status: when a fresh plan's digest differs, the bot asks again.
 */
export const planSchema = z.object({
  skill: z.string(),
  service: z.string(),
  environment: z.string(),
  /** In the order they run, one wave each. */
  targets: z.array(targetKeySchema).min(1),
  /**
   * The version that ran fully available at a target (by its key's text) when this was planned: what a later rollback
   * may trust. Status, so it is no part of the digest.
   */
  healthyBefore: z.record(z.string(), z.string()).optional(),
  /** What changes, as a person reads it: `1.4.1` → `1.4.2`, `3` → `5`. */
  from: z.string(),
  to: z.string(),
  risk: riskSchema,
  /** Needs a confirmation even where policy asks for none (scale to zero, irreversible change). */
  mustConfirm: z.boolean().default(false),
  /** Codes of warnings with their values; texts are in the skill's phrases under `warnings`. */
  warnings: z.array(
    z.object({
      code: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])),
    }),
  ),
  /** What is good to know before saying yes: as warnings, under `notes`, and like them no part of the digest. */
  notes: z
    .array(
      z.object({
        code: z.string(),
        params: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])),
      }),
    )
    .optional(),
  observed: jsonSchema,
  /** The skill's own data, validated again by its `planData` schema when the operation runs. */
  data: jsonSchema,
});
export type Plan = z.infer<typeof planSchema>;
export type PlanDraft = z.input<typeof planSchema>;

export const OPERATION_STATUSES = [
  /** has a number; waits for the asker's confirmation */
  'awaiting_confirmation',
  /** confirmed; waits for other people */
  'awaiting_approval',
  /** may run; waits for a worker. Expires 10 minutes after it was cleared. */
  'cleared',
  'running',
  /** was interrupted for more than 30 minutes: observed and reported, goes on when its asker says so */
  'interrupted',
  'succeeded',
  'failed',
  'cancelled',
  'expired',
  'outcome_unknown',
  'refused',
] as const;
export const operationStatusSchema = z.enum(OPERATION_STATUSES);
export type OperationStatus = z.infer<typeof operationStatusSchema>;

export const ENDED: ReadonlySet<OperationStatus> = new Set([
  'succeeded',
  'failed',
  'cancelled',
  'expired',
  'outcome_unknown',
  'refused',
]);

/** What became of one target (one wave) of an operation. */
const targetOutcomeSchema = z.object({
  target: targetKeySchema,
  code: outcomeCodeSchema,
  detail: z.string().optional(),
});
export type TargetOutcome = z.infer<typeof targetOutcomeSchema>;

/** A quoted proof: a pod's own message, an event, a condition. Never a secret. */
export const evidenceSchema = z.object({ object: z.string(), text: z.string() });
export type Evidence = z.infer<typeof evidenceSchema>;

/** One accepted command, numbered for people. Times are epoch milliseconds. */
export const operationSchema = z.object({
  /** Random and unguessable; goes into annotations, queues and audit. */
  id: z.string(),
  number: z.number().int().positive(),
  tenant: z.string(),
  skill: z.string(),
  slots: slotsSchema,
  plan: planSchema,
  digest: z.string(),
  status: operationStatusSchema,
  /** Why it is in that status. */
  code: outcomeCodeSchema,
  person: z.string(),
  actor: actorSchema,
  conversation: conversationSchema,
  locale: localeSchema,
  source: z.enum(['chat', 'voice']),
  /** `platform:eventId` of the message that made it: unique. */
  eventKey: z.string(),
  createdAt: z.number().int(),
  clearedAt: z.number().int().nullable(),
  startedAt: z.number().int().nullable(),
  endedAt: z.number().int().nullable(),
  /** Confirmation or approval is possible until then. */
  expiresAt: z.number().int().nullable(),
  /** Last sign of life of the worker that runs it. */
  heartbeatAt: z.number().int().nullable(),
  approvalsNeeded: z.number().int().min(0),
  /** The names of the people who approved it, in their order. */
  approvedBy: z.array(z.string()).readonly(),
  cancelRequestedBy: z.string().nullable(),
  outcomes: z.array(targetOutcomeSchema),
  evidence: z.array(evidenceSchema),
  /** The sandbox world it ran in; null for real clusters. */
  world: z.string().nullable(),
});
export type Operation = z.infer<typeof operationSchema>;

export const stepRecordSchema = z.object({
  operationId: z.string(),
  stepId: z.string(),
  state: z.enum(['applying', 'done', 'failed', 'skipped', 'unknown']),
  code: outcomeCodeSchema.nullable(),
  facts: jsonSchema,
  attempts: z.number().int().min(0),
  startedAt: z.number().int(),
  endedAt: z.number().int().nullable(),
});
export type StepRecord = z.infer<typeof stepRecordSchema>;
