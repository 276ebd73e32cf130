import { beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../src/contracts/ports/clock.js';
import { PortError } from '../../src/contracts/errors.js';
import { LeaseLostError } from '../../src/contracts/step.js';
import { holdLease, type Lease } from '../../src/operations/locks.js';
import { NOON } from '../fakes/drafts.js';
import { recordingLog } from '../fakes/log.js';
import { ledgerOfThisFile, scene, type Scene } from './scene.js';

const SECOND = 1_000;
const LEASE = 30 * SECOND;
const theLedger = ledgerOfThisFile();

/** Time that only the test moves; nothing renews by itself. */
class HeldClock implements Clock {
  time = NOON;
  now(): number {
    return this.time;
  }
  sleep(): Promise<void> {
    return new Promise(() => undefined);
  }
}

describe('the lease of a running operation', () => {
  let clock: HeldClock;
  let its: Scene;
  let state: { down: boolean; renewals: number };
  let lease: Lease;

  beforeEach(async () => {
    clock = new HeldClock();
    its = await scene(theLedger());
    state = { down: false, renewals: 0 };
    const { id, plan } = its.operation;
    await theLedger().acquireLocks(id, plan.targets, LEASE, NOON);
    const patch = { heartbeatAt: NOON };
    const running = await theLedger().transition(id, ['cleared'], { status: 'running', patch, by: 'system' });
    const real = theLedger();
    const ledger = {
      ...real,
      heartbeat: (...args: Parameters<typeof real.heartbeat>) => {
        if (state.down) return Promise.reject(new PortError('ledger_down', 'down'));
        state.renewals += 1;
        return real.heartbeat(...args);
      },
    };
    const deps = { ledger, clock, log: recordingLog(), onCancel: () => undefined };
    lease = holdLease(deps, running ?? its.operation, { until: NOON + LEASE, beatAt: NOON });
  });

  const targetUntil = async (): Promise<number | undefined> => {
    const [target] = its.operation.plan.targets;
    return target === undefined ? undefined : (await theLedger().lockHolder(target, clock.now()))?.until;
  };

  it('lets an effect through while it outlasts the longest request, without asking the ledger', async () => {
    clock.time = NOON + 20 * SECOND - 1;
    await lease.assert();
    expect(state.renewals).toBe(0);
  });

  it('is renewed before an effect that it would not outlast', async () => {
    clock.time = NOON + 20 * SECOND;
    await lease.assert();
    expect(await targetUntil()).toBe(clock.time + LEASE);
  });

  it('lets nothing through when it can’t be renewed, and is not lost for that', async () => {
    state.down = true;
    clock.time = NOON + 20 * SECOND;
    await expect(lease.assert()).rejects.toBeInstanceOf(LeaseLostError);
    expect(lease.lost.aborted).toBe(false);
    state.down = false;
    await lease.assert();
  });

  it('is taken again after it ran out, when nobody else had it', async () => {
    clock.time = NOON + 5 * 60 * SECOND;
    await lease.confirm();
    expect(await targetUntil()).toBe(clock.time + LEASE);
    expect(lease.lost.aborted).toBe(false);
  });

  it('can’t be confirmed after it ran out while the ledger is down', async () => {
    state.down = true;
    clock.time = NOON + LEASE;
    await expect(lease.confirm()).rejects.toMatchObject({ code: 'ledger_down' });
    expect(lease.lost.aborted).toBe(false);
  });

  it('is lost when another operation has taken the target', async () => {
    clock.time = NOON + 5 * 60 * SECOND;
    await theLedger().acquireLocks('another', its.operation.plan.targets, LEASE, clock.time);
    await expect(lease.confirm()).rejects.toBeInstanceOf(LeaseLostError);
    await expect(lease.assert()).rejects.toBeInstanceOf(LeaseLostError);
    expect(lease.lost.aborted).toBe(true);
  });

  it('is lost when another worker of the same operation lives', async () => {
    clock.time = NOON + 5 * 60 * SECOND;
    await theLedger().heartbeat(its.operation.id, clock.time - SECOND, NOON);
    await expect(lease.assert()).rejects.toBeInstanceOf(LeaseLostError);
    expect(lease.lost.aborted).toBe(true);
  });

  it('is renewed once, however many ask at the same time', async () => {
    clock.time = NOON + 25 * SECOND;
    await Promise.all([lease.assert(), lease.assert(), lease.assert()]);
    expect(state.renewals).toBe(1);
  });
});
