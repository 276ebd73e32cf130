import { createServer, request, type Server } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBody } from '../../../adapters/shared/body.js';

const LIMIT = 100_000;

describe('a request body', () => {
  let server: Server;
  let port: number;

  beforeAll(async () => {
    server = createServer((incoming, response) => {
      void readBody(incoming, LIMIT).then((body) => {
        response.writeHead(body === undefined ? 413 : 200).end(String(body?.length ?? ''));
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  });
  afterAll(() => server.close());

  /** Sent in pieces, without a length beforehand. */
  const send = async (bytes: number): Promise<number | undefined> => {
    const call = request({ port, host: '127.0.0.1', method: 'POST', path: '/' });
    const answered = new Promise<number | undefined>((resolve, reject) => {
      call.on('error', reject);
      call.on('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      });
    });
    for (let left = bytes; left > 0; left -= 10_000) call.write(Buffer.alloc(Math.min(left, 10_000), 'x'));
    call.end();
    return answered;
  };

  it('is taken up to its limit', async () => {
    expect(await send(LIMIT)).toBe(200);
  });

  it('beyond its limit is refused with an answer that arrives, not with a broken connection', async () => {
    expect(await send(LIMIT + 1)).toBe(413);
    expect(await send(20 * LIMIT)).toBe(413);
  });
});
