import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import { startCommand } from '../../acceptance/stage/processes.js';
import { chromiumPath } from '../../prerequisites.js';

/** Microsoft's own emulator of a Teams client: a development tool that is fetched where it is wanted, never a dependency. */
const EMULATOR = '@microsoft/m365agentsplayground@0.2.28';

/** The emulator's program in a folder of its own outside of the repository; undefined where it can't be had. */
export async function fetchEmulator(): Promise<{ cli: string; remove(): void } | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'teams-emulator-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const args = ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', EMULATOR];
    await promisify(execFile)('npm', args, {
      cwd: folder,
      // with whatever this machine says of proxies and authorities
      env: process.env,
      timeout: 120_000,
    });
    return { cli: join(folder, 'node_modules/@microsoft/m365agentsplayground/cli.js'), remove };
  } catch {
    remove();
    return undefined;
  }
}

/** A client that shows the personal chat with the bot, in a headless browser. */
export interface Client {
  readonly page: Page;
  /** Writes a message and sends it. */
  say(text: string): Promise<void>;
  /** How many messages of the bot are shown. */
  messages(): Promise<number>;
  stop(): Promise<void>;
}

export async function openClient(cli: string, botUrl: string, port: number): Promise<Client> {
  const emulator = await startCommand(
    ['start', '-e', `${botUrl}/teams/messages`, '-c', 'msteams', '-p', String(port), '--disable-telemetry'],
    /Listening on/,
    { cwd: tmpdir(), main: cli, env: { HOME: tmpdir() } },
  );
  const executablePath = chromiumPath() ?? '';
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
  page.setDefaultTimeout(60_000);
  await page.goto(`http://127.0.0.1:${port}/`);
  const box = page.locator('[contenteditable=true][role=textbox]');
  await box.waitFor();
  // It has told the bot that it was added: only then does it send what is typed.
  await page.getByText('conversationUpdate 200').waitFor();
  return {
    page,
    say: async (text) => {
      await box.click();
      await box.pressSequentially(text);
      await page.getByRole('button', { name: 'Send Message' }).click();
    },
    messages: () => page.getByText('Test Bot', { exact: true }).count(),
    stop: async () => {
      await browser.close();
      await emulator.stop();
    },
  };
}
