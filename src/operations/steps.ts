import { z } from 'zod';
import type { TargetKey } from '../contracts/catalogue.js';
import { PortError } from '../contracts/errors.js';
import type { Json } from '../contracts/json.js';
import { evidenceSchema, type Evidence, type StepRecord } from '../contracts/operation.js';
import type { Step, StepContext, StepResult } from '../contracts/step.js';
import {
  Abandoned,
  failureFacts,
  hasBegun,
  saveRecord,
  stopWanted,
  throwIfAbandoned,
  type Run,
  type StepEnd,
} from './run.js';
import { TIMING } from './timing.js';
import { ownWords, Trouble, type Verdict } from './trouble.js';

/** Where a step stands in its operation. */
export interface StepPlace {
  readonly wave: number;
  readonly target: TargetKey;
  /** False for what must be completed although somebody said "stop": a rollback, a pause. */
  readonly stoppable: boolean;
}

const failureSchema = z.object({ evidence: z.array(evidenceSchema) });

/**
 * Brings one step to its end: observe, and only when it was not done before, record the intent, apply, record the
 * result. Whatever is thrown on the way is followed by another observation, never by a blind repetition.
 * @throws Abandoned when the operation must be left to recovery
 */
export async function runStep(run: Run, step: Step, place: StepPlace): Promise<StepEnd> {
  const saved = run.records.get(step.id);
  const ended = saved === undefined ? undefined : endOf(saved);
  if (ended !== undefined) return ended;
  const startedAt = saved?.startedAt ?? run.clock.now();
  const trouble = new Trouble();
  for (;;) {
    throwIfAbandoned(run);
    try {
      const end = await attempt(run, step, place, startedAt);
      if (end !== undefined) return end;
    } catch (error) {
      if (error instanceof Abandoned) throw error;
      throwIfAbandoned(run);
      run.log.warn({ operation: run.operation.id, step: step.id, error }, 'a step met trouble');
      const verdict = trouble.judge(error, run.clock.now());
      if (verdict.kind === 'give_up') return giveUp(run, step, startedAt, verdict, place.target);
      if (place.stoppable && run.stop.aborted && !mayBeApplied(run, step)) return { state: 'stopped' };
      await pause(run, place, verdict.afterMs);
    }
  }
}

/** A rate limit may last an hour: "stop" is heard meanwhile, and then looked into at the usual pace. */
function pause({ clock, abandoned, stop }: Run, { stoppable }: StepPlace, ms: number): Promise<void> {
  if (!stoppable) return clock.sleep(ms, abandoned);
  if (stop.aborted) return clock.sleep(Math.min(ms, TIMING.backoffMost), abandoned);
  return clock.sleep(ms, AbortSignal.any([abandoned, stop]));
}

/** One observation and, where it is due, one application. Undefined: the watch was interrupted; look again. */
async function attempt(
  run: Run,
  step: Step,
  place: StepPlace,
  startedAt: number,
): Promise<StepEnd | undefined> {
  const observation = await step.observe(contextOf(run, step, place, startedAt, run.abandoned));
  throwIfAbandoned(run);
  if (observation.state === 'done') return conclude(run, step, startedAt, observation);
  if (observation.state !== 'not_done') return conclude(run, step, startedAt, observation);
  if (place.stoppable && (await stopWanted(run))) return { state: 'stopped' };
  const result = await (step.kind === 'watch'
    ? watch(run, step, place, startedAt)
    : applyEffect(run, step, place, startedAt));
  return result === 'interrupted' ? undefined : conclude(run, step, startedAt, result);
}

/** The intent is in the ledger before the effect is sent, so that a successor knows that it may have happened. */
async function applyEffect(
  run: Run,
  step: Step,
  place: StepPlace,
  startedAt: number,
): Promise<StepResult | 'interrupted'> {
  await run.lease.assert();
  const attempts = (run.records.get(step.id)?.attempts ?? 0) + 1;
  await saveRecord(run, recordOf(run, step, startedAt, { state: 'applying', attempts }));
  if (place.stoppable && run.stop.aborted) return 'interrupted';
  try {
    return await unlessAborted(
      step.apply(contextOf(run, step, place, startedAt, run.abandoned)),
      run.abandoned,
    );
  } catch (error) {
    // A clear no: this request did nothing, and the earlier ones were observed not to have done anything.
    if (!(error instanceof PortError) || error.retryable || error.doubtful) throw error;
    return { state: 'failed', code: error.code, evidence: quote(place.target, ownWords(error)) };
  }
}

