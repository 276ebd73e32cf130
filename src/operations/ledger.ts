import type { Clock } from '../contracts/ports/clock.js';
import type { IdentityStore } from '../contracts/ports/identity.js';
import type { Ledger } from '../contracts/ports/ledger.js';
import type { LiveStore } from '../contracts/ports/live.js';
import type { ScheduleStore } from '../contracts/ports/schedules.js';
import type { SubscriptionStore } from '../contracts/ports/subscriptions.js';
import type { Database } from '../store/index.js';
import { auditLog } from './ledger/audit.js';
import { deliveryStore } from './ledger/deliveries.js';
import { dialogueStore } from './ledger/dialogues.js';
import { eventLog } from './ledger/events.js';
import { factStore } from './ledger/facts.js';
import { identityStore } from './ledger/identities.js';
import { liveStore } from './ledger/live.js';
import { lockStore } from './ledger/locks.js';
import { operationCreation, operationQueries } from './ledger/operations.js';
import { outboxStore } from './ledger/outbox.js';
import { scheduleStore } from './ledger/schedules.js';
import { pushedRunStore } from './ledger/pushed-runs.js';
import { subscriptionStore } from './ledger/subscriptions.js';
import { stepStore } from './ledger/steps.js';
import type { LedgerContext } from './ledger/transaction.js';
import { operationTransitions } from './ledger/transitions.js';

/**
 * The single source of truth over an open database; it also keeps what identity, schedules and subscriptions need. Every method rejects with
 * PortError `ledger_down` when the database is unavailable. `close` closes the database.
 */
export function createLedger(
  database: Database,
  clock: Clock,
): Ledger & IdentityStore & ScheduleStore & SubscriptionStore & LiveStore {
  const listeners = new Set<(platform: string) => void>();
  let position = 0;
  const context: LedgerContext = {
    db: database.db,
    clock,
    settled: () => database.settled(),
    nextPosition: () => position++,
    announce: (platform) => listeners.forEach((listener) => listener(platform)),
  };
  return {
    kind: database.kind,
    ...eventLog(context),
    ...operationCreation(context),
    ...operationQueries(context),
    ...operationTransitions(context),
    ...stepStore(context),
    ...lockStore(context),
    ...dialogueStore(context),
    ...outboxStore(context),
    ...auditLog(context),
    ...identityStore(context),
    ...factStore(context),
    ...deliveryStore(context),
    ...scheduleStore(context),
    ...subscriptionStore(context),
    ...pushedRunStore(context),
    ...liveStore(context),
    onReply: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    healthy: () =>
      database.ping().then(
        () => true,
        () => false,
      ),
    close: () => database.close(),
  };
}
