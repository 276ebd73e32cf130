import { createServer, request as open, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Seen {
  readonly method: string;
  readonly path: string;
  /** Counts from 1 since `arm`. */
  readonly index: number;
}
/** Where the bot dies: as a request leaves it, or when it was carried out but not yet answered. */
export type Moment = 'before' | 'after';

/**
 * Stands between the bot and its cluster and lets a test act at an exact request: before it is forwarded, or when
 * the cluster carried it out and the answer has not reached the bot.
 */
export class Proxy {
  readonly #upstream: URL;
  #strike: { at: (seen: Seen) => boolean; moment: Moment; act: () => Promise<void> } | undefined;
  #count = 0;
  seen: Seen[] = [];

  private constructor(upstream: string) {
    this.#upstream = new URL(upstream);
  }

  static async before(upstream: string): Promise<Proxy & { readonly url: string; close(): Promise<void> }> {
    const proxy = new Proxy(upstream);
    const server = createServer((request, response) => void proxy.#forward(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address: AddressInfo | string | null = server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    return Object.assign(proxy, {
      url: `http://127.0.0.1:${port}`,
      close: async () => {
        server.closeAllConnections();
        await new Promise<void>((resolve) => server.close(() => resolve()));
      },
    });
  }

  /** Counts from here on; `act` runs once, at the first request that `at` names. */
  arm(at: (seen: Seen) => boolean, moment: Moment, act: () => Promise<void>): void {
    this.#count = 0;
    this.seen = [];
    this.#strike = { at, moment, act };
  }

  get armed(): boolean {
    return this.#strike !== undefined;
  }

  async #forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    await new Promise((resolve) => request.on('end', resolve));
    const { method = 'GET', url: path = '/' } = request;
    const seen = { method, path, index: ++this.#count };
    this.seen.push(seen);
    const strike = this.#strike?.at(seen) === true ? this.#strike : undefined;
    if (strike !== undefined) this.#strike = undefined;
    if (strike?.moment === 'before') {
      await strike.act();
      response.destroy();
      return;
    }
    const onward = open(new URL(path, this.#upstream), { method, headers: request.headers }, (answer) => {
      if (strike !== undefined) {
        answer.resume();
        void strike.act().then(() => response.destroy());
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
      answer.on('error', () => response.destroy());
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    onward.end(Buffer.concat(chunks));
  }
}
