import type { Operation } from '../contracts/operation.js';
import type { OperationDraft } from '../contracts/ports/ledger.js';
import { refuse } from '../contracts/outcome.js';
import type { RegisteredWrite } from '../contracts/skill.js';
import { WINDOWS } from '../registry/windows.js';
import type { Consent } from './authorize.js';
import { byHandOf } from './by-hand.js';
import { enqueue } from './clear.js';
import type { PipelineDeps } from './deps.js';
import { confirming } from './made.js';
import { planReply } from './operation-reply.js';
import type { Planned } from './plan.js';
import { refused } from './respond.js';
import { aboutOperation, withContext } from './turn.js';
import type { Command, Response, Turn } from './turn.js';

/**
 * Gives a planned write its row and number, and begins it or waits for its confirmation. The same message never makes
 * a second one: handled again after a crash, it finds the operation it made.
 */
export async function propose(
  deps: PipelineDeps,
  turn: Turn,
  skill: RegisteredWrite,
  command: Command,
  planned: Planned,
  consent: Consent,
): Promise<Response> {
  const { slots } = command;
  if (!(await queueWorks(deps))) {
    const kubectl = byHandOf(deps, turn, skill, slots);
    return refused(deps, turn, refuse('queue_down', {}, kubectl === undefined ? {} : { kubectl }));
  }
  const draft = operationDraft(deps, turn, skill, command, planned, consent);
  const { operation } = await deps.ledger.createOperation(draft, (number) =>
    planReply(deps, { ...draft, number }),
  );
  const last = { intent: skill.id, slots };
  if (operation.status === 'cleared') {
    const context = withContext(turn, {
      last,
      question: undefined,
      confirmation: undefined,
      locale: turn.locale,
    });
    return enqueue(deps, turn, operation, { context, confirming: null, questionExpiresAt: null });
  }
  return aboutOperation(turn, operation, planReply(deps, operation), confirming(turn, operation));
}

async function queueWorks({ queue }: PipelineDeps): Promise<boolean> {
  return queue.healthy().catch(() => false);
}

function operationDraft(
  deps: PipelineDeps,
  turn: Turn,
  skill: RegisteredWrite,
  { slots }: Command,
  { plan, digest }: Planned,
  consent: Consent,
): OperationDraft {
  const now = deps.clock.now();
  const { message, person } = turn;
  const waits = consent.kind === 'confirm';
  const status: Operation['status'] = waits ? 'awaiting_confirmation' : 'cleared';
  return {
    id: deps.newId(),
    tenant: person.tenant,
    skill: skill.id,
    slots,
    plan,
    digest,
    status,
    code: waits ? 'awaiting_confirmation' : 'answered',
    person: person.id,
    actor: message.actor,
    conversation: message.conversation,
    locale: turn.locale,
    source: message.source,
    eventKey: turn.eventKey,
    createdAt: now,
    clearedAt: waits ? null : now,
    expiresAt: waits ? now + WINDOWS.confirmation[message.source] : null,
    approvalsNeeded: waits ? consent.approvals : 0,
    approvedBy: [],
    world: deps.sandbox.worldId,
  };
}
