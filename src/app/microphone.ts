import { randomBytes } from 'node:crypto';
import { terminal } from '../../adapters/terminal/index.js';
import { hashOfToken, voice, type OwnDevice } from '../../adapters/voice/index.js';
import { actorKey } from '../contracts/message.js';
import type { Log } from '../contracts/ports/log.js';
import type { PublicListener, PublicRoute } from '../http/index.js';

/** The microphone of whoever owns the state folder: a voice device that no file names, for `coxswain voice`. */
export interface Microphone {
  readonly device: OwnDevice;
  /** Whose it is, as `voice:<device>` → `platform:id`. */
  readonly speakers: Readonly<Record<string, string>>;
  /** Serves the routes on a port of loopback, once; the token is told to who may open the owner's socket. */
  open(routes: readonly PublicRoute[]): Promise<{ readonly url: string; readonly token: string }>;
  stop(): Promise<void>;
}

export function createMicrophone(user: string, log: Log): Microphone {
  const token = randomBytes(32).toString('hex');
  // No configuration can name a device so.
  const name = `~${user}`;
  const person = actorKey({ platform: terminal.id, id: user });
  let listening: Promise<PublicListener> | undefined;
  const listen = async (routes: readonly PublicRoute[]): Promise<PublicListener> => {
    const { startPublicListener } = await import('../http/index.js');
    const ready = () => Promise.resolve({ ready: true, parts: {} });
    return startPublicListener({ host: '127.0.0.1', port: 0, routes, ready, log });
  };
  return {
    device: { device: name, person, name: user, chat: person, tokenHash: hashOfToken(token) },
    speakers: { [actorKey({ platform: voice.id, id: name })]: person },
    async open(routes) {
      listening ??= listen(routes);
      return { url: (await listening).url, token };
    },
    async stop() {
      const listener = await listening?.catch(() => undefined);
      await listener?.stop();
    },
  };
}
