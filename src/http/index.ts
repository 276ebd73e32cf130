import { createServer, type RequestListener, type Server } from 'node:http';
import express, { type NextFunction, type Request, type Response } from 'express';
import type { Log } from '../contracts/ports/log.js';

export interface PublicRoute {
  readonly path: string;
  readonly handler: RequestListener;
}
export interface PublicListenerOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly routes: readonly PublicRoute[];
  /** Ready to take commands: ledger and queue answer. */
  readonly ready: () => Promise<Readiness>;
  readonly log: Log;
}
export interface Readiness {
  readonly ready: boolean;
  /** What is wrong or right, by part, without addresses or secrets. */
  readonly parts: Readonly<Record<string, boolean>>;
}
export interface PublicListener {
  /** `http://127.0.0.1:3000` */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * The listener that platforms reach. No parser is global: each route reads its own body, because platforms sign the
 * raw bytes. `/healthz` says that the process lives, `/readyz` that it can take commands.
 * Rejects with the system's error, e.g. code `EADDRINUSE`.
 */
export async function startPublicListener(options: PublicListenerOptions): Promise<PublicListener> {
  const server = createServer(routed(options, publicApp(options)));
  await listen(server, options.host, options.port);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return { url: `http://${host}:${port}`, stop: () => close(server) };
}

/** Webhooks go to their adapter as they came in; whatever else is asked for is the app's. */
function routed({ routes, log }: PublicListenerOptions, app: RequestListener): RequestListener {
  return (request, response) => {
    const path = request.url?.split('?', 1)[0] ?? '';
    const route = routes.find((each) => path === each.path || path.startsWith(`${each.path}/`));
    try {
      (route?.handler ?? app)(request, response);
    } catch (error) {
      log.error({ error, path }, 'a request failed');
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-type': 'application/json' }).end('{"error":"internal error"}');
    }
  };
}

function publicApp({ ready, log }: PublicListenerOptions): RequestListener {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  app.get('/readyz', async (_request, response) => {
    const { ready: yes, parts } = await ready();
    response.status(yes ? 200 : 503).json({ status: yes ? 'ready' : 'not ready', parts });
  });
  app.use((_request: Request, response: Response) => {
    response.status(404).json({ error: 'not found' });
  });
  app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    log.error({ error, path: request.path }, 'a request failed');
    if (response.headersSent) {
      next(error);
      return;
    }
    response.status(500).json({ error: 'internal error' });
  });
  return app;
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Connections that are kept alive are closed at once; running requests may end within 2 s. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), 2000);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}
