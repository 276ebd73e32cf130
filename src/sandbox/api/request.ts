import type { ServerResponse } from 'node:http';
import type { Json } from '../../contracts/json.js';
import type { Cluster } from '../cluster.js';

/** A request as the handlers see it; who sent it is known. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly accept: string;
  /** Without parameters, lower case. */
  readonly contentType: string;
  /** The field manager: what `managedFields` will name. */
  readonly manager: string;
  readonly user: string;
  readonly body: string;
}

type Headers = Readonly<Record<string, string>>;
export type Answer =
  | {
      readonly kind: 'json';
      readonly status: number;
      readonly body: unknown;
      readonly object?: Json;
      readonly headers?: Headers;
    }
  | {
      readonly kind: 'text';
      readonly status: number;
      readonly text: string | Buffer;
      readonly contentType?: string;
      readonly headers?: Headers;
    }
  /** Writes its own head and ends by itself or when the client goes away. */
  | { readonly kind: 'stream'; readonly open: (response: ServerResponse) => void };

export interface ApiContext {
  readonly cluster: Cluster;
  /** Factor on every simulated delay. */
  readonly pace: number;
  /** Resolves when what has happened is on the disk: awaited before a mutation is answered. */
  flush(): Promise<void>;
  /** Ends when the sandbox stops or its world is replaced. */
  readonly closing: AbortSignal;
}

export const ok = (body: unknown, status = 200): Answer => ({ kind: 'json', status, body });
