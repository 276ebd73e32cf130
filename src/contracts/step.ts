import { z } from 'zod';
import type { Json } from './json.js';
import type { Evidence, TargetOutcome } from './operation.js';
import type { TargetKey } from './catalogue.js';
import type { OutcomeCode, TextParams } from './outcome.js';

/** How far a target is; the runner turns it into the operation's progress reply. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Key in the skill's phrases (`progress`), with its values. */
  readonly text?: string;
  readonly params?: TextParams;
}

/** What a step is given. Nothing else of the operation is reachable from a step. */
export interface StepContext {
  readonly operationId: string;
  readonly number: number;
  readonly target: TargetKey;
  /** Display name of the asker, for change-cause annotations. */
  readonly asker: string;
  /** Aborts when "stop" was said, the lease was lost or the process shuts down. */
  readonly signal: AbortSignal;
  /** Epoch milliseconds when this step first began, restarts included: deadlines count from here. */
  readonly startedAt: number;
  /** How often its effect was begun before, by this worker or an earlier one. 0: nothing was ever sent. */
  readonly attempts: number;
  /** The facts that an earlier step of this operation left, or undefined. */
  facts(stepId: string): Json | undefined;
  progress(progress: Progress): void;
  /** Call right before sending an effect: throws LeaseLostError when the target's lock is no longer held for long enough. */
  assertLease(): Promise<void>;
}

/** What `observe` found in the world. */
export type Observation =
  | { readonly state: 'done'; readonly facts: Json }
  | { readonly state: 'not_done' }
  /** Somebody else changed what the plan rests on: the effect must not be applied. */
  | { readonly state: 'changed'; readonly code: OutcomeCode; readonly evidence: readonly Evidence[] }
  /** Nothing can tell whether the effect happened: it is not repeated, and a person is asked. */
  | { readonly state: 'unknown'; readonly code: OutcomeCode; readonly evidence: readonly Evidence[] };

export type StepResult =
  | { readonly state: 'done'; readonly facts: Json }
  | { readonly state: 'failed'; readonly code: OutcomeCode; readonly evidence: readonly Evidence[] }
  | { readonly state: 'changed'; readonly code: OutcomeCode; readonly evidence: readonly Evidence[] }
  | { readonly state: 'unknown'; readonly code: OutcomeCode; readonly evidence: readonly Evidence[] };

/**
 * A named effect or a watch over the world. Outages are thrown as PortError: the runner observes and tries again
 * until the step's deadline, then ends the operation `outcome_unknown`.
 */
export interface Step {
  /** Stable across restarts and unique within the operation, e.g. `patch` in wave 0 is `0/patch`. */
  readonly id: string;
  /**
   * A `watch` changes nothing and may be interrupted at any time; an `effect` changes the world once. A `note` writes
   * down elsewhere what happened: it never counts as a change of the target, and its failure fails nothing.
   */
  readonly kind: 'effect' | 'watch' | 'note';
  observe(context: StepContext): Promise<Observation>;
  apply(context: StepContext): Promise<StepResult>;
}

/** The steps of one target. Waves run one after the other; the first that fails ends the operation. */
export interface Wave {
  readonly target: TargetKey;
  readonly steps: readonly Step[];
  /** Runs when one of `steps` failed after an effect was applied (automatic rollback). */
  readonly onFailure: readonly Step[];
  /** Runs when the operation was cancelled after an effect of this wave (pause the rollout), keeping the lock. */
  readonly onCancel: readonly Step[];
  /** Notes that are written at the end, however it ended, once an effect of this wave was applied. */
  readonly closing?: (end: WaveEnding) => readonly Step[];
}
export type WaveEnding = 'succeeded' | 'failed' | 'cancelled' | 'outcome_unknown';

/** Facts of an `onCancel` step that left its target paused: the lock then waits for a person's decision. */
export const pausedFactsSchema = z.object({ paused: z.literal(true) });

/** How an operation ended, for the skill's replies. */
export interface Ending {
  readonly code: OutcomeCode;
  readonly outcomes: readonly TargetOutcome[];
  readonly evidence: readonly Evidence[];
  /** Facts by step id. */
  readonly facts: Readonly<Record<string, Json>>;
  readonly durationMs: number;
  /** "Stop" was said while a failed wave was being rolled back: the rollback was completed all the same. */
  readonly cancelledDuringRollback?: boolean;
}

/** The lease ran out or was taken: nothing may be sent any more. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}
