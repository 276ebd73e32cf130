import type { Operation, OperationStatus } from '../contracts/operation.js';
import type { OutcomeCode } from '../contracts/outcome.js';
import type { OperationsDeps } from './deps.js';
import { interrupt } from './interrupted.js';
import { endInOtherWorld } from './preflight.js';
import { aboutOperation, notBegun, refusalReply } from './replies.js';
import type { Runner } from './runner.js';
import { TIMING } from './timing.js';
import { hasBegun } from './run.js';

export interface RecoveryDeps extends OperationsDeps {
  readonly runner: Pick<Runner, 'isRunning'>;
  enqueue(operationId: string): Promise<void>;
}

export interface Recovery {
  /** Goes once through everything that the ledger says is unfinished. Rejects with PortError when the ledger is down. */
  recover(): Promise<void>;
  /** Recovers every 30 s from now on. */
  start(): void;
  stop(): Promise<void>;
}

/**
 * What neither queue nor worker can lose: unfinished operations are submitted again, expired ones end with an answer,
 * old interrupted ones ask, and what a cancelled operation kept too long is let go.
 */
export function createRecovery(deps: RecoveryDeps): Recovery {
  const { clock, log } = deps;
  const stopped = new AbortController();
  let loop = Promise.resolve();
  const again = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(TIMING.recoverEvery, stopped.signal);
      if (stopped.signal.aborted) return;
      await recoverOnce(deps).catch((error: unknown) => log.warn({ error }, 'recovery could not finish'));
    }
  };
  return {
    recover: () => recoverOnce(deps),
    start: () => {
      loop = again();
    },
    stop: () => {
      stopped.abort();
      return loop;
    },
  };
}

const TREATMENTS: Partial<
  Readonly<
    Record<OperationStatus, (deps: RecoveryDeps, operation: Operation, now: number) => Promise<unknown>>
  >
> = {
  awaiting_confirmation: (deps, operation, now) =>
    expireUnanswered(deps, operation, now, 'confirmation_expired'),
  awaiting_approval: (deps, operation, now) => expireUnanswered(deps, operation, now, 'approval_expired'),
  cleared: submitOrExpire,
  running: submitOrAsk,
};
const UNFINISHED: readonly OperationStatus[] = [
  'awaiting_confirmation',
  'awaiting_approval',
  'cleared',
  'running',
  'interrupted',
];

async function recoverOnce(deps: RecoveryDeps): Promise<void> {
  const { ledger, clock, log } = deps;
  for (const operation of await ledger.operationsIn(UNFINISHED)) {
    try {
      if (!(await endInOtherWorld(deps, operation)))
        await TREATMENTS[operation.status]?.(deps, operation, clock.now());
    } catch (error) {
      // One that can't be recovered must not keep the others waiting.
      log.warn({ operation: operation.id, error }, 'an operation could not be recovered yet');
    }
  }
  for (const id of await ledger.expiredKeptLocks(clock.now())) await letGo(deps, id);
}

async function expireUnanswered(
  deps: RecoveryDeps,
  operation: Operation,
  now: number,
  code: OutcomeCode,
): Promise<void> {
  if (operation.expiresAt === null || operation.expiresAt > now) return;
  const decisions = code === 'approval_expired' ? await deps.ledger.decisions(operation.id) : [];
  const given = decisions.filter(({ verdict }) => verdict === 'approve').length;
  await expire(deps, operation, code, { needed: operation.approvalsNeeded, given });
}

async function submitOrExpire(deps: RecoveryDeps, operation: Operation, now: number): Promise<void> {
  const late = now - (operation.clearedAt ?? operation.createdAt) > TIMING.startWithin;
  if (!late) return deps.enqueue(operation.id);
  if (hasBegun(await deps.ledger.steps(operation.id))) await interrupt(deps, operation, 'cleared');
  else await expire(deps, operation, 'operation_expired');
}

async function submitOrAsk(deps: RecoveryDeps, operation: Operation, now: number): Promise<void> {
  if (deps.runner.isRunning(operation.id)) return;
  const silent = now - (operation.heartbeatAt ?? operation.startedAt ?? operation.createdAt);
  if (silent > TIMING.resumeWithin) await interrupt(deps, operation, 'running');
  else if (deps.ledger.kind === 'sqlite' || silent >= TIMING.silence) await deps.enqueue(operation.id);
}

async function expire(
  deps: RecoveryDeps,
  operation: Operation,
  code: OutcomeCode,
  params: Readonly<Record<string, number>> = {},
): Promise<void> {
  const expired: Operation = { ...operation, status: 'expired', code };
  await deps.ledger.transition(operation.id, [operation.status], {
    status: 'expired',
    code,
    patch: { endedAt: deps.clock.now(), outcomes: notBegun(operation) },
    by: 'system',
    reply: refusalReply(deps, expired, aboutOperation(deps, operation, code, params)),
    final: true,
  });
}

/** The target of a cancelled operation stays paused, but is not held any longer; its conversation is told. */
async function letGo(deps: RecoveryDeps, operationId: string): Promise<void> {
  const { ledger } = deps;
  const operation = await ledger.operationById(operationId);
  if (operation !== undefined && operation.world === deps.world()) {
    const { conversation, actor } = operation;
    const reply = refusalReply(deps, operation, aboutOperation(deps, operation, 'lock_released'));
    await ledger.putReply({ key: `op:${operationId}:released`, conversation, actor, reply, final: true });
  }
  await ledger.releaseLocks(operationId);
}
