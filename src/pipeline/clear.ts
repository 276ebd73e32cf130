import type { Operation, OperationStatus } from '../contracts/operation.js';
import { refuse } from '../contracts/outcome.js';
import { PortError } from '../contracts/errors.js';
import { renderRefusal } from '../registry/render.js';
import { byHandOf } from './by-hand.js';
import type { PipelineDeps } from './deps.js';
import { decorated, planReply } from './operation-reply.js';
import { aboutOperation } from './turn.js';
import type { DialogueChange, Response, Turn } from './turn.js';

/** Marks a waiting operation as allowed to run and hands it to the queue. Undefined when it waits no more. */
export async function clear(
  deps: PipelineDeps,
  turn: Turn,
  operation: Operation,
  from: OperationStatus,
  dialogue: DialogueChange = {},
): Promise<Response | undefined> {
  const cleared = await deps.ledger.transition(operation.id, [from], {
    status: 'cleared',
    code: 'answered',
    patch: { clearedAt: deps.clock.now(), expiresAt: null },
    by: turn.person.id,
    reply: planReply(deps, { ...operation, status: 'cleared' }),
    final: false,
  });
  return cleared === undefined ? undefined : enqueue(deps, turn, cleared, dialogue);
}

/** Hands a cleared operation to the queue; with the queue down it is refused at once rather than left to expire. */
export async function enqueue(
  deps: PipelineDeps,
  turn: Turn,
  operation: Operation,
  dialogue: DialogueChange,
): Promise<Response> {
  try {
    await deps.queue.enqueue(operation.id);
    return aboutOperation(turn, operation, planReply(deps, operation), dialogue);
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    deps.log.warn({ operation: operation.id, error }, 'the queue took no operation');
    return endRefused(deps, turn, operation, 'cleared', refuse('queue_down', {}), dialogue);
  }
}

/** Ends an operation that may not go on, with the refusal as its last reply. */
export async function endRefused(
  deps: PipelineDeps,
  turn: Turn,
  operation: Operation,
  from: OperationStatus,
  refusal: ReturnType<typeof refuse>,
  dialogue: DialogueChange,
): Promise<Response> {
  const skill = deps.registry.skill(operation.skill);
  const kubectl = skill === undefined ? undefined : byHandOf(deps, turn, skill, operation.slots);
  const helps = kubectl !== undefined && refusal.kubectl === undefined && refusal.code !== 'no_workload';
  const complete = helps ? { ...refusal, kubectl } : refusal;
  const draft = renderRefusal(complete, operation.locale, skill?.phrases[operation.locale], deps.registry);
  const reply = decorated(deps, { ...operation, status: 'refused' }, draft);
  const ended = await deps.ledger.transition(operation.id, [from], {
    status: 'refused',
    code: refusal.code,
    patch: { endedAt: deps.clock.now(), expiresAt: null },
    by: turn.person.id,
    reply,
    final: true,
  });
  return aboutOperation(turn, ended ?? operation, reply, dialogue);
}
