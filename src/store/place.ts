import { statSync } from 'node:fs';

/**
 * Somebody moved or deleted the state folder while the bot runs. What is written now goes to a file that the next bot
 * does not find, which would then steer the same services beside this one: so nothing is written until it is put back.
 */
class LedgerMovedError extends Error {
  override readonly name = 'LedgerMovedError';
  /** SQLite's own name for it (https://www.sqlite.org/rescode.html#readonly_dbmoved); it does not look in WAL mode. */
  readonly code = 'SQLITE_READONLY_DBMOVED';
  constructor(file: string) {
    super(
      `${file} was moved or deleted while it is in use: put the state folder back, or stop this Coxswain and start it again`,
    );
  }
}

/**
 * Remembers which file stands at this path.
 * @returns a check that throws LedgerMovedError when another one stands there now, or none
 */
export function keepPlace(file: string): () => void {
  const before = statSync(file);
  return () => {
    const now = statSync(file, { throwIfNoEntry: false });
    if (now?.ino !== before.ino || now.dev !== before.dev) throw new LedgerMovedError(file);
  };
}
