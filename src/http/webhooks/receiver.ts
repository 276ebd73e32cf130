import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Log } from '../../contracts/ports/log.js';
import type { Delivery } from '../../contracts/pushed-run.js';
import type { Admission } from './admission.js';
import type { Board } from './board.js';

/** GitHub itself sends no webhook larger than 25 MB; those that are read here have some tens of kilobytes. */
const LARGEST_BODY = 5 * 1024 * 1024;

export interface ReceiverParts {
  /** Reads a webhook: who sent it, and what it says. */
  readonly read: (headers: IncomingHttpHeaders, query: URLSearchParams, body: Buffer) => Delivery;
  readonly admission: Admission;
  readonly board: Board;
  readonly log: Log;
}

/**
 * Where one system's webhooks come in. What is not signed gets 401 and no reason; what was delivered before is answered
 * like the first time and changes nothing.
 */
export function createReceiver(parts: ReceiverParts): RequestListener {
  return (request, response) => {
    receive(parts, request).then(
      ([status, body]) => answer(response, status, body),
      (error: unknown) => {
        parts.log.error({ error }, 'a webhook could not be taken');
        answer(response, 500, { error: 'internal error' });
      },
    );
  };
}

async function receive(
  { read, admission, board }: ReceiverParts,
  request: IncomingMessage,
): Promise<readonly [number, object]> {
  if (request.method !== 'POST') return [405, { error: 'method not allowed' }];
  const body = await bodyOf(request);
  if (body === undefined) return [413, { error: 'too large' }];
  const query = new URL(request.url ?? '/', 'http://webhooks').searchParams;
  const delivery = read(request.headers, query, body);
  switch (delivery.kind) {
    case 'unauthorized':
      return [401, { error: 'unauthorized' }];
    case 'malformed':
      return [400, { error: 'malformed' }];
    case 'ignored':
      return [202, { state: 'ignored' }];
    case 'run': {
      const admitted = await admission.admit(delivery);
      if (admitted === 'full') return [503, { error: 'busy' }];
      if (admitted === 'first') board.tell(delivery.run);
      return [202, { state: admitted === 'first' ? 'taken' : 'known' }];
    }
  }
}

/** Undefined when it is too large. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stream: AsyncIterable<Uint8Array> = request;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > LARGEST_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
