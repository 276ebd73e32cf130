import { createInterface } from 'node:readline';
import { randomUUID } from 'node:crypto';
import {
  createLiveView,
  renderReply,
  typedMessage,
  type Screen,
  type Typist,
} from '../../adapters/terminal/index.js';
import type { Configuration } from '../../config/index.js';
import { systemClock } from '../clock.js';
import { openBot } from './bot.js';
import { configurationOf } from './configuration.js';
import { converse } from './conversation.js';
import { EXIT } from './exit-codes.js';
import { isTerminal, reportFailure, screenOf } from './face.js';
import type { Io } from './io.js';
import { createOutage } from './outage.js';
import { typistOf, type TalkOptions } from './typist.js';
import { createWatch, followOperation, isLeftOver, type Watch } from './watch.js';

/** `coxswain chat`: a conversation; on a pipe, one message a line, each finished before the next. Returns the exit code. */
export async function chat(io: Io, options: TalkOptions): Promise<number> {
  const configuration = configurationOf(io, options.locale);
  const screen = screenOf(io, io.stdout, configuration.colors);
  const typist = typistOf(io, options);
  try {
    if (io.stdin.isTTY === true && isTerminal(io.env, io.stdout)) {
      return await converse(io, configuration, screen, typist);
    }
    return await readScript(io, configuration, screen, typist);
  } catch (error) {
    return reportFailure(io, error, configuration.locale);
  }
}

async function readScript(
  io: Io,
  configuration: Configuration,
  screen: Screen,
  typist: Typist,
): Promise<number> {
  const view = createLiveView(io.stdout, screen);
  let watch: Watch | undefined;
  const bot = openBot(configuration, typist.conversation, (delivery) => {
    if (watch !== undefined) return watch.show(delivery);
    const { key, reply, final, unclaimed } = delivery;
    if (isLeftOver(delivery)) view.show(key, renderReply(reply, screen), final);
    return unclaimed;
  });
  const release = io.onSignal(() => void bot.leave(false).finally(() => io.exit(EXIT.interrupted)));
  const outage = createOutage(configuration, systemClock, (line) => io.stderr.write(`${line}\n`));
  let lost = false;
  const unread = new AbortController();
  const leave = () => {
    unread.abort();
  };
  io.stdout.once('error', leave);
  try {
    for await (const line of createInterface({ input: io.stdin, crlfDelay: Infinity })) {
      if (line.trim() === '') continue;
      const eventId = randomUUID();
      watch = createWatch(`event:terminal:${eventId}`, (key, reply, final) =>
        view.show(key, renderReply(reply, screen), final),
      );
      const { answer } = await bot.send(typedMessage(typist, line, eventId, systemClock.now()));
      ({ lost } = await followOperation(answer, bot, watch, outage));
      view.settle();
      if (lost) return EXIT.unknownOutcome;
      if (unread.signal.aborted) break;
    }
    return EXIT.succeeded;
  } finally {
    io.stdout.off('error', leave);
    release();
    await bot.leave(!lost);
  }
}
