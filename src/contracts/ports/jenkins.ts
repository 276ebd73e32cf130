import type { RunState } from '../run-state.js';

/**
 * Jenkins as skills and drivers use it. Every method rejects with PortError; a missing job, build or queue item is
 * `undefined` or a tagged answer, never an error. Every request has a deadline under 10 s. Reads are tried again
 * within it (a Jenkins that restarts answers 503 for a while); what changes something is sent once, and a PortError
 * with `doubtful` says that it may have happened although no answer came: then ask {@link JenkinsPort.follow}.
 *
 * Idempotency: a job that declares the marker parameter (`COXSWAIN_OPERATION` unless configured otherwise) carries the
 * id of the operation that asked for a build, so that the build can be found again after anything. For a job that does
 * not declare it nothing can tell, and the answers say so (`unmarked`).
 */
export interface JenkinsPort {
  /** The server's version, and whether it says it is the sandbox. */
  server(): Promise<{ readonly version: string; readonly sandbox: boolean }>;
  job(job: JobRef): Promise<Job | undefined>;
  /** The newest builds first, running ones included. `limit` 1 to 100. Empty when the job does not exist. */
  builds(job: JobRef, limit: number): Promise<readonly Build[]>;
  build(build: BuildRef): Promise<Build | undefined>;

  /**
   * Asks for a build. Parameters are checked against what the job declares before anything is sent, because Jenkins
   * silently drops those that it does not know. `marker` is the operation's id.
   */
  trigger(job: JobRef, request: TriggerRequest): Promise<TriggerResult>;
  /**
   * Where something that was asked for is now: in the queue, in a build, or nowhere. Works after the queue item was
   * forgotten (Jenkins keeps it for 5 minutes after it left) by looking through the job's newest 100 builds.
   */
  follow(job: JobRef, ticket: Ticket): Promise<Whereabouts>;
  /** What waits in the queue for this job, oldest first: builds that were asked for and have not begun. */
  queued(job: JobRef): Promise<readonly QueuedBuild[]>;
  /** Takes a waiting request out of the queue. False when it had left already. */
  unqueue(queueId: number): Promise<boolean>;
  /** Builds again with the same parameters, save the marker. `trigger`'s answers; `no_such_build` when it is gone. */
  rerun(build: BuildRef, marker?: string): Promise<TriggerResult>;

  /** The pipeline's stages in order; `unavailable` where the job is no pipeline or the stage plugin is missing. */
  stages(build: BuildRef): Promise<Stages>;
  /**
   * The console log from a byte offset (0: from the start). Go on with `next` while `more`. Offsets count bytes;
   * a character that the offset cuts in half is kept for the next part. Undefined when the build is gone.
   */
  log(build: BuildRef, from: number): Promise<LogPart | undefined>;
  /** The log of one stage, at most its last 64 KiB, or undefined where stages are unavailable. */
  stageLog(build: BuildRef, stage: string): Promise<string | undefined>;
  /** Undefined when the build reports no tests. */
  tests(build: BuildRef): Promise<TestResults | undefined>;
  /** An artifact's first `maxBytes` bytes as UTF-8; undefined when there is none at that path. */
  artifact(build: BuildRef, path: string, maxBytes: number): Promise<string | undefined>;

  /**
   * Stops a build: `stop`, and while it goes on after the grace period `term`, then `kill` (each 10 s unless
   * configured). Resolves when it ended, when all three did nothing, or when `signal` aborts (`still_running`).
   */
  abort(build: BuildRef, signal?: AbortSignal): Promise<AbortResult>;
  /** What the build waits for a person to say. Empty when nothing, or where inputs are unavailable. */
  inputs(build: BuildRef): Promise<readonly PendingInput[]>;
  /** Answers an input. `gone` when nobody waits for it any more (answered, aborted). */
  answerInput(
    build: BuildRef,
    input: string,
    answer: InputAnswer,
  ): Promise<{ readonly state: 'answered' | 'gone' }>;
}

/**
 * `path` is the full name as Jenkins shows it, folders with slashes and nothing encoded: `shop/checkout`. For a
 * multibranch job `branch` names one of its branches as Git does: `feature/gift-cards`.
 */
export interface JobRef {
  readonly path: string;
  readonly branch?: string;
}
export interface BuildRef {
  readonly job: JobRef;
  readonly number: number;
}

export interface Job {
  readonly ref: JobRef;
  readonly url: string;
  readonly kind: 'job' | 'multibranch' | 'folder';
  /** False for folders and for disabled jobs. */
  readonly buildable: boolean;
  readonly parameters: readonly JobParameter[];
  /** Whether it declares the marker parameter. */
  readonly marked: boolean;
  /** Of a multibranch job: its branches as Git names them. Of a folder: the names in it. */
  readonly children: readonly string[];
  readonly lastBuild?: number;
  readonly lastSuccessful?: number;
  readonly lastFailed?: number;
  readonly inQueue: boolean;
}
export interface JobParameter {
  readonly name: string;
  /** Jenkins' word without its ending, e.g. `String`, `Choice`, `Boolean`, `Password`. */
  readonly kind: string;
  readonly description: string;
  readonly defaultValue?: string;
  /** Of a choice: what may be said. */
  readonly choices?: readonly string[];
}

