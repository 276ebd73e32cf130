import { PortError } from '../contracts/errors.js';
import type { InboundMessage, Locale } from '../contracts/message.js';
import type { Clock } from '../contracts/ports/clock.js';
import {
  connectToOwner,
  ConnectionLostError,
  type Answered,
  type Endpoint,
  type OwnerConnection,
  type ShowDelivery,
} from '../socket/client.js';
import type { OperationWithSteps, Words } from '../socket/protocol.js';
import { StoreBusyError } from '../store/errors.js';

/** The part of the running bot that a command which became its owner looks after. */
export interface OwnedBot {
  /** Resolves when no other program is connected and no operation runs here. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}
export interface OwnerLinkOptions {
  readonly socket: string;
  /** Undefined: none is opened, nothing is shown. */
  readonly conversation: string | undefined;
  readonly show: ShowDelivery;
  /** Becomes the owner; rejects with StoreBusyError when another process was faster. */
  readonly own: () => Promise<OwnedBot>;
  readonly clock: Clock;
  /** Called when the connection was lost and found again. */
  readonly onReconnect?: () => void;
}

/** The bot as a command uses it, whichever process it runs in and however often that changes. */
export interface OwnerLink {
  sandbox(): Promise<boolean>;
  send(message: InboundMessage): Promise<Answered>;
  operation(id: string): Promise<OperationWithSteps | undefined>;
  words(locale: Locale): Promise<Words>;
  code(person: string): Promise<string>;
  /** The voice endpoint for this machine's microphone; another one after the owner changed. */
  microphone(): Promise<Endpoint>;
  /** Leaves. As the owner: `finish` lets running operations end first; otherwise they go on at the next start. */
  leave(finish: boolean): Promise<void>;
}

/** How long an owner may take to go or to come before the command gives up, in milliseconds. */
const PATIENCE_MS = 20_000;
const PAUSE_MS = 50;

/** Connects to the owner process or becomes it, again whenever the owner goes away. */
export function createOwnerLink(options: OwnerLinkOptions): OwnerLink {
  const { socket, conversation, show, own, clock, onReconnect } = options;
  let owned: OwnedBot | undefined;
  let current: Promise<OwnerConnection> | undefined;
  let leaving = false;

  const connect = async (): Promise<OwnerConnection> => {
    const giveUpAt = clock.now() + PATIENCE_MS;
    for (;;) {
      const connection = await connectToOwner(socket, conversation, show);
      if (connection !== undefined) return connection;
      try {
        owned = await own();
      } catch (error) {
        if (!isTaken(error) || clock.now() > giveUpAt) throw error;
        await clock.sleep(PAUSE_MS);
      }
    }
  };
  const connected = (): Promise<OwnerConnection> => {
    if (current !== undefined) return current;
    const attempt = connect();
    current = attempt;
    attempt.then(
      (connection) => void connection.closed.then(lost),
      () => (current = undefined),
    );
    return attempt;
  };
  const lost = () => {
    current = undefined;
    if (leaving) return;
    connected().then(
      () => onReconnect?.(),
      () => undefined,
    );
  };
  const retrying = async <T>(ask: (connection: OwnerConnection) => Promise<T>): Promise<T> => {
    const giveUpAt = clock.now() + PATIENCE_MS;
    for (;;) {
      try {
        return await ask(await connected());
      } catch (error) {
        if (!(error instanceof ConnectionLostError) || clock.now() > giveUpAt) throw error;
        await clock.sleep(PAUSE_MS);
      }
    }
  };
  return {
    sandbox: () => retrying((connection) => Promise.resolve(connection.sandbox)),
    send: (message) => retrying((connection) => connection.send(message)),
    operation: (id) => retrying((connection) => connection.operation(id)),
    words: (locale) => retrying((connection) => connection.words(locale)),
    code: (person) => retrying((connection) => connection.code(person)),
    microphone: () => retrying((connection) => connection.microphone()),
    async leave(finish) {
      leaving = true;
      (await current?.catch(() => undefined))?.close();
      if (finish) await owned?.idle();
      await owned?.stop();
    },
  };
}

function isTaken(error: unknown): boolean {
  return error instanceof StoreBusyError || (error instanceof PortError && error.code === 'conflict');
}