function quote(target: TargetKey, text: string): Evidence[] {
  return text === '' ? [] : [{ object: target.name, text }];
}

/** A watch changes nothing and may be left at any moment. */
async function watch(
  run: Run,
  step: Step,
  place: StepPlace,
  startedAt: number,
): Promise<StepResult | 'interrupted'> {
  if (!run.records.has(step.id))
    await saveRecord(run, recordOf(run, step, startedAt, { state: 'applying', attempts: 0 }));
  const signal = place.stoppable ? AbortSignal.any([run.abandoned, run.stop]) : run.abandoned;
  try {
    return await unlessAborted(step.apply(contextOf(run, step, place, startedAt, signal)), signal);
  } catch (error) {
    // What a watch throws because it was told to stop says nothing about the world.
    if (signal.aborted) return 'interrupted';
    throw error;
  }
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | 'interrupted'> {
  let leave = (): void => undefined;
  const aborted = new Promise<'interrupted'>((resolve) => {
    leave = () => resolve('interrupted');
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', leave);
    work.catch(() => undefined);
  }
}

function contextOf(
  run: Run,
  step: Step,
  place: StepPlace,
  startedAt: number,
  signal: AbortSignal,
): StepContext {
  const { operation, records, reporter } = run;
  return {
    operationId: operation.id,
    number: operation.number,
    target: place.target,
    asker: operation.actor.display ?? operation.person,
    signal,
    startedAt,
    attempts: records.get(step.id)?.attempts ?? 0,
    facts: (stepId) => {
      const record = records.get(stepId);
      return record?.state === 'done' ? record.facts : undefined;
    },
    progress: (progress) => reporter.update(place.wave, progress),
    assertLease: () => run.lease.assert(),
  };
}

async function conclude(run: Run, step: Step, startedAt: number, result: StepResult): Promise<StepEnd> {
  throwIfAbandoned(run);
  const endedAt = run.clock.now();
  if (result.state === 'done') {
    const done = { state: 'done', facts: result.facts, endedAt } as const;
    await saveRecord(run, recordOf(run, step, startedAt, done));
    return { state: 'done' };
  }
  const { code, evidence } = result;
  const state = result.state === 'unknown' ? 'unknown' : 'failed';
  await saveRecord(
    run,
    recordOf(run, step, startedAt, { state, code, facts: failureFacts(evidence), endedAt }),
  );
  return { state, code, evidence };
}

/**
 * Trouble that did not end: nobody can observe what is. That is unknown as soon as any effect of the operation may
 * have happened, and a plain failure before.
 */
async function giveUp(
  run: Run,
  step: Step,
  startedAt: number,
  verdict: Extract<Verdict, { kind: 'give_up' }>,
  target: TargetKey,
): Promise<StepEnd> {
  const { code, text } = verdict;
  const evidence = quote(target, text);
  const state = hasBegun(run.records.values()) ? 'unknown' : 'failed';
  const ended = { state, code, facts: failureFacts(evidence), endedAt: run.clock.now() } as const;
  await saveRecord(run, recordOf(run, step, startedAt, ended));
  return { state, code, evidence };
}

function mayBeApplied(run: Run, step: Step): boolean {
  return step.kind !== 'watch' && (run.records.get(step.id)?.attempts ?? 0) > 0;
}

function recordOf(
  run: Run,
  step: Step,
  startedAt: number,
  change: Pick<StepRecord, 'state'> & Partial<StepRecord>,
): StepRecord {
  const attempts = run.records.get(step.id)?.attempts ?? 0;
  const facts: Json = null;
  return {
    operationId: run.operation.id,
    stepId: step.id,
    code: null,
    facts,
    attempts,
    startedAt,
    endedAt: null,
    ...change,
  };
}

/** How a step ended in an earlier run; undefined when it has to be looked at again. */
function endOf(record: StepRecord): StepEnd | undefined {
  if (record.state === 'done' || record.state === 'skipped') return { state: 'done' };
  if (record.state === 'applying') return undefined;
  const { evidence } = failureSchema.parse(record.facts);
  return { state: record.state, code: record.code ?? 'internal_error', evidence };
}
