import { createServer } from 'node:http';
import { generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { decodeProtectedHeader, importSPKI, jwtVerify } from 'jose';
import { createGithub } from '../../../src/integrations/github/index.js';
import { realClock } from '../../sandbox/world.js';
import { failure } from '../jenkins/lab.js';
import { recorderOf, type Recorder } from '../recorder.js';
import { answerProblems, requestProblems } from './description.js';

const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const HOUR_MS = 3_600_000;
const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
  vi.useRealTimers();
});

const permissions = { checks: 'read', metadata: 'read', deployments: 'write' };
const user = (login: string): object => ({
  ...{ login, id: 1, node_id: 'U', avatar_url: '', gravatar_id: '', url: '', html_url: '', type: 'User' },
  ...{ followers_url: '', following_url: '', gists_url: '', starred_url: '', subscriptions_url: '' },
  ...{ organizations_url: '', repos_url: '', events_url: '', received_events_url: '', site_admin: false },
});

/** GitHub as far as apps are concerned: who asks is checked, tokens live an hour of the (movable) time. */
async function appServer(): Promise<{ readonly recorder: Recorder; readonly revoke: () => void }> {
  const tokens = new Map<string, { readonly installation: number; readonly until: number }>();
  const at = (ms: number): string => new Date(ms).toISOString();
  const answer = async (method: string, path: string, bearer: string): Promise<[number, object]> => {
    const asApp = async (): Promise<boolean> => {
      try {
        const { payload } = await jwtVerify(bearer, await importSPKI(keys.publicKey, 'RS256'), {
          currentDate: new Date(Date.now()),
        });
        return payload.iss === '77' && decodeProtectedHeader(bearer).alg === 'RS256';
      } catch {
        return false;
      }
    };
    if (path === '/app' || path.endsWith('/installation') || path.endsWith('/access_tokens')) {
      if (!(await asApp())) return [401, { message: 'A JSON web token could not be decoded' }];
      if (path === '/app')
        return [
          200,
          {
            ...{
              id: 77,
              node_id: 'A',
              owner: user('shop'),
              name: 'Coxswain',
              description: null,
              external_url: '',
            },
            ...{ html_url: '', created_at: at(0), updated_at: at(0), permissions, events: [] },
          },
        ];
      const owner = /^\/users\/([^/]+)\/installation$/.exec(path)?.[1];
      if (owner !== undefined && !['shop', 'bank'].includes(owner)) return [404, { message: 'Not Found' }];
      if (owner !== undefined)
        return [
          200,
          {
            ...{
              id: owner === 'shop' ? 11 : 12,
              account: user(owner),
              repository_selection: 'all',
              app_id: 77,
            },
            ...{
              access_tokens_url: '',
              repositories_url: '',
              html_url: '',
              target_id: 1,
              target_type: 'User',
            },
            ...{ permissions, events: [], created_at: at(0), updated_at: at(0), single_file_name: null },
            ...{ app_slug: 'coxswain', suspended_by: null, suspended_at: null },
          },
        ];
      const installation = Number(/installations\/(\d+)\//.exec(path)?.[1]);
      const until = Date.now() + HOUR_MS;
      const token = `placeholder-${installation}-${tokens.size}`;
      tokens.set(token, { installation, until });
      return [201, { token, expires_at: at(until), permissions, repository_selection: 'all' }];
    }
    const known = tokens.get(bearer);
    if (method !== 'GET' || known === undefined || known.until <= Date.now())
      return [401, { message: 'Bad credentials' }];
    return [200, []];
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://api');
    const bearer = (request.headers.authorization ?? '').replace(/^(token|bearer) /i, '');
    void answer(request.method ?? 'GET', pathname, bearer).then(([status, body]) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP address');
  return { recorder: await recorderOf(`http://127.0.0.1:${address.port}`), revoke: () => tokens.clear() };
}

function clientOf(
  { url }: Recorder,
  more: { readonly installation?: number } = {},
  privateKey = keys.privateKey,
) {
  const credentials = { kind: 'app', id: '77', privateKey, ...more } as const;
  return createGithub({ url, credentials, paced: false }, realClock);
}
const asked = ({ exchanges }: Recorder): readonly string[] =>
  exchanges.map(({ method, path }) => `${method} ${path}`);
const TOKEN = /access_tokens/;

describe('GitHub as an app [PIPE-1]', () => {
  it('a signed token finds the installation and buys its token, once for many requests', async () => {
    const { recorder } = await appServer();
    const github = clientOf(recorder);
    for (let time = 0; time < 3; time++) await github.commits('shop/checkout', { limit: 1 });
    expect(asked(recorder)).toEqual([
      ...['GET /users/shop/installation', 'POST /app/installations/11/access_tokens'],
      ...Array.from({ length: 3 }, () => 'GET /repos/shop/checkout/commits'),
    ]);
    expect(recorder.exchanges.flatMap(requestProblems)).toEqual([]);
    expect(recorder.exchanges.flatMap(answerProblems)).toEqual([]);
  });

  it('each owner has an installation and a token of its own, unless one is configured', async () => {
    const { recorder } = await appServer();
    const github = clientOf(recorder);
    await github.commits('shop/checkout', { limit: 1 });
    await github.commits('bank/ledger', { limit: 1 });
    expect(asked(recorder).filter((each) => TOKEN.test(each))).toEqual([
      'POST /app/installations/11/access_tokens',
      'POST /app/installations/12/access_tokens',
    ]);
    const fixed = clientOf(recorder, { installation: 12 });
    await fixed.commits('shop/checkout', { limit: 1 });
    expect(asked(recorder).at(-2)).toBe('POST /app/installations/12/access_tokens');
  });

  it('a token that ran out is replaced before it is used', async () => {
    const { recorder } = await appServer();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    const github = clientOf(recorder);
    await github.commits('shop/checkout', { limit: 1 });
    vi.setSystemTime(Date.now() + HOUR_MS + 1_000);
    await github.commits('shop/checkout', { limit: 1 });
    expect(asked(recorder).filter((each) => TOKEN.test(each))).toHaveLength(2);
    expect(recorder.exchanges.map(({ status }) => status)).not.toContain(401);
  });

  it('the app itself is asked who the bot is', async () => {
    const { recorder } = await appServer();
    expect(await clientOf(recorder).server()).toEqual({ account: 'app 77', sandbox: false });
  });

  it('a key that is not the app’s, an owner who has not installed it and a revoked token have names', async () => {
    const { recorder, revoke } = await appServer();
    const other = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const forged = clientOf(recorder, {}, other.privateKey);
    expect((await failure(forged.commits('shop/checkout', { limit: 1 }))).code).toBe('credentials_expired');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    const github = clientOf(recorder);
    await github.commits('shop/checkout', { limit: 1 });
    // A token of the last minute may not have reached all of GitHub's servers: only an older one is given up at once.
    vi.setSystemTime(Date.now() + 120_000);
    revoke();
    expect((await failure(github.commits('shop/checkout', { limit: 1 }))).code).toBe('credentials_expired');
    const absent = await failure(github.commits('stranger/repo', { limit: 1 }));
    expect([absent.code, absent.message]).toEqual([
      'forbidden',
      'the GitHub App is not installed for stranger',
    ]);
  });
});
