import { randomUUID } from 'node:crypto';
import { createInterface, type Interface } from 'node:readline';
import { createColors } from 'picocolors';
import {
  createLiveView,
  errorLines,
  renderReply,
  typedMessage,
  type Screen,
  type Typist,
} from '../../adapters/terminal/index.js';
import type { Configuration } from '../../config/index.js';
import { systemClock } from '../clock.js';
import type { Reply } from '../contracts/reply.js';
import { openBot } from './bot.js';
import { completerOf } from './completion.js';
import { EXIT } from './exit-codes.js';
import { openHistory } from './history.js';
import type { Io } from './io.js';
import type { OwnerLink } from './owner-link.js';

/** A second Ctrl-C within this time leaves, in milliseconds. */
const TWICE_MS = 3000;
/** How long a delivery may lag behind the answer before the answer itself is shown, in milliseconds. */
const LAG_MS = 2000;

/** Replies on the screen, each once and in place, whichever way they came. */
interface Board {
  show(key: string, reply: Reply, final: boolean): void;
  seen(key: string): boolean;
  note(lines: readonly string[]): void;
  settle(): void;
  /** Leaves the line of the prompt, so that what comes after the conversation begins a new one. */
  lineEnd(): void;
  /** True while an operation of this conversation runs. */
  running(): boolean;
}

/** The interactive conversation, until Ctrl-D, two Ctrl-C or `exit`. Returns the exit code. */
export async function converse(
  io: Io,
  configuration: Configuration,
  screen: Screen,
  typist: Typist,
): Promise<number> {
  const { locale } = configuration;
  const texts = TEXTS[locale];
  const colors = createColors(screen.colors);
  const history = openHistory(configuration);
  const prompt = createInterface({
    input: io.stdin,
    output: io.stdout,
    prompt: colors.cyan('› '),
    history: history.lines,
    historySize: Math.max(1, history.size),
    removeHistoryDuplicates: true,
    completer: (line: string) => complete(line),
  });
  let complete: (line: string) => [string[], string] = (line) => [[], line];
  const early = listenEarly(prompt);
  const board = createBoard(io, screen, prompt);
  const bot = openBot(
    configuration,
    typist.conversation,
    ({ key, reply, final }) => {
      board.show(key, reply, final);
      return true;
    },
    () => board.note([colors.dim(texts.reconnected)]),
  );
  const opening = (async () => ({ sandbox: await bot.sandbox(), words: await bot.words(locale) }))();
  const opened = await Promise.race([opening, early.left]);
  if (opened === undefined) {
    // Nobody waits for it to open in order to leave: it can be killed at any point.
    bot.leave(false).catch(() => undefined);
    io.exit(EXIT.succeeded);
    return EXIT.succeeded;
  }
  board.note([...(opened.sandbox ? [colors.magenta(texts.sandbox)] : []), colors.dim(texts.keys)]);
  complete = completerOf(opened.words);
  const lines = early.end();
  const talking = talk({
    bot,
    board,
    prompt,
    typist,
    configuration,
    remember: (line) => history.remember(line),
  });
  for (const line of lines) prompt.emit('line', line);
  return talking;
}

interface Early {
  /** Resolves when somebody leaves before the bot can be asked. */
  readonly left: Promise<undefined>;
  /** Ends listening; the lines that were typed so far. */
  end(): readonly string[];
}

/** What is typed before the bot can be asked. */
function listenEarly(prompt: Interface): Early {
  const lines: string[] = [];
  let leave: () => void = () => undefined;
  const left = new Promise<undefined>((resolve) => (leave = () => resolve(undefined)));
  const keep = (line: string) => void lines.push(line);
  const interrupt = () => (prompt.line === '' ? prompt.close() : clear(prompt));
  prompt.on('line', keep).on('SIGINT', interrupt).once('close', leave);
  return {
    left,
    end() {
      prompt.off('line', keep).off('SIGINT', interrupt).off('close', leave);
      return lines;
    },
  };
}

interface Talk {
  readonly bot: OwnerLink;
  readonly board: Board;
  readonly prompt: Interface;
  readonly typist: Typist;
  readonly configuration: Configuration;
  readonly remember: (line: string) => void;
}

