import type { Operation } from '../../src/contracts/operation.js';
import type { HistoryPort } from '../../src/contracts/ports/history.js';
import { orderJobs } from './plan.js';

export interface JobsFacts {
  readonly jobs: readonly Operation[];
  /** Stopped ones whose paused rollout still holds its target. */
  readonly held: readonly Operation[];
  readonly now: number;
}

/** @throws PortError `ledger_down` */
export async function readJobs(history: HistoryPort, tenant: string, now: number): Promise<JobsFacts> {
  const [running, kept] = await Promise.all([history.running(tenant), history.kept(tenant)]);
  const held = new Map(kept.map(({ operation }) => [operation.id, operation]));
  return { jobs: orderJobs(running), held: [...held.values()], now };
}
