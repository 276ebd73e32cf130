import { createHash } from 'node:crypto';
import type { CommitRow } from '../delivery/state.js';
import { AUTHORS, COMING, type ComingRow } from '../world/commits.js';
import type { ServiceRow } from '../world/services.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A version was built this long before it was first rolled out. */
const BUILT_BEFORE_MS = 2 * DAY_MS;

/** A commit's name: the same in every world. */
export function shaOf(...parts: readonly string[]): string {
  return createHash('sha1').update(parts.join('\n')).digest('hex');
}

/** Oldest first: what was rolled out, then what has not been yet. */
export function commitsOf({ name, history }: ServiceRow, now: number): CommitRow[] {
  const past = history.map(({ version, days, cause }) => ({
    ...{ version, message: cause, branch: 'main', at: now - days * DAY_MS - BUILT_BEFORE_MS },
  }));
  const coming = (COMING[name] ?? []).map((row: ComingRow) => ({
    ...{ message: row.message, branch: row.branch ?? 'main', at: now - row.hours * HOUR_MS },
    ...(row.version !== undefined && { version: row.version }),
    ...(row.fails !== undefined && { fails: row.fails }),
  }));
  const heads = new Map<string, string>();
  return [...past, ...coming].flatMap((row, index) => {
    const parent = heads.get(row.branch) ?? heads.get('main') ?? null;
    const author = AUTHORS[(name.length + index) % AUTHORS.length] ?? AUTHORS[0];
    const repository = `shop/${name}`;
    const work = { repository, parent, branch: row.branch, author, pull: (index + 1) * 3 };
    const subject = row.message.replace(/^.*?: /, '');
    const first = { ...work, message: `Cover "${subject}" with tests`, at: row.at - HOUR_MS / 12 };
    const tests: CommitRow = { ...first, sha: shaOf(repository, first.message) };
    const change: CommitRow = { ...work, ...row, parent: tests.sha, sha: shaOf(repository, row.message) };
    heads.set(row.branch, change.sha);
    return [tests, change];
  });
}
