import { PortError } from '../contracts/errors.js';
import type { Operation } from '../contracts/operation.js';
import type { OperationsDeps } from './deps.js';
import { execute, type Claimed } from './execute.js';
import { acquireLocks } from './locks.js';
import { endInOtherWorld, endWithoutSkill, refuseHeld } from './preflight.js';
import { writingSkill } from './replies.js';
import { Abandoned } from './run.js';
import { TIMING } from './timing.js';

export interface Runner {
  /**
   * Runs an operation to its end, or as far as this worker may; recovery goes on from there. Resolves whatever
   * becomes of it. The same id again, here or in another process, runs it once.
   */
  run(operationId: string): Promise<void>;
  /** "Stop" was said: the worker looks at once instead of at its next sign of life. */
  wake(operationId: string): void;
  isRunning(operationId: string): boolean;
  /** Leaves every operation where it is, for recovery, and waits until no step is at work. */
  stop(): Promise<void>;
}

interface Active {
  readonly stop: AbortController;
  readonly finished: Promise<void>;
}

/** The worker of operations: durable execution as DESIGN.md's "What must always hold" 3 to 6 and 11 describe it. */
export function createRunner(deps: OperationsDeps): Runner {
  const active = new Map<string, Active>();
  const shutdown = new AbortController();
  return {
    run: (id) => {
      const running = active.get(id);
      if (running !== undefined) return running.finished;
      if (shutdown.signal.aborted) return Promise.resolve();
      const stop = new AbortController();
      const finished = runOnce(deps, id, stop, shutdown.signal)
        .catch((error: unknown) => leave(deps, id, error))
        .finally(() => active.delete(id));
      active.set(id, { stop, finished });
      return finished;
    },
    wake: (id) => active.get(id)?.stop.abort(),
    isRunning: (id) => active.has(id),
    stop: async () => {
      shutdown.abort();
      await Promise.all([...active.values()].map(({ finished }) => finished));
    },
  };
}

/** What keeps a worker from going on does not end the operation: recovery submits it again. */
function leave({ log }: OperationsDeps, id: string, error: unknown): void {
  if (error instanceof Abandoned) log.info({ operation: id, why: error.message }, 'left to recovery');
  else if (error instanceof PortError)
    log.warn({ operation: id, error }, 'left to recovery: the ledger is down');
  else log.error({ operation: id, error }, 'left to recovery after an unexpected error');
}

async function runOnce(
  deps: OperationsDeps,
  id: string,
  stop: AbortController,
  shutdown: AbortSignal,
): Promise<void> {
  const operation = await deps.ledger.operationById(id);
  if (operation === undefined || (operation.status !== 'cleared' && operation.status !== 'running')) return;
  if (isStale(operation, deps.clock.now())) return;
  if (await endInOtherWorld(deps, operation)) return;
  const claimed =
    operation.status === 'cleared' ? await start(deps, operation) : await takeOver(deps, operation);
  if (claimed === undefined) return;
  const skill = writingSkill(deps, operation);
  if (skill === undefined) await endWithoutSkill(deps, claimed.operation);
  else await execute(deps, { ...claimed, skill, stop, shutdown });
}

/** What waited too long is not run because a queue still held it: recovery expires it or asks its asker. */
function isStale(operation: Operation, now: number): boolean {
  const { status, clearedAt, heartbeatAt, startedAt, createdAt } = operation;
  if (status === 'cleared') return now - (clearedAt ?? createdAt) > TIMING.startWithin;
  return now - (heartbeatAt ?? startedAt ?? createdAt) > TIMING.resumeWithin;
}

/** Cleared → running, holding every target. Of several workers that try, the transition lets one through. */
async function start(deps: OperationsDeps, operation: Operation): Promise<Claimed | undefined> {
  const locks = await acquireLocks(deps, operation);
  if (locks.state === 'held') {
    await refuseHeld(deps, operation, locks.holder);
    return undefined;
  }
  const now = deps.clock.now();
  const running = await deps.ledger.transition(operation.id, ['cleared'], {
    status: 'running',
    patch: { startedAt: operation.startedAt ?? now, heartbeatAt: now },
    by: 'system',
  });
  return running === undefined ? undefined : { operation: running, until: locks.until, beatAt: now };
}

/**
 * A running operation whose worker is gone. The embedded ledger has one owner, so a worker that is not in this
 * process no longer exists; elsewhere it must have been silent for longer than its lease. While another operation
 * holds the target nothing is done: recovery tries again.
 */
async function takeOver(deps: OperationsDeps, operation: Operation): Promise<Claimed | undefined> {
  const { ledger, clock } = deps;
  const now = clock.now();
  const notAfter = ledger.kind === 'sqlite' ? Number.MAX_SAFE_INTEGER : now - TIMING.silence;
  if (operation.heartbeatAt !== null && operation.heartbeatAt > notAfter) return undefined;
  const locks = await acquireLocks(deps, operation);
  if (locks.state === 'held') {
    deps.log.warn(
      { operation: operation.id, holder: locks.holder },
      'its target is held by another operation',
    );
    return undefined;
  }
  const mine = await ledger.heartbeat(operation.id, now, notAfter);
  return mine === undefined ? undefined : { operation: mine, until: locks.until, beatAt: now };
}
