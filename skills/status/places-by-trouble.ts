import { bySeverity, isFine, type WorkloadHealth } from '../shared/health.js';
import type { Surveyed } from '../shared/survey.js';
import type { StatusFacts } from './run.js';

export type ReadPlace = Extract<Surveyed, { state: 'read' }>;

/** What people should care about at one place, worst first. */
export function troubledOf({ workloads }: ReadPlace): readonly WorkloadHealth[] {
  return workloads.filter((health) => !isFine(health)).sort(bySeverity);
}

/** The places that could be read, the one with the worst workload first; protected ones first where that ties. */
export function worstFirst({ surveyed }: StatusFacts): readonly ReadPlace[] {
  return surveyed
    .filter((each) => each.state === 'read')
    .sort(
      (a, b) =>
        compare(a, b) || Number(b.place.environment.protected) - Number(a.place.environment.protected),
    );
}

function compare(a: ReadPlace, b: ReadPlace): number {
  const [worstA] = troubledOf(a);
  const [worstB] = troubledOf(b);
  if (worstA === undefined || worstB === undefined)
    return Number(worstA === undefined) - Number(worstB === undefined);
  return bySeverity(worstA, worstB);
}
