import { z } from 'zod';
import type { Evidence } from '../../../src/contracts/operation.js';
import type { RunState } from '../../../src/contracts/run-state.js';

/** What finds a run again: kept as the facts of the step that started it. */
export const ticketSchema = z.object({
  /** What the run carries of the operation. */
  marker: z.string(),
  /** Epoch milliseconds before which it can't have begun. */
  since: z.number(),
  /** What the answer told of it: a Jenkins queue item, a workflow run, a deployment; null: nothing. */
  id: z.number().nullable(),
});
export type RunTicket = z.infer<typeof ticketSchema>;

export type StartedRun =
  | { readonly state: 'started'; readonly ticket: RunTicket }
  /** Nothing was begun; `detail` is what the other side says. */
  | { readonly state: 'refused'; readonly detail: string };

export type FoundRun =
  | { readonly state: 'found'; readonly ticket: RunTicket }
  | { readonly state: 'absent' }
  /** It carries no mark: nothing can tell. */
  | { readonly state: 'unknown' };

/** How a run stands. `label` is what people call it: `Jenkins deploy/checkout #12`. */
export interface RunView {
  readonly state: RunState;
  readonly label: string;
  readonly url?: string;
  /** The stage or job it is in, or what it waits for. */
  readonly stage?: string;
}
export type RunLook =
  | { readonly state: 'seen'; readonly run: RunView }
  /** It was taken away before it began. */
  | { readonly state: 'withdrawn' }
  | { readonly state: 'absent' };

/** What became of telling a run to stop. */
export const abortedSchema = z.object({
  run: z.enum(['stopped', 'ended', 'withdrawn', 'still_running', 'absent', 'not_stoppable']),
  label: z.string(),
  url: z.string().optional(),
});
export type AbortedRun = z.infer<typeof abortedSchema>;

/** Outside machinery that does something for an operation: a Jenkins job, a GitHub workflow, a GitHub deployment. */
export interface RunDriver {
  /** What people call it: `Jenkins deploy/checkout`. */
  readonly name: string;
  start(ticket: RunTicket): Promise<StartedRun>;
  /** The run that an earlier attempt may have started. */
  find(ticket: RunTicket): Promise<FoundRun>;
  look(ticket: RunTicket): Promise<RunLook>;
  /** Why it failed, in its own words, secrets masked. */
  failure(ticket: RunTicket): Promise<readonly Evidence[]>;
  abort(ticket: RunTicket): Promise<AbortedRun>;
}
