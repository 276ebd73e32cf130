import type { Operation } from '../contracts/operation.js';
import type { OutcomeCode, TextParams } from '../contracts/outcome.js';
import type { Reply } from '../contracts/reply.js';
import { decorate } from '../registry/decorate.js';
import { outcomeDraft } from '../registry/render.js';
import { sentenceFor } from '../registry/usage.js';
import type { PipelineDeps } from './deps.js';
import type { Turn } from './turn.js';

type Waiting = Extract<
  OutcomeCode,
  'withdrawn' | 'superseded' | 'cancelled' | 'confirmation_expired' | 'approval_expired' | 'approval_rejected'
>;

/** Ends an operation that has not begun. Undefined when it was past waiting already. */
export async function endWaiting(
  deps: PipelineDeps,
  turn: Turn,
  operationId: string,
  code: Waiting,
  params: TextParams = {},
): Promise<Operation | undefined> {
  const operation = await deps.ledger.operationById(operationId);
  if (operation === undefined) return undefined;
  const status = STATUS[code];
  return deps.ledger.transition(operationId, ['awaiting_confirmation', 'awaiting_approval'], {
    status,
    code,
    patch: { endedAt: deps.clock.now(), expiresAt: null },
    by: turn.person.id,
    reply: endingReply(deps, { ...operation, status }, code, params),
    final: true,
  });
}

/** How an operation that never began is spoken of, in its own language. */
export function endingReply(
  deps: Pick<PipelineDeps, 'sandbox' | 'registry' | 'links'>,
  operation: Operation,
  code: OutcomeCode,
  params: TextParams = {},
): Reply {
  const { locale, number, skill, slots, plan } = operation;
  const again = sentenceFor({ intent: skill, slots }, locale, deps.registry);
  // A superseded operation has its successor under way: "say it again" is for expired ones.
  const said = code === 'superseded' ? {} : { again };
  const texts = {
    operation: number,
    service: plan.service,
    environment: plan.environment,
    ...said,
    ...params,
  };
  return decorate(outcomeDraft(code, locale, texts), {
    operation,
    sandbox: deps.sandbox.on,
    directory: deps.registry,
    ...(deps.links === undefined ? {} : { links: deps.links }),
  });
}

const STATUS: Readonly<Record<Waiting, Operation['status']>> = {
  withdrawn: 'cancelled',
  superseded: 'cancelled',
  cancelled: 'cancelled',
  confirmation_expired: 'expired',
  approval_expired: 'expired',
  approval_rejected: 'refused',
};
