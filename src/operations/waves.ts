import type { Evidence, Operation, OperationStatus, TargetOutcome } from '../contracts/operation.js';
import type { OutcomeCode } from '../contracts/outcome.js';
import type { WaveProgress } from '../contracts/skill.js';
import { pausedFactsSchema, type Step, type Wave } from '../contracts/step.js';
import { notBegun } from './replies.js';
import type { Run, StepEnd } from './run.js';
import { runStep } from './steps.js';

/** How an operation ended. `keep`: a target is paused and its lock waits for a person. */
export interface Result {
  readonly status: Extract<OperationStatus, 'succeeded' | 'failed' | 'cancelled' | 'outcome_unknown'>;
  readonly code: OutcomeCode;
  readonly outcomes: readonly TargetOutcome[];
  readonly evidence: readonly Evidence[];
  readonly keep: boolean;
  readonly rolledBack: boolean;
}

/** How one wave ended. `detail` is the reason behind a rolled back or unknown target, as an outcome code. */
interface WaveEnd {
  readonly status: Result['status'];
  readonly code: OutcomeCode;
  readonly detail?: OutcomeCode;
  readonly evidence: readonly Evidence[];
  readonly paused?: boolean;
  readonly rolledBack?: boolean;
}

const SUCCEEDED: WaveEnd = { status: 'succeeded', code: 'succeeded', evidence: [] };

/**
 * Runs the waves one after the other. The first that does not succeed ends the operation: finished ones stay as they
 * are, later ones are not begun. What earlier runs did is skipped, so that a restart arrives at the same end.
 * @throws Abandoned when the operation must be left to recovery
 */
export async function runWaves(run: Run, waves: readonly Wave[]): Promise<Result> {
  const outcomes = notBegun(run.operation);
  for (const [index, wave] of waves.entries()) {
    run.reporter.mark(index, 'running');
    const end = await runWave(run, wave, index);
    outcomes[index] = { target: wave.target, ...outcomeOf(end) };
    run.reporter.mark(index, markOf(end));
    if (end.status !== 'succeeded') return resultOf(end, outcomes);
  }
  return resultOf(SUCCEEDED, outcomes);
}

function markOf(end: WaveEnd): WaveProgress['state'] {
  if (end.status === 'succeeded') return 'done';
  if (end.status !== 'cancelled') return 'failed';
  return end.paused === true ? 'paused' : 'waiting';
}

function outcomeOf(end: WaveEnd): Pick<TargetOutcome, 'code' | 'detail'> {
  return { code: end.code, ...(end.detail === undefined ? {} : { detail: end.detail }) };
}

function resultOf(end: WaveEnd, outcomes: readonly TargetOutcome[]): Result {
  const { status, evidence, paused = false, rolledBack = false } = end;
  const code = status === 'cancelled' ? 'cancelled' : end.code;
  return { status, code, outcomes, evidence, keep: paused, rolledBack };
}

async function runWave(run: Run, wave: Wave, index: number): Promise<WaveEnd> {
  const end = await runToEnd(run, wave, index);
  if (wave.closing !== undefined && effectsDone(run, wave.steps)) {
    const place = { wave: index, target: wave.target, stoppable: false };
    for (const note of wave.closing(end.status)) await runStep(run, note, place);
  }
  return end;
}

async function runToEnd(run: Run, wave: Wave, index: number): Promise<WaveEnd> {
  // A pause that was begun before a restart is completed, whatever the watch would say now.
  if (wave.onCancel.some((step) => run.records.has(step.id))) return pause(run, wave, index);
  const place = { wave: index, target: wave.target, stoppable: true };
  for (const step of wave.steps) {
    const end = await runStep(run, step, place);
    if (end.state === 'done' || (step.kind === 'note' && end.state !== 'stopped')) continue;
    const changed = effectsDone(run, wave.steps);
    if (end.state === 'unknown') return unknown(end);
    if (end.state === 'stopped') return changed ? pause(run, wave, index) : stoppedBefore();
    return changed ? rollBack(run, wave, index, end) : { status: 'failed', ...reason(end) };
  }
  return SUCCEEDED;
}

type Bad = Extract<StepEnd, { state: 'failed' | 'unknown' }>;

function reason({ code, evidence }: Bad): Pick<WaveEnd, 'code' | 'evidence'> {
  return { code, evidence };
}

function unknown(end: Bad, before: readonly Evidence[] = []): WaveEnd {
  const evidence = [...before, ...end.evidence];
  return { status: 'outcome_unknown', code: 'outcome_unknown', detail: end.code, evidence };
}

function stoppedBefore(): WaveEnd {
  return { status: 'cancelled', code: 'not_begun', evidence: [] };
}

/** After an applied effect failed: the wave's own way back, completed even when "stop" is said meanwhile. */
async function rollBack(run: Run, wave: Wave, index: number, failure: Bad): Promise<WaveEnd> {
  // What somebody else put there meanwhile is theirs: going back would undo their change, not ours.
  const nothingOurs = failure.code === 'target_changed';
  if (wave.onFailure.length === 0 || nothingOurs) return { status: 'failed', ...reason(failure) };
  const end = await runAll(run, wave.onFailure, wave, index);
  const { code: detail, evidence } = failure;
  if (end === undefined) return { status: 'failed', code: 'rolled_back', detail, evidence, rolledBack: true };
  if (end.state === 'unknown') return unknown(end, evidence);
  const proof = [...evidence, ...end.evidence];
  return { status: 'failed', code: 'rollback_failed', detail: end.code, evidence: proof, rolledBack: true };
}

/** "Stop" after an effect: leave the target paused where it can be, for a person to decide. */
async function pause(run: Run, wave: Wave, index: number): Promise<WaveEnd> {
  const end = await runAll(run, wave.onCancel, wave, index);
  const cancelled = { status: 'cancelled', code: 'cancelled' } as const;
  if (end === undefined) return { ...cancelled, evidence: [], paused: leftPaused(run, wave) };
  if (end.state === 'unknown') return unknown(end);
  return { ...cancelled, detail: end.code, evidence: end.evidence };
}

/** Only a target that stands paused keeps its lock: a rollout that ended by itself leaves nothing to decide. */
function leftPaused(run: Run, wave: Wave): boolean {
  return wave.onCancel.some((step) => pausedFactsSchema.safeParse(run.records.get(step.id)?.facts).success);
}

/** Runs steps that nobody may stop half-way; the first that does not get done, or undefined. */
async function runAll(run: Run, steps: readonly Step[], wave: Wave, index: number): Promise<Bad | undefined> {
  const place = { wave: index, target: wave.target, stoppable: false };
  for (const step of steps) {
    const end = await runStep(run, step, place);
    if (end.state === 'failed' || end.state === 'unknown') return end;
  }
  return undefined;
}

function effectsDone(run: Run, steps: readonly Step[]): boolean {
  return steps.some((step) => step.kind === 'effect' && run.records.get(step.id)?.state === 'done');
}

/** The operation as it will be once it ended so. */
export function withResult(operation: Operation, result: Pick<Result, 'status' | 'code'>): Operation {
  return { ...operation, status: result.status, code: result.code };
}
