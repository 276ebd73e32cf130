import { PortError } from '../contracts/errors.js';
import type { Clock } from '../contracts/ports/clock.js';
import type { Ledger } from '../contracts/ports/ledger.js';
import type { Log } from '../contracts/ports/log.js';
import type { Json } from '../contracts/json.js';
import type { Evidence, Operation, StepRecord } from '../contracts/operation.js';
import type { OutcomeCode } from '../contracts/outcome.js';
import { LeaseLostError } from '../contracts/step.js';
import { trustJson } from '../trust-boundaries.js';
import type { Lease } from './locks.js';
import type { Reporter } from './progress.js';
import { backoff } from './timing.js';

/** Everything that one run of one operation shares. */
export interface Run {
  readonly operation: Operation;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
  readonly lease: Lease;
  readonly reporter: Reporter;
  /** What is known of each step, from this run or an earlier one. */
  readonly records: Map<string, StepRecord>;
  /** Aborts when the lease is lost or the process shuts down: no further effect, no further word. */
  readonly abandoned: AbortSignal;
  /** Aborts when somebody said "stop". */
  readonly stop: AbortSignal;
}

/** This worker must not go on; whoever recovers the operation will. */
export class Abandoned extends Error {
  override readonly name = 'Abandoned';
}

export function throwIfAbandoned(run: Pick<Run, 'abandoned'>): void {
  if (run.abandoned.aborted) throw new Abandoned('left to recovery');
}

/**
 * Reads or writes the ledger however long it is down: what happened must be recorded before anything else happens.
 * After the lease ran out meanwhile, it first makes sure that the operation is still this worker's own.
 * @throws Abandoned when it is not, or when the process shuts down
 */
export async function insist<T>(run: Run, work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    throwIfAbandoned(run);
    try {
      await run.lease.confirm();
      return await work();
    } catch (error) {
      if (error instanceof LeaseLostError) throw new Abandoned(error.message);
      if (!(error instanceof PortError) || error.code !== 'ledger_down') throw error;
      run.log.warn({ operation: run.operation.id, attempt, error }, 'the ledger is down: waiting for it');
      await run.clock.sleep(backoff(attempt), run.abandoned);
    }
  }
}

/** Whether somebody wants it stopped: known here already, or found in the ledger (another process was told). */
export async function stopWanted(run: Run): Promise<boolean> {
  if (run.stop.aborted) return true;
  const operation = await insist(run, () => run.ledger.operationById(run.operation.id));
  if (operation?.status !== 'running') throw new Abandoned('the operation was ended elsewhere');
  return operation.cancelRequestedBy !== null;
}

/** Writes a step's record and the progress it made in one transaction. */
export async function saveRecord(run: Run, record: StepRecord): Promise<void> {
  const reply = record.state === 'applying' ? undefined : run.reporter.current();
  await insist(run, () => run.ledger.saveStep(record, reply));
  run.records.set(record.stepId, record);
}

/** Whether anything of an operation was sent to the outside, or may have been. */
export function hasBegun(records: Iterable<{ readonly attempts: number }>): boolean {
  return [...records].some((record) => record.attempts > 0);
}

/** The facts of the steps that were done, by step id. */
export function factsOf(run: Pick<Run, 'records'>): Record<string, Json> {
  const done = [...run.records.values()].filter((record) => record.state === 'done');
  return Object.fromEntries(done.map((record) => [record.stepId, record.facts]));
}

/** What a failed step keeps instead of facts, so that the reason survives a restart. */
export function failureFacts(evidence: readonly Evidence[]): Json {
  return trustJson({ evidence });
}

/** How a target's steps ended. `unknown`: nothing can prove what happened. */
export type StepEnd =
  | { readonly state: 'done' }
  | { readonly state: 'stopped' }
  | {
      readonly state: 'failed' | 'unknown';
      readonly code: OutcomeCode;
      readonly evidence: readonly Evidence[];
    };
