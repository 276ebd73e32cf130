import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { QueuePort } from '../../src/contracts/ports/queue.js';
import { createBullQueue, WORKER_SETTINGS } from '../../src/queue/bullmq.js';
import { createEmbeddedQueue } from '../../src/queue/embedded.js';
import { recordingLog } from '../fakes/log.js';
import { collector, queueContract } from './contract.js';
import { prerequisite } from '../prerequisites.js';
import { createTestRedis, redisInstalled, WHY_NO_REDIS } from './redis.js';
import type { TestRedis } from './redis.js';

describe('the queue inside the process', () => {
  queueContract(() => Promise.resolve(createEmbeddedQueue(recordingLog())));
});

describe.runIf(prerequisite('redis-server', redisInstalled, WHY_NO_REDIS))('the queue on Redis', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await createTestRedis();
    await redis.start();
  });
  afterAll(() => redis.remove());

  const connect = (prefix: string = randomUUID()): Promise<QueuePort> =>
    createBullQueue({ url: redis.url, prefix, log: recordingLog() });

  queueContract(connect);

  it('keeps installations with different prefixes apart', async () => {
    const [ours, theirs] = [await connect('ours'), await connect('theirs')];
    const taken = collector();
    await theirs.process(taken.handler, 1);
    await ours.enqueue('a');
    await theirs.enqueue('b');
    await expect.poll(taken.ids).toEqual(['b']);
    await Promise.all([ours.close(1_000), theirs.close(1_000)]);
  });

  it('hands the job of a worker that was killed to another within 10 seconds', async () => {
    const prefix = randomUUID();
    const queue = await connect(prefix);
    await queue.enqueue('a');
    const doomed = await workerProcess(redis.url, prefix);
    doomed.kill('SIGKILL');
    await once(doomed, 'exit');
    const taken = collector();
    await queue.process(taken.handler, 1);
    await expect.poll(taken.ids).toEqual(['a']);
    await queue.close(1_000);
  });

  it('refuses within 2 seconds while Redis hangs or is gone, and works again when it is back', async () => {
    const queue = await connect();
    const taken = collector();
    await queue.process(taken.handler, 1);
    redis.freeze();
    await refusesSoon(queue);
    redis.thaw();
    await redis.kill();
    await refusesSoon(queue);
    expect(await queue.healthy()).toBe(false);
    await redis.start();
    await expect.poll(() => queue.healthy()).toBe(true);
    await queue.enqueue('b');
    await expect.poll(taken.ids).toContain('b');
    await queue.close(1_000);
  });

  it('starts without Redis, and works once it is there', async () => {
    await redis.kill();
    const queue = await connect();
    const taken = collector();
    await queue.process(taken.handler, 1);
    await refusesSoon(queue);
    await redis.start();
    await expect.poll(() => queue.healthy()).toBe(true);
    await queue.enqueue('a');
    await expect.poll(taken.ids).toEqual(['a']);
    await queue.close(1_000);
  });
});

async function refusesSoon(queue: QueuePort): Promise<void> {
  const began = performance.now();
  await expect(queue.enqueue('late')).rejects.toMatchObject({ code: 'queue_down' });
  expect(performance.now() - began).toBeLessThan(20_000);
}

/** A process of its own that takes a job of the queue and never ends it. Returns once it has one. */
async function workerProcess(url: string, prefix: string) {
  const script = `
    import { Worker } from 'bullmq';
    const { hostname: host, port } = new URL(${JSON.stringify(url)});
    new Worker('operations', () => { console.log('taken'); return new Promise(() => undefined); }, {
      connection: { host, port: Number(port) }, prefix: ${JSON.stringify(prefix)}, ...${JSON.stringify(WORKER_SETTINGS)},
    });`;
  const stdio: ['ignore', 'pipe', 'inherit'] = ['ignore', 'pipe', 'inherit'];
  const worker = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio });
  await once(worker.stdout, 'data');
  return worker;
}
