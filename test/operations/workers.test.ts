import { setTimeout as sleepFor } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { IdentityStore } from '../../src/contracts/ports/identity.js';
import type { Ledger } from '../../src/contracts/ports/ledger.js';
import { createLedger } from '../../src/operations/ledger.js';
import { planDigest } from '../../src/registry/digest.js';
import { openDatabase } from '../../src/store/index.js';
import { aDraft, aReply } from '../fakes/drafts.js';
import { Life } from '../fakes/mortal.js';
import { temporaryPostgres } from '../fakes/postgres.js';
import { deployInto, effectsOf, planFor, StepWorld } from '../fakes/step-world.js';
import { startWorker } from '../fakes/worker.js';

/** The real time, which a test can put forward. */
class ShiftedClock implements Clock {
  #shift = 0;
  now(): number {
    return Date.now() + this.#shift;
  }
  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    await sleepFor(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
  }
  jump(ms: number): void {
    this.#shift += ms;
  }
}

const postgres = await temporaryPostgres();
afterAll(() => postgres?.drop());

describe.runIf(postgres !== undefined)('workers in several processes on PostgreSQL', () => {
  const clock = new ShiftedClock();
  const ledgers: (Ledger & IdentityStore)[] = [];
  const connect = async (): Promise<Ledger & IdentityStore> => {
    const ledger = createLedger(await openDatabase({ databaseUrl: postgres?.url ?? '' }), clock);
    ledgers.push(ledger);
    return ledger;
  };
  let ledger: Ledger & IdentityStore;
  beforeAll(async () => {
    ledger = await connect();
  });
  afterAll(() => Promise.all(ledgers.map((each) => each.close())));

  async function anOperation(name: string) {
    const world = new StepWorld(clock, [name]);
    const plan = planFor([name]);
    const draft = aDraft({ plan, createdAt: clock.now(), clearedAt: clock.now() });
    const digest = planDigest(draft.slots, plan);
    const { operation } = await ledger.createOperation({ ...draft, digest }, () => aReply());
    const worker = async (life = new Life()) =>
      startWorker({ ledger: await connect(), clock, skills: [deployInto(life.reach(world), clock)] }, life);
    return { world, operation, worker };
  }

  it('run an operation once when both are given it', async () => {
    const { world, operation, worker } = await anOperation('delivered-twice');
    const [one, two] = [await worker(), await worker()];
    await Promise.all([one.runner.run(operation.id), two.runner.run(operation.id)]);
    expect((await ledger.operationById(operation.id))?.status).toBe('succeeded');
    expect(effectsOf(world, operation.id)).toEqual(['0/patch']);
  });

  it('take over from one that died, but only after its lease surely ran out', async () => {
    const { world, operation, worker } = await anOperation('taken-over');
    const life: Life = new Life();
    world.after = () => life.kill();
    const dying = await worker(life);
    await Promise.race([dying.runner.run(operation.id), life.over]);
    const successor = await worker();
    // When the lease may still be trusted by the dead worker
    await successor.recovery.recover();
    await successor.runner.run(operation.id);
    expect((await ledger.operationById(operation.id))?.status).toBe('running');
    // When it can't be any more
    clock.jump(41_000);
    await successor.finish(operation.id);
    expect((await ledger.operationById(operation.id))?.status).toBe('succeeded');
    expect(effectsOf(world, operation.id)).toEqual(['0/patch']);
  });

  it('hear "stop" that was said to another process', async () => {
    const { world, operation, worker } = await anOperation('stopped-from-afar');
    const [one, two] = [await worker(), await worker()];
    // Given a rollout whose pods take an hour
    world.after = () => {
      const workload = world.workloads.get('stopped-from-afar');
      if (workload !== undefined) workload.since += 3_600_000;
    };
    const running = one.runner.run(operation.id);
    while (effectsOf(world, operation.id).length === 0) await clock.sleep(20);
    const result = await two.cancel({ operationId: operation.id, person: 'ada' });
    await running;
    expect(result).toMatchObject({
      state: 'ended',
      operation: { status: 'cancelled', cancelRequestedBy: 'ada' },
    });
    expect(effectsOf(world, operation.id)).toEqual(['0/patch', '0/pause']);
  });

  it('say ledger_down when the server ends their connections, and go on afterwards', async () => {
    const other = await connect();
    await ledger.operationById('any');
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: postgres?.url ?? '' });
    await client.connect();
    const slow = Promise.all(
      Array.from({ length: 20 }, () =>
        ledger.operationsIn(['running']).then(
          () => 'answered',
          (error: unknown) => error,
        ),
      ),
    );
    await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await client.end();
    for (const answer of await slow)
      if (answer !== 'answered') expect(answer).toMatchObject({ code: 'ledger_down' });
    await expect(other.operationsIn(['running'])).resolves.toBeDefined();
    expect(await ledger.healthy()).toBe(true);
  });
});
