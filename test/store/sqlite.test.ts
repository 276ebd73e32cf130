import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLedger } from '../../src/operations/ledger.js';
import { openDatabase, StoreBusyError, StoreUnusableError } from '../../src/store/index.js';
import { translateDatabaseError } from '../../src/store/errors.js';
import { explainSqlite } from '../../src/store/sqlite.js';
import { aDraft, aReply, NOON } from '../fakes/drafts.js';
import { StoppedClock } from '../fakes/virtual-clock.js';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'coxswain-store-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const failure = async (promise: Promise<unknown>): Promise<Error> => {
  const error: unknown = await promise.then(
    () => new Error('nothing was thrown'),
    (thrown: unknown) => thrown,
  );
  return error instanceof Error ? error : new Error(String(error));
};

describe('the ledger file in the state folder', () => {
  it('is made with its folder, for its owner only, and keeps what was written', async () => {
    const folder = join(home, 'new', 'state');
    const first = createLedger(await openDatabase({ home: folder }), new StoppedClock(NOON));
    const draft = aDraft();
    await first.createOperation(draft, () => aReply());
    await first.close();
    const second = createLedger(await openDatabase({ home: folder }), new StoppedClock(NOON));
    expect((await second.operationById(draft.id))?.number).toBe(1);
    expect(statSync(folder).mode & 0o077).toBe(0);
    await second.close();
  });

  it('has one owner: another process is told that it is busy, and may have it when the owner dies', async () => {
    // Given another process that holds the file as this product does, and is then killed
    const script = `
      const Sqlite = require('better-sqlite3');
      const db = new Sqlite(${JSON.stringify(join(home, 'ledger.db'))});
      db.pragma('locking_mode = EXCLUSIVE');
      db.pragma('journal_mode = WAL');
      db.exec('BEGIN IMMEDIATE; CREATE TABLE t (x); COMMIT');
      console.log('owned');
      setInterval(() => {}, 1000);`;
    const owner = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(owner.stdout, 'data');
    expect(await failure(openDatabase({ home }))).toBeInstanceOf(StoreBusyError);
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    const database = await openDatabase({ home });
    await database.ping();
    await database.close();
  });

  it('keeps every other connection out while it is open', async () => {
    const database = await openDatabase({ home });
    const other = new Sqlite(join(home, 'ledger.db'), { timeout: 0 });
    expect(() => other.prepare('select count(*) from operations').get()).toThrow('database is locked');
    other.close();
    await database.close();
  });

  it('that is damaged is named with what to do, and is left as it is', async () => {
    const file = join(home, 'ledger.db');
    writeFileSync(file, 'this is not a database at all, '.repeat(200));
    const before = readFileSync(file);
    const error = await failure(openDatabase({ home }));
    expect(error).toBeInstanceOf(StoreUnusableError);
    expect(error.message).toContain(`${file} is damaged: move it away`);
    expect(readFileSync(file)).toEqual(before);
  });

  it('of a newer version is refused before anything is changed', async () => {
    const database = await openDatabase({ home });
    await sql`insert into kysely_migration values ('999_future', '2030')`.execute(database.db);
    await database.close();
    const error = await failure(openDatabase({ home }));
    expect(error).toBeInstanceOf(StoreUnusableError);
    expect(error.message).toContain('written by a newer version of Coxswain (it has "999_future")');
  });

  it('that can’t be made is named with what to do', async () => {
    const blocked = join(home, 'file');
    writeFileSync(blocked, '');
    const inFile = await failure(openDatabase({ home: join(blocked, 'state') }));
    mkdirSync(join(home, 'ledger.db'));
    const asFolder = await failure(openDatabase({ home }));
    for (const error of [inFile, asFolder]) {
      expect(error).toBeInstanceOf(StoreUnusableError);
      expect(error.message).toContain("can't be written");
      expect(error.message).toContain('COXSWAIN_HOME');
    }
  });

  it('in a file system that takes no new folders is refused at once, in both languages', async () => {
    const error = await failure(openDatabase({ home: '/proc/coxswain/state' }));
    expect(error).toBeInstanceOf(StoreUnusableError);
    expect(error.message).toContain("/proc/coxswain/state can't be written");
    expect(error instanceof StoreUnusableError && error.text('ko')).toContain('쓰기 권한');
  });

  it.each([
    ['SQLITE_FULL', 'is full: make room'],
    ['ENOSPC', 'is full: make room'],
    ['SQLITE_READONLY_DIRECTORY', "can't be written"],
    ['EROFS', "can't be written"],
    ['SQLITE_IOERR_FSYNC', 'check the disk'],
    ['SQLITE_CORRUPT', 'is damaged'],
  ])('explains %s', (code, words) => {
    const explained = explainSqlite(Object.assign(new Error('driver text'), { code }), '/state/ledger.db');
    expect(explained).toBeInstanceOf(StoreUnusableError);
    expect(String(explained)).toContain(words);
  });
});

