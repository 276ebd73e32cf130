import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chat } from '../../src/commands/chat.js';
import { EXIT } from '../../src/commands/exit-codes.js';
import type { Io } from '../../src/commands/io.js';

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'coxswain-chat-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

/** A person at a terminal, who sees what was written so far. */
function person(env: Io['env'] = {}) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  const stdout = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 });
  let screen = '';
  const exits: number[] = [];
  stdout.setEncoding('utf8').on('data', (text: string) => (screen += text));
  const io: Io = {
    cwd,
    env: { LOG_LEVEL: 'silent', ...env },
    stdin,
    stdout,
    stderr: new PassThrough(),
    // Who owns the state folder is admin.
    user: userInfo().username,
    onSignal: () => () => undefined,
    exit: (code) => void exits.push(code),
  };
  return { io, screen: () => screen, type: (keys: string) => void stdin.write(keys), stdin, exits };
}

describe('a conversation at a terminal', () => {
  it('ends at once for whoever leaves before the bot was there', async () => {
    const ada = person();
    const chatting = chat(ada.io, {});
    ada.type(CTRL_D);
    expect(await chatting).toBe(EXIT.succeeded);
    // It did not wait for the bot.
    expect(ada.exits).toEqual([EXIT.succeeded]);
    expect(ada.screen()).not.toContain('Ctrl-D leaves');
  });

  it('answers what was typed before it was ready, without what was taken back', async () => {
    const ada = person();
    const chatting = chat(ada.io, {});
    ada.type('status of production');
    ada.type(CTRL_C);
    ada.type('status of staging\r');
    await expect.poll(ada.screen, { timeout: 60_000 }).toContain('staging: all 10 healthy');
    expect(ada.screen()).not.toMatch(/production: .*healthy/u);
    ada.type('roll back checkout');
    ada.type(CTRL_C);
    ada.type('status of dev\r');
    await expect.poll(ada.screen, { timeout: 60_000 }).toContain('dev: all 10 healthy');
    ada.type(CTRL_D);
    expect(await chatting).toBe(EXIT.succeeded);
    expect(ada.exits).toEqual([]);
  });

  it('is plain lines where the terminal can move no cursor', async () => {
    const ada = person({ TERM: 'dumb' });
    const chatting = chat(ada.io, {});
    ada.stdin.end('status of staging\n');
    expect(await chatting).toBe(EXIT.succeeded);
    expect(ada.screen()).toContain('staging: all 10 healthy');
    expect(ada.screen()).not.toContain('\u001b');
  });
});
