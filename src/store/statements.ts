import type { Database as Connection, Statement } from 'better-sqlite3';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** Statements kept prepared. There are far fewer, save for lists of values of every length. */
const PREPARED = 500;

const NOTHING_DONE = { changes: 0, lastInsertRowid: 0 };

interface Watching {
  /** Called whenever something written may have been committed. */
  readonly committed: () => void;
  /** Called before something is written and before a transaction begins; throws when nothing may be written any more. */
  readonly guard: () => void;
}

/** The connection as Kysely uses it, which prepares anew for every query: here a statement is prepared once. */
export function rememberStatements(connection: Connection, { committed, guard }: Watching): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>();
  let wrote = false;
  const about = (writes: boolean): void => {
    if (writes && !connection.inTransaction) guard();
  };
  const ran = (statement: Statement): void => {
    wrote ||= !statement.readonly;
    if (!wrote || connection.inTransaction) return;
    wrote = false;
    committed();
  };
  const prepare = (sql: string): SqliteStatement => {
    const statement = connection.prepare(sql);
    const writes = !statement.readonly || sql === 'begin';
    // Where the disk is full, SQLite takes a transaction back by itself (https://www.sqlite.org/lang_transaction.html,
    // section 3): to do it again would be an error that hides the first.
    const takesBack = sql === 'rollback';
    return {
      reader: statement.reader,
      all(parameters) {
        about(writes);
        const rows = statement.all(parameters);
        ran(statement);
        return rows;
      },
      run(parameters) {
        if (takesBack && !connection.inTransaction) return NOTHING_DONE;
        about(writes);
        const result = statement.run(parameters);
        ran(statement);
        return result;
      },
      iterate: (parameters) => statement.iterate(parameters),
    };
  };
  return {
    prepare(sql) {
      const known = prepared.get(sql);
      if (known !== undefined) return known;
      const statement = prepare(sql);
      const oldest = prepared.keys().next().value;
      if (prepared.size >= PREPARED && oldest !== undefined) prepared.delete(oldest);
      prepared.set(sql, statement);
      return statement;
    },
    close: () => void connection.close(),
  };
}
