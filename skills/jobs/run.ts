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
  const jobs = orderJobs(await history.running(tenant));
  return { jobs, held: await heldBy(history, tenant), now };
}

/** A target is held for half an hour; more operations than this do not end in that time. */
const LOOKED_BACK = 100;

async function heldBy(history: HistoryPort, tenant: string): Promise<readonly Operation[]> {
  const ended = await history.recent({ tenant, limit: LOOKED_BACK });
  const stopped = ended.filter(({ status, startedAt }) => status === 'cancelled' && startedAt !== null);
  const holds = await Promise.all(stopped.map((operation) => holdsAny(history, operation)));
  return stopped.filter((_, index) => holds[index]);
}

async function holdsAny(history: HistoryPort, { id, plan }: Operation): Promise<boolean> {
  const holders = await Promise.all(plan.targets.map((target) => history.holder(target)));
  return holders.some((holder) => holder?.id === id);
}
