import { createServer, type IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import {
  startPublicListener,
  type PublicListener,
  type PublicListenerOptions,
} from '../../src/http/index.js';

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
const listeners: PublicListener[] = [];
async function listen(change: Partial<PublicListenerOptions> = {}): Promise<PublicListener> {
  const listener = await startPublicListener({
    host: '127.0.0.1',
    port: 0,
    routes: [],
    ready: () => Promise.resolve({ ready: true, parts: { ledger: true } }),
    log: silent,
    ...change,
  });
  listeners.push(listener);
  return listener;
}
afterEach(() => Promise.all(listeners.splice(0).map((listener) => listener.stop())));

async function bodyOf(request: IncomingMessage): Promise<string> {
  request.setEncoding('utf8');
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

describe('the public listener', () => {
  it('says that it lives', async () => {
    const { url } = await listen();
    const response = await fetch(`${url}/healthz`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
    expect(response.headers.get('x-powered-by')).toBeNull();
  });

  it('says whether it can take commands', async () => {
    const { url } = await listen({
      ready: () => Promise.resolve({ ready: false, parts: { ledger: false } }),
    });
    const response = await fetch(`${url}/readyz`);
    expect([response.status, await response.json()]).toEqual([
      503,
      { status: 'not ready', parts: { ledger: false } },
    ]);
  });

  it('answers an unknown path as JSON', async () => {
    const { url } = await listen();
    const response = await fetch(`${url}/nothing`);
    expect([response.status, await response.json()]).toEqual([404, { error: 'not found' }]);
  });

  it('leaves the raw body and the whole path to a route, so that signatures can be checked', async () => {
    const { url } = await listen({
      routes: [
        {
          path: '/slack/events',
          handler: (request, response) =>
            void bodyOf(request).then((body) => response.end(`${request.url ?? ''} ${body}`)),
        },
      ],
    });
    const response = await fetch(`${url}/slack/events`, {
      method: 'POST',
      body: '{"a": 1}',
      headers: { 'content-type': 'application/json' },
    });
    expect(await response.text()).toBe('/slack/events {"a": 1}');
  });

  it('keeps the reason of a failure to itself', async () => {
    const { url } = await listen({
      routes: [
        {
          path: '/broken',
          handler: () => {
            throw new Error('password=hunter2');
          },
        },
      ],
    });
    const response = await fetch(`${url}/broken`);
    expect([response.status, await response.text()]).toEqual([500, '{"error":"internal error"}']);
  });

  it('rejects with the system’s code when the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(listen({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    other.close();
  });
});
