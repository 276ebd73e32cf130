import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { systemClock } from '../../../src/clock.js';
import { createLedger } from '../../../src/operations/ledger.js';
import { openDatabase } from '../../../src/store/index.js';
import { botWith, type Bot } from '../../acceptance/stage/bot.js';
import type { Running } from '../../acceptance/stage/processes.js';
import { listening, portOf } from '../../fakes/listening.js';
import { chromiumPath, prerequisite } from '../../prerequisites.js';
import { aSchedule } from '../../schedule/rig.js';
import { fetchEmulator, openClient, type Client } from './emulator.js';

const PICTURES = join(import.meta.dirname, '../../../test-results');
const CONFIG = { sandbox: true, teams: { development: true } };
const HOUR = 60 * 60_000;
const SLOW = 120_000;

const emulator = chromiumPath() === undefined ? undefined : await fetchEmulator();
const here =
  prerequisite('Chromium', chromiumPath() !== undefined, 'chromium on the PATH, or CHROMIUM=path') &&
  prerequisite('Teams emulator', emulator !== undefined, 'npm install of @microsoft/m365agentsplayground');

async function freePort(): Promise<number> {
  const server = createServer();
  await listening(server);
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe.runIf(here)('in the emulator of the Teams client, in a real browser [CHANNELS-2]', () => {
  let bot: Bot;
  let running: Running;
  let client: Client;
  /** The conversation, to be looked at. */
  const picture = async (name: string): Promise<void> => {
    const clip = { x: 0, y: 48, width: 770, height: 742 };
    await client.page.screenshot({ path: join(PICTURES, `teams-${name}.png`), clip });
  };
  const see = (text: string | RegExp) => client.page.getByText(text).last().waitFor({ timeout: 60_000 });

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    const port = await freePort();
    bot = botWith(CONFIG, { PORT: String(port) });
    running = await bot.start();
    client = await openClient(emulator?.cli ?? '', `http://127.0.0.1:${port}`, await freePort());
    const { stdout } = await bot.run(['link']);
    await client.say(/the code is \d+/.exec(stdout)?.[0] ?? 'no code');
    await see(/Good to know you/);
  }, SLOW);
  afterAll(async () => {
    await client.stop();
    await bot.close();
    emulator?.remove();
  }, SLOW);

  it(
    'what a command lacks is asked for by a form, which is shown as answered',
    async () => {
      const { page } = client;
      await client.say('deploy');
      await see('Which service?');
      await page.getByRole('combobox').last().click();
      await picture('form');
      await page.getByRole('option', { name: 'checkout', exact: true }).click();
      await page.getByRole('button', { name: 'Send', exact: true }).last().click();
      await see('✔ checkout');
      expect(await page.getByRole('combobox').count()).toBeLessThanOrEqual(1);
      await see(/In which environment/);
      await client.say('staging');
      await see(/Which version/);
      await client.say('1.4.2');
      await see(/checkout 1\.4\.2 runs in staging/);
    },
    SLOW,
  );

  it(
    'a deploy to production is confirmed on its card, and the card is replaced in place to its end',
    async () => {
      const { page } = client;
      await client.say('deploy checkout 1.4.2 to production');
      await page.getByRole('button', { name: 'Confirm' }).waitFor();
      const shown = await client.messages();
      await picture('plan');
      await page.getByRole('button', { name: 'Confirm' }).click();
      await see(/Deploying checkout 1\.4\.2 to production/);
      await page.getByRole('button', { name: 'Stop' }).waitFor();
      await picture('progress');
      await see(/checkout 1\.4\.2 runs in production/);
      await page.getByRole('button', { name: 'Roll back' }).last().waitFor();
      await picture('outcome');
      expect(await client.messages()).toBe(shown);
      expect(await page.getByRole('button', { name: 'Confirm' }).count()).toBe(0);
      expect(await page.getByText(/Deploying checkout 1\.4\.2 to production/).count()).toBe(0);
    },
    SLOW,
  );

  it(
    'a digest comes by itself after a restart, late, and says so',
    async () => {
      await running.stop();
      const ledger = createLedger(await openDatabase({ home: join(bot.cwd, '.coxswain') }), systemClock);
      const conversation = (await ledger.writtenSince('teams', 0))[0]?.conversation;
      if (conversation === undefined) throw new Error('the bot has said nothing in Teams');
      const times = { cron: '0 * * * *', timezone: 'Etc/UTC', createdAt: Date.now() - 3 * HOUR };
      await ledger.addSchedule(aSchedule({ id: 'config:hourly', ...times }));
      await ledger.close();
      const place = { in: `teams:${conversation.id}`, environment: 'production' };
      const schedules = { hourly: { every: 'hour', timezone: 'Etc/UTC', ...place } };
      writeFileSync(join(bot.cwd, 'coxswain.yaml'), stringify({ ...CONFIG, schedules }));
      const shown = await client.messages();
      running = await bot.start();
      await see(/production: \d+ of 10 healthy/);
      await see(/Missed while I was not running/);
      await picture('digest');
      expect(await client.messages()).toBe(shown + 1);
    },
    SLOW,
  );
});
