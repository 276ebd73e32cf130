import type { RunState } from './run-state.js';

/** What GithubPort speaks of (ports/github.ts). Times are epoch milliseconds unless said otherwise. */

export interface Repository {
  readonly name: string;
  readonly defaultBranch: string;
  readonly url: string;
  readonly archived: boolean;
  /** Whether issues can be filed. */
  readonly issues: boolean;
}
export interface Commit {
  readonly sha: string;
  readonly message: string;
  /** Login where GitHub knows it, else the name in the commit. */
  readonly author: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly url: string;
}
export interface Comparison {
  readonly status: 'ahead' | 'behind' | 'identical' | 'diverged';
  readonly ahead: number;
  readonly behind: number;
  /** How many commits `head` has that `base` has not. */
  readonly total: number;
  /** Oldest first. */
  readonly commits: readonly Commit[];
  readonly url: string;
}
export interface PullRequest {
  readonly number: number;
  readonly title: string;
  readonly author: string;
  readonly state: 'open' | 'closed' | 'merged';
  readonly base: string;
  readonly head: string;
  readonly url: string;
}

export interface Workflow {
  readonly id: number;
  readonly name: string;
  /** e.g. `.github/workflows/release.yml`. */
  readonly path: string;
  readonly active: boolean;
}
export interface StartableWorkflow extends Workflow {
  /** False when it has no `workflow_dispatch` trigger. */
  readonly startable: boolean;
  readonly inputs: readonly WorkflowInput[];
  /** Whether it declares the marker input and shows it in its run name. */
  readonly marked: boolean;
}
export interface WorkflowInput {
  readonly name: string;
  readonly required: boolean;
  readonly defaultValue?: string;
  readonly options?: readonly string[];
}
export interface RunFilter {
  readonly branch?: string;
  readonly sha?: string;
  /** File name or id. */
  readonly workflow?: string;
  /** e.g. `push`, `workflow_dispatch`. */
  readonly event?: string;
  /** 1 to 100. */
  readonly limit: number;
}
export interface WorkflowRun {
  readonly id: number;
  /** Of this workflow, counted for people. */
  readonly number: number;
  readonly attempt: number;
  readonly workflow: string;
  readonly title: string;
  readonly state: RunState;
  readonly event: string;
  readonly branch?: string;
  readonly sha: string;
  readonly actor: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly startedAt: number;
  readonly updatedAt: number;
  readonly url: string;
}
export interface WorkflowJob {
  readonly id: number;
  readonly name: string;
  readonly state: RunState;
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly url: string;
  readonly steps: readonly { readonly name: string; readonly number: number; readonly state: RunState }[];
}

export interface DispatchRequest {
  readonly workflow: string;
  /** Branch or tag. */
  readonly ref: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly marker?: string;
}
export type DispatchResult =
  /** `runId` is absent on servers that do not tell it: use `findDispatched`. */
  | { readonly state: 'started'; readonly runId?: number; readonly marked: boolean }
  /** Nothing was begun: the workflow or ref does not exist, has no such trigger, or the inputs do not fit. */
  | {
      readonly state: 'refused';
      readonly reason: 'no_such_workflow' | 'not_startable' | 'invalid_input' | 'no_such_ref';
      readonly names: readonly string[];
      readonly detail: string;
    };
export interface DispatchSearch {
  readonly workflow: string;
  readonly ref: string;
  readonly marker: string;
  readonly since: number;
}
export type DispatchTrace =
  | { readonly state: 'found'; readonly run: WorkflowRun }
  /** Looked for twice with a pause: it never arrived. */
  | { readonly state: 'absent' }
  | { readonly state: 'unmarked' };

export interface Gate {
  readonly environment: string;
  /** Whether the bot's account may answer it. */
  readonly mayAnswer: boolean;
  readonly reviewers: readonly string[];
}

export interface Checks {
  readonly sha: string;
  /** `succeeded` only when everything ended well; `unknown` when there is nothing at all. */
  readonly state: RunState;
  /** When the newest of them ended or, while one goes on, since when it does. Epoch milliseconds; absent where GitHub does not tell. */
  readonly at?: number;
  readonly checks: readonly Check[];
}
export interface Check {
  readonly name: string;
  readonly from: 'check' | 'status';
  readonly state: RunState;
  readonly summary: string;
  readonly url?: string;
}

export interface DeploymentFilter {
  readonly environment?: string;
  readonly sha?: string;
  readonly ref?: string;
  readonly marker?: string;
  /** 1 to 100. */
  readonly limit: number;
}
export interface Deployment {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly environment: string;
  readonly description: string;
  readonly creator: string;
  /** The operation that recorded it. */
  readonly marker?: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly updatedAt: number;
}
export interface DeploymentRequest {
  readonly ref: string;
  readonly environment: string;
  readonly description: string;
  readonly production: boolean;
  /** Checks that must have passed; empty: none. */
  readonly requiredContexts: readonly string[];
  readonly marker: string;
  /** Which image to deploy, for whoever takes the deployment up: in its payload as `image`. */
  readonly image?: string | undefined;
}
export type DeploymentResult =
  | { readonly state: 'created' | 'found'; readonly deployment: Deployment }
  /** 409: a required check has not passed, or the ref conflicts. */
  | { readonly state: 'conflict'; readonly detail: string }
  | { readonly state: 'no_such_ref' };
export interface DeploymentStatus {
  readonly id: number;
  readonly state: DeploymentState;
  readonly description: string;
  readonly at: number;
  readonly creator: string;
  readonly url?: string;
}
/** GitHub's own words (REST, "Create a deployment status"). */
export type DeploymentState =
  'queued' | 'pending' | 'in_progress' | 'success' | 'failure' | 'error' | 'inactive';
export interface DeploymentStatusRequest {
  readonly state: DeploymentState;
  /** Cut to 140 characters. */
  readonly description: string;
  readonly environmentUrl?: string;
  readonly logUrl?: string;
}

export interface IssueRequest {
  readonly title: string;
  /** Markdown; the marker is added to it, invisible. */
  readonly body: string;
  readonly labels: readonly string[];
  /** e.g. the id of a finding or an operation: letters, digits and `-`. */
  readonly marker: string;
}
export interface Issue {
  readonly number: number;
  readonly title: string;
  readonly state: 'open' | 'closed';
  readonly url: string;
}
