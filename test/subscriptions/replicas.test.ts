import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { createLedger } from '../../src/operations/ledger.js';
import { openDatabase } from '../../src/store/index.js';
import { SECRET } from '../bench/webhook-plan.js';
import { lostIn, startSender } from '../bench/webhook-storm.js';
import { newPlace, type Place } from '../cli/coxswain.js';
import { temporaryPostgres } from '../fakes/postgres.js';

/** Two programs start, on a machine that may be busy. */
const SLOW = 240_000;
const STORM = { runs: 120, disorder: 40, seed: 11 };
const postgres = await temporaryPostgres();
const places: Place[] = [];

afterEach(() => {
  for (const place of places.splice(0)) place.close();
});
afterAll(() => postgres?.drop());

describe.runIf(postgres !== undefined)('two processes on one PostgreSQL [PIPE-7]', () => {
  it(
    'that hear the same webhooks at once tell each state of a run once, in one message',
    async () => {
      const databaseUrl = postgres?.url ?? '';
      const env = { DATABASE_URL: databaseUrl, GITHUB_WEBHOOK_SECRET: SECRET };
      const servers = await Promise.all(
        [1, 2].map(async () => {
          const place = newPlace();
          places.push(place);
          writeFileSync(join(place.folder, 'coxswain.yaml'), 'sandbox: true\n');
          const server = place.start(['start', '--port', '0'], env);
          const url = /http:\/\/\S+?:(\d+)/.exec(await server.says('listens on'));
          return { place, server, port: Number(url?.[1]) };
        }),
      );
      const say = async (text: string) => (await places[0]?.run(['say', text], { env }))?.out;
      await say("notify this channel when checkout's pipeline ends");
      expect(await say('yes')).toContain('Subscription 1');
      const senders = await Promise.all(
        servers.map(({ port }, index) =>
          startSender({ port, storm: { ...STORM, sender: `replica${index}` } }),
        ),
      );
      const sent = await Promise.all(senders.map((sender) => sender.send()));
      expect(sent.map(({ statuses }) => Object.keys(statuses))).toEqual([['202'], ['202']]);
      for (const { server } of servers) server.process.kill('SIGTERM');
      expect((await Promise.all(servers.map(({ server }) => server.ended))).map(({ code }) => code)).toEqual([
        0, 0,
      ]);
      expect(await lostIn({ databaseUrl }, STORM)).toEqual([]);
      expect(await toldMoreThanOnce(databaseUrl)).toEqual([]);
    },
    SLOW,
  );
});

/** Runs of one attempt whose message has more than one revision: they ended once, and only that is told. */
async function toldMoreThanOnce(databaseUrl: string): Promise<readonly string[]> {
  const ledger = createLedger(await openDatabase({ databaseUrl }), systemClock);
  const messages = await ledger.writtenSince('terminal', 0);
  await ledger.close();
  const storm = messages.filter(({ key }) => key.includes('https://github.test/'));
  expect(storm).toHaveLength(STORM.runs);
  const once = storm.filter(({ key }) => Number(key.split('/').at(-1)) % 3 !== 0);
  return once.filter(({ revision }) => revision > 1).map(({ key, revision }) => `${key} ${revision}`);
}
