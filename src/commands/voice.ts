import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { text as textOf } from 'node:stream/consumers';
import { typedMessage } from '../../adapters/terminal/index.js';
import type { Configuration } from '../../config/index.js';
import { systemClock } from '../clock.js';
import type { Locale } from '../contracts/message.js';
import type { Endpoint } from '../socket/client.js';
import { openBot } from './bot.js';
import { configurationOf } from './configuration.js';
import { EXIT, exitOfOperation, exitOfReply } from './exit-codes.js';
import { reportFailure, screenOf } from './face.js';
import { writeLines, type Io } from './io.js';
import type { OwnerLink } from './owner-link.js';
import { typistOf } from './typist.js';
import { createEndpoint } from './voice/endpoint.js';
import { play, type Chat } from './voice/play.js';
import { jsonPrinter, printer } from './voice/print.js';
import { readScript, ScriptError, type Line } from './voice/script.js';

export interface VoiceOptions {
  readonly locale?: Locale;
  readonly json?: boolean;
  /** A bot elsewhere, whose configuration names the device. */
  readonly url?: string;
  readonly tokenVariable: string;
}

/** `coxswain voice`: plays a file of transcripts, as a device would post them. Returns the exit code. */
export async function voice(io: Io, file: string, options: VoiceOptions): Promise<number> {
  const configuration = configurationOf(io, options.locale);
  const locale = options.locale ?? configuration.locale;
  const lines = await linesOf(io, file, options, locale);
  if (lines === undefined) return EXIT.usage;
  const elsewhere = elsewhereOf(io, options, lines, locale);
  if (elsewhere === 'unusable') return EXIT.usage;
  const print =
    options.json === true
      ? jsonPrinter(io)
      : printer(io, locale, screenOf(io, io.stdout, configuration.colors).colors, systemClock);
  const bot = elsewhere === undefined ? botHere(io, configuration, (title) => print.shown(title)) : undefined;
  const release = io.onSignal(() => {
    void (bot?.leave(false) ?? Promise.resolve()).finally(() => io.exit(EXIT.interrupted));
  });
  try {
    const where = bot === undefined ? () => Promise.resolve(elsewhere ?? NOWHERE) : () => bot.microphone();
    const endpoint = createEndpoint(where, systemClock);
    const chat = bot === undefined ? noChat : chatOf(io, bot);
    return await play(lines, { endpoint, chat, listener: print, clock: systemClock });
  } catch (error) {
    return reportFailure(io, error, locale);
  } finally {
    release();
    await bot?.leave(true);
  }
}
const NOWHERE: Endpoint = { url: '', token: '' };
const noChat: Chat = () => Promise.resolve({ exit: EXIT.usage });

/** The lines of the script; undefined when it can't be played, which is then said. */
async function linesOf(
  io: Io,
  file: string,
  options: VoiceOptions,
  locale: Locale,
): Promise<readonly Line[] | undefined> {
  const texts = TEXTS[locale];
  const own = randomUUID().slice(0, 8);
  try {
    const content = await (file === '-' ? textOf(io.stdin) : readFile(file, 'utf8')).catch(
      (error: unknown) => {
        throw new ScriptError([texts.unreadable(file, error instanceof Error ? error.message : '')]);
      },
    );
    const defaults = { session: `script-${own}`, id: (line: number) => `line-${line}-${own}` };
    return readScript(content, file, { ...defaults, locale: options.locale }, locale);
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error;
    writeLines(io.stderr, [texts.wrong, ...error.problems.map((each) => `  ${each}`)]);
    return undefined;
  }
}

/** The bot elsewhere that was asked for, if one was. */
function elsewhereOf(
  io: Io,
  { url, tokenVariable }: VoiceOptions,
  lines: readonly Line[],
  locale: Locale,
): Endpoint | 'unusable' | undefined {
  if (url === undefined) return undefined;
  const texts = TEXTS[locale];
  const token = io.env[tokenVariable];
  const typed = lines.find(({ kind }) => kind === 'chat');
  const problem =
    token === undefined || token === ''
      ? texts.noToken(tokenVariable)
      : typed === undefined
        ? undefined
        : texts.noChat(typed.number);
  if (problem === undefined) return { url: url.replace(/\/+$/, ''), token: token ?? '' };
  writeLines(io.stderr, [problem]);
  return 'unusable';
}

/** The bot of this state folder; `shown` is told the one-time codes that its chat shows. */
function botHere(io: Io, configuration: Configuration, shown: (title: string) => void): OwnerLink {
  const seen = new Set<string>();
  return openBot(configuration, io.user, ({ key, reply, unclaimed }) => {
    // What the chat shows of what was said is told as it is said.
    if (!key.startsWith('factor:')) return /^(?:heard|linked):/.test(key) || unclaimed;
    if (!seen.has(key)) shown(reply.title);
    seen.add(key);
    return true;
  });
}

function chatOf(io: Io, bot: OwnerLink): Chat {
  return async (text) => {
    const { answer } = await bot.send(typedMessage(typistOf(io, {}), text, randomUUID(), systemClock.now()));
    if (answer === null) return { exit: EXIT.succeeded };
    const { reply, operation } = answer;
    return operation === undefined
      ? { exit: exitOfReply(reply) }
      : { number: operation.number, exit: exitOfOperation(operation.status) };
  };
}

const TEXTS = {
  en: {
    wrong: 'The script can’t be played:',
    unreadable: (file: string, why: string) => `${file} can’t be read: ${why}`,
    noToken: (variable: string) =>
      `With --url the token of the device is needed: put it into ${variable}, or name another variable with --token-variable.`,
    noChat: (line: number) =>
      `Line ${line} types in the linked chat, which works with the bot of this machine only: leave --url out.`,
  },
  ko: {
    wrong: '스크립트를 재생할 수 없어요:',
    unreadable: (file: string, why: string) => `${file} 파일을 읽을 수 없어요: ${why}`,
    noToken: (variable: string) =>
      `--url에는 기기의 토큰이 필요해요. ${variable}에 넣거나 --token-variable로 다른 환경 변수를 알려 주세요.`,
    noChat: (line: number) =>
      `${line}번째 줄은 연결된 채팅에 입력하는 줄이라 이 컴퓨터의 봇에서만 재생할 수 있어요. --url을 빼 주세요.`,
  },
} as const;
