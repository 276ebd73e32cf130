import { createHash } from 'node:crypto';
import { z } from 'zod';
import { PortError } from '../../contracts/errors.js';
import type { Clock } from '../../contracts/ports/clock.js';
import type { ImagesPort } from '../../contracts/ports/images.js';
import type { ImagesSettings } from './config.js';
import { readCreated } from './created.js';
import { createSend, type Send } from './send.js';
import { keepTags } from './tags.js';

export { imagesSchema } from './config.js';

/** What a manifest may be: of one platform or an index of many, in OCI's words and Docker's. */
const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');
const PAGE = 1_000;
const MOST_PAGES = 200;
const tagsSchema = z.object({ tags: z.array(z.string()).nullish() });

/** Container registries over HTTP (OCI Distribution Specification). Nothing is connected before the first call. */
export function createImages({ registries, password: shared }: ImagesSettings, clock: Clock): ImagesPort {
  const sends = new Map(
    Object.entries(registries).map(([name, { url = `https://${name}`, username, password = shared }]) => {
      const credentials =
        username === undefined ? {} : { credentials: { username, password: password ?? '' } };
      return [name, createSend({ name, url: url.replace(/\/+$/, ''), ...credentials }, clock)] as const;
    }),
  );
  const sendFor = (name: string): Send => {
    const send = sends.get(name);
    if (send === undefined) throw new PortError('not_found', `no registry ${name} is configured`);
    return send;
  };
  return {
    covers: (image) => sends.has(partsOf(image).registry),
    tags: keepTags(async (repository) => {
      const { registry, path } = partsOf(repository);
      return readTags(sendFor(registry), path);
    }, clock),
    digest: async (image) => {
      const { registry, path, reference } = partsOf(image);
      return readDigest(sendFor(registry), path, reference);
    },
    created: async (image) => {
      const { registry, path, reference } = partsOf(image);
      return readCreated(sendFor(registry), path, reference, MANIFESTS);
    },
  };
}

/** A first part with a dot, a port or `localhost` is a registry; without one the image is Docker Hub's, as the kubelet reads it. */
function partsOf(image: string): {
  readonly registry: string;
  readonly path: string;
  readonly reference: string;
} {
  const [name = '', digest] = image.split('@', 2);
  const slash = name.indexOf('/');
  const head = name.slice(0, Math.max(slash, 0));
  const named = /[.:]/.test(head) || head === 'localhost';
  const rest = named ? name.slice(slash + 1) : name;
  const colon = rest.lastIndexOf(':');
  const path = colon < 0 ? rest : rest.slice(0, colon);
  const tag = colon < 0 ? 'latest' : rest.slice(colon + 1);
  return {
    registry: named ? head : 'docker.io',
    path: named || path.includes('/') ? path : `library/${path}`,
    reference: digest ?? tag,
  };
}

async function readTags(send: Send, path: string): Promise<readonly string[]> {
  const what = `list the tags of ${path}`;
  const tags: string[] = [];
  let next: string | undefined = `/v2/${path}/tags/list?n=${PAGE}`;
  for (let page = 0; next !== undefined && page < MOST_PAGES; page++) {
    const answer: Response = await send({ method: 'GET', path: next, what });
    if (answer.status === 404) return tags;
    const found = tagsSchema.safeParse(await answer.json().catch(() => undefined));
    if (!found.success)
      throw new PortError('server_error', `the registry's tags of ${path} are not in the expected form`);
    tags.push(...(found.data.tags ?? []));
    next = nextIn(answer.headers.get('link'), answer.url);
  }
  return tags;
}

/** Path and query of the next page (RFC 8288), relative or absolute; only ever asked of the same registry. */
function nextIn(link: string | null, url: string): string | undefined {
  const target = /<([^>]+)>\s*;[^,]*\brel="?next"?/i.exec(link ?? '')?.[1];
  if (target === undefined || !URL.canParse(target, url)) return undefined;
  const { origin, pathname, search } = new URL(target, url);
  return origin === new URL(url).origin ? `${pathname}${search}` : undefined;
}

/** The registry names the digest in a header; one that does not is asked for the manifest itself. */
async function readDigest(send: Send, path: string, reference: string): Promise<string | undefined> {
  const call = {
    path: `/v2/${path}/manifests/${reference}`,
    accept: MANIFESTS,
    what: `find ${path}:${reference}`,
  };
  const head = await send({ ...call, method: 'HEAD' });
  if (head.status === 404) return undefined;
  const named = head.headers.get('docker-content-digest');
  if (named !== null) return named;
  const answer = await send({ ...call, method: 'GET' });
  if (answer.status === 404) return undefined;
  const bytes = Buffer.from(await answer.arrayBuffer());
  return (
    answer.headers.get('docker-content-digest') ??
    `sha256:${createHash('sha256').update(bytes).digest('hex')}`
  );
}
