import type { Clock } from '../contracts/ports/clock.js';
import type { HistoryPort } from '../contracts/ports/history.js';
import type { Ledger } from '../contracts/ports/ledger.js';
import { ENDED, OPERATION_STATUSES } from '../contracts/operation.js';

const NOT_ENDED = OPERATION_STATUSES.filter((status) => !ENDED.has(status));

/** Skills whose plan's `to` is the version that runs afterwards. */
const SETS_VERSION: ReadonlySet<string> = new Set(['deploy', 'rollback']);

/** Far enough back for any rollback: Kubernetes itself keeps ten revisions by default. */
const VERSIONS_LOOKED_AT = 200;

/** The ledger as skills see it: read-only. Every method rejects with PortError `ledger_down` when it does not answer. */
export function createHistory(
  ledger: Pick<
    Ledger,
    'operationById' | 'operationByNumber' | 'operationsIn' | 'recentOperations' | 'lockHolder' | 'keptLocks'
  >,
  clock: Clock,
): HistoryPort {
  return {
    byNumber: (tenant, number) => ledger.operationByNumber(tenant, number),
    running: (tenant) => ledger.operationsIn(NOT_ENDED, tenant),
    recent: (filter) => ledger.recentOperations(filter),
    holder: async (target) => {
      const lock = await ledger.lockHolder(target, clock.now());
      return lock === undefined ? undefined : ledger.operationById(lock.operationId);
    },
    kept: async (tenant) => {
      const locks = await ledger.keptLocks(clock.now());
      const kept = await Promise.all(
        locks.map(async ({ operationId, until }) => ({
          operation: await ledger.operationById(operationId),
          until,
        })),
      );
      return kept.flatMap(({ operation, until }) =>
        operation?.tenant === tenant ? [{ operation, until }] : [],
      );
    },
    healthyVersions: async (tenant, service, environment) => {
      const filter = { tenant, service, environment, limit: VERSIONS_LOOKED_AT };
      const operations = await ledger.recentOperations(filter);
      const versions = operations
        .filter(({ status, skill }) => status === 'succeeded' && SETS_VERSION.has(skill))
        .map(({ plan }) => plan.to);
      return [...new Set(versions)];
    },
  };
}
