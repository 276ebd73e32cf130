import type { Database as Connection, Statement } from 'better-sqlite3';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** Statements kept prepared. There are far fewer, save for lists of values of every length. */
const PREPARED = 500;

/**
 * The connection as Kysely uses it, which prepares anew for every query: here a statement is prepared once. Calls
 * `committed` whenever something written may have been committed.
 */
export function rememberStatements(connection: Connection, committed: () => void): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>();
  let wrote = false;
  const ran = (statement: Statement): void => {
    wrote ||= !statement.readonly;
    if (!wrote || connection.inTransaction) return;
    wrote = false;
    committed();
  };
  const prepare = (sql: string): SqliteStatement => {
    const statement = connection.prepare(sql);
    return {
      reader: statement.reader,
      all(parameters) {
        const rows = statement.all(parameters);
        ran(statement);
        return rows;
      },
      run(parameters) {
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
