import { createServer, type Server } from 'node:http';
import { Agent } from 'node:https';
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';
import { listening, portOf } from './listening.js';

export interface Asked {
  /** Method, host and path. */
  readonly what: string;
  readonly values: URLSearchParams;
  readonly headers: Readonly<Record<string, unknown>>;
}

/**
 * Where Microsoft gives tokens out, played on this machine: whatever this process asks for over https, of whatever host,
 * comes here, and so does what it asks of the managed identity's endpoint.
 */
export class TokenEndpoint {
  readonly asked: Asked[] = [];
  /** What is answered instead of a token. */
  refusal: Readonly<Record<string, unknown>> | undefined;
  readonly #server: Server;
  #tokens = 0;

  private constructor() {
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const { method = '', headers, url = '' } = request;
        const { pathname, searchParams } = new URL(url, 'http://host');
        const body = Buffer.concat(parts).toString('utf8');
        const values = new URLSearchParams([...searchParams, ...new URLSearchParams(body)]);
        this.asked.push({ what: `${method} ${headers.host ?? ''}${pathname}`, values, headers });
        response.writeHead(this.refusal === undefined ? 200 : 401, {
          'content-type': 'application/json',
          connection: 'close',
        });
        const found = pathname.endsWith('/openid-configuration')
          ? addresses(headers.host ?? '', pathname)
          : undefined;
        response.end(JSON.stringify(found ?? this.refusal ?? this.#token()));
      });
    });
  }

  /** Takes the process's https over until the test ends. */
  static async start(): Promise<TokenEndpoint> {
    const endpoint = new TokenEndpoint();
    await listening(endpoint.#server);
    const port = portOf(endpoint.#server);
    const real = Reflect.get(Agent.prototype, 'createConnection');
    Reflect.set(Agent.prototype, 'createConnection', () => connect(port, '127.0.0.1'));
    onTestFinished(async () => {
      Reflect.set(Agent.prototype, 'createConnection', real);
      endpoint.#server.closeAllConnections();
      await new Promise((resolve) => endpoint.#server.close(resolve));
    });
    return endpoint;
  }

  get url(): string {
    return `http://127.0.0.1:${portOf(this.#server)}`;
  }

  #token() {
    this.#tokens += 1;
    return {
      token_type: 'Bearer',
      expires_in: 3600,
      expires_on: 4_102_444_800,
      access_token: `token-${this.#tokens}`,
    };
  }
}

/** What an authority that the SDK does not know by heart says about itself. */
function addresses(host: string, path: string) {
  const base = `https://${host}${path.replace(/\/v2\.0\/.*$/, '')}`;
  return {
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
  };
}
