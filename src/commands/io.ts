import type { Readable, Writable } from 'node:stream';

/** The process as a command sees it; a test gives it streams of its own. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** The operating-system user's name. */
  readonly user: string;
  /** Calls `handler` on SIGINT and SIGTERM. Returns the way to unregister. */
  onSignal(handler: (signal: 'SIGINT' | 'SIGTERM') => void): () => void;
  /** Ends the process at once. */
  exit(code: number): void;
}
export type OutputStream = Writable & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

export function writeLines(output: OutputStream, lines: readonly string[]): void {
  for (const line of lines) output.write(`${line}\n`);
}
