import { createHook } from 'node:async_hooks';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLedger } from '../../src/operations/ledger.js';
import { createDurability } from '../../src/store/durable.js';
import { openDatabase } from '../../src/store/index.js';
import { rememberStatements } from '../../src/store/statements.js';
import { aMessage, NOON } from '../fakes/drafts.js';
import { StoppedClock } from '../fakes/virtual-clock.js';

/** A disk whose flushes end when the test says so. */
function disk() {
  const flushes: { end(): void; fail(): void }[] = [];
  const sync = () =>
    new Promise<void>((resolve, reject) => {
      flushes.push({ end: resolve, fail: () => reject(new Error('EIO')) });
    });
  return { flushes, sync };
}

/** Whether it has resolved by the time everything that can run has run. */
async function isOver(promise: Promise<unknown>): Promise<boolean> {
  let over = false;
  const end = () => void (over = true);
  promise.then(end, end);
  for (let turns = 0; turns < 4; turns++) await turn();
  return over;
}

describe('commits that become durable together', () => {
  it('wait for nothing when nothing was committed', async () => {
    const { sync, flushes } = disk();
    await createDurability(sync).settled();
    expect(flushes).toHaveLength(0);
  });

  it('share one flush, and those that come while it is under way share the next', async () => {
    const { sync, flushes } = disk();
    const { committed, settled } = createDurability(sync);
    committed();
    const first = settled();
    committed();
    const second = settled();
    expect(await isOver(first)).toBe(false);
    committed();
    const late = settled();
    flushes[0]?.end();
    await Promise.all([first, second]);
    expect(await isOver(late)).toBe(false);
    flushes[1]?.end();
    await late;
    expect(flushes).toHaveLength(2);
    expect(await isOver(settled())).toBe(true);
  });

  it('are refused when the disk fails, and so is everything after them', async () => {
    const { sync, flushes } = disk();
    const { committed, settled } = createDurability(sync);
    committed();
    const lost = settled();
    expect(await isOver(lost)).toBe(false);
    flushes[0]?.fail();
    await expect(lost).rejects.toThrow('the disk did not confirm a write');
    committed();
    await expect(settled()).rejects.toThrow('the disk did not confirm a write');
    expect(flushes).toHaveLength(1);
  });
});

describe('the connection', () => {
  it('tells of commits: of a statement alone, of a transaction at its end, of reading never', async () => {
    const connection = new Sqlite(':memory:');
    let commits = 0;
    const database = rememberStatements(connection, {
      committed: () => (commits += 1),
      guard: () => undefined,
    });
    const db = new Kysely<{ t: { x: number } }>({ dialect: new SqliteDialect({ database }) });
    await db.schema.createTable('t').addColumn('x', 'integer').execute();
    expect(commits).toBe(1);
    await db.insertInto('t').values({ x: 1 }).returning('x').execute();
    expect(commits).toBe(2);
    await db.transaction().execute(async (trx) => {
      await trx.insertInto('t').values({ x: 2 }).execute();
      await trx.insertInto('t').values({ x: 3 }).execute();
      expect(commits).toBe(2);
    });
    expect(commits).toBe(3);
    expect(await db.selectFrom('t').selectAll().execute()).toHaveLength(3);
    expect(commits).toBe(3);
    await db.destroy();
  });
});

describe('the ledger', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'coxswain-durable-'));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  it('says that it has a message only when the disk has it, and then is down when the disk fails', async () => {
    const { sync, flushes } = disk();
    const database = await openDatabase({ home });
    const { committed, settled } = createDurability(sync);
    const slow = () => {
      committed();
      return settled();
    };
    const ledger = createLedger({ ...database, settled: slow }, new StoppedClock(NOON));
    const dialogue = ledger.dialogue('room', 'ada');
    expect(await isOver(dialogue)).toBe(false);
    flushes[0]?.end();
    await dialogue;
    const recorded = ledger.recordEvent(aMessage());
    for (let flush = 1; flush <= 2; flush++) {
      // The first message of an hour follows a clearing out of old ones.
      expect(await isOver(recorded)).toBe(false);
      flushes[flush]?.end();
    }
    expect(await recorded).toMatchObject({ first: true });
    const lost = ledger.recordEvent(aMessage({ eventId: 'another' }));
    expect(await isOver(lost)).toBe(false);
    flushes[3]?.fail();
    await expect(lost).rejects.toMatchObject({ code: 'ledger_down' });
    await ledger.close();
  });

  it('flushes the log before a message is acknowledged, once for many', async () => {
    const ledger = createLedger(await openDatabase({ home }), new StoppedClock(NOON));
    let flushes = 0;
    const hook = createHook({ init: (_id, type) => void (flushes += type === 'FSREQPROMISE' ? 1 : 0) });
    hook.enable();
    const many = Array.from({ length: 20 }, (_, index) =>
      ledger.recordEvent(aMessage({ eventId: `${index}` })),
    );
    await Promise.all(many);
    hook.disable();
    expect(flushes).toBeGreaterThanOrEqual(1);
    expect(flushes).toBeLessThan(20);
    await ledger.close();
  });
});
