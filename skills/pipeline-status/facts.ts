import type { Service } from '../../src/contracts/catalogue.js';
import type { Checks, Commit, PullRequest, WorkflowRun } from '../../src/contracts/github.js';
import type { PortError } from '../../src/contracts/errors.js';
import type { Build, QueuedBuild, Stage, TestFailure } from '../../src/contracts/ports/jenkins.js';
import type { OutcomeCode } from '../../src/contracts/outcome.js';
import type { Surveyed } from '../shared/survey.js';
import type { PipelinePlan } from './plan.js';

/** Where facts come from; people know these names. */
export type Source = 'GitHub' | 'Jenkins' | 'registry';

/**
 * One thing that was asked of a source. `absent`: nothing of the kind exists, or the service has no such source;
 * `unread`: it exists perhaps, but nobody answered in time, and that is said.
 */
export type Fact<T> =
  | {
      readonly state: 'read';
      readonly value: T;
      /** Of what was read earlier because it cannot be now: as of when, in epoch milliseconds, and why. */
      readonly asOf?: number;
      readonly unread?: Unread;
    }
  | { readonly state: 'absent' }
  | Unread;

export interface Unread {
  readonly state: 'unread';
  readonly source: Source;
  readonly code: OutcomeCode;
  readonly reason: string;
  /** Minutes that the source itself asks to be left alone for. */
  readonly wait?: number;
}

/** A place; `asOf` and `error` as of a fact that was read earlier. */
export type PlaceFact =
  | (Extract<Surveyed, { state: 'read' }> & { readonly asOf?: number; readonly error?: PortError })
  | Extract<Surveyed, { state: 'unread' }>;

/** What failed, in its own words. */
export interface Failure {
  /** The stage or job that failed, where one can be named. */
  readonly where: string | undefined;
  /** The first lines that tell of an error, masked. */
  readonly lines: readonly string[];
  readonly tests: readonly TestFailure[];
}

export interface BuildFacts {
  readonly build: Build;
  readonly stages: readonly Stage[];
  readonly failure: Fact<Failure>;
}
export interface RunFacts {
  readonly run: WorkflowRun;
  readonly failure: Fact<Failure>;
}

export interface NewestImage {
  readonly version: string;
  /** When it was built, where it says so: epoch milliseconds. */
  readonly at: number | undefined;
}

/** What runs at one place, against the newest commit. */
export interface Behind {
  readonly version: string;
  /** Commits that the branch has and this version has not; undefined where the version's tag is unknown. */
  readonly commits: number | undefined;
}

export interface ServicePipeline {
  readonly service: Service;
  /** Whether it has a source that is connected: without one nothing can be told. */
  readonly connected: boolean;
  /** The branch that is shown: the one asked for, else the repository's default. */
  readonly branch: string | undefined;
  readonly commit: Fact<Commit>;
  readonly pulls: Fact<readonly PullRequest[]>;
  readonly checks: Fact<Checks>;
  readonly run: Fact<RunFacts>;
  /** What waits in Jenkins' queue, where one service is asked about. */
  readonly queue: Fact<readonly QueuedBuild[]>;
  readonly build: Fact<BuildFacts>;
  /** The newest version in the registry. */
  readonly image: Fact<NewestImage>;
  /** By version that runs somewhere. */
  readonly behind: readonly Behind[];
}

export interface PipelineFacts {
  readonly plan: PipelinePlan;
  readonly pipelines: readonly ServicePipeline[];
  readonly surveyed: readonly PlaceFact[];
  /** Epoch milliseconds. */
  readonly now: number;
}

export function valueOf<T>(fact: Fact<T>): T | undefined {
  return fact.state === 'read' ? fact.value : undefined;
}

/** What could not be read now of a pipeline, whether something is known from earlier or not. */
export function missingFacts(pipeline: ServicePipeline): readonly (Unread & { readonly asOf?: number })[] {
  const { commit, pulls, checks, run, queue, build, image } = pipeline;
  const facts: readonly Fact<unknown>[] = [commit, pulls, checks, run, queue, build, image];
  return facts.flatMap((fact) => {
    if (fact.state === 'unread') return [fact];
    if (fact.state === 'absent' || fact.unread === undefined || fact.asOf === undefined) return [];
    return [{ ...fact.unread, asOf: fact.asOf }];
  });
}
