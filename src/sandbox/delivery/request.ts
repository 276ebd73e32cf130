import type { IncomingHttpHeaders } from 'node:http';
import type { Cluster } from '../cluster.js';

/** A request to one of the services beside Kubernetes; the path is still encoded and without its prefix. */
export interface ServiceRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** `http://127.0.0.1:PORT` as the client wrote it. */
  readonly origin: string;
}

export interface ServiceAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Objects are sent as JSON. */
  readonly body?: object | string | Buffer;
}

export interface ServiceContext {
  readonly cluster: Cluster;
  /** Factor on simulated delays. */
  readonly pace: number;
}

/** Answers a request under the service's prefix. */
export type Service = (context: ServiceContext, request: ServiceRequest) => ServiceAnswer;
