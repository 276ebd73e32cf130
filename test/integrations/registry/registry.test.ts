import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createImages } from '../../../src/integrations/registry/index.js';
import { realClock } from '../../sandbox/world.js';
import { failure, lab as sandboxLab } from '../jenkins/lab.js';
import { recorderOf } from '../recorder.js';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** A registry of the test's own making, and what it was asked. */
async function registry(answer: (request: IncomingMessage, response: ServerResponse, url: string) => void) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.authorization ?? ''}`.trim());
    answer(request, response, `http://${request.headers.host ?? ''}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP address');
  return { url: `http://127.0.0.1:${address.port}`, asked };
}
const imagesAt = (url: string, more: { username?: string; password?: string } = {}) =>
  createImages({ registries: { 'r.example.com:5000': { url, ...more } } }, realClock);
const json = (
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
) => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
};

describe('the simulated registry', () => {
  it('offers the versions that exist, and the digest of each by tag or by itself', async () => {
    const { sandbox } = await sandboxLab();
    const images = createImages(sandbox.images(), realClock);
    const tags = await images.tags('registry.shop.local/checkout');
    expect(tags).toContain('1.4.2');
    expect(tags).not.toContain('9.9.9');
    const digest = await images.digest('registry.shop.local/checkout:1.4.2');
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(await images.digest(`registry.shop.local/checkout@${digest ?? ''}`)).toBe(digest);
    expect(await images.digest('registry.shop.local/checkout:9.9.9')).toBeUndefined();
    expect(await images.tags('registry.shop.local/warehouse')).toEqual([]);
    expect([images.covers('registry.shop.local/a:1'), images.covers('nginx:1.27')]).toEqual([true, false]);
  });

  it('tells when an image was built: when its build ended', async () => {
    const { sandbox, jenkins } = await sandboxLab();
    const images = createImages(sandbox.images(), realClock);
    const builds = await jenkins.builds({ path: 'shop/checkout', branch: 'main' }, 1);
    const [{ startedAt, durationMs } = { startedAt: 0, durationMs: 0 }] = builds;
    const built = await images.created('registry.shop.local/checkout:1.5.0-rc1');
    expect(Math.abs((built ?? 0) - startedAt - durationMs)).toBeLessThan(1_000);
    expect(await images.created('registry.shop.local/checkout:9.9.9')).toBeUndefined();
  });

  it('knows an image as soon as Jenkins published it', async () => {
    const { sandbox, jenkins, control } = await sandboxLab();
    await control({ executors: 4 });
    const push = { service: 'checkout', message: 'checkout 1.9.0: thanks', version: '1.9.0' };
    await fetch(`${sandbox.url}/sandbox/push`, { method: 'POST', body: JSON.stringify(push) });
    const images = createImages(sandbox.images(), realClock);
    const until = Date.now() + 60_000;
    while ((await images.digest('registry.shop.local/checkout:1.9.0')) === undefined && Date.now() < until)
      await jenkins.builds({ path: 'shop/checkout', branch: 'main' }, 1);
    expect(await images.tags('registry.shop.local/checkout')).toContain('1.9.0');
  });

  it('is asked for a token once for many questions about one repository', async () => {
    const { sandbox } = await sandboxLab();
    const recorder = await recorderOf(sandbox.url);
    const images = createImages({ registries: { 'registry.shop.local': { url: recorder.url } } }, realClock);
    for (let time = 0; time < 3; time++) await images.tags('registry.shop.local/cart');
    expect(recorder.exchanges.filter(({ path }) => path === '/v2/token')).toHaveLength(1);
  });
});

