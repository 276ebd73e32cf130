import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Tells connections apart. */
  readonly connection: number | undefined;
}

/** What the server does with a request: answers, says nothing for ever, or cuts the connection. */
export type Reaction =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | 'silence'
  | 'cut'
  | ((response: ServerResponse) => void);

export interface ApiServer {
  readonly seen: SeenRequest[];
  readonly url: string;
  /** A kubeconfig whose context `lab` leads here. */
  kubeconfig(user?: string): string;
  stop(): Promise<void>;
}

/** A real HTTP server that answers as the test says; what it says is JSON unless it is a text already. */
export async function startApiServer(react: (request: SeenRequest) => Reaction): Promise<ApiServer> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    void readRequest(request).then((parsed) => {
      seen.push(parsed);
      perform(react(parsed), response);
    });
  });
  const sockets = trackSockets(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${portOf(server)}`;
  return {
    seen,
    url,
    kubeconfig: (user) => kubeconfigFor(url, user),
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

export function kubeconfigFor(url: string, user = 'token: lab-token'): string {
  return `apiVersion: v1
kind: Config
current-context: lab
clusters: [{ name: lab, cluster: { server: "${url}", insecure-skip-tls-verify: true } }]
users: [{ name: bot, user: { ${user} } }]
contexts: [{ name: lab, context: { cluster: lab, user: bot } }]
`;
}

/** A `Status` as API servers refuse with. */
export function status(
  code: number,
  reason: string,
  message: string,
  details: object = {},
  headers: Readonly<Record<string, string>> = {},
): Reaction {
  const body = { kind: 'Status', apiVersion: 'v1', status: 'Failure', message, reason, details, code };
  return { status: code, body, headers };
}

export function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return address.port;
}

function trackSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  return sockets;
}

async function readRequest(request: IncomingMessage): Promise<SeenRequest> {
  const parts: Buffer[] = [];
  for await (const part of request) if (Buffer.isBuffer(part)) parts.push(part);
  const url = new URL(request.url ?? '/', 'http://lab');
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: request.headers,
    body: Buffer.concat(parts).toString('utf8'),
    connection: request.socket.remotePort,
  };
}

function perform(reaction: Reaction, response: ServerResponse): void {
  if (reaction === 'silence') return;
  if (reaction === 'cut') {
    response.socket?.resetAndDestroy();
    return;
  }
  if (typeof reaction === 'function') {
    reaction(response);
    return;
  }
  response.writeHead(reaction.status, { 'Content-Type': 'application/json', ...reaction.headers });
  response.end(typeof reaction.body === 'string' ? reaction.body : JSON.stringify(reaction.body ?? {}));
}
