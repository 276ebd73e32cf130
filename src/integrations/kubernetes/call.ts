/** One request to an API server, in our own words. */
export interface Call {
  readonly cluster: string;
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Starts with `/`; the server's own prefix is put before it. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: { readonly type: string; readonly text: string };
  /** What it does, for messages: `patch deployments in shop`. */
  readonly verb: string;
  readonly resource: string;
  readonly namespace?: string;
  readonly name?: string;
  /** Sending it may change the world: a lost answer leaves doubt. */
  readonly effect: boolean;
}

/** A complete answer. */
export interface Answer {
  readonly status: number;
  /** Seconds the server asks to wait before the next attempt. */
  readonly retryAfter: number | undefined;
  readonly body: string;
}

/** No answer came: the connection failed, broke or took too long. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
  constructor(
    readonly reason: 'connection' | 'deadline',
    /** Whether the request may have reached the server. */
    readonly sent: boolean,
    options: { cause: unknown },
  ) {
    super(reason === 'deadline' ? 'no answer in time' : 'the connection failed', options);
  }
}
