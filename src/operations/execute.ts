import { PortError } from '../contracts/errors.js';
import type { Operation } from '../contracts/operation.js';
import type { Refusal } from '../contracts/outcome.js';
import type { RegisteredWrite } from '../contracts/skill.js';
import type { Wave } from '../contracts/step.js';
import type { OperationsDeps } from './deps.js';
import { holdLease } from './locks.js';
import { preflight, refuseOperation } from './preflight.js';
import { createReporter } from './progress.js';
import { endingReply, notBegun, progressReply } from './replies.js';
import { Abandoned, factsOf, hasBegun, insist, type Run } from './run.js';
import { TIMING } from './timing.js';
import { runWaves, withResult, type Result } from './waves.js';

/** An operation whose locks and signs of life are this worker's; times are epoch milliseconds. */
export interface Claimed {
  readonly operation: Operation;
  /** When its locks run out. */
  readonly until: number;
  /** When its last sign of life was written. */
  readonly beatAt: number;
}
export interface Execution extends Claimed {
  readonly skill: RegisteredWrite;
  readonly stop: AbortController;
  /** Aborts when the process shuts down. */
  readonly shutdown: AbortSignal;
}

/** Runs a claimed operation's waves while holding its lease, and writes how it ended. */
export async function execute(deps: OperationsDeps, execution: Execution): Promise<void> {
  const { ledger, clock, log } = deps;
  const { operation, skill, stop, shutdown } = execution;
  if (operation.cancelRequestedBy !== null) stop.abort();
  const lease = holdLease({ ledger, clock, log, onCancel: () => stop.abort() }, operation, execution);
  const reporter = createReporter(
    {
      clock,
      log,
      locale: operation.locale,
      phrases: skill.phrases[operation.locale],
      render: (progress) => progressReply(deps, operation, skill, progress),
      write: (reply) => ledger.reviseReply(operation.id, reply, false),
    },
    operation.plan.targets.length,
  );
  try {
    const saved = await ledger.steps(operation.id);
    const records = new Map(saved.map((record) => [record.stepId, record]));
    const abandoned = AbortSignal.any([lease.lost, shutdown]);
    const run: Run = {
      operation,
      ledger,
      clock,
      log,
      lease,
      reporter,
      records,
      abandoned,
      stop: stop.signal,
    };
    const result = await resultOf(deps, run, () => skill.steps(operation.plan, deps.ports, clock));
    if (result.state === 'refused') await refuseOperation(deps, operation, result.refusal);
    else await end(deps, execution, run, result);
  } finally {
    reporter.stop();
    lease.end();
  }
}

type Ended =
  (Result & { readonly state: 'ended' }) | { readonly state: 'refused'; readonly refusal: Refusal };

/**
 * Before the first effect everything is checked again; after it the way is forward, or back, but not out. A skill
 * that is broken must not be run again and again: it ends the operation, saying whether anything happened.
 */
async function resultOf(deps: OperationsDeps, run: Run, steps: () => readonly Wave[]): Promise<Ended> {
  try {
    const unchecked = !run.stop.aborted && !hasBegun(run.records.values());
    const refusal = unchecked ? await preflight(deps, run.operation) : undefined;
    if (refusal !== undefined) return { state: 'refused', refusal };
    return { state: 'ended', ...(await runWaves(run, steps())) };
  } catch (error) {
    if (error instanceof Abandoned || error instanceof PortError || run.abandoned.aborted) throw error;
    run.log.error({ operation: run.operation.id, error }, 'the operation met an unexpected error');
    return { state: 'ended', ...broken(run) };
  }
}

function broken({ operation, records }: Run): Result {
  const nothing = { evidence: [], keep: false, rolledBack: false };
  const outcomes = notBegun(operation);
  if (!hasBegun(records.values())) return { status: 'failed', code: 'internal_error', outcomes, ...nothing };
  const unknown = { code: 'outcome_unknown', detail: 'internal_error' } as const;
  return {
    status: 'outcome_unknown',
    code: 'outcome_unknown',
    outcomes: outcomes.map(({ target }) => ({ target, ...unknown })),
    ...nothing,
  };
}

/**
 * The ending, its reply and the release of the locks are one transaction. A paused target's lock is kept before it:
 * a crash in between leaves a running operation, whose successor comes here again.
 */
async function end(deps: OperationsDeps, execution: Execution, run: Run, result: Result): Promise<void> {
  const { ledger, clock } = deps;
  const { operation, skill } = execution;
  const { status, code, outcomes, evidence } = result;
  run.reporter.stop();
  const cancelled = await wasCancelled(run);
  const endedAt = clock.now();
  const reply = endingReply(deps, withResult(operation, result), skill, {
    code,
    outcomes,
    evidence,
    facts: factsOf(run),
    durationMs: endedAt - (operation.startedAt ?? endedAt),
    ...(cancelled && result.rolledBack ? { cancelledDuringRollback: true } : {}),
  });
  const change = {
    status,
    code,
    patch: { outcomes: [...outcomes], evidence: [...evidence], endedAt },
    by: 'system',
    reply,
    final: true,
  };
  // From here on a renewal would turn a kept lock into a running one again.
  run.lease.end();
  await insist(run, async () => {
    if (result.keep) await ledger.keepLocks(operation.id, endedAt + TIMING.keep);
    await ledger.transition(operation.id, ['running'], change);
  });
}

async function wasCancelled(run: Run): Promise<boolean> {
  if (run.stop.aborted) return true;
  const now = await insist(run, () => run.ledger.operationById(run.operation.id));
  return now !== undefined && now.cancelRequestedBy !== null;
}
