import { PortError } from '../../src/contracts/errors.js';
import type { Operation } from '../../src/contracts/operation.js';
import type { HistoryPort } from '../../src/contracts/ports/history.js';
import { survey, type Surveyed, type SurveyPorts } from '../shared/survey.js';
import type { StatusPlan } from './plan.js';

export interface StatusFacts {
  readonly plan: StatusPlan;
  readonly surveyed: readonly Surveyed[];
  /** Operations that have not ended; undefined when the ledger could not be read. */
  readonly running: readonly Operation[] | undefined;
}

/** @throws PortError when no place at all could be read. */
export async function readStatus(
  ports: SurveyPorts & { readonly history: HistoryPort },
  plan: StatusPlan,
  tenant: string,
  now: number,
): Promise<StatusFacts> {
  const [surveyed, running] = await Promise.all([
    survey(ports, plan.places, plan.service, now),
    runningIfKnown(ports.history, tenant),
  ]);
  return { plan, surveyed, running };
}

/** With the ledger down a status still answers: only the operations are missing. */
async function runningIfKnown(
  history: HistoryPort,
  tenant: string,
): Promise<readonly Operation[] | undefined> {
  try {
    return await history.running(tenant);
  } catch (error) {
    if (error instanceof PortError) return undefined;
    throw error;
  }
}
