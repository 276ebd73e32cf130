/** One request to Jenkins, in our own words. */
export interface Call {
  readonly method: 'GET' | 'POST';
  /** Below the server's URL, already encoded, starting with `/`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as a form. */
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** What it does, for messages: `read job shop/checkout`. */
  readonly what: string;
}

/** A complete answer. */
export interface Answer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** No answer came. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
  constructor(
    readonly reason: 'connection' | 'deadline' | 'too_large',
    /** Whether the request may have reached the server. */
    readonly sent: boolean,
    options: { cause: unknown },
  ) {
    super(reason, options);
  }
}

/** Sends a request and returns whatever the server said, refusals included. Rejects with PortError without an answer. */
export type Send = (call: Call, outer?: AbortSignal) => Promise<Answer>;