describe('a registry', () => {
  it('with many tags is read page by page, by relative and absolute links, and never elsewhere', async () => {
    const { url, asked } = await registry((request, response, own) => {
      const page = new URL(request.url ?? '/', own).searchParams.get('last') ?? '0';
      const links: Record<string, string> = {
        '0': '</v2/team/app/tags/list?last=1>; rel="next"',
        '1': `<${own}/v2/team/app/tags/list?last=2>; rel="next"`,
        '2': '<https://elsewhere.example.com/v2/team/app/tags/list?last=3>; rel="next"',
      };
      json(response, 200, { name: 'team/app', tags: [`1.${page}`] }, { link: links[page] ?? '' });
    });
    expect(await imagesAt(url).tags('r.example.com:5000/team/app')).toEqual(['1.0', '1.1', '1.2']);
    expect(asked).toHaveLength(3);
  });

  it('that wants a password gets it from then on', async () => {
    const { url, asked } = await registry((request, response) => {
      const good =
        request.headers.authorization === `Basic ${Buffer.from('bot:placeholder').toString('base64')}`;
      if (good) json(response, 200, { tags: ['1'] });
      else json(response, 401, { errors: [] }, { 'www-authenticate': 'Basic realm="registry"' });
    });
    const images = imagesAt(url, { username: 'bot', password: 'placeholder' });
    for (const app of ['app', 'cart', 'web'])
      expect(await images.tags(`r.example.com:5000/${app}`)).toEqual(['1']);
    expect(asked).toHaveLength(4);
    const wrong = imagesAt(url, { username: 'bot', password: 'other' });
    expect((await failure(wrong.tags('r.example.com:5000/app'))).code).toBe('credentials_expired');
    expect((await failure(imagesAt(url).tags('r.example.com:5000/app'))).code).toBe('credentials_expired');
  });

  it('whose token server names its token access_token gets the account and the scope there', async () => {
    const { url, asked } = await registry((request, response, own) => {
      if (request.url?.startsWith('/token') === true)
        json(response, 200, { access_token: 't-1', expires_in: 60 });
      else if (request.headers.authorization === 'Bearer t-1') json(response, 200, { tags: ['2'] });
      else {
        const header = `Bearer realm="${own}/token",service="r",scope="repository:app:pull"`;
        json(response, 401, { errors: [] }, { 'www-authenticate': header });
      }
    });
    const images = imagesAt(url, { username: 'bot', password: 'placeholder' });
    expect(await images.tags('r.example.com:5000/app')).toEqual(['2']);
    const basic = Buffer.from('bot:placeholder').toString('base64');
    expect(asked[1]).toBe(`GET /token?service=r&scope=repository%3Aapp%3Apull Basic ${basic}`);
  });

  it('tells when an image was built: by its annotation, else by its configuration, of many platforms by the first', async () => {
    const config = (digest: string) => ({ config: { digest } });
    const answers: Readonly<Record<string, object>> = {
      '/v2/app/manifests/noted': {
        annotations: { 'org.opencontainers.image.created': '2026-11-01T10:00:00Z' },
        ...config('sha256:other'),
      },
      '/v2/app/manifests/index': {
        manifests: [
          { digest: 'sha256:proof', platform: { os: 'unknown', architecture: 'unknown' } },
          { digest: 'sha256:amd64', platform: { os: 'linux', architecture: 'amd64' } },
        ],
      },
      '/v2/app/manifests/sha256:amd64': config('sha256:told'),
      '/v2/app/blobs/sha256:told': { created: '2026-11-02T10:00:00.123456789Z' },
      '/v2/app/manifests/reproducible': config('sha256:epoch'),
      '/v2/app/blobs/sha256:epoch': { created: '1970-01-01T00:00:00Z' },
      '/v2/app/manifests/silent': config('sha256:gone'),
    };
    const { url } = await registry((request, response) => {
      const body = answers[request.url ?? ''];
      json(response, body === undefined ? 404 : 200, body ?? {});
    });
    const created = (tag: string) => imagesAt(url).created(`r.example.com:5000/app:${tag}`);
    expect(await created('noted')).toBe(Date.UTC(2026, 10, 1, 10));
    expect(await created('index')).toBe(Date.UTC(2026, 10, 2, 10, 0, 0, 123));
    expect(await created('reproducible')).toBeUndefined();
    expect(await created('silent')).toBeUndefined();
    expect(await created('missing')).toBeUndefined();
  });

  it('that names no digest is asked for the manifest, whose digest is its bytes', async () => {
    const { url } = await registry((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/vnd.oci.image.index.v1+json' });
      response.end('{}');
    });
    expect(await imagesAt(url).digest('r.example.com:5000/app:1')).toBe(
      'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
    );
  });

  it('is asked for every kind of manifest', async () => {
    let accepted = '';
    const { url } = await registry((request, response) => {
      accepted = request.headers.accept ?? '';
      response.writeHead(200, { 'docker-content-digest': 'sha256:abc' });
      response.end();
    });
    expect(await imagesAt(url).digest('r.example.com:5000/app:1')).toBe('sha256:abc');
    for (const kind of [
      'oci.image.index',
      'docker.distribution.manifest.list',
      'oci.image.manifest',
      'distribution.manifest.v2',
    ])
      expect(accepted).toContain(kind);
  });

  it.each([
    [403, 'forbidden'],
    [429, 'rate_limited'],
    [503, 'server_error'],
  ])('that answers %i has a name for it: %s', async (status, code) => {
    const { url } = await registry((_request, response) =>
      json(response, status, {}, { 'retry-after': '120' }),
    );
    const error = await failure(imagesAt(url).tags('r.example.com:5000/app'));
    expect(error.code).toBe(code);
    if (status === 429) expect(error.params['wait']).toBe(2);
  });

  it('that stumbles once is asked again, and one that is away is unreachable', async () => {
    let count = 0;
    const { url } = await registry((_request, response) => {
      json(response, count++ === 0 ? 502 : 200, { tags: ['1'] });
    });
    expect(await imagesAt(url).tags('r.example.com:5000/app')).toEqual(['1']);
    expect((await failure(imagesAt('http://127.0.0.1:1').tags('r.example.com:5000/app'))).code).toBe(
      'unreachable',
    );
  });
});
