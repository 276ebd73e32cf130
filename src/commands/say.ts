import { randomUUID } from 'node:crypto';
import { createLiveView, renderReply, typedMessage, type LiveView } from '../../adapters/terminal/index.js';
import type { Configuration } from '../../config/index.js';
import { systemClock } from '../clock.js';
import type { Locale } from '../contracts/message.js';
import { openBot } from './bot.js';
import { configurationOf } from './configuration.js';
import { EXIT, exitOfOperation, exitOfReply } from './exit-codes.js';
import { reportFailure, screenOf } from './face.js';
import type { Io } from './io.js';
import { createOutage } from './outage.js';
import type { OwnerLink } from './owner-link.js';
import { typistOf, type TalkOptions } from './typist.js';
import { createWatch, followOperation, type Followed, type Watch } from './watch.js';

export interface SayOptions extends TalkOptions {
  readonly json?: boolean;
}

/**
 * `coxswain say`: one message, and what became of it. Waits until its operation ended or asks something.
 * Returns the exit code.
 */
export async function say(io: Io, sentence: string, options: SayOptions): Promise<number> {
  const configuration = configurationOf(io, options.locale);
  const eventId = randomUUID();
  const json = options.json === true;
  const view = viewOf(io, json ? io.stderr : io.stdout, configuration);
  const watch = createWatch(`event:terminal:${eventId}`, (key, reply, final) => {
    // Programs read the answer; a digest that waited here is for whoever looks on.
    // What goes on after the answer is followed by nobody here: the answer is shown whole.
    if (!json || key.startsWith('schedule:')) view.show(key, reply, final || key.startsWith('event:'));
  });
  const bot = openBot(configuration, typistOf(io, options).conversation, watch.show);
  const release = leaveOnSignal(io, bot, watch, configuration.locale);
  const outage = createOutage(configuration, systemClock, (line) => io.stderr.write(`${line}\n`));
  let lost = false;
  try {
    const typist = typistOf(io, options);
    const { answer } = await bot.send(typedMessage(typist, sentence, eventId, systemClock.now()));
    const followed = await followOperation(answer, bot, watch, outage);
    ({ lost } = followed);
    if (json) io.stdout.write(`${JSON.stringify(asJson(followed))}\n`);
    return exitOf(followed);
  } catch (error) {
    return reportFailure(io, error, configuration.locale);
  } finally {
    release();
    // Without the ledger nothing ends: to wait for it would be to wait for ever.
    await bot.leave(!lost);
  }
}

function viewOf(io: Io, output: Io['stdout'], configuration: Configuration) {
  const screen = screenOf(io, output, configuration.colors);
  const view: LiveView = createLiveView(output, screen);
  return {
    show: (key: string, reply: Parameters<typeof renderReply>[0], final: boolean) =>
      view.show(key, renderReply(reply, screen), final),
  };
}

function exitOf({ reply, found, lost }: Followed): number {
  if (lost) return EXIT.unknownOutcome;
  if (found !== undefined) return exitOfOperation(found.operation.status);
  return reply === undefined ? EXIT.succeeded : exitOfReply(reply);
}

/** One object for programs: the last reply, and the operation with its steps. */
function asJson({ reply, found }: Followed): object {
  return {
    reply: reply ?? null,
    operation: found === undefined ? null : { ...found.operation, steps: found.steps },
  };
}

const LEAVING = {
  en: (number: number) => `Leaving. #${number} is not stopped: coxswain say "cancel #${number}" stops it.`,
  ko: (number: number) =>
    `나갈게요. #${number} 작업은 멈추지 않았어요. 멈추려면: coxswain say "#${number} 취소"`,
} as const;

/** Ctrl-C leaves without stopping anything; a second one ends the process at once. */
function leaveOnSignal(io: Io, bot: OwnerLink, watch: Watch, locale: Locale): () => void {
  let asked = false;
  return io.onSignal(() => {
    if (asked) {
      io.exit(EXIT.interrupted);
      return;
    }
    asked = true;
    const number = watch.operationNumber();
    if (number !== undefined) io.stderr.write(`${LEAVING[locale](number)}\n`);
    void bot.leave(false).finally(() => io.exit(EXIT.interrupted));
  });
}
