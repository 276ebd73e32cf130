import type { Build } from '../../src/contracts/ports/jenkins.js';
import { hasEnded, hasPassed, type RunState } from '../../src/contracts/run-state.js';
import { valueOf, type BuildFacts, type Failure, type RunFacts, type ServicePipeline } from './facts.js';

/** How a pipeline stands, in the order in which people want to hear of it. */
export const STANDINGS = ['failed', 'waiting', 'running', 'cancelled', 'unread', 'passed', 'none'] as const;
export type Standing = (typeof STANDINGS)[number];

/** The part of the way that decides: what failed first on the way, else what waits, else what runs. */
export type Deciding =
  | { readonly kind: 'build'; readonly state: RunState; readonly facts: BuildFacts }
  | { readonly kind: 'run'; readonly state: RunState; readonly facts: RunFacts }
  | { readonly kind: 'queue'; readonly state: 'queued' }
  | { readonly kind: 'checks'; readonly state: RunState };

export interface Verdict {
  readonly standing: Standing;
  readonly deciding: Deciding | undefined;
  readonly failure: Failure | undefined;
}

/** Silence of a source is `unread`, never `passed`; a build that tests made unstable has not passed. */
export function verdictOf(pipeline: ServicePipeline): Verdict {
  const parts = decidingParts(pipeline);
  const found = (standing: Standing): Deciding | undefined =>
    parts.find(({ state }) => standingOf(state) === standing);
  for (const standing of ['failed', 'waiting', 'running', 'cancelled'] as const) {
    const deciding = found(standing);
    if (deciding !== undefined) return { standing, deciding, failure: failureOf(deciding) };
  }
  const unread = [pipeline.commit, pipeline.checks, pipeline.run, pipeline.build].some(
    ({ state }) => state === 'unread',
  );
  if (unread) return { standing: 'unread', deciding: undefined, failure: undefined };
  const passed = found('passed');
  return { standing: passed === undefined ? 'none' : 'passed', deciding: passed, failure: undefined };
}

function decidingParts(pipeline: ServicePipeline): readonly Deciding[] {
  const build = valueOf(pipeline.build);
  const run = valueOf(pipeline.run);
  const checks = valueOf(pipeline.checks);
  return [
    ...(build === undefined || saysNothingOf(pipeline, build.build)
      ? []
      : [{ kind: 'build' as const, state: build.build.state, facts: build }]),
    ...((valueOf(pipeline.queue) ?? []).length === 0
      ? []
      : [{ kind: 'queue' as const, state: 'queued' as const }]),
    ...(run === undefined ? [] : [{ kind: 'run' as const, state: run.run.state, facts: run }]),
    ...(checks === undefined ? [] : [{ kind: 'checks' as const, state: checks.state }]),
  ];
}

/** A build of an older commit that passed: the newest commit has not been built. */
function saysNothingOf({ commit }: ServicePipeline, build: Build): boolean {
  const head = valueOf(commit)?.sha;
  if (head === undefined || build.commit === undefined || build.commit === head) return false;
  return standingOf(build.state) === 'passed';
}

/** `unknown` is nothing that one may rely on, and nothing that failed. */
function standingOf(state: RunState): Standing {
  if (state === 'waiting') return 'waiting';
  if (state === 'unknown') return 'none';
  if (state === 'cancelled') return 'cancelled';
  if (!hasEnded(state)) return 'running';
  return hasPassed(state) ? 'passed' : 'failed';
}

function failureOf(deciding: Deciding): Failure | undefined {
  return 'facts' in deciding ? valueOf(deciding.facts.failure) : undefined;
}

/** When something ended or, while it goes on, began: epoch milliseconds. */
export function endOf({ state, startedAt, durationMs }: Timed): number | undefined {
  return startedAt === undefined || !hasEnded(state) ? startedAt : startedAt + durationMs;
}

interface Timed {
  readonly state: RunState;
  readonly startedAt?: number;
  readonly durationMs: number;
}

/** When what decides became so; undefined where nobody told. */
export function decidedAt(deciding: Deciding | undefined, { checks }: ServicePipeline): number | undefined {
  if (deciding === undefined || deciding.kind === 'queue') return undefined;
  if (deciding.kind === 'build') return endOf(deciding.facts.build);
  return deciding.kind === 'run' ? deciding.facts.run.updatedAt : valueOf(checks)?.at;
}
