import { createServer, type Server } from 'node:http';
import {
  exportJWK,
  generateKeyPair,
  SignJWT,
  type CryptoKey,
  type JWTHeaderParameters,
  type JWTPayload,
} from 'jose';
import { listening, portOf } from './listening.js';

interface SigningKey {
  readonly kid: string;
  readonly alg: string;
  readonly key: CryptoKey;
}

/** Signs tokens as the Bot Connector service does, and publishes its keys by OpenID metadata. */
export class TokenIssuer {
  readonly #server: Server;
  readonly #keys = new Map<string, SigningKey>();
  readonly #published: unknown[] = [];
  /** The keys can't be had. */
  down = false;

  private constructor() {
    this.#server = createServer((request, response) => {
      const content =
        request.url === '/openid'
          ? { issuer: 'https://api.botframework.com', jwks_uri: `${this.url}/keys` }
          : { keys: this.#published };
      response.writeHead(this.down ? 503 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(content));
    });
  }

  /** Its keys: `teams` may speak for Teams, `other` for another channel only, `secret` is not published, `curve` is no RSA key. */
  static async start(): Promise<TokenIssuer> {
    const issuer = new TokenIssuer();
    await listening(issuer.#server);
    await issuer.#add('teams', 'RS256', ['msteams']);
    await issuer.#add('other', 'RS256', ['webchat']);
    await issuer.#add('secret', 'RS256');
    await issuer.#add('curve', 'ES256', ['msteams']);
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${portOf(this.#server)}`;
  }
  get metadata(): string {
    return `${this.url}/openid`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #add(kid: string, alg: string, endorsements?: readonly string[]): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    this.#keys.set(kid, { kid, alg, key: privateKey });
    if (endorsements !== undefined)
      this.#published.push({ ...(await exportJWK(publicKey)), kid, endorsements });
  }

  /** A token with these claims, signed by one key; the header may claim another. */
  async sign(claims: JWTPayload, by = 'teams', header: Partial<JWTHeaderParameters> = {}): Promise<string> {
    const signing = this.#keys.get(by);
    if (signing === undefined) throw new Error(`there is no key "${by}"`);
    const { kid, alg, key } = signing;
    return new SignJWT(claims).setProtectedHeader({ alg, kid, typ: 'JWT', ...header }).sign(key);
  }

  /** A public key's text, as a forger would use it for a secret. */
  publicKey(): string {
    return JSON.stringify(this.#published[0]);
  }
}
