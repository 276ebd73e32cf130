import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { parse } from 'yaml';
import { z } from 'zod';
import { trustKubernetesObject } from '../../src/trust-boundaries.js';

/** An answer as tests look at it; a field that is not there is simply undefined and fails the expectation. */
export interface Seen {
  kind: string;
  message: string;
  reason: string;
  code: number;
  count: number;
  type: string;
  worldId: string;
  gitVersion: string;
  sandbox: boolean;
  lastTimestamp: string;
  requests: {
    method: string;
    path: string;
    user: string;
    dryRun: boolean;
    status: number;
    changed: boolean;
    operation: string | null;
  }[];
  involvedObject: { kind: string; name: string };
  metadata: {
    name: string;
    namespace: string;
    uid: string;
    generation: number;
    resourceVersion: string;
    continue?: string;
    deletionTimestamp?: string;
    creationTimestamp: string;
    annotations: Record<string, string>;
    labels: Record<string, string>;
    ownerReferences: { kind: string; name: string; uid: string }[];
  };
  spec: {
    replicas: number;
    paused?: boolean;
    nodeName?: string;
    selector: { matchLabels: Record<string, string> };
    template: {
      metadata: { labels: Record<string, string> };
      spec: { containers: { name: string; image: string }[] };
    };
    hard: Record<string, string>;
  };
  status: {
    allowed: boolean;
    observedGeneration: number;
    replicas?: number;
    updatedReplicas?: number;
    readyReplicas?: number;
    availableReplicas?: number;
    unavailableReplicas?: number;
    phase: string;
    used: Record<string, string>;
    conditions?: { type: string; status: string; reason: string; message: string }[];
    containerStatuses?: {
      name: string;
      ready: boolean;
      restartCount: number;
      state: {
        waiting?: { reason: string; message: string };
        running?: object;
        terminated?: { reason: string; exitCode: number };
      };
      lastState: { terminated?: { reason: string; exitCode: number } };
    }[];
  };
  subsets: { addresses?: unknown[]; notReadyAddresses?: unknown[] }[];
  columnDefinitions: { name: string }[];
  rows: { cells: unknown[] }[];
  items: Seen[];
}

export interface Response {
  readonly status: number;
  readonly body: Seen;
  readonly text: string;
}

/** A bare client of one API server: what is sent is what the test says. */
export interface Api {
  send(
    method: string,
    path: string,
    options?: { body?: unknown; type?: string; accept?: string },
  ): Promise<Response>;
}

export const JSON_PATCH = 'application/json-patch+json';
export const MERGE_PATCH = 'application/merge-patch+json';
export const STRATEGIC = 'application/strategic-merge-patch+json';

export function apiAt(server: string, token?: string): Api {
  return {
    send: (method, path, { body, type = 'application/json', accept = 'application/json' } = {}) =>
      new Promise((resolve, reject) => {
        const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
        const headers = {
          accept,
          ...(text !== undefined && { 'content-type': type, 'content-length': Buffer.byteLength(text) }),
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        };
        const options = { method, headers, rejectUnauthorized: false };
        const open = server.startsWith('https:') ? httpsRequest : httpRequest;
        const outgoing = open(`${server}${path}`, options, (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('end', () => {
            const answer = Buffer.concat(chunks).toString();
            const isJson = (incoming.headers['content-type'] ?? '').includes('json');
            const body = z.looseObject({}).parse(isJson ? JSON.parse(answer) : {});
            resolve({
              status: incoming.statusCode ?? 0,
              text: answer,
              body: trustKubernetesObject<Seen>(body),
            });
          });
        });
        outgoing.on('error', reject);
        outgoing.end(text);
      }),
  };
}

const kubeconfigSchema = z.object({
  'current-context': z.string(),
  clusters: z.array(z.object({ name: z.string(), cluster: z.looseObject({ server: z.string() }) })),
  users: z.array(z.object({ name: z.string(), user: z.looseObject({ token: z.string() }) })),
  contexts: z.array(
    z.object({ name: z.string(), context: z.looseObject({ cluster: z.string(), user: z.string() }) }),
  ),
});

/** A context's server and token; the current one's unless another is named. */
export function apiOf(kubeconfig: string, contextName?: string): Api {
  const config = kubeconfigSchema.parse(parse(kubeconfig));
  const wanted = contextName ?? config['current-context'];
  const context = config.contexts.find(({ name }) => name === wanted)?.context;
  const server = config.clusters.find(({ name }) => name === context?.cluster)?.cluster.server;
  const token = config.users.find(({ name }) => name === context?.user)?.user.token;
  if (server === undefined || token === undefined) throw new Error(`the kubeconfig has no context ${wanted}`);
  return apiAt(server, token);
}
