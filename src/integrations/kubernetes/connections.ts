import http from 'node:http';
import https from 'node:https';
import type { RequestOptions } from 'node:https';

/** A connection that nobody uses is closed after so long: before anything on the way forgets it silently. */
const IDLE_MS = 30_000;

/** Connections that serve one read after the other. */
export interface Connections {
  /** In place of the agent that would connect anew; the same where that leads through a proxy. */
  shared(agent: RequestOptions['agent']): RequestOptions['agent'];
  readonly plain: http.Agent;
}

/**
 * Agents that keep connections, apart for each server and each credential (Node tells them by all TLS options of a
 * request). They do not keep the process alive.
 */
export function createConnections(): Connections {
  const options = { keepAlive: true, timeout: IDLE_MS };
  const [plain, secure] = [new http.Agent(options), new https.Agent(options)];
  return {
    plain,
    shared(agent) {
      const kind: unknown = typeof agent === 'object' ? Object.getPrototypeOf(agent) : undefined;
      if (kind === https.Agent.prototype) return secure;
      return kind === http.Agent.prototype ? plain : agent;
    },
  };
}
