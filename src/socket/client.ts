import { connect, type Socket } from 'node:net';
import { PortError } from '../contracts/errors.js';
import type { InboundMessage, Locale } from '../contracts/message.js';
import { parseJson } from '../trust-boundaries.js';
import { readLines, writeLine } from './lines.js';
import {
  PROTOCOL,
  responseSchema,
  type OperationWithSteps,
  type Request,
  type Response,
  type Words,
} from './protocol.js';

export type Delivered = Omit<Extract<Response, { type: 'delivery' }>, 'type'>;
/** Shows a delivery and says whether it did. */
export type ShowDelivery = (delivery: Delivered) => boolean | Promise<boolean>;
export type Answered = Omit<Extract<Response, { type: 'answer' }>, 'type' | 'request'>;

/** A connection to the owner process. Every method rejects with ConnectionLostError once the connection is gone. */
export interface OwnerConnection {
  readonly sandbox: boolean;
  send(message: InboundMessage): Promise<Answered>;
  operation(id: string): Promise<OperationWithSteps | undefined>;
  words(locale: Locale): Promise<Words>;
  code(person: string): Promise<string>;
  microphone(): Promise<Endpoint>;
  /** Resolves when the other side is gone. */
  readonly closed: Promise<void>;
  close(): void;
}

/** A voice endpoint with the token of one of its devices. */
export interface Endpoint {
  readonly url: string;
  readonly token: string;
}

/** The owner process went away; the same message may be sent to its successor. */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError';
}

/**
 * Connects to the owner process; undefined when none listens there. `show` shows a delivery and says whether it
 * did. Rejects with PortError when the other side is another version.
 */
export async function connectToOwner(
  path: string,
  conversation: string | undefined,
  show: ShowDelivery,
): Promise<OwnerConnection | undefined> {
  const socket = await open(path);
  if (socket === undefined) return undefined;
  const exchange = createExchange(socket, show);
  const welcome = await exchange.ask(
    { type: 'hello', protocol: PROTOCOL, conversation: conversation ?? null },
    'welcome',
  );
  if (welcome.protocol !== PROTOCOL) {
    socket.destroy();
    throw new PortError('conflict', 'the running Coxswain is another version; stop it and start this one');
  }
  return {
    sandbox: welcome.sandbox,
    closed: exchange.closed,
    close: () => socket.end(),
    send: async (message) => {
      const { duplicate, answer } = await exchange.ask(
        { type: 'message', request: exchange.next(), message },
        'answer',
      );
      return { duplicate, answer };
    },
    operation: async (id) =>
      (await exchange.ask({ type: 'operation', request: exchange.next(), id }, 'operation')).found ??
      undefined,
    words: async (locale) =>
      (await exchange.ask({ type: 'words', request: exchange.next(), locale }, 'words')).words,
    code: async (person) =>
      (await exchange.ask({ type: 'code', request: exchange.next(), person }, 'code')).code,
    microphone: async () => {
      const { url, token } = await exchange.ask(
        { type: 'microphone', request: exchange.next() },
        'microphone',
      );
      return { url, token };
    },
  };
}

interface Exchange {
  next(): number;
  ask<T extends Response['type']>(request: Request, type: T): Promise<Extract<Response, { type: T }>>;
  readonly closed: Promise<void>;
}

function createExchange(socket: Socket, show: ShowDelivery): Exchange {
  const waiting = new Map<
    number,
    { resolve: (response: Response) => void; reject: (error: Error) => void }
  >();
  let last = 0;
  let over = false;
  readLines(socket, (line) => {
    const parsed = responseSchema.safeParse(parseJson(line));
    if (!parsed.success) {
      socket.destroy();
      return;
    }
    const response = parsed.data;
    if (response.type === 'delivery') {
      const { key, revision } = response;
      void Promise.resolve(show(response)).then((shown) =>
        writeLine(socket, { type: shown ? 'shown' : 'not_shown', key, revision }),
      );
      return;
    }
    const request = response.type === 'welcome' ? 0 : response.request;
    waiting.get(request)?.resolve(response);
    waiting.delete(request);
  });
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      over = true;
      for (const { reject } of waiting.values()) reject(new ConnectionLostError('Coxswain went away'));
      resolve();
    });
  });
  return {
    next: () => (last += 1),
    closed,
    ask: async (request, type) => {
      const id = 'request' in request ? request.request : 0;
      const response = await new Promise<Response>((resolve, reject) => {
        if (over) {
          reject(new ConnectionLostError('Coxswain went away'));
          return;
        }
        waiting.set(id, { resolve, reject });
        writeLine(socket, request);
      });
      if (response.type === 'failed')
        throw new PortError(response.ledgerDown ? 'ledger_down' : 'server_error', response.message);
      if (!isOf(response, type)) throw new ConnectionLostError('Coxswain answered something else');
      return response;
    },
  };
}

function isOf<T extends Response['type']>(
  response: Response,
  type: T,
): response is Extract<Response, { type: T }> {
  return response.type === type;
}

function open(path: string): Promise<Socket | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      socket.on('error', () => socket.destroy());
      resolve(socket);
    });
    socket.once('error', (error: Error & { code?: string }) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(undefined);
      else reject(error);
    });
  });
}
