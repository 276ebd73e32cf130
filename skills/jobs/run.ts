import type { Operation } from '../../src/contracts/operation.js';
import type { HistoryPort } from '../../src/contracts/ports/history.js';
import { orderJobs } from './plan.js';

export interface JobsFacts {
  readonly jobs: readonly Operation[];
  readonly now: number;
}

/** @throws PortError `ledger_down` */
export async function readJobs(history: HistoryPort, tenant: string, now: number): Promise<JobsFacts> {
  return { jobs: orderJobs(await history.running(tenant)), now };
}
