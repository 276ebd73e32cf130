import type { OperationStatus } from '../contracts/operation.js';
import type { OutcomeCode } from '../contracts/outcome.js';
import type { Reply } from '../contracts/reply.js';

/** What `coxswain say` tells a script. */
export const EXIT = {
  succeeded: 0,
  /** The program itself could not work: the disk is full, the port is taken. */
  broken: 1,
  usage: 2,
  refused: 3,
  failed: 4,
  /** Cancelled or expired. */
  cancelled: 5,
  unknownOutcome: 6,
  /** An answer is awaited: a confirmation, an approval, a slot. */
  awaiting: 10,
  /** 128 + SIGINT, as shells do. */
  interrupted: 130,
} as const;

const OF_STATUS: Readonly<Record<OperationStatus, number>> = {
  awaiting_confirmation: EXIT.awaiting,
  awaiting_approval: EXIT.awaiting,
  interrupted: EXIT.awaiting,
  cleared: EXIT.succeeded,
  running: EXIT.succeeded,
  succeeded: EXIT.succeeded,
  failed: EXIT.failed,
  cancelled: EXIT.cancelled,
  expired: EXIT.cancelled,
  outcome_unknown: EXIT.unknownOutcome,
  refused: EXIT.refused,
};

export function exitOfOperation(status: OperationStatus): number {
  return OF_STATUS[status];
}

const OF_CODE: Readonly<Partial<Record<OutcomeCode, number>>> = {
  succeeded: EXIT.succeeded,
  answered: EXIT.succeeded,
  not_for_me: EXIT.succeeded,
  awaiting_answer: EXIT.awaiting,
  awaiting_confirmation: EXIT.awaiting,
  awaiting_approval: EXIT.awaiting,
  cancelled: EXIT.cancelled,
  withdrawn: EXIT.cancelled,
  superseded: EXIT.cancelled,
  confirmation_expired: EXIT.cancelled,
  approval_expired: EXIT.cancelled,
  approval_rejected: EXIT.cancelled,
  operation_expired: EXIT.cancelled,
  interrupted_too_long: EXIT.cancelled,
  world_replaced: EXIT.cancelled,
  outcome_unknown: EXIT.unknownOutcome,
  unreachable: EXIT.failed,
  timeout: EXIT.failed,
  credentials_expired: EXIT.failed,
  forbidden: EXIT.refused,
  gone: EXIT.failed,
  conflict: EXIT.failed,
  invalid_object: EXIT.failed,
  rate_limited: EXIT.failed,
  server_error: EXIT.failed,
  ledger_down: EXIT.failed,
  queue_down: EXIT.failed,
  internal_error: EXIT.failed,
};

/** Of an answer that made no operation: a question awaits, a refusal is 3, an outage is a failure. */
export function exitOfReply(reply: Pick<Reply, 'code'> & { readonly expects: string }): number {
  if (reply.expects !== 'nothing' && reply.expects !== 'more') return EXIT.awaiting;
  return OF_CODE[reply.code] ?? EXIT.refused;
}
