import type { Socket } from 'node:net';
import { PortError } from '../contracts/errors.js';
import { actorKey, type Locale } from '../contracts/message.js';
import type { Delivery, Host, Receipt } from '../contracts/ports/host.js';
import type { Log } from '../contracts/ports/log.js';
import { parseJson } from '../trust-boundaries.js';
import { readLines, writeLine } from './lines.js';
import { PROTOCOL, requestSchema, type OperationWithSteps, type Request, type Response } from './protocol.js';

/** Resolves once the other side showed the delivery; see `Services.attach`. */
export type ShowThere = (delivery: Delivery, unclaimed: boolean) => Promise<void>;

/** What the owner process offers through its socket. */
export interface Services {
  readonly sandbox: boolean;
  /** The only platform that may come in this way. */
  readonly platform: string;
  readonly host: Pick<Host, 'receive' | 'vocabulary' | 'commands'>;
  operation(id: string): Promise<OperationWithSteps | undefined>;
  issueCode(person: string): Promise<string>;
  /** Opens the voice endpoint of this machine's microphone, unless it is open. */
  microphone(): Promise<{ readonly url: string; readonly token: string }>;
  /**
   * Opens a conversation and returns the way to close it. `show` rejects when the program leaves the delivery to
   * others of the conversation; with `unclaimed` it is told that there is no other.
   */
  attach(conversation: string, show: ShowThere): () => void;
}

/** Answers one client until it goes. */
export function serveConnection(socket: Socket, services: Services, log: Log): void {
  const unshown = new Map<string, { shown: () => void; failed: (error: Error) => void }>();
  let detach: () => void = () => undefined;
  const send = (response: Response) => writeLine(socket, response);
  const show: ShowThere = (delivery, unclaimed) =>
    new Promise<void>((shown, failed) => {
      if (socket.destroyed) {
        failed(new Error('the terminal was closed'));
        return;
      }
      const { key, revision, reply, final } = delivery;
      unshown.set(`${key} ${revision}`, { shown, failed });
      send({ type: 'delivery', key, revision, reply, final, unclaimed });
    });
  readLines(socket, (line) => {
    const parsed = requestSchema.safeParse(jsonOrNull(line));
    if (!parsed.success) {
      log.warn(
        { problem: parsed.error.issues[0]?.message },
        'a program sent what is no request; connection closed',
      );
      socket.destroy();
      return;
    }
    const request = parsed.data;
    if (request.type === 'hello') {
      send({ type: 'welcome', protocol: PROTOCOL, sandbox: services.sandbox });
      detach();
      if (request.conversation !== null) detach = services.attach(request.conversation, show);
    } else if (request.type === 'shown' || request.type === 'not_shown') {
      const waiting = unshown.get(`${request.key} ${request.revision}`);
      unshown.delete(`${request.key} ${request.revision}`);
      if (request.type === 'shown') waiting?.shown();
      else waiting?.failed(new Error('not shown'));
    } else {
      void respond(request, services, log).then(send);
    }
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    detach();
    for (const { failed } of unshown.values()) failed(new Error('the terminal was closed'));
  });
}

type Question = Exclude<Request, { type: 'hello' | 'shown' | 'not_shown' }>;

async function respond(question: Question, services: Services, log: Log): Promise<Response> {
  const { request } = question;
  try {
    switch (question.type) {
      case 'message':
        return await receive(question, services);
      case 'operation':
        return { type: 'operation', request, found: (await services.operation(question.id)) ?? null };
      case 'words':
        return { type: 'words', request, words: wordsOf(services.host, question.locale) };
      case 'microphone':
        return { type: 'microphone', request, ...(await services.microphone()) };
      case 'code':
        return { type: 'code', request, code: await services.issueCode(question.person) };
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const ledgerDown = error instanceof PortError && error.code === 'ledger_down';
    // While the ledger is down a waiting command asks twice a second; who works says so in the log already.
    if (!ledgerDown) log.error({ error, request: question.type }, 'a request of the command line failed');
    return { type: 'failed', request, message, ...(ledgerDown && { ledgerDown }) };
  }
}

async function receive(
  { request, message }: Extract<Question, { type: 'message' }>,
  { host, platform }: Services,
): Promise<Response> {
  if (message.actor.platform !== platform || message.conversation.platform !== platform) {
    return {
      type: 'failed',
      request,
      message: `${actorKey(message.actor)} cannot speak through the terminal`,
    };
  }
  const receipt: Receipt = await host.receive(message);
  const answer = await receipt.answer;
  return { type: 'answer', request, duplicate: receipt.duplicate, answer: answer ?? null };
}

function wordsOf(host: Services['host'], locale: Locale) {
  return { vocabulary: [...host.vocabulary(locale)], commands: [...host.commands(locale)] };
}

function jsonOrNull(line: string): unknown {
  try {
    return parseJson(line);
  } catch {
    return null;
  }
}
