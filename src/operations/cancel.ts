import { ENDED, type Operation } from '../contracts/operation.js';
import type { OperationsDeps } from './deps.js';
import { endingReply, notBegun, untouched, writingSkill } from './replies.js';
import type { Runner } from './runner.js';
import { TIMING } from './timing.js';
import { hasBegun } from './run.js';

interface CancelRequest {
  readonly operationId: string;
  /** Person id of whoever said "stop". */
  readonly person: string;
  /** How long to wait for the end; 20 s unless told otherwise. */
  readonly waitMs?: number;
}

export type CancelResult =
  /** It came to its end; read `operation.status` and `outcomes` for what it left behind. */
  | { readonly state: 'ended'; readonly operation: Operation }
  /** It had ended before anybody asked. */
  | { readonly state: 'too_late'; readonly operation: Operation }
  /** It will stop as soon as it can; its own reply tells. */
  | { readonly state: 'stopping'; readonly operation: Operation }
  | { readonly state: 'unknown' };

export interface CancelDeps extends OperationsDeps {
  readonly runner: Pick<Runner, 'wake'>;
  enqueue(operationId: string): Promise<void>;
}
export type CancelOperation = (request: CancelRequest) => Promise<CancelResult>;

/**
 * "Stop": an operation that waits ends at once with nothing left behind; a running one is told before its next effect
 * and pauses what it began; an interrupted one is taken up again only to be stopped properly.
 */
export function createCancel(deps: CancelDeps): CancelOperation {
  const { ledger, clock } = deps;
  return async ({ operationId, person, waitMs = TIMING.cancelWait }) => {
    const operation = await ledger.operationById(operationId);
    if (operation === undefined) return { state: 'unknown' };
    if (ENDED.has(operation.status)) return { state: 'too_late', operation };
    const withdrawn = await withdraw(deps, operation, person);
    if (withdrawn !== undefined) return { state: 'ended', operation: withdrawn };
    const flagged = await ledger.requestCancel(operationId, person, clock.now());
    if (flagged === undefined) return afterEnd(deps, operation);
    if (flagged.status === 'interrupted') await takeUp(deps, flagged, person);
    deps.runner.wake(operationId);
    return waitForEnd(deps, flagged, waitMs);
  };
}

/** Ends an operation that no worker has begun; undefined when one has, or when something was done before. */
async function withdraw(
  deps: CancelDeps,
  operation: Operation,
  person: string,
): Promise<Operation | undefined> {
  if (operation.status === 'cleared' && hasBegun(await deps.ledger.steps(operation.id))) return undefined;
  const now = deps.clock.now();
  const skill = writingSkill(deps, operation);
  const cancelled: Operation = { ...operation, status: 'cancelled', code: 'cancelled' };
  return deps.ledger.transition(operation.id, ['awaiting_confirmation', 'awaiting_approval', 'cleared'], {
    status: 'cancelled',
    code: 'cancelled',
    patch: { endedAt: now, outcomes: notBegun(operation) },
    by: person,
    final: true,
    ...(skill === undefined
      ? {}
      : { reply: endingReply(deps, cancelled, skill, untouched(operation, 'cancelled', now)) }),
  });
}

/** A worker pauses what an interrupted operation left half done; the flag keeps it from anything else. */
async function takeUp(deps: CancelDeps, operation: Operation, by: string): Promise<void> {
  const patch = { clearedAt: deps.clock.now() };
  const cleared = await deps.ledger.transition(operation.id, ['interrupted'], {
    status: 'cleared',
    patch,
    by,
  });
  if (cleared !== undefined) await deps.enqueue(operation.id);
}

async function waitForEnd(deps: CancelDeps, operation: Operation, waitMs: number): Promise<CancelResult> {
  const { ledger, clock } = deps;
  const until = clock.now() + waitMs;
  for (;;) {
    const now = (await ledger.operationById(operation.id)) ?? operation;
    if (ENDED.has(now.status)) return { state: 'ended', operation: now };
    if (clock.now() >= until) return { state: 'stopping', operation: now };
    await clock.sleep(TIMING.cancelPoll);
  }
}

async function afterEnd({ ledger }: CancelDeps, operation: Operation): Promise<CancelResult> {
  return { state: 'too_late', operation: (await ledger.operationById(operation.id)) ?? operation };
}
