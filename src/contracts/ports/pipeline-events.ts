import type { Deployment, DeploymentStatus, WorkflowJob, WorkflowRun } from '../github.js';

/**
 * What outside machinery pushes: GitHub's webhooks, verified and deduplicated. News is a hint to look, not the truth:
 * deliveries get lost and come out of order, so whoever needs certainty reads the port again (and polls slowly).
 */
export interface PipelineEvents {
  /**
   * Calls `onNews` for each thing that changed. A burst about one thing arrives as its newest state: nothing newer is
   * ever dropped or overtaken. A listener that rejects is logged and not called again for that state. Returns the end.
   */
  subscribe(onNews: (news: PipelineNews) => void | Promise<void>): () => void;
}

export interface PipelineNews {
  /** `owner/name`. */
  readonly repository: string;
  /** When it happened as GitHub says, epoch milliseconds. */
  readonly at: number;
  readonly about: PipelineSubject;
}
export type PipelineSubject =
  | { readonly kind: 'run'; readonly run: WorkflowRun }
  | { readonly kind: 'job'; readonly runId: number; readonly job: WorkflowJob }
  /** A check or commit status of this commit changed. */
  | { readonly kind: 'checks'; readonly sha: string; readonly name: string }
  | { readonly kind: 'deployment'; readonly deployment: Deployment; readonly status?: DeploymentStatus }
  | { readonly kind: 'push'; readonly branch: string; readonly sha: string };
