import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { PushedRun } from '../../src/contracts/pushed-run.js';
import { RUN_REMEMBERED_MS } from '../../src/contracts/subscription.js';
import { createLedger } from '../../src/operations/ledger.js';
import { openDatabase, type DatabaseLocation } from '../../src/store/index.js';
import { aReply, NOON } from '../fakes/drafts.js';
import { temporaryPostgres } from '../fakes/postgres.js';
import { StoppedClock } from '../fakes/virtual-clock.js';

const DAY = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), 'coxswain-subscription-store-'));
const postgres = await temporaryPostgres();
const backends: readonly (readonly [string, DatabaseLocation])[] = [
  ['SQLite', { home: folder }],
  ...(postgres === undefined ? [] : [['PostgreSQL', { databaseUrl: postgres.url }] as const]),
];
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await postgres?.drop();
});

let count = 0;
const aRun = (change: Partial<PushedRun> = {}): PushedRun => ({
  ...{ system: 'github', attempt: 1, state: 'running', at: NOON, source: 'shop/checkout', name: 'CI' },
  ...{ url: 'https://github.test/runs/1', branch: 'main', ...change },
});
const delivered = (...runs: PushedRun[]) => runs.map((run) => ({ id: `github:${++count}`, run }));

describe.each(backends)('what subscriptions stand on, on %s', (_name, location) => {
  const given = async (now = NOON) => {
    const clock = new StoppedClock(now);
    const database = await openDatabase(location);
    const ledger = createLedger(database, clock);
    return { clock, database, ledger, close: () => ledger.close() };
  };
  beforeEach(async () => {
    const { database, close } = await given();
    for (const table of ['pushed_runs', 'subscription_runs', 'subscriptions', 'webhook_deliveries'] as const)
      await database.db.deleteFrom(table).execute();
    await close();
  });

  it('keeps the newest state of a run that webhooks brought, until it was served', async () => {
    const { ledger, close } = await given();
    const [ended, other] = [aRun({ state: 'failed' }), aRun({ url: 'https://github.test/runs/2' })];
    await ledger.admitDeliveries(delivered(ended, aRun(), other));
    await ledger.admitDeliveries(delivered(aRun({ at: NOON + 1_000 })));
    expect(await ledger.unservedRuns(NOON, 10)).toEqual(expect.arrayContaining([ended, other]));
    expect(await ledger.unservedRuns(NOON - 1, 10)).toEqual([]);
    const again = aRun({ attempt: 2, at: NOON - 5_000 });
    await ledger.admitDeliveries(delivered(again));
    await ledger.servedRuns([ended, other]);
    expect(await ledger.unservedRuns(NOON, 10)).toEqual([again]);
    await ledger.servedRuns([again]);
    expect(await ledger.unservedRuns(NOON, 10)).toEqual([]);
    await close();
  });

  it('keeps nothing of a state that arrives after a later one was served', async () => {
    const { ledger, close } = await given();
    const ended = aRun({ state: 'failed', at: NOON + 1_000 });
    await ledger.admitDeliveries(delivered(ended));
    await ledger.servedRuns([ended]);
    await ledger.admitDeliveries(delivered(aRun()));
    expect(await ledger.unservedRuns(NOON, 10)).toEqual([]);
    const again = aRun({ attempt: 2 });
    await ledger.admitDeliveries(delivered(again));
    expect(await ledger.unservedRuns(NOON, 10)).toEqual([again]);
    await close();
  });

  it('admits a thousand webhooks at once, and each id once', async () => {
    const { ledger, close } = await given();
    const runs = Array.from({ length: 1_000 }, (_, index) =>
      aRun({ url: `https://github.test/runs/${index % 300}`, at: NOON + index }),
    );
    const all = delivered(...runs);
    expect(await ledger.admitDeliveries(all)).toHaveLength(1_000);
    expect(await ledger.admitDeliveries(all)).toEqual([]);
    const kept = await ledger.unservedRuns(NOON, 2_000);
    expect(kept.map(({ at }) => at).toSorted()).toEqual(runs.slice(700).map(({ at }) => at));
    await close();
  });

  it('lets go of what came a day ago, told or not', async () => {
    const first = await given();
    const told = aRun({ url: 'https://github.test/runs/2' });
    await first.ledger.admitDeliveries(delivered(aRun(), told));
    await first.ledger.servedRuns([told]);
    await first.close();
    const { ledger, database, close } = await given(NOON + DAY);
    expect(await ledger.unservedRuns(NOON + DAY, 10)).toEqual([]);
    await ledger.servedRuns([]);
    expect(await database.db.selectFrom('pushed_runs').selectAll().execute()).toEqual([]);
    await close();
  });

  it('forgets what was told of runs that nobody can run again, and tells none of them anew', async () => {
    const first = await given();
    const subscription = await first.ledger.addSubscription({
      ...{ id: 'event:1', tenant: 'default', locale: 'en', createdAt: NOON - 10 * DAY },
      condition: { field: 'status', value: 'failed' },
      conversation: { platform: 'slack', id: 'C1', tenant: 'default' },
      owner: { person: 'ada', actor: { platform: 'slack', id: 'ada' } },
    });
    const telling = (run: PushedRun) => ({
      ...{ subscription: { id: subscription?.id ?? '' }, matches: true, reply: aReply('failed') },
      run: { ...run, state: 'failed' as const },
    });
    expect(await first.ledger.tellRun(telling(aRun()))).toBe(true);
    await first.close();
    const later = NOON + RUN_REMEMBERED_MS + 1;
    const { ledger, database, close } = await given(later);
    const young = aRun({ url: 'https://github.test/runs/2', at: later - DAY });
    expect(await ledger.tellRun(telling(young))).toBe(true);
    const rows = await database.db.selectFrom('subscription_runs').select('url').execute();
    expect(rows.map(({ url }) => url)).toEqual([young.url]);
    expect(await ledger.tellRun(telling(aRun()))).toBe(false);
    await close();
  });

  it('lets one of many that tell the same at once tell it', async () => {
    const first = await given();
    // PostgreSQL is shared by processes, each with connections of its own.
    const second = 'databaseUrl' in location ? await given() : first;
    const subscription = await first.ledger.addSubscription({
      ...{ id: 'event:1', tenant: 'default', locale: 'en', createdAt: NOON },
      condition: { field: 'status', value: 'failed' },
      conversation: { platform: 'slack', id: 'C1', tenant: 'default' },
      owner: { person: 'ada', actor: { platform: 'slack', id: 'ada' } },
    });
    const runs = Array.from({ length: 20 }, (_, index) => aRun({ url: `https://github.test/runs/${index}` }));
    const attempts = runs.flatMap((run) =>
      [first, second, first, second].map(({ ledger }) =>
        ledger.tellRun({
          ...{ subscription: { id: subscription?.id ?? '' }, run, matches: true, reply: aReply('failed') },
        }),
      ),
    );
    const told = await Promise.all(attempts);
    expect(told.filter(Boolean)).toHaveLength(runs.length);
    await first.close();
    if (second !== first) await second.close();
  });

  it('forgets what was told to a subscription that is gone', async () => {
    const first = await given();
    const draft = {
      ...{ tenant: 'default', locale: 'en' as const, createdAt: NOON },
      condition: { field: 'status' as const, value: 'failed' as const },
      conversation: { platform: 'slack', id: 'C1', tenant: 'default' },
      owner: { person: 'ada', actor: { platform: 'slack', id: 'ada' } },
    };
    await first.ledger.addSubscription({ ...draft, id: 'event:gone' });
    await first.ledger.addSubscription({ ...draft, id: 'event:kept' });
    const tell = (id: string, run: PushedRun) => ({
      ...{ subscription: { id }, run, matches: true, reply: aReply('failed') },
    });
    await first.ledger.tellRun(tell('event:gone', aRun()));
    await first.ledger.removeSubscription('event:gone', NOON);
    await first.close();
    const { ledger, database, close } = await given();
    await ledger.tellRun(tell('event:kept', aRun()));
    const rows = await database.db.selectFrom('subscription_runs').select('subscription_id').execute();
    expect(rows).toEqual([{ subscription_id: 'event:kept' }]);
    await close();
  });
});
