import type { Clock } from '../contracts/ports/clock.js';
import type { Ledger } from '../contracts/ports/ledger.js';
import type { Log } from '../contracts/ports/log.js';
import type { Operation } from '../contracts/operation.js';
import { LeaseLostError } from '../contracts/step.js';
import { TIMING } from './timing.js';

/** Skills whose operations go on from where a cancelled one was paused; they take over the locks it keeps. */
const SUCCESSORS: ReadonlySet<string> = new Set(['resume', 'rollback']);

export type Acquisition =
  | { readonly state: 'acquired'; readonly until: number }
  | { readonly state: 'held'; readonly holder: string };

/** Takes the locks of all targets of an operation, or none and says who holds one. */
export async function acquireLocks(
  { ledger, clock }: { readonly ledger: Ledger; readonly clock: Clock },
  operation: Operation,
): Promise<Acquisition> {
  const now = clock.now();
  const { id, plan } = operation;
  const predecessor = SUCCESSORS.has(operation.skill) ? await keeperOf(ledger, operation, now) : undefined;
  const result = await ledger.acquireLocks(id, plan.targets, TIMING.lease, now, predecessor);
  if (!result.acquired) return { state: 'held', holder: result.holder };
  return { state: 'acquired', until: now + TIMING.lease };
}

/** The cancelled operation that keeps one of the targets for a person to decide. */
async function keeperOf(ledger: Ledger, operation: Operation, now: number): Promise<string | undefined> {
  for (const target of operation.plan.targets) {
    const holder = await ledger.lockHolder(target, now);
    if (holder?.kept === true && holder.operationId !== operation.id) return holder.operationId;
  }
  return undefined;
}

/** The right to change the targets of one operation, kept alive while it runs. */
export interface Lease {
  /** Aborts when another worker or operation has taken over: nothing may be sent or written any more. */
  readonly lost: AbortSignal;
  /**
   * Resolves when an effect may be sent now: the lease outlasts the longest request.
   * @throws LeaseLostError when it does not and can't be renewed, for example while the ledger is down
   */
  assert(): Promise<void>;
  /** Resolves when the operation is still this worker's own; rejects with PortError while the ledger can't tell. */
  confirm(): Promise<void>;
  /** Stops renewing. The locks stay until they are released or run out. */
  end(): void;
}

export interface LeaseDeps {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
  /** Called when a sign of life shows that somebody said "stop". */
  onCancel(): void;
}

/**
 * Keeps the locks of a running operation: a sign of life every 5 s, the locks renewed every 10 s. While the ledger is
 * down nothing is renewed and watching goes on; once it answers again, the sign of life proves whether the operation
 * is still ours, because a successor would have left its own.
 * @param held when the locks run out and when the last sign of life was written
 */
export function holdLease(
  deps: LeaseDeps,
  operation: Operation,
  held: { readonly until: number; readonly beatAt: number },
): Lease {
  const { ledger, clock, log } = deps;
  const { id, plan } = operation;
  const lost = new AbortController();
  const ended = new AbortController();
  let { until, beatAt } = held;
  let renewing: Promise<void> | undefined;

  const beat = async (): Promise<void> => {
    const now = clock.now();
    const row = await ledger.heartbeat(id, now, beatAt);
    if (row === undefined) {
      lose();
      return;
    }
    beatAt = now;
    if (row.cancelRequestedBy !== null) deps.onCancel();
  };
  const renew = async (): Promise<void> => {
    await beat();
    if (lost.signal.aborted) return;
    const now = clock.now();
    // Once it ran out it must be taken again: somebody may have had it and gone.
    const own =
      now < until
        ? await ledger.renewLocks(id, TIMING.lease, now)
        : (await ledger.acquireLocks(id, plan.targets, TIMING.lease, now)).acquired;
    if (own) until = now + TIMING.lease;
    else lose();
  };
  const lose = (): void => {
    if (ended.signal.aborted) return;
    log.warn({ operation: id }, 'another worker or operation has taken over');
    lost.abort();
  };
  /** One renewal at a time, so that a slow one is not overtaken by its successor. */
  const renewOnce = (): Promise<void> => {
    renewing ??= renew().finally(() => (renewing = undefined));
    return renewing;
  };
  const confirm = async (): Promise<void> => {
    if (!lost.signal.aborted && clock.now() >= until) await renewOnce();
    if (lost.signal.aborted) throw new LeaseLostError('another worker or operation has taken over');
  };
  const pulse = async (): Promise<void> => {
    await clock.sleep(TIMING.beatEvery, ended.signal);
    if (ended.signal.aborted || lost.signal.aborted) return;
    const due = clock.now() >= until - TIMING.lease + TIMING.renewEvery;
    await (due ? renewOnce() : beat()).catch((error: unknown) =>
      log.warn({ operation: id, error }, 'the lease could not be renewed'),
    );
    return pulse();
  };
  void pulse();

  return {
    lost: lost.signal,
    confirm,
    assert: async () => {
      const safe = (): boolean => clock.now() < until - TIMING.requestDeadline;
      if (!safe()) await renewOnce().catch(() => undefined);
      if (lost.signal.aborted || !safe())
        throw new LeaseLostError('the lock may run out before the answer comes');
    },
    end: () => ended.abort(),
  };
}
