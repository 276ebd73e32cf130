import { Queue, Worker } from 'bullmq';
import type { Job } from 'bullmq';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { PortError } from '../contracts/errors.js';
import type { Log } from '../contracts/ports/log.js';
import type { QueuePort } from '../contracts/ports/queue.js';
import { settledWithin } from './deadline.js';

const QUEUE = 'operations';
/** Within this time `enqueue` says yes or no. */
const ENQUEUE_MS = 2_000;
/** The same in every process: whichever checked last decides when the next check may be. Times are milliseconds. */
export const WORKER_SETTINGS = {
  /** A worker that shows no life for so long is taken for dead; its job goes to another within the next check. */
  lockDuration: 5_000,
  stalledInterval: 2_000,
  /** Losing its worker is no failure of an operation: recovery decides about those, not a counter. */
  maxStalledCount: 1_000,
} as const;
/** Deliveries of one operation that may be on their way at once: handled now, and waiting to be handled again. */
const DELIVERIES = 4;

const jobSchema = z.object({ operationId: z.string().min(1) });

/**
 * A queue on Redis. Starts without Redis too: then `enqueue` refuses until it is there. `prefix` keeps installations that
 * share a Redis apart.
 */
export async function createBullQueue(options: {
  readonly url: string;
  readonly prefix: string;
  readonly log: Log;
}): Promise<QueuePort> {
  const { url, prefix, log } = options;
  // Without these two, adding a job would wait for as long as Redis is away.
  const producer = new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: false });
  const connections = [watched(producer, log)];
  await settledWithin(ENQUEUE_MS, ready(producer));
  let opening: Promise<Queue> | undefined;
  let worker: Worker | undefined;
  let closed = false;

  const add = async (operationId: string): Promise<void> => {
    if (closed || producer.status !== 'ready') throw new Error('no connection to Redis');
    opening ??= openQueue(producer, prefix, log).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    await addOnce(await opening, operationId);
  };
  return {
    async enqueue(operationId) {
      const adding = add(operationId);
      const settled = await settledWithin(ENQUEUE_MS, adding);
      if (!settled) throw queueDown(new Error('Redis did not answer in time'));
      await adding.catch((error: unknown) => {
        throw queueDown(error);
      });
    },
    async process(handler, concurrency) {
      await Promise.resolve();
      const connection = watched(new Redis(url, { maxRetriesPerRequest: null }), log);
      connections.push(connection);
      worker = createWorker({ connection, prefix, log, handler, concurrency });
    },
    async healthy() {
      if (closed || producer.status !== 'ready') return false;
      const ping = producer.ping().then(
        () => true,
        () => false,
      );
      return (await settledWithin(ENQUEUE_MS, ping)) && (await ping);
    },
    async close(deadlineMs) {
      closed = true;
      // Left to itself it would wait for running handlers for ever; what is cut off here is delivered elsewhere.
      await settledWithin(deadlineMs, worker?.close() ?? Promise.resolve());
      for (const connection of connections) connection.disconnect();
    },
  };
}

/** A Queue made before its connection stands would wait for it for ever; one that fails here stays broken. */
async function openQueue(connection: Redis, prefix: string, log: Log): Promise<Queue> {
  const queue = listened(new Queue(QUEUE, { connection, prefix, skipWaitingForReady: true }), log);
  try {
    await queue.waitUntilReady();
  } catch (error) {
    await settledWithin(ENQUEUE_MS, queue.close());
    throw error;
  }
  return queue;
}

/**
 * Adds the operation unless it waits already. BullMQ ignores an id that it has, even one that is just being handled, so
 * each delivery on its way has an id of its own.
 */
async function addOnce(queue: Queue, operationId: string): Promise<void> {
  for (let delivery = 0; delivery < DELIVERIES; delivery++) {
    // An id must be neither a number nor hold a colon.
    const jobId = `op-${encodeURIComponent(operationId)}-${delivery}`;
    const job: Job | undefined = await queue.getJob(jobId);
    if (job !== undefined && (await job.isActive())) continue;
    // Jobs that ended must not stay: their ids would swallow the next delivery.
    await queue.add(QUEUE, { operationId }, { jobId, removeOnComplete: true, removeOnFail: true });
    return;
  }
}

function createWorker(options: {
  readonly connection: Redis;
  readonly prefix: string;
  readonly log: Log;
  readonly handler: (operationId: string) => Promise<void>;
  readonly concurrency: number;
}): Worker {
  const { connection, prefix, log, handler, concurrency } = options;
  const worker = new Worker(
    QUEUE,
    async (job: Job<unknown>) => {
      const { operationId } = jobSchema.parse(job.data);
      await handler(operationId);
    },
    { connection, prefix, concurrency, ...WORKER_SETTINGS },
  );
  worker.on('failed', (job, error) => {
    log.error({ job: job?.id, error }, 'a worker failed; recovery will submit the operation again');
  });
  return listened(worker, log);
}

/** An `error` event without a listener would end the process. */
function listened<T extends { on(event: 'error', listener: (error: Error) => void): unknown }>(
  emitter: T,
  log: Log,
): T {
  emitter.on('error', (error) => log.debug({ error }, 'queue'));
  return emitter;
}

/** A connection that logs the beginning and the end of an outage, not every attempt in between. */
function watched(connection: Redis, log: Log): Redis {
  let down = false;
  connection.on('error', (error) => {
    if (!down) log.warn({ error }, 'Redis cannot be reached');
    down = true;
  });
  connection.on('ready', () => {
    if (down) log.info({}, 'Redis is back');
    down = false;
  });
  return connection;
}

function ready(connection: Redis): Promise<void> {
  return new Promise((resolve) => connection.once('ready', resolve));
}

function queueDown(cause: unknown): PortError {
  return new PortError('queue_down', 'the job queue cannot be reached', {}, false, { cause });
}
