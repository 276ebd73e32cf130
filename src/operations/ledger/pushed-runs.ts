import { sql, type Transaction } from 'kysely';
import { pushedRunSchema, type PushedRun } from '../../contracts/pushed-run.js';
import { hasEnded } from '../../contracts/run-state.js';
import type { Schema } from '../../store/schema.js';
import { inPowers } from './powers.js';
import { fromJson } from './rows.js';
import { read, transact, type LedgerContext } from './transaction.js';
import type { PushedRunStore } from '../../contracts/ports/subscriptions.js';

/** What could not be told for so long is no news any more, and no webhook is so late. */
const KEPT_MS = 86_400_000;

/** Runs that webhooks brought. */
export function pushedRunStore(context: LedgerContext): PushedRunStore {
  return {
    unservedRuns: (until, limit) =>
      read(context, async (db) => {
        const rows = await db
          .selectFrom('pushed_runs')
          .select('run')
          .where('served', '=', sql.lit(0))
          .where('pushed_at', '<=', until)
          .where('pushed_at', '>', context.clock.now() - KEPT_MS)
          .orderBy('pushed_at')
          .limit(limit)
          .execute();
        return rows.map(({ run }) => fromJson(pushedRunSchema, run));
      }),

    servedRuns: (runs) =>
      transact(context, async ({ trx, now }) => {
        const moments = runs.map((run) => ({ url: run.url, moment: momentOf(run) })).sort(byUrl);
        for (const some of inPowers(moments))
          await trx
            .updateTable('pushed_runs')
            .set({ served: 1 })
            .where(
              'url',
              'in',
              some.map(({ url }) => url),
            )
            .where(
              'moment',
              'in',
              some.map(({ moment }) => moment),
            )
            .execute();
        await trx
          .deleteFrom('pushed_runs')
          .where('pushed_at', '<=', now - KEPT_MS)
          .execute();
      }),
  };
}

/** Writes the states that no known one supersedes. `runs`: each once. */
export async function keepNewest(
  trx: Transaction<Schema>,
  runs: readonly PushedRun[],
  now: number,
): Promise<void> {
  const rows = runs
    .map((run) => ({
      ...{ url: run.url, run: JSON.stringify(run), moment: momentOf(run) },
      ...{ attempt: run.attempt, ended: Number(hasEnded(run.state)), at: run.at, pushed_at: now },
    }))
    .sort(byUrl);
  for (const some of inPowers(rows))
    await trx
      .insertInto('pushed_runs')
      .values(some)
      .onConflict((conflict) =>
        conflict
          .column('url')
          .doUpdateSet((eb) => ({
            ...{ run: eb.ref('excluded.run'), moment: eb.ref('excluded.moment') },
            ...{ attempt: eb.ref('excluded.attempt'), ended: eb.ref('excluded.ended') },
            ...{ at: eb.ref('excluded.at'), pushed_at: eb.ref('excluded.pushed_at') },
            served: 0,
          }))
          .where(
            sql<boolean>`(excluded.attempt, excluded.ended, excluded.at) >= (pushed_runs.attempt, pushed_runs.ended, pushed_runs.at)`,
          ),
      )
      .execute();
}

const momentOf = ({ url, attempt, state, at }: PushedRun): string => `${attempt} ${state} ${at} ${url}`;

/** In one order everywhere, so that two bots can't wait for each other. */
const byUrl = (a: { readonly url: string }, b: { readonly url: string }): number => (a.url < b.url ? -1 : 1);
