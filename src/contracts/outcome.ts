import { z } from 'zod';

/**
 * Every reason the bot gives for what it did or did not do. Replies, audit, metrics and tests share this list;
 * its texts are in src/registry/replies.en.ts and replies.ko.ts.
 */
export const OUTCOME_CODES = [
  // endings
  'succeeded',
  'answered',
  'awaiting_answer',
  'awaiting_confirmation',
  'awaiting_approval',
  'cancelled',
  'withdrawn',
  'superseded',
  'confirmation_expired',
  'approval_expired',
  'approval_rejected',
  'operation_expired',
  'interrupted_too_long',
  'outcome_unknown',
  'world_replaced',
  /** the lock of a cancelled operation ran out while its target was still paused */
  'lock_released',
  'plan_changed',
  // understanding
  'not_understood',
  'not_for_me',
  'invalid_input',
  'too_long',
  'negated',
  'many_targets',
  'not_a_request',
  'unsupported',
  'nothing_pending',
  'wrong_confirmation',
  'own_approval',
  /** too many failed confirmations by voice */
  'voice_locked',
  // names and slots
  'unknown_service',
  'unknown_environment',
  'unknown_branch',
  'ambiguous_name',
  'missing_slot',
  'malformed_version',
  'version_not_found',
  'unknown_container',
  'unknown_operation',
  'no_workload',
  // policy
  'not_permitted',
  /** the conversation is for other services or skills */
  'not_allowed_here',
  'unknown_person',
  'environment_frozen',
  'target_held',
  'managed_elsewhere',
  'cluster_denied',
  // plans
  'unchanged_version',
  'unchanged_replicas',
  'target_paused',
  'target_not_paused',
  'target_rolling',
  'out_of_bounds',
  'autoscaler_conflict',
  'no_healthy_revision',
  'irreversible_change',
  /** the version's pipeline failed */
  'pipeline_failed',
  /** the pipeline has no good run of the version */
  'pipeline_missing',
  /** a source that would tell of the version's pipeline did not answer */
  'pipeline_unread',
  /** the job or workflow that should do it can't, as it is declared */
  'run_not_startable',
  /** the image should be deployed by its digest, which nobody can tell or which would not be used */
  'not_pinnable',
  /** there is no run that could be repeated, stopped or answered */
  'no_such_run',
  'quota_exceeded',
  'no_room',
  'rejected_by_cluster',
  // effects
  /** the job or workflow failed */
  'run_failed',
  /** it ended well, and its version is not in the cluster */
  'not_arrived',
  'rollout_failed',
  'rolled_back',
  'rollback_failed',
  'image_not_found',
  'image_unauthorized',
  'image_pull_failed',
  'missing_config',
  'crash_loop',
  'out_of_memory',
  'container_cannot_run',
  'deadline_exceeded',
  'unschedulable',
  'target_changed',
  'not_begun',
  // ports
  'unreachable',
  'timeout',
  'credentials_expired',
  'forbidden',
  'not_found',
  'conflict',
  'gone',
  'invalid_object',
  'rate_limited',
  'server_error',
  'ledger_down',
  'queue_down',
  'internal_error',
] as const;

export const outcomeCodeSchema = z.enum(OUTCOME_CODES);
export type OutcomeCode = z.infer<typeof outcomeCodeSchema>;

/** Values that fill a text's placeholders. A list is joined in the reader's language. */
export type TextParams = Readonly<Record<string, string | number | readonly string[]>>;

/** An expected "no": a value, never an exception. The texts say who, what is needed and what you have. */
export interface Refusal {
  readonly kind: 'refusal';
  readonly code: OutcomeCode;
  readonly params: TextParams;
  /** What can be said or pressed instead. */
  readonly actions?: readonly RefusalAction[];
  /** The exact command to do it by hand, where that helps. */
  readonly kubectl?: string;
}

export interface RefusalAction {
  /** Key of a label in the phrases, filled with `params`. */
  readonly label: string;
  readonly intent: string;
  readonly slots: Readonly<Record<string, string | number>>;
  readonly params?: TextParams;
}

export function refuse(
  code: OutcomeCode,
  params: TextParams = {},
  more: Pick<Refusal, 'actions' | 'kubectl'> = {},
): Refusal {
  return { kind: 'refusal', code, params, ...more };
}
