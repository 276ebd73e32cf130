import { z } from 'zod';
import type { IdentityStore } from '../../contracts/ports/identity.js';
import { fromJson } from './rows.js';
import { read, transact, type LedgerContext } from './transaction.js';

const timesSchema = z.array(z.number());

export function identityStore(context: LedgerContext): IdentityStore {
  return { ...peopleLinks(context), ...linkCodes(context) };
}

function peopleLinks(context: LedgerContext): Pick<IdentityStore, 'personOf' | 'actorsOf' | 'linkActor'> {
  return {
    personOf: (actor) =>
      read(context, async (db) => {
        const row = await db
          .selectFrom('people_links')
          .select('person')
          .where('actor', '=', actor)
          .executeTakeFirst();
        return row?.person;
      }),

    actorsOf: (person) =>
      read(context, async (db) => {
        const rows = await db
          .selectFrom('people_links')
          .select('actor')
          .where('person', '=', person)
          .orderBy('linked_at')
          .orderBy('actor')
          .execute();
        return rows.map((row) => row.actor);
      }),

    linkActor: (actor, person, at) =>
      read(context, async (db) => {
        await db
          .insertInto('people_links')
          .values({ actor, person, linked_at: at })
          .onConflict((conflict) => conflict.column('actor').doUpdateSet({ person, linked_at: at }))
          .execute();
      }),
  };
}

function linkCodes(context: LedgerContext): Omit<IdentityStore, 'personOf' | 'actorsOf' | 'linkActor'> {
  return {
    saveCode: ({ hash, person, expiresAt }) =>
      transact(context, async ({ trx, now }) => {
        // Codes that ran out are of no use to anybody: this is the moment to forget them.
        await trx.deleteFrom('link_codes').where('expires_at', '<=', now).execute();
        await trx
          .insertInto('link_codes')
          .values({ hash, person, expires_at: expiresAt })
          .onConflict((conflict) => conflict.column('hash').doUpdateSet({ person, expires_at: expiresAt }))
          .execute();
      }),

    takeCode: (hash, now) =>
      read(context, async (db) => {
        const row = await db
          .deleteFrom('link_codes')
          .where('hash', '=', hash)
          .where('expires_at', '>', now)
          .returning('person')
          .executeTakeFirst();
        return row?.person;
      }),

    countAttempt: (actor, at, since) =>
      transact(context, async ({ trx }) => {
        // Touching the row locks it, so that attempts made at once are counted one after the other.
        const row = await trx
          .insertInto('link_attempts')
          .values({ actor, times: '[]' })
          .onConflict((conflict) => conflict.column('actor').doUpdateSet({ actor }))
          .returning('times')
          .executeTakeFirstOrThrow();
        const recent = fromJson(timesSchema, row.times).filter((time) => time >= since);
        const times = JSON.stringify([...recent, at]);
        await trx.updateTable('link_attempts').set({ times }).where('actor', '=', actor).execute();
        return recent.length + 1;
      }),

    clearAttempts: (actor) =>
      read(context, async (db) => {
        await db.deleteFrom('link_attempts').where('actor', '=', actor).execute();
      }),
  };
}
