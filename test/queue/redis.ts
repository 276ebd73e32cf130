import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { portOf } from '../integrations/kubernetes/api-server.js';

/** A Redis of the test's own, on a port of its own, that can be taken away and brought back. */
export interface TestRedis {
  readonly url: string;
  /** Stops answering, with connections open. */
  freeze(): void;
  thaw(): void;
  kill(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

export const redisInstalled = spawnSync('redis-server', ['--version']).status === 0;
export const WHY_NO_REDIS = 'redis-server is started by the tests themselves; install it';

export async function createTestRedis(): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;
  const kill = async () => {
    const stopping = server;
    server = undefined;
    if (stopping?.exitCode !== null) return;
    stopping.kill('SIGKILL');
    await once(stopping, 'exit');
  };
  return {
    url,
    freeze: () => void server?.kill('SIGSTOP'),
    thaw: () => void server?.kill('SIGCONT'),
    kill,
    async start() {
      const options = ['--port', String(port), '--bind', '127.0.0.1', '--appendonly', 'yes', '--save', ''];
      server = spawn('redis-server', options, { cwd: folder, stdio: 'ignore' });
      await answering(url);
    },
    async remove() {
      await kill();
      rmSync(folder, { recursive: true });
    },
  };
}

async function answering(url: string): Promise<void> {
  const probe = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
  probe.on('error', () => undefined);
  await probe.ping();
  probe.disconnect();
}

async function freePort(): Promise<number> {
  const server: Server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}