export interface Build {
  readonly ref: BuildRef;
  readonly url: string;
  /** `running` while it waits for an input too: {@link JenkinsPort.stages} and `inputs` tell these apart. */
  readonly state: RunState;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Milliseconds; while it runs, so far. */
  readonly durationMs: number;
  /** Milliseconds that Jenkins expects it to take, where it knows. */
  readonly estimatedMs?: number;
  readonly queueId?: number;
  readonly displayName: string;
  readonly description?: string;
  /** Values of parameters that are no secrets. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The operation that asked for it. */
  readonly marker?: string;
  /** Why it began, in Jenkins' words: "Started by user Mina". */
  readonly causes: readonly string[];
  /** The commit it built and the branch, where the Git plugin tells. */
  readonly commit?: string;
  readonly branch?: string;
  /** Whose commits it builds, the one of `commit` first; where it has no new ones who answers for it or started it. */
  readonly authors: readonly BuildAuthor[];
  readonly artifacts: readonly string[];
}
export interface BuildAuthor {
  readonly name: string;
  /** What Jenkins knows them by. */
  readonly id?: string;
}

export interface QueuedBuild {
  readonly job: JobRef;
  readonly queueId: number;
  /** Why it waits, in Jenkins' words. */
  readonly why: string;
  /** Jenkins sees nobody who could build it. */
  readonly stuck: boolean;
  /** Epoch milliseconds. */
  readonly since: number;
}

export interface TriggerRequest {
  readonly parameters: Readonly<Record<string, string>>;
  readonly marker?: string;
}
/** What finds a request again: either is enough. */
export interface Ticket {
  readonly queueId?: number;
  readonly marker?: string;
}
export type TriggerResult =
  | { readonly state: 'queued'; readonly ticket: Ticket; readonly marked: boolean }
  /** Jenkins merged it into a request with the same parameters that already waited: this one began nothing new. */
  | { readonly state: 'folded'; readonly ticket: Ticket }
  /** Nothing was begun. `names`: the parameters it is about. `detail`: what Jenkins says, safe to show. */
  | {
      readonly state: 'refused';
      readonly reason:
        | 'no_such_job'
        | 'no_such_build'
        | 'not_buildable'
        | 'undeclared_parameter'
        | 'invalid_value'
        | 'declined';
      readonly names: readonly string[];
      readonly detail: string;
    };
export type Whereabouts =
  | {
      readonly state: 'waiting';
      readonly queueId: number;
      readonly why: string;
      readonly stuck: boolean;
      readonly since: number;
    }
  | { readonly state: 'started'; readonly build: Build }
  /** Taken out of the queue before it began. */
  | { readonly state: 'cancelled' }
  /** Neither in the queue nor among the newest builds, looked for twice with a pause: it never arrived. */
  | { readonly state: 'absent' }
  /** The job declares no marker and there is no queue item to ask for: nothing can tell. */
  | { readonly state: 'unmarked' };

export type Stages =
  { readonly state: 'known'; readonly stages: readonly Stage[] } | { readonly state: 'unavailable' };
export interface Stage {
  readonly id: string;
  readonly name: string;
  readonly state: RunState;
  /** Epoch milliseconds; absent when it has not begun. */
  readonly startedAt?: number;
  readonly durationMs: number;
  /** What it failed with, in Jenkins' words. */
  readonly error?: string;
}

export interface LogPart {
  readonly text: string;
  /** Byte offset to go on from. */
  readonly next: number;
  /** More will come: the build goes on, or the part was cut. */
  readonly more: boolean;
}

export interface TestResults {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The first 20 that failed. */
  readonly failures: readonly TestFailure[];
}
export interface TestFailure {
  readonly suite: string;
  readonly name: string;
  readonly message: string;
  /** Builds in a row that it has failed; 1: it is new. */
  readonly age: number;
}

export type AbortResult =
  | { readonly state: 'stopped'; readonly by: 'stop' | 'term' | 'kill'; readonly build: Build }
  | { readonly state: 'already_ended'; readonly build: Build }
  | { readonly state: 'still_running'; readonly tried: readonly ('stop' | 'term' | 'kill')[] }
  | { readonly state: 'no_such_build' };

export interface PendingInput {
  readonly id: string;
  readonly message: string;
  /** The label of its yes. */
  readonly proceed: string;
  readonly parameters: readonly JobParameter[];
}
export type InputAnswer =
  | { readonly say: 'proceed'; readonly parameters?: Readonly<Record<string, string>> }
  | { readonly say: 'abort' };