function talk({ bot, board, prompt, typist, configuration, remember }: Talk): Promise<number> {
  const texts = TEXTS[configuration.locale];
  const send = (line: string) => {
    const eventId = randomUUID();
    sendLine(bot, board, typist, line, eventId).catch((error: unknown) =>
      board.note(errorLines(error, configuration.locale)),
    );
  };
  let interruptedAt = -Infinity;
  return new Promise((resolve) => {
    const leave = () => {
      prompt.close();
      void bot.leave(false).finally(() => resolve(EXIT.succeeded));
    };
    prompt.on('line', (line) => {
      board.settle();
      const said = line.trim();
      if (LEAVE.has(said.toLowerCase())) {
        leave();
        return;
      }
      if (said !== '') {
        remember(said);
        send(said);
      }
      prompt.prompt();
    });
    prompt.on('SIGINT', () => {
      if (!board.running() && prompt.line !== '') {
        clear(prompt);
        return;
      }
      const now = systemClock.now();
      const twice = now - interruptedAt < TWICE_MS;
      interruptedAt = now;
      if (twice || !board.running()) {
        board.lineEnd();
        leave();
        return;
      }
      board.note([texts.stopping]);
      send(texts.stop);
    });
    prompt.once('close', leave);
    prompt.prompt();
  });
}

/** As in a shell, Ctrl-C takes back what was typed and not sent. */
function clear(prompt: Interface): void {
  prompt.write(null, { ctrl: true, name: 'e' });
  prompt.write(null, { ctrl: true, name: 'u' });
}

const LEAVE = new Set(['exit', 'quit', 'bye', '나가기', '종료']);

async function sendLine(
  bot: OwnerLink,
  board: Board,
  typist: Typist,
  line: string,
  eventId: string,
): Promise<void> {
  const { answer } = await bot.send(typedMessage(typist, line, eventId, systemClock.now()));
  if (answer === null) return;
  const key = `event:terminal:${eventId}`;
  if (answer.operation !== undefined) {
    const operationKey = `op:${answer.operation.id}`;
    const giveUpAt = systemClock.now() + LAG_MS;
    while (!board.seen(key) && !board.seen(operationKey) && systemClock.now() < giveUpAt)
      await systemClock.sleep(50);
    if (board.seen(operationKey)) return;
  }
  if (!board.seen(key)) board.show(key, answer.reply, answer.live !== true);
}

function createBoard(io: Io, screen: Screen, prompt: Interface): Board {
  const view = createLiveView(io.stdout, screen, {
    hide: () => {
      const { rows } = prompt.getCursorPos();
      io.stdout.write(`\r${rows > 0 ? `${ESC}[${rows}A` : ''}${ESC}[0J`);
    },
    show: () => prompt.prompt(true),
  });
  const shown = new Map<string, string>();
  const running = new Set<string>();
  return {
    show(key, reply, final) {
      const text = JSON.stringify([reply, final]);
      if (shown.get(key) === text) return;
      shown.set(key, text);
      if (key.startsWith('op:') && !final && reply.expects === 'nothing') running.add(key);
      else running.delete(key);
      view.show(key, renderReply(reply, screen), final);
    },
    seen: (key) => shown.has(key),
    note: (lines) => view.show('note', lines, true),
    settle: () => view.settle(),
    lineEnd: () => void io.stdout.write('\n'),
    running: () => running.size > 0,
  };
}
const ESC = String.fromCharCode(27);

const TEXTS = {
  en: {
    sandbox:
      'Sandbox: a simulated shop. Two incidents are burning in production: try “what is broken in production?”.',
    keys: 'Tab completes, ↑ repeats, “help” lists what can be said, Ctrl-C stops what runs, Ctrl-D leaves.',
    reconnected: 'Coxswain was started again; the conversation goes on.',
    stopping: 'Asking to stop. Ctrl-C again leaves.',
    stop: 'stop',
  },
  ko: {
    sandbox:
      '샌드박스: 모의 상점이에요. 운영에서 장애 두 건이 진행 중이니 “운영 뭐가 문제야?”라고 물어보세요.',
    keys: 'Tab 자동 완성, ↑ 이전 문장, “도움말” 할 수 있는 말, Ctrl-C 실행 중지, Ctrl-D 나가기',
    reconnected: 'Coxswain이 다시 시작됐어요. 대화를 이어 갈게요.',
    stopping: '중지를 요청했어요. Ctrl-C를 한 번 더 누르면 나가요.',
    stop: '중지',
  },
} as const;
