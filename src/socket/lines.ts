import type { Socket } from 'node:net';

/** A longer line is no message of ours: the connection ends. */
const LONGEST_LINE = 4_000_000;

/** Calls `onLine` with each complete line; destroys the socket when one grows too long. */
export function readLines(socket: Socket, onLine: (line: string) => void): void {
  let pending = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    pending += chunk;
    const parts = pending.split('\n');
    pending = parts.pop() ?? '';
    for (const line of parts) if (line !== '') onLine(line);
    if (pending.length > LONGEST_LINE) socket.destroy();
  });
}

/** Writes one JSON object as a line; nothing when the other side is gone. */
export function writeLine(socket: Socket, value: object): void {
  if (socket.writable) socket.write(`${JSON.stringify(value)}\n`);
}
