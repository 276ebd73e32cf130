import { PortError } from '../../src/contracts/errors.js';
import type { Operation } from '../../src/contracts/operation.js';
import type { HistoryPort } from '../../src/contracts/ports/history.js';
import type { Place } from '../shared/places.js';
import type { ObjectRef } from './finding.js';
import type { Incomplete } from './snapshot.js';

/** What this bot itself did to a place: who asked, what for, and when it began. */
export interface OwnOperation {
  readonly id: string;
  readonly number: number;
  readonly skill: string;
  readonly from: string;
  readonly to: string;
  readonly who: string;
  /** When its first effect may have happened, epoch milliseconds. */
  readonly at: number;
  readonly objects: readonly ObjectRef[];
}

/** What the bot's own records tell, and what they could not. */
export interface OwnRecords {
  readonly operations: readonly Operation[];
  readonly incomplete: readonly Incomplete[];
}
export const NO_RECORDS: OwnRecords = { operations: [], incomplete: [] };

/** How the answer's missing parts name them. */
export const OWN_RECORDS = 'operations';
/** As many as a busy day has; what is older is not news. */
const RECENT = 200;

/** Operations of the tenant that began, ended or not; the answer does without them when they cannot be read, and says so. */
export async function ownOperations(
  history: HistoryPort,
  tenant: string,
  since: number,
): Promise<OwnRecords> {
  try {
    const [ended, running] = await Promise.all([
      history.recent({ tenant, since, limit: RECENT }),
      history.running(tenant),
    ]);
    return { operations: [...running, ...ended], incomplete: [] };
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    return { operations: [], incomplete: [{ what: OWN_RECORDS, why: error.code }] };
  }
}

/** Those that touched one place, as changes to its objects. What never began changed nothing. */
export function operationsAt({ target }: Place, operations: readonly Operation[]): readonly OwnOperation[] {
  return operations.flatMap((operation): OwnOperation[] => {
    const { id, number, skill, plan, actor, person, startedAt, status } = operation;
    const objects = plan.targets
      .filter(({ cluster, namespace }) => cluster === target.cluster && namespace === target.namespace)
      .map(({ kind, namespace, name }) => ({ kind, namespace, name }));
    if (startedAt === null || objects.length === 0 || status === 'refused') return [];
    const { from, to } = plan;
    const who = actor.display ?? person;
    return [{ id, number, skill, from, to, who, at: startedAt, objects }];
  });
}
