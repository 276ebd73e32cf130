import { once } from 'node:events';
import { connect } from 'node:net';

/** One HTTP connection that is kept alive, cheap enough that a load generator does not become what is measured. */
export interface Wire {
  /** Sends a whole request; one at a time. Resolves with the status and whether the answer had any content. */
  post(request: string): Promise<Answered>;
  close(): void;
}
interface Answered {
  readonly status: number;
  readonly content: boolean;
}

export async function connectTo(port: number): Promise<Wire> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  let received = '';
  let waiting: { resolve: (answered: Answered) => void; reject: (error: Error) => void } | undefined;
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    received += chunk;
    const answered = answerIn(received);
    if (answered === undefined) return;
    received = '';
    waiting?.resolve(answered);
  });
  socket.on('error', (error) => waiting?.reject(error));
  socket.on('close', () => waiting?.reject(new Error('the connection ended')));
  return {
    post: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

/** The answer once it is there as a whole (RFC 9112, section 6). */
function answerIn(received: string): Answered | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = received.slice(0, end);
  const body = received.length - end - 4;
  const status = Number(head.slice(9, 12));
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length !== undefined) return body < Number(length) ? undefined : { status, content: body > 0 };
  return received.endsWith('0\r\n\r\n') ? { status, content: body > 5 } : undefined;
}
