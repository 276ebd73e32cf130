import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { PortError } from '../contracts/errors.js';
import type { Log } from '../contracts/ports/log.js';
import { makePrivateFolder } from './path.js';
import { serveConnection, type Services } from './connection.js';

export interface SocketServer {
  /** Open connections. */
  clients(): number;
  /** Resolves when nobody is connected any more. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Serves the owner process to this user's other programs. The caller owns the state folder already, so a socket
 * that is left there is stale; with a shared database it may be alive: then rejects with PortError `conflict`.
 */
export async function serveSocket(path: string, services: Services, log: Log): Promise<SocketServer> {
  makePrivateFolder(path);
  if (await answers(path)) {
    throw new PortError('conflict', `another Coxswain listens on ${path}`);
  }
  rmSync(path, { force: true });
  const sockets = new Set<Socket>();
  const waiting: (() => void)[] = [];
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      if (sockets.size === 0) for (const resolve of waiting.splice(0)) resolve();
    });
    serveConnection(socket, services, log);
  });
  await listen(server, path);
  chmodSync(path, 0o600);
  return {
    clients: () => sockets.size,
    idle: () => (sockets.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const settle = (alive: boolean) => {
      socket.destroy();
      resolve(alive);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}
