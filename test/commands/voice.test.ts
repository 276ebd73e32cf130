import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { botWith, type Bot, type BotSettings } from '../acceptance/stage/bot.js';

const DOCS = new URL('../../docs', import.meta.url);

let opened: Bot[] = [];
afterEach(async () => {
  for (const bot of opened) await bot.close();
  opened = [];
});

/** A user with an empty state folder, and the documents of the checkout. */
function user(configuration?: object, env?: BotSettings['env']): Bot {
  const bot = botWith(configuration, env);
  opened.push(bot);
  cpSync(DOCS, join(bot.cwd, 'docs'), { recursive: true });
  return bot;
}

const spoken = (text: string, more: object = {}) => ({ locale: 'en', alternatives: [{ text }], ...more });
const script = (...lines: readonly object[]) => `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;

const eventSchema = z.looseObject({
  says: z.looseObject({ say: z.string(), expects: z.string() }).optional(),
  news: z.looseObject({ say: z.string(), final: z.boolean() }).optional(),
});
const events = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => eventSchema.parse(JSON.parse(line)));

describe('coxswain voice plays the incident of docs/ out of the box [CHANNELS-8]', () => {
  it.each([
    [
      'docs/voice-incident.jsonl',
      'en',
      false,
      'payments api in production is back on two point two point four.',
    ],
    [
      'docs/voice-incident.jsonl',
      'en',
      true,
      'payments api in production is back on two point two point four.',
    ],
    ['docs/voice-incident.ko.jsonl', 'ko', false, '운영 결제를 이 점 이 점 사로 되돌렸어요.'],
  ])('%s in %s, with a server that runs: %s', async (file, locale, served, ending) => {
    const bot = user();
    if (served) await bot.start();
    const { exit, stdout, stderr } = await bot.run(['voice', file, '--locale', locale]);
    expect(stderr).toBe('');
    expect(exit).toBe(0);
    const told = stdout.trim().split('\n');
    expect(told.filter((line) => line.includes(locale === 'ko' ? '들음' : 'hears'))).toHaveLength(6);
    expect(stdout).toContain(locale === 'ko' ? '다음에 기대하는 것: factor' : 'expects factor');
    expect(told.at(-2)).toContain(ending);
    const history = await bot.say(locale === 'ko' ? '결제 버전 알려줘' : 'version of payments in production');
    expect(JSON.stringify(history.reply)).toContain('2.2.4');
  });
});

describe('coxswain voice', () => {
  it('keeps the timing of the script', async () => {
    const lines = script(spoken('status of staging'), spoken('status of dev', { after: 1500 }));
    const { stdout } = await user().run(['voice', '-'], lines);
    const at = (line: RegExp) => Number(line.exec(stdout)?.[1]);
    const said = at(/([\d.]+) s {2}says {3}.*\n(?:.*expects.*\n)?.*status of dev/);
    const second = at(/([\d.]+) s {2}hears {2}status of dev/);
    expect(second - said).toBeGreaterThanOrEqual(1.4);
  });

  it.each([
    [0, 'an answer', [spoken('status of staging')]],
    [3, 'a refusal', [spoken('deploy checkout 1.4.1 to dev')]],
    [10, 'a question', [spoken('roll back payments')]],
    [10, 'a read-back', [spoken('scale cart to two in staging')]],
    [5, 'a withdrawal', [spoken('scale cart to two in staging'), spoken('cancel')]],
    [0, 'an operation that is waited for', [spoken('scale cart to two in dev'), spoken('confirm dev')]],
  ])('ends with %i after %s, as say does', async (exit, _what, lines) => {
    expect((await user().run(['voice', '-'], script(...lines))).exit).toBe(exit);
  });

  it('a transcript that is posted again gets its answer again and does nothing twice', async () => {
    const once = spoken('scale cart to two in staging', { id: 'e-1', session: 's-1' });
    const { stdout } = await user().run(['voice', '-', '--json'], script(once, once, once));
    const answers = events(stdout).flatMap(({ says }) => (says === undefined ? [] : [JSON.stringify(says)]));
    expect(answers).toHaveLength(3);
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('"number":1');
  });

  it('with --json prints objects for programs, the news too', async () => {
    const lines = script(spoken('scale cart to two in dev'), spoken('confirm dev'), { wait: 'news' });
    const { stdout, exit } = await user().run(['voice', '-', '--json'], lines);
    expect(exit).toBe(0);
    expect(events(stdout).map((event) => Object.keys(event)[0])).toEqual([
      ...['line', 'says', 'line', 'says', 'news'],
    ]);
    expect(events(stdout).at(-1)?.news).toMatchObject({ final: true });
  });

  it('says that nothing came when news are waited for too long', async () => {
    const lines = script(spoken('scale cart to two in dev'), spoken('confirm dev'), {
      wait: 'news',
      within: 1,
    });
    const { exit, stderr } = await user().run(['voice', '-'], lines);
    expect(exit).toBe(4);
    expect(stderr).toContain('Line 3: what was waited for did not come within 0.001 s.');
  });
});

describe('a script that can’t be played', () => {
  const WRONG = [
    '# a comment, and an empty line',
    '',
    'not json',
    '{"alternatives": []}',
    '{"alternatives": [{"text": 5}], "speaking": "yes", "affter": 3}',
    '{"say": "hello"}',
    '{"wait": "weekend"}',
    '{"chat": " ", "after": -1}',
  ].join('\n');

  it.each([
    [
      'en',
      [
        'The script can’t be played:',
        '  wrong.jsonl:3: must be one JSON object',
        '  wrong.jsonl:4: alternatives must have at least one transcript',
        '  wrong.jsonl:4: alternatives must have a transcript that is not empty',
        '  wrong.jsonl:5: alternatives[0].text must be text',
        '  wrong.jsonl:5: speaking must be true or false',
        '  wrong.jsonl:5: affter is not known here',
        '  wrong.jsonl:6: must have alternatives, chat or wait',
        '  wrong.jsonl:7: wait must be "news"',
        '  wrong.jsonl:8: chat must not be empty',
        '  wrong.jsonl:8: after must be milliseconds from 0 to 600000',
      ],
    ],
    [
      'ko',
      [
        '스크립트를 재생할 수 없어요:',
        '  wrong.jsonl:3: JSON 객체 하나여야 해요',
        '  wrong.jsonl:4: alternatives: 하나 이상 있어야 해요',
        '  wrong.jsonl:4: alternatives: 비어 있지 않은 것이 하나는 있어야 해요',
        '  wrong.jsonl:5: alternatives[0].text: 글자여야 해요',
        '  wrong.jsonl:5: speaking: true나 false여야 해요',
        '  wrong.jsonl:5: affter: 여기서 쓰지 않는 이름이에요',
        '  wrong.jsonl:6: alternatives, chat, wait 중 하나가 있어야 해요',
        '  wrong.jsonl:7: wait: "news"여야 해요',
        '  wrong.jsonl:8: chat: 비어 있으면 안 돼요',
        '  wrong.jsonl:8: after: 0에서 600000 사이의 밀리초여야 해요',
      ],
    ],
  ])('has every problem said with its line, in %s, and nothing is played', async (locale, problems) => {
    const bot = user();
    writeFileSync(join(bot.cwd, 'wrong.jsonl'), WRONG);
    const { exit, stdout, stderr } = await bot.run(['voice', 'wrong.jsonl', '--locale', locale]);
    expect(exit).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.trimEnd().split('\n')).toEqual(problems);
  });

  it.each([
    ['a file that is not there', ['nothing.jsonl'], 'nothing.jsonl can’t be read'],
    ['an empty script', ['-'], 'has no line to play'],
    ['no token for another bot', ['docs/voice-incident.jsonl', '--url', 'http://127.0.0.1:1'], 'VOICE_TOKEN'],
  ])('%s is said', async (_what, args, problem) => {
    const { exit, stderr } = await user().run(['voice', ...args]);
    expect(exit).toBe(2);
    expect(stderr).toContain(problem);
  });
});

describe('the bot elsewhere, whose configuration names the device', () => {
  const TOKEN = 'a-token-that-only-the-headset-of-ada-knows';
  const configuration = {
    sandbox: true,
    voice: {
      devices: { headset: { person: `terminal:${userInfo().username}`, tokenVariable: 'VOICE_TOKEN' } },
    },
  };

  it('is played to over HTTP with the token of the device', async () => {
    const bot = user(configuration, { VOICE_TOKEN: TOKEN });
    const running = await bot.start();
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(running.output())?.[0] ?? '';
    const heard = await bot.run(['voice', '-', '--url', url], script(spoken('status of staging')));
    expect(heard.stderr).toBe('');
    expect(heard.exit).toBe(0);
    expect(running.output()).toContain('voice: POST /voice/transcripts, headset\n');
    const other = user(undefined, { VOICE_TOKEN: 'not-the-token-of-any-device' });
    const refused = await other.run(['voice', '-', '--url', url], script(spoken('status of staging')));
    expect(refused.exit).toBe(1);
    expect(refused.stderr).toContain('401 unauthorized');
    const typed = await bot.run(['voice', 'docs/voice-incident.jsonl', '--url', url]);
    expect(typed.exit).toBe(2);
    expect(typed.stderr).toContain('Line 9 types in the linked chat');
  });

  it('does not let the microphone of this machine in by the public listener without its token', async () => {
    const bot = user();
    const running = await bot.start();
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(running.output())?.[0] ?? '';
    expect((await fetch(`${url}/voice/transcripts`, { method: 'POST' })).status).toBe(404);
  });
});

it('the scripts of docs/ are in the language that they say', () => {
  expect(readFileSync(join(DOCS.pathname, 'voice-incident.ko.jsonl'), 'utf8')).not.toContain('"en"');
  expect(readFileSync(join(DOCS.pathname, 'voice-incident.jsonl'), 'utf8')).not.toContain('"ko"');
});
