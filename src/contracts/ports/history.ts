import type { TargetKey } from '../catalogue.js';
import type { Operation } from '../operation.js';

/** The ledger as skills may see it: read-only. */
export interface HistoryPort {
  /** The operation with that number in the tenant. */
  byNumber(tenant: string, number: number): Promise<Operation | undefined>;
  /** Operations that have not ended, oldest first. */
  running(tenant: string): Promise<readonly Operation[]>;
  /** Ended operations, newest first. */
  recent(filter: HistoryFilter): Promise<readonly Operation[]>;
  /** Who holds a target's lock now (a running operation, or a cancelled one whose rollout is still paused). */
  holder(target: TargetKey): Promise<Operation | undefined>;
  /** Cancelled operations that keep their targets for a person to decide, and until when (epoch milliseconds). */
  kept(tenant: string): Promise<readonly { readonly operation: Operation; readonly until: number }[]>;
  /** Versions of a service that ran in an environment and were seen healthy, newest first, from succeeded operations. */
  healthyVersions(tenant: string, service: string, environment: string): Promise<readonly string[]>;
}
export interface HistoryFilter {
  readonly tenant: string;
  readonly service?: string;
  readonly environment?: string;
  /** Epoch milliseconds. */
  readonly since?: number;
  /** At most this many; 1 to 500. */
  readonly limit: number;
}
