import type { Clock } from '../../contracts/ports/clock.js';
import type { OperationStatus } from '../../contracts/operation.js';
import { EXIT, exitOfOperation, exitOfReply } from '../exit-codes.js';
import type { News, Spoken, VoiceEndpoint } from './endpoint.js';
import type { Line } from './script.js';

/** What is told of a script while it plays. */
export interface Listener {
  hears(line: Extract<Line, { kind: 'hears' }>): void;
  answers(answer: Spoken): void;
  news(item: News['news'][number]): void;
  chat(text: string): void;
  tooLate(line: number, withinMs: number): void;
}

/** Types a text in the linked chat; resolves with the operation that it went on with, and how to judge the answer. */
export type Chat = (text: string) => Promise<{ readonly number?: number; readonly exit: number }>;

/** These go on by themselves, or by somebody else: news follow. */
const GOES_ON: ReadonlySet<OperationStatus> = new Set(['cleared', 'running', 'awaiting_approval']);

/** Operations that end without anybody's doing are waited for at the end of a script; in milliseconds. */
const LAST_WAIT_MS = 600_000;

interface Session {
  cursor: string | undefined;
  /** Numbers of the operations of which news follow. */
  readonly open: Set<number>;
}

interface Playing {
  readonly endpoint: VoiceEndpoint;
  readonly chat: Chat;
  readonly listener: Listener;
  readonly clock: Clock;
}

/** Plays a script in its timing and waits until what it started ended. Returns the exit code of the last thing said. */
export async function play(lines: readonly Line[], parts: Playing): Promise<number> {
  const sessions = createSessions(parts);
  let exit: number = EXIT.succeeded;
  for (const line of lines) {
    if (line.kind === 'wait') {
      const told = await sessions.wait(line.session, line.within);
      if (told === undefined) {
        parts.listener.tooLate(line.number, line.within);
        return EXIT.failed;
      }
      exit = told.exit ?? exit;
      continue;
    }
    await sessions.pause(line.after);
    exit = (line.kind === 'hears' ? await sessions.hear(line) : await sessions.type(line.text)) ?? exit;
  }
  return (await sessions.end()) ?? exit;
}

function createSessions({ endpoint, chat, listener, clock }: Playing) {
  const sessions = new Map<string, Session>();
  let speaking: string | undefined;
  const opened = async (name: string): Promise<Session> => {
    const known = sessions.get(name);
    if (known !== undefined) return known;
    // What was told in this session before the script began is no news.
    const { cursor } = await endpoint.news(name, undefined, 0);
    const session: Session = { cursor, open: new Set() };
    sessions.set(name, session);
    return session;
  };
  /** Tells what comes within the time. Returns the exit code of the last of it; undefined: nothing came. */
  const listen = async (name: string, waitMs: number): Promise<number | undefined> => {
    const session = await opened(name);
    const { news, cursor } = await endpoint.news(name, session.cursor, waitMs);
    session.cursor = cursor;
    for (const item of news) {
      listener.news(item);
      if (item.operation !== null && item.final) session.open.delete(item.operation.number);
    }
    return news.reduce<number | undefined>((before, item) => exitOf(item) ?? before, undefined);
  };
  /** Until something is asked, or all that goes on in the session has ended. */
  const wait = async (name: string, withinMs: number): Promise<{ exit: number | undefined } | undefined> => {
    const session = await opened(name);
    const until = clock.now() + withinMs;
    let exit: number | undefined;
    while (session.open.size > 0) {
      const left = until - clock.now();
      if (left <= 0) return undefined;
      exit = (await listen(name, left)) ?? exit;
      if (exit === EXIT.awaiting) break;
    }
    return { exit };
  };
  return {
    wait,
    /** A pause in which the newest session is listened to. */
    async pause(ms: number): Promise<void> {
      const until = clock.now() + ms;
      for (let left = ms; left > 0; left = until - clock.now()) {
        if (speaking !== undefined && (sessions.get(speaking)?.open.size ?? 0) > 0)
          await listen(speaking, left);
        else await clock.sleep(left);
      }
    },
    async hear(line: Extract<Line, { kind: 'hears' }>): Promise<number | undefined> {
      speaking = line.transcript.session;
      const session = await opened(speaking);
      listener.hears(line);
      const answer = await endpoint.post(line.transcript);
      listener.answers(answer);
      follow(session, answer.operation);
      return exitOf(answer);
    },
    async type(text: string): Promise<number> {
      listener.chat(text);
      const { number, exit } = await chat(text);
      if (speaking !== undefined && number !== undefined) (await opened(speaking)).open.add(number);
      return exit;
    },
    async end(): Promise<number | undefined> {
      let exit: number | undefined;
      for (const [name] of sessions) exit = (await wait(name, LAST_WAIT_MS))?.exit ?? exit;
      return exit;
    },
  };
}

function follow({ open }: Session, operation: Spoken['operation']): void {
  if (operation?.status === undefined) return;
  if (GOES_ON.has(operation.status)) open.add(operation.number);
  else open.delete(operation.number);
}

/** As `coxswain say` ends; undefined where nothing was said. */
function exitOf({ show, expects, operation }: Spoken): number | undefined {
  if (show === null) return undefined;
  if (operation?.status !== undefined) return exitOfOperation(operation.status);
  return exitOfReply({ code: show.code, expects });
}