describe('an outage of the file while it is used', () => {
  it('is ledger_down to whoever writes, and leaves nothing half-written', async () => {
    // Given a ledger that may not grow any more: the disk is full
    const database = await openDatabase({ home });
    const ledger = createLedger(database, new StoppedClock(NOON));
    const pages = await sql<{ page_count: number }>`pragma page_count`.execute(database.db);
    await sql.raw(`pragma max_page_count = ${pages.rows[0]?.page_count ?? 0}`).execute(database.db);
    const draft = aDraft({ digest: 'x'.repeat(200_000) });
    // When an operation is made
    const error = await failure(ledger.createOperation(draft, () => aReply()));
    // Then it is refused as an outage, and reads still answer
    expect(error).toMatchObject({ name: 'PortError', code: 'ledger_down', retryable: true });
    expect(await ledger.operationById(draft.id)).toBeUndefined();
    expect(await ledger.healthy()).toBe(true);
    await ledger.close();
  });

  it('is ledger_down where the disk fills in the middle of a transaction, which SQLite then takes back by itself', async () => {
    const database = await openDatabase({ home });
    const ledger = createLedger(database, new StoppedClock(NOON));
    await sql.raw('pragma max_page_count = 1').execute(database.db);
    const filling = database.db.transaction().execute(async (trx) => {
      for (let row = 0; row < 1_000; row += 1)
        await sql`insert into counters (tenant, value) values (${`${row} ${'x'.repeat(4_000)}`}, 0)`.execute(
          trx,
        );
    });
    expect(translateDatabaseError(await failure(filling))).toMatchObject({ code: 'ledger_down' });
    expect(await ledger.healthy()).toBe(true);
    await ledger.close();
  });

  it('whose folder was moved away or replaced takes no more writes, says so, and goes on once it is put back', async () => {
    // Given a ledger in use
    const folder = join(home, 'state');
    const ledger = createLedger(await openDatabase({ home: folder }), new StoppedClock(NOON));
    const draft = aDraft();
    await ledger.createOperation(draft, () => aReply());
    // When somebody moves its folder
    renameSync(folder, join(home, 'moved'));
    // Then it refuses to write, is not ready, and reads
    const other = aDraft();
    const refused = await failure(ledger.createOperation(other, () => aReply()));
    expect(refused).toMatchObject({ code: 'ledger_down', cause: { name: 'LedgerMovedError' } });
    expect(String(refused.cause)).toContain('put the state folder back');
    expect(await ledger.healthy()).toBe(false);
    expect((await ledger.operationById(draft.id))?.number).toBe(1);
    // and just so beside the new ledger that a second bot made in its place
    const second = createLedger(await openDatabase({ home: folder }), new StoppedClock(NOON));
    expect(await failure(ledger.finishEvent('terminal:x', null))).toMatchObject({ code: 'ledger_down' });
    await second.close();
    // and writes again when it is back
    rmSync(folder, { recursive: true });
    renameSync(join(home, 'moved'), folder);
    expect((await ledger.createOperation(other, () => aReply())).operation.number).toBe(2);
    await ledger.close();
  });

  it('is ledger_down after it was closed', async () => {
    const ledger = createLedger(await openDatabase({ home }), new StoppedClock(NOON));
    await ledger.close();
    expect(await ledger.healthy()).toBe(false);
    expect(await failure(ledger.operationById('x'))).toMatchObject({ code: 'ledger_down' });
  });

  it('is not what a faulty statement is called: that is a bug and stays one', async () => {
    const ledger = createLedger(await openDatabase({ home }), new StoppedClock(NOON));
    const draft = aDraft();
    await ledger.createOperation(draft, () => aReply());
    const twice = ledger.createOperation({ ...draft, eventKey: 'terminal:other' }, () => aReply());
    expect(await failure(twice)).toMatchObject({ code: 'SQLITE_CONSTRAINT_PRIMARYKEY' });
    await ledger.close();
  });
});
