import { createServer, request, type IncomingHttpHeaders } from 'node:http';
import { afterEach } from 'vitest';
import { parseJson } from '../../src/trust-boundaries.js';

/** One request and its answer, as they went over the wire. */
export interface Exchange {
  readonly method: string;
  /** Without the prefix of the service, still encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly status: number;
  readonly answered: IncomingHttpHeaders;
  /** JSON where it is, else the text. */
  readonly answer: unknown;
}
export interface Recorder {
  /** Put in place of the server's own address. */
  readonly url: string;
  readonly exchanges: readonly Exchange[];
}

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});

/** A proxy before a real server that writes down what passes. */
export async function recorderOf(target: string): Promise<Recorder> {
  const { port, pathname: whole } = new URL(target);
  const pathname = whole.replace(/\/$/, '');
  const exchanges: Exchange[] = [];
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const body = await textOf(incoming);
      const { method = 'GET', url = '/', headers } = incoming;
      const forwarded = request({ host: '127.0.0.1', port, path: url, method, headers }, (answer) => {
        void (async () => {
          const bytes = await bytesOf(answer);
          const { pathname: path, searchParams: query } = new URL(url, target);
          exchanges.push({
            ...{ method, path: path.slice(pathname.length), query, headers, body },
            ...{ status: answer.statusCode ?? 0, answered: answer.headers },
            answer: /json/.test(answer.headers['content-type'] ?? '')
              ? parseJson(bytes.toString())
              : bytes.toString(),
          });
          outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
          outgoing.end(bytes);
        })();
      });
      forwarded.on('error', () => outgoing.destroy());
      forwarded.end(body);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP address');
  return { url: `http://127.0.0.1:${address.port}${pathname}`, exchanges };
}

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
const textOf = async (stream: AsyncIterable<Uint8Array>): Promise<string> =>
  (await bytesOf(stream)).toString('utf8');
