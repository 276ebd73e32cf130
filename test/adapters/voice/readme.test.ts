import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { botWith } from '../../acceptance/stage/bot.js';
import { chromiumPath, prerequisite } from '../../prerequisites.js';
import { newsSchema, spokenSchema } from './spoken.js';

const README = readFileSync(new URL('../../../adapters/voice/README.md', import.meta.url), 'utf8');
/** The contents of README's code blocks of a language, in their order. */
const blocks = (language: string): readonly string[] =>
  Array.from(
    README.matchAll(new RegExp(`^( *)\`\`\`${language}\n(.*?)^ *\`\`\``, 'gmsu')),
    ([, indent = '', block = '']) => block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
const lines = blocks('sh').flatMap((block) => block.trim().split('\n'));

/** One line in a shell, as a reader pastes it. */
async function shell(line: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { stdout } = await promisify(execFile)('bash', ['-c', line], { env: { ...process.env, ...env } });
  return stdout;
}

const configSchema = z.looseObject({ voice: z.looseObject({ origins: z.array(z.string()) }) });

/** The bot with README's token and configuration; the reader is the user of this machine. */
async function begun(origin?: string) {
  const [making = ''] = lines;
  const token = (await shell(`${making} && echo $VOICE_TOKEN_ADA`, {})).trim();
  const [yaml = ''] = blocks('yaml');
  const config = configSchema.parse(
    parse(yaml.replaceAll('terminal:ada', `terminal:${userInfo().username}`)),
  );
  if (origin !== undefined) config.voice.origins = [origin];
  const bot = botWith(config, { VOICE_TOKEN_ADA: token });
  onTestFinished(() => bot.close());
  const running = await bot.start();
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(running.output())?.[0] ?? '';
  return { token, url };
}

describe('from zero to working, as README of the voice adapter has it [CHANNELS-8]', () => {
  it('every command works as it is written', async () => {
    const { token, url } = await begun();
    const run = (line: string) =>
      shell(line.replace('http://127.0.0.1:3000', url), { VOICE_TOKEN_ADA: token }).then((text): unknown =>
        JSON.parse(text),
      );
    const [, plan = '', phrase = '', news = '', ...others] = lines;
    expect(others).toEqual([]);
    expect(spokenSchema.parse(await run(plan))).toMatchObject({
      expects: 'confirm',
      operation: { number: 1 },
    });
    expect(spokenSchema.parse(await run(phrase)).operation?.status).toBe('cleared');
    expect(newsSchema.parse(await run(news)).news.at(-1)).toMatchObject({ final: true });
  });
});

const BROWSER = chromiumPath();
const BROWSES = prerequisite(
  'Chromium',
  BROWSER !== undefined,
  'on the PATH or in CHROMIUM, for the snippet of the voice README',
);

/** What the page is given in place of a microphone and a loudspeaker. */
const STUBS = `
  class Recognition { constructor() { window.listener = this; } start() { window.listens = true; } }
  Object.defineProperty(window, 'SpeechRecognition', { value: Recognition });
  window.said = [];
  const synthesis = { speaking: false, speak: ({ text, lang }) => window.said.push({ text, lang }) };
  Object.defineProperty(window, 'speechSynthesis', { value: synthesis });
`;
const saidSchema = z.array(z.object({ text: z.string(), lang: z.string() }));

describe('the snippet of README in a browser [CHANNELS-8]', () => {
  it.runIf(BROWSES)('posts what is heard, speaks, and tells the news', async () => {
    const { page, hears, said } = await browsing();
    expect(await page.evaluate('window.listens')).toBe(true);
    await hears('scale cart to two in staging', 0.9);
    await expect.poll(said).toHaveLength(1);
    expect((await said())[0]?.text).toContain('Say confirm staging');
    expect((await said())[0]?.lang).toBe('en-US');
    // Heard while it speaks: the bot takes it for its own voice and stays silent.
    await page.evaluate('window.speechSynthesis.speaking = true; window.listener.onspeechstart()');
    await hears('confirm staging', 0.9);
    await page.evaluate('window.speechSynthesis.speaking = false; window.listener.onspeechstart()');
    expect(await said()).toHaveLength(1);
    await hears('confirm staging', 0);
    await expect
      .poll(async () => (await said()).at(-1)?.text)
      .toBe('Sandbox: cart in staging has two replicas ready.');
  });

  it.runIf(BROWSES)('is refused by the browser on a page of another origin', async () => {
    const { page, hears, said } = await browsing('http://voice.example.com');
    const refusals: string[] = [];
    page.on('console', (message) => refusals.push(message.text()));
    await expect(hears('status of staging', 0.9)).rejects.toThrow('Failed to fetch');
    expect(await said()).toEqual([]);
    expect(refusals.join('\n')).toContain('CORS');
  });
});

/** A page with README's module, served from an origin of its own; `allowed` is the origin that may call instead. */
async function browsing(allowed?: string) {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>voice</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const { token, url } = await begun(allowed ?? origin);
  const browser = await chromium.launch({ executablePath: BROWSER ?? '', args: ['--no-sandbox'] });
  onTestFinished(async () => {
    await browser.close();
    server.close();
  });
  const page: Page = await browser.newPage();
  page.on('dialog', (dialog) => void dialog.accept(token));
  await page.addInitScript(STUBS);
  await page.goto(origin);
  const [module = ''] = blocks('js');
  await page.addScriptTag({ type: 'module', content: module.replace('https://ops.example.com', url) });
  await page.waitForFunction('window.listens === true');
  return {
    page,
    hears: (transcript: string, confidence: number) =>
      page.evaluate(
        `window.listener.onresult({ resultIndex: 0, results: [[${JSON.stringify({ transcript, confidence })}]] })`,
      ),
    said: async () => saidSchema.parse(await page.evaluate('window.said')),
  };
}
