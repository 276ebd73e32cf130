import type { Operation, OperationStatus } from '../contracts/operation.js';
import type { WaveProgress } from '../contracts/skill.js';
import type { StepContext, Wave } from '../contracts/step.js';
import { LeaseLostError } from '../contracts/step.js';
import type { OperationsDeps } from './deps.js';
import { aboutOperation, progressReply, refusalReply, writingSkill } from './replies.js';

/**
 * An operation that nobody worked on for more than 30 minutes is looked at, nothing is applied, and its asker is asked
 * whether to go on (DESIGN.md, invariant 4). What can't be observed is reported as not done.
 * @param from the status that it is expected to have still
 */
export async function interrupt(
  deps: OperationsDeps,
  operation: Operation,
  from: OperationStatus,
): Promise<Operation | undefined> {
  const interrupted: Operation = { ...operation, status: 'interrupted', code: 'interrupted_too_long' };
  const report = await standing(deps, operation);
  return deps.ledger.transition(operation.id, [from], {
    status: 'interrupted',
    code: 'interrupted_too_long',
    by: 'system',
    reply: refusalReply(deps, interrupted, aboutOperation(deps, operation, 'interrupted_too_long'), report),
    final: false,
  });
}

/**
 * "Resume #42" for an interrupted operation: it is cleared again, to be enqueued. Undefined when it is not interrupted
 * (any more). The caller has checked that the person may.
 * @param person id of whoever says so
 */
export function continueInterrupted(
  { ledger, clock }: Pick<OperationsDeps, 'ledger' | 'clock'>,
  operationId: string,
  person: string,
): Promise<Operation | undefined> {
  return ledger.transition(operationId, ['interrupted'], {
    status: 'cleared',
    code: 'answered',
    patch: { clearedAt: clock.now() },
    by: person,
  });
}

/** Where each target stands, as the skill tells progress. */
async function standing(deps: OperationsDeps, operation: Operation) {
  const skill = writingSkill(deps, operation);
  if (skill === undefined) return [];
  const records = await deps.ledger.steps(operation.id);
  const facts = new Map(records.map((record) => [record.stepId, record]));
  const known = (id: string) => {
    const record = facts.get(id);
    return record?.state === 'done' ? record.facts : undefined;
  };
  const progress: WaveProgress[] = [];
  for (const wave of skill.steps(operation.plan, deps.ports, deps.clock))
    progress.push(await observeWave(deps, operation, wave, known));
  const { blocks } = progressReply(deps, operation, skill, progress);
  return blocks.filter((block) => block.kind !== 'actions');
}

async function observeWave(
  deps: OperationsDeps,
  operation: Operation,
  wave: Wave,
  known: StepContext['facts'],
): Promise<WaveProgress> {
  const total = wave.steps.length;
  let done = 0;
  for (const step of wave.steps) {
    if (known(step.id) === undefined && !(await isDone(deps, operation, wave, step, known))) break;
    done += 1;
  }
  const state = done === total ? 'done' : done === 0 ? 'waiting' : 'running';
  return { state, done, total };
}

async function isDone(
  { clock, log }: OperationsDeps,
  operation: Operation,
  wave: Wave,
  step: Wave['steps'][number],
  facts: StepContext['facts'],
): Promise<boolean> {
  const context: StepContext = {
    operationId: operation.id,
    number: operation.number,
    target: wave.target,
    asker: operation.actor.display ?? operation.person,
    signal: new AbortController().signal,
    startedAt: operation.startedAt ?? clock.now(),
    // As if it may have been sent: what can be found is looked for.
    attempts: 1,
    facts,
    progress: () => undefined,
    assertLease: () => Promise.reject(new LeaseLostError('only looking')),
  };
  try {
    return (await step.observe(context)).state === 'done';
  } catch (error) {
    log.warn({ operation: operation.id, step: step.id, error }, 'an interrupted step could not be observed');
    return false;
  }
}
