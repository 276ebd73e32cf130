import { PortError } from '../contracts/errors.js';
import type { Log } from '../contracts/ports/log.js';
import type { QueuePort } from '../contracts/ports/queue.js';
import { settledWithin } from './deadline.js';

/**
 * A queue inside this process. An id that already waits is not queued twice; one that is being handled may be, and is
 * then handled again afterwards. What waits when the process ends is submitted again by recovery.
 */
export function createEmbeddedQueue(log: Log): QueuePort {
  const waiting = new Set<string>();
  const running = new Set<Promise<void>>();
  let handle: ((operationId: string) => Promise<void>) | undefined;
  let width = 0;
  let closed = false;

  const work = async (operationId: string, handler: (operationId: string) => Promise<void>) => {
    try {
      await handler(operationId);
    } catch (error) {
      log.error(
        { operation: operationId, error },
        'a worker failed; recovery will submit the operation again',
      );
    }
  };
  const pump = () => {
    while (handle !== undefined && !closed && running.size < width) {
      const [next] = waiting;
      if (next === undefined) return;
      waiting.delete(next);
      const task = work(next, handle).finally(() => {
        running.delete(task);
        pump();
      });
      running.add(task);
    }
  };
  return {
    async enqueue(operationId) {
      await Promise.resolve();
      if (closed) throw new PortError('queue_down', 'the queue is closed: the bot is shutting down');
      waiting.add(operationId);
      pump();
    },
    async process(handler, concurrency) {
      await Promise.resolve();
      if (handle !== undefined) throw new Error('this queue has its workers already');
      handle = handler;
      width = concurrency;
      pump();
    },
    healthy: () => Promise.resolve(!closed),
    async close(deadlineMs) {
      closed = true;
      await settledWithin(deadlineMs, Promise.all(running));
    },
  };
}
