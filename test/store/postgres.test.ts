import { describe, expect, it } from 'vitest';
import { openDatabase, StoreUnusableError } from '../../src/store/index.js';
import { explainPostgres } from '../../src/store/postgres.js';

const URL_WITH_SECRET = 'postgres://ops:hunter2@127.0.0.1:9/ledger';

describe('a PostgreSQL that DATABASE_URL names', () => {
  it('and that does not answer is named with what to do, without the password', async () => {
    const error: unknown = await openDatabase({ databaseUrl: URL_WITH_SECRET }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(StoreUnusableError);
    expect(String(error)).toContain('127.0.0.1:9/ledger does not answer');
    expect(String(error)).not.toContain('hunter2');
  });

  it.each([
    ['28P01', 'check user, password and rights'],
    ['3D000', 'create the database'],
    ['25006', 'read-only'],
    ['53100', 'make room'],
    ['57P03', 'does not answer'],
  ])('explains SQLSTATE %s', (code, words) => {
    const explained = explainPostgres(Object.assign(new Error('driver text'), { code }), URL_WITH_SECRET);
    expect(explained).toBeInstanceOf(StoreUnusableError);
    expect(String(explained)).toContain(words);
  });
});
