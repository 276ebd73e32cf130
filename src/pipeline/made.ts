import type { Operation } from '../contracts/operation.js';
import { OPERATION_STATUSES } from '../contracts/operation.js';
import { ENDED } from '../contracts/operation.js';
import { enqueue } from './clear.js';
import type { PipelineDeps } from './deps.js';
import { planReply } from './operation-reply.js';
import { pastThat } from './stale.js';
import { aboutOperation, withContext } from './turn.js';
import type { DialogueChange, Response, Turn } from './turn.js';

const OPEN = OPERATION_STATUSES.filter((status) => !ENDED.has(status));
/** More than one person starts between a crash and the restart. */
const LOOKED_BACK = 500;

/**
 * A message that is handled again because the process died before it was answered may have made its operation
 * already. Then that operation is gone on with; planned anew, it would be refused for holding its own target.
 */
export async function madeBefore(deps: PipelineDeps, turn: Turn): Promise<Response | undefined> {
  if (!turn.again) return undefined;
  const operation = await operationOf(deps, turn);
  if (operation === undefined) return undefined;
  if (operation.status === 'cleared') return enqueue(deps, turn, operation, {});
  if (operation.status !== 'awaiting_confirmation') return pastThat(deps, turn, operation);
  return aboutOperation(turn, operation, planReply(deps, operation), confirming(turn, operation));
}

/** What the conversation waits for once the plan of an operation was shown. */
export function confirming(turn: Turn, operation: Operation): DialogueChange {
  const { id, expiresAt, skill, slots, plan } = operation;
  return {
    confirming: { operationId: id, expiresAt: expiresAt ?? operation.createdAt },
    questionExpiresAt: null,
    context: withContext(turn, {
      last: { intent: skill, slots },
      question: undefined,
      confirmation: { intent: skill, slots, environment: plan.environment },
      locale: turn.locale,
    }),
  };
}

async function operationOf({ ledger }: PipelineDeps, turn: Turn): Promise<Operation | undefined> {
  const { tenant } = turn.person;
  const isIts = ({ eventKey }: Operation): boolean => eventKey === turn.eventKey;
  const open = (await ledger.operationsIn(OPEN, tenant)).find(isIts);
  if (open !== undefined) return open;
  const since = turn.message.receivedAt;
  return (await ledger.recentOperations({ tenant, since, limit: LOOKED_BACK })).find(isIts);
}
