/**
 * Carries operation ids to a worker. It holds no truth: losing everything in it loses nothing, because recovery
 * submits again what the ledger says is unfinished; delivering an id twice is harmless for the same reason.
 */
export interface QueuePort {
  /** Hands over an id; rejects with PortError `queue_down` within 2 s when the transport is down. */
  enqueue(operationId: string): Promise<void>;
  /** Starts `concurrency` workers. `handler` never rejects for an operation's own failure. */
  process(handler: (operationId: string) => Promise<void>, concurrency: number): Promise<void>;
  healthy(): Promise<boolean>;
  /** Takes no new work and waits at most `deadlineMs` for running handlers. */
  close(deadlineMs: number): Promise<void>;
}
