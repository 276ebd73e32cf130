/** Sends a storm of webhooks, as a process of its own. What it is asked and says: {@link Order} and {@link Said}. */
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from './load.js';
import { headersOf, planOf, type Planned, type Storm } from './webhook-plan.js';
import { connectTo, type Wire } from './wire.js';

export interface Order {
  readonly port: number;
  readonly storm: Storm;
  /** Webhooks a second, whether or not earlier ones were answered; absent: as many as are taken. */
  readonly rate?: number;
}
export type Said =
  | { readonly kind: 'ready'; readonly webhooks: number; readonly bytes: number }
  | { readonly kind: 'halfway' }
  | ({ readonly kind: 'done' } & Sent);
export interface Sent {
  /** How often each status was answered. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Sent again because the connection ended without an answer. */
  readonly repeated: number;
  readonly seconds: number;
  /** Milliseconds from when a webhook was due to its answer. */
  readonly median: number;
  readonly p99: number;
  readonly slowest: number;
}

const CONNECTIONS = 32;
const AGAIN_MS = 100;
const say = (said: Said): void => void process.send?.(said);

process.once('message', (order: Order) => {
  const requests = planOf(order.storm).map(requestOf);
  const bytes = requests.reduce((sum, request) => sum + request.length, 0);
  say({ kind: 'ready', webhooks: requests.length, bytes });
  process.once('message', () => {
    send(order, requests).then(
      (sent) => {
        say({ kind: 'done', ...sent });
        process.disconnect();
      },
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(1);
      },
    );
  });
});

async function send({ port, rate }: Order, requests: readonly string[]): Promise<Sent> {
  const began = performance.now();
  const statuses: Record<string, number> = {};
  const waits: number[] = [];
  const free: Wire[] = [];
  let [repeated, answered] = [0, 0];
  /** Until it is answered: whoever sends webhooks sees which failed, and sends those again. */
  const sendOne = async (request: string, due: number): Promise<void> => {
    for (;;) {
      try {
        const wire = free.pop() ?? (await connectTo(port));
        const { status } = await wire.post(request);
        free.push(wire);
        statuses[status] = (statuses[status] ?? 0) + 1;
        if (status !== 503) break;
      } catch {
        repeated += 1;
      }
      await sleep(AGAIN_MS);
    }
    waits.push(performance.now() - due);
    answered += 1;
    if (answered === Math.floor(requests.length / 2)) say({ kind: 'halfway' });
  };
  if (rate === undefined) {
    let next = 0;
    const worker = async (): Promise<void> => {
      for (let request = requests[next++]; request !== undefined; request = requests[next++])
        await sendOne(request, performance.now());
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  } else {
    const all: Promise<void>[] = [];
    for (const [index, request] of requests.entries()) {
      const due = began + (index * 1000) / rate;
      const early = due - performance.now();
      if (early > 1) await sleep(early);
      all.push(sendOne(request, due));
    }
    await Promise.all(all);
  }
  const seconds = (performance.now() - began) / 1000;
  for (const wire of free) wire.close();
  return {
    ...{ statuses, repeated, seconds },
    ...{ median: percentile(waits, 0.5), p99: percentile(waits, 0.99), slowest: percentile(waits, 1) },
  };
}

function requestOf(planned: Planned): string {
  const headers = Object.entries(headersOf(planned)).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST /github/webhooks HTTP/1.1\r\nhost: localhost\r\n${headers.join('')}\r\n${planned.body}`;
}
