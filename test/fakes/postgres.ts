import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { prerequisite } from '../prerequisites.js';

const LOCAL = [
  'postgres://root@127.0.0.1:5432/test',
  'postgres://postgres@127.0.0.1:5432/test',
  'postgres://postgres@127.0.0.1:5432/postgres',
];

export interface TemporaryDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/**
 * A database of its own on the server that TEST_DATABASE_URL names or that listens on this machine; undefined,
 * which the report shows, when there is none. Each suite drops the one it made.
 */
export async function temporaryPostgres(): Promise<TemporaryDatabase | undefined> {
  const candidates = process.env.TEST_DATABASE_URL === undefined ? LOCAL : [process.env.TEST_DATABASE_URL];
  for (const candidate of candidates) {
    const name = `coxswain_test_${randomBytes(6).toString('hex')}`;
    if (!(await run(candidate, `create database ${name}`))) continue;
    const url = new URL(candidate);
    url.pathname = `/${name}`;
    return {
      url: url.href,
      drop: async () => {
        await run(candidate, `drop database ${name} with (force)`);
      },
    };
  }
  if (process.env.TEST_DATABASE_URL !== undefined)
    throw new Error('TEST_DATABASE_URL is set and no database can be made there');
  prerequisite('PostgreSQL', false, 'TEST_DATABASE_URL names one');
  return undefined;
}

async function run(url: string, statement: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  try {
    await client.connect();
    await client.query(statement);
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
