import { readFileSync } from 'node:fs';
import { request as http } from 'node:http';
import { request as https } from 'node:https';
import { parse } from 'yaml';
import { z } from 'zod';
import { kubernetesObjectSchema, type Json } from './objects.js';

const kubeconfigSchema = z.object({
  clusters: z.array(z.object({ name: z.string(), cluster: z.object({ server: z.string() }) })),
  users: z.array(z.object({ name: z.string(), user: z.object({ token: z.string().optional() }) })),
});

export interface ApiAnswer {
  readonly status: number;
  readonly body: Json;
}

/**
 * The cluster as its administrator sees it: plain requests, independent of the client that is under test.
 * The first user and cluster of the kubeconfig are used.
 */
export class Api {
  readonly #server: string;
  readonly #token: string;

  constructor(kubeconfigFile: string) {
    const config = kubeconfigSchema.parse(parse(readFileSync(kubeconfigFile, 'utf8')));
    this.#server = config.clusters[0]?.cluster.server ?? '';
    this.#token = config.users[0]?.user.token ?? '';
  }

  get server(): string {
    return this.#server;
  }

  send(method: string, path: string, body?: unknown, type = 'application/json'): Promise<ApiAnswer> {
    const url = new URL(path, this.#server);
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      authorization: `Bearer ${this.#token}`,
      accept: 'application/json',
      // Node sends the body of a DELETE without saying its length unless it is told to
      ...(payload === undefined
        ? {}
        : { 'content-type': type, 'content-length': Buffer.byteLength(payload) }),
    };
    return new Promise((resolve, reject) => {
      const open = url.protocol === 'https:' ? https : http;
      // the lab's certificate is made anew at every start; this client only ever speaks to loopback
      const request = open(url, { method, headers, rejectUnauthorized: false }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: jsonOf(text),
          }),
        );
      });
      request.on('error', reject);
      request.end(payload);
    });
  }

  /** As `send`, and a refusal is an error of the test. */
  async must(method: string, path: string, body?: unknown, type?: string): Promise<Json> {
    const answer = await this.send(method, path, body, type);
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** Creates the object, after deleting one of the same name. */
  async create(
    collection: string,
    object: { readonly metadata: { readonly name: string } } & Readonly<Record<string, unknown>>,
  ): Promise<void> {
    await this.send('DELETE', `${collection}/${object.metadata.name}`);
    for (let tries = 0; tries < 50; tries++) {
      const answer = await this.send('POST', collection, object);
      if (answer.status < 300) return;
      if (answer.status !== 409)
        throw new Error(`POST ${collection}: ${answer.status} ${JSON.stringify(answer.body)}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(`${collection}/${object.metadata.name} could not be replaced`);
  }

  async deployment(namespace: string, name: string): Promise<z.infer<typeof kubernetesObjectSchema>> {
    return kubernetesObjectSchema.parse(
      await this.must('GET', `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`),
    );
  }
}

/** Some refusals of an API server are plain text ("404 page not found"). */
function jsonOf(text: string): Json {
  return /^[[{]/.test(text) ? z.json().parse(JSON.parse(text)) : text;
}
