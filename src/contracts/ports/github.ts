import type {
  Checks,
  Commit,
  Comparison,
  Deployment,
  DeploymentFilter,
  DeploymentRequest,
  DeploymentResult,
  DeploymentStatus,
  DeploymentStatusRequest,
  DispatchRequest,
  DispatchResult,
  DispatchSearch,
  DispatchTrace,
  Gate,
  Issue,
  IssueRequest,
  PullRequest,
  Repository,
  RunFilter,
  StartableWorkflow,
  Workflow,
  WorkflowJob,
  WorkflowRun,
} from '../github.js';

/**
 * GitHub as skills and drivers use it: github.com or an Enterprise Server, as a GitHub App or with a token.
 * `repository` is always `owner/name`. Every method rejects with PortError; what does not exist is `undefined`, an empty
 * list or a tagged answer, never an error.
 *
 * Requests have deadlines. Primary and secondary rate limits are waited out where the wait fits (under 8 s), and end as
 * `rate_limited` with `retryAt` (epoch milliseconds) and `wait` (minutes) in the params where it does not; later calls wait for that moment
 * by themselves. Reads are asked with the ETag of the last answer, so that an unchanged status costs nothing. Reads are
 * tried again after outages, what changes something is sent once (`doubtful` says when it may have happened).
 */
export interface GithubPort {
  /** Who the bot is there, and whether the server says it is the sandbox. */
  server(): Promise<{ readonly account: string; readonly sandbox: boolean }>;
  repository(repository: string): Promise<Repository | undefined>;
  /** One commit by SHA, branch or tag. A tag that looks like a branch is asked for as `tags/v1.4.2`. */
  commit(repository: string, ref: string): Promise<Commit | undefined>;
  /** Newest first. `limit` 1 to 100. */
  commits(
    repository: string,
    options: { readonly branch?: string; readonly limit: number },
  ): Promise<readonly Commit[]>;
  /** Tags with their commits, in GitHub's own order. `limit` 1 to 1,000. Empty where the repository does not exist. */
  tags(
    repository: string,
    limit: number,
  ): Promise<readonly { readonly name: string; readonly sha: string }[]>;
  /** What `head` has that `base` has not, all pages; at most 1,000 commits are listed, `total` counts all. */
  compare(repository: string, base: string, head: string): Promise<Comparison | undefined>;
  /** The pull requests that brought a commit in. */
  pullsOf(repository: string, sha: string): Promise<readonly PullRequest[]>;

  workflows(repository: string): Promise<readonly Workflow[]>;
  /** A workflow by file name (`release.yml`) or id, with what it can be started with on `ref` (default branch). */
  workflow(repository: string, workflow: string, ref?: string): Promise<StartableWorkflow | undefined>;
  /** Newest first. */
  runs(repository: string, filter: RunFilter): Promise<readonly WorkflowRun[]>;
  run(repository: string, id: number): Promise<WorkflowRun | undefined>;
  /** The jobs of a run's newest attempt, with their steps. */
  jobs(repository: string, runId: number): Promise<readonly WorkflowJob[]>;
  /** The last 64 KiB of a job's log without the timestamps; undefined until GitHub has it. */
  jobLog(repository: string, jobId: number): Promise<string | undefined>;
  /**
   * Starts a workflow. `marker` (the operation's id) goes into the input `coxswain_operation` where the workflow
   * declares it and shows it in its `run-name`; `marked` of the answer says whether it did.
   */
  dispatch(repository: string, request: DispatchRequest): Promise<DispatchResult>;
  /** The run that a dispatch with that marker began, whatever became of its answer. `since`: epoch milliseconds. */
  findDispatched(repository: string, search: DispatchSearch): Promise<DispatchTrace>;
  /** `not_possible`: it still runs, or is too old. */
  rerun(
    repository: string,
    runId: number,
    what: 'failed' | 'all',
  ): Promise<{ readonly state: 'asked' | 'not_possible' | 'no_such_run' }>;
  /** `force` ignores steps that would run always. The run's state tells when it obeyed. */
  cancel(
    repository: string,
    runId: number,
    options?: { readonly force?: boolean },
  ): Promise<{ readonly state: 'asked' | 'already_ended' | 'no_such_run' }>;
  /** Environments that wait for a reviewer's yes before the run goes on. */
  gates(repository: string, runId: number): Promise<readonly Gate[]>;
  /** Answers gates by environment name. `not_permitted`: the bot's account is no reviewer of them. */
  answerGates(
    repository: string,
    runId: number,
    answer: {
      readonly environments: readonly string[];
      readonly say: 'approve' | 'reject';
      readonly comment: string;
    },
  ): Promise<{ readonly state: 'answered' | 'not_waiting' | 'not_permitted' }>;

  /** Check runs and commit statuses of a commit, merged: GitHub's own combined status knows only the latter. */
  checks(repository: string, ref: string): Promise<Checks | undefined>;

  /** Newest first; with `marker` only those that carry it. */
  deployments(repository: string, filter: DeploymentFilter): Promise<readonly Deployment[]>;
  /** Newest first. */
  deploymentStatuses(repository: string, id: number): Promise<readonly DeploymentStatus[]>;
  /** Records a deployment. Never merges anything by itself; checks are required only as `requiredContexts` says. */
  createDeployment(repository: string, request: DeploymentRequest): Promise<DeploymentResult>;
  setDeploymentStatus(repository: string, id: number, status: DeploymentStatusRequest): Promise<void>;

  /**
   * An issue that exists once: one that carries the hidden `marker` is searched for first, and created when there is
   * none. Search lags behind by seconds, so the repository's newest issues are looked through as well.
   */
  ensureIssue(
    repository: string,
    request: IssueRequest,
  ): Promise<{ readonly state: 'created' | 'found'; readonly issue: Issue }>;
  findIssue(repository: string, marker: string): Promise<Issue | undefined>;
  comment(repository: string, issue: number, body: string): Promise<void>;
}
