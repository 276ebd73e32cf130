import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { createLedger } from '../../src/operations/ledger.js';
import { openDatabase } from '../../src/store/index.js';
import { newPlace, type Place } from '../cli/coxswain.js';
import { temporaryPostgres } from '../fakes/postgres.js';
import { aSchedule } from './rig.js';

/** Three programs start and meet a full ten seconds, on a machine that may be busy. */
const SLOW = 180_000;
const HOUR = 60 * 60_000;
const SCHEDULES = 12;
const postgres = await temporaryPostgres();
const places: Place[] = [];

afterEach(() => {
  for (const place of places.splice(0)) place.close();
});
afterAll(() => postgres?.drop());

describe.runIf(postgres !== undefined)('three processes on one PostgreSQL [CHANNELS-7]', () => {
  it(
    'post each slot once, also when one of them is killed meanwhile',
    async () => {
      const databaseUrl = postgres?.url ?? '';
      const ledger = createLedger(await openDatabase({ databaseUrl }), systemClock);
      const began = Date.now();
      const ids = Array.from({ length: SCHEDULES }, (_, index) => `told:s${index}`);
      const servers = await Promise.all(
        [1, 2, 3].map(async () => {
          const place = newPlace();
          places.push(place);
          writeFileSync(join(place.folder, 'coxswain.yaml'), 'sandbox: true\n');
          const server = place.start(['start', '--port', '0'], {
            DATABASE_URL: databaseUrl,
            LOG_LEVEL: 'debug',
          });
          await server.says('listens on');
          return server;
        }),
      );
      // Every schedule owes its last hours: all processes find all of them due at their next look.
      for (const id of ids)
        await ledger.addSchedule(
          aSchedule({ id, cron: '0 * * * *', timezone: 'Etc/UTC', slots: {}, createdAt: began - 3 * HOUR }),
        );
      const owed = await settledBy(ledger, ids, 1);
      servers[0]?.process.kill('SIGKILL');
      expect(owed).toBe(true);
      await settledBy(ledger, ids, SCHEDULES);
      servers.slice(1).forEach((server) => server.process.kill('SIGTERM'));
      const logs = await Promise.all(servers.map(async (server) => (await server.ended).err));
      const posts = await ledger.undelivered('slack', 10_000);
      expect(posts.every(({ revision }) => revision === 1)).toBe(true);
      for (const id of ids) {
        const slots = await ledger.slots(id, 0);
        const posted = slots.filter(({ state }) => state === 'posted').map(({ nominal }) => nominal);
        const keys = posts.map(({ key }) => key).filter((key) => key.startsWith(`schedule:${id}:`));
        expect(keys.sort()).toEqual(posted.map((nominal) => `schedule:${id}:${nominal}`).sort());
        expect(posted.length).toBeGreaterThan(0);
        // Every hour since it was made has exactly one row.
        const hours = slots.map(({ nominal }) => nominal / HOUR);
        expect(hours).toEqual(hours.map((_, index) => (hours[0] ?? 0) + index));
      }
      // They did meet: somebody made a post that another process had settled already.
      expect(logs.join('')).toContain('another process was first');
      await ledger.close();
    },
    SLOW,
  );
});

/** Waits until so many schedules owe nothing; false after a minute and a half. */
async function settledBy(
  ledger: ReturnType<typeof createLedger>,
  ids: readonly string[],
  count: number,
): Promise<boolean> {
  const giveUpAt = Date.now() + 90_000;
  while (Date.now() < giveUpAt) {
    const posted = await Promise.all(ids.map((id) => ledger.lastPosted(id)));
    if (posted.filter((each) => each !== undefined).length >= count) return true;
    await systemClock.sleep(100);
  }
  return false;
}
