import { createHmac } from 'node:crypto';
import type { Cluster } from '../cluster.js';
import type { Service, ServiceAnswer, ServiceRequest } from '../delivery/request.js';
import { behaviourOf } from '../kubelet/images.js';
import { own } from '../own.js';
import { timestamp } from '../objects.js';
import { REGISTRY } from '../world/services.js';
import { VERSIONS } from '../world/versions.js';
import { configDigestOf, digestOf, manifestOf } from './digest.js';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const TOKEN_SECONDS = 300;
/** A registry's page, unless less is asked for. */
const PAGE = 100;

/** The simulated registry: OCI Distribution API below `/v2/`, with anonymous tokens as public registries give them. */
export const answerRegistry: Service = ({ cluster }, request) => {
  const { path, query, origin } = request;
  if (path === '/token') {
    const scope = query.get('scope') ?? '';
    return { status: 200, body: { token: tokenFor(cluster, scope), expires_in: TOKEN_SECONDS } };
  }
  const asked = /^\/(.+)\/(tags\/list|(manifests|blobs)\/([^/]+))$/.exec(path);
  const repository = asked?.[1] ?? '';
  const scope = `repository:${repository}:pull`;
  if (request.headers.authorization !== `Bearer ${tokenFor(cluster, scope)}`) {
    const challenge = `Bearer realm="${origin}/v2/token",service="${REGISTRY}",scope="${scope}"`;
    return { ...problem(401, 'UNAUTHORIZED'), headers: { 'www-authenticate': challenge } };
  }
  if (path === '/') return { status: 200, body: {} };
  if (asked?.[2] === 'tags/list') return tagsOf(cluster, request, repository);
  const [kind, reference] = [asked?.[3], asked?.[4]];
  if (reference === undefined) return problem(404, 'NAME_UNKNOWN');
  return kind === 'blobs'
    ? configuration(cluster, repository, reference)
    : manifest(cluster, request, repository, reference);
};

const tokenFor = ({ world }: Cluster, scope: string): string =>
  createHmac('sha256', world.delivery.jenkins.token).update(scope).digest('hex');

const problem = (status: number, code: string): ServiceAnswer => ({
  status,
  body: { errors: [{ code, message: code.toLowerCase().replaceAll('_', ' '), detail: null }] },
});

/** Built in this world or before it; a scenario may have taken an image away. */
function namesIn({ world }: Cluster, repository: string): readonly string[] {
  const known = Object.keys(own(VERSIONS, repository) ?? {});
  const prefix = `${repository}:`;
  const built = world.delivery.published
    .filter((each) => each.startsWith(prefix))
    .map((each) => each.slice(prefix.length));
  return [...new Set([...known, ...built])]
    .filter((tag) => behaviourOf(world, `${REGISTRY}/${repository}:${tag}`).kind !== 'not-found')
    .toSorted();
}

function tagsOf(cluster: Cluster, { query }: ServiceRequest, repository: string): ServiceAnswer {
  const all = namesIn(cluster, repository);
  if (all.length === 0) return problem(404, 'NAME_UNKNOWN');
  const size = Math.min(Math.max(Number(query.get('n') ?? PAGE), 1), PAGE);
  const last = query.get('last');
  const rest = last === null ? all : all.filter((tag) => tag > last);
  const tags = rest.slice(0, size);
  const next = `</v2/${repository}/tags/list?n=${size}&last=${tags.at(-1) ?? ''}>; rel="next"`;
  return { status: 200, body: { name: repository, tags }, headers: rest.length > size ? { link: next } : {} };
}

function manifest(
  cluster: Cluster,
  { method, headers }: ServiceRequest,
  repository: string,
  reference: string,
): ServiceAnswer {
  const imageOf = (tag: string): string => `${REGISTRY}/${repository}:${tag}`;
  const tag = namesIn(cluster, repository).find(
    (each) => each === reference || digestOf(imageOf(each)) === reference,
  );
  if (tag === undefined) return problem(404, 'MANIFEST_UNKNOWN');
  if (!/\*\/\*|vnd\.oci\.image\.manifest/.test(headers.accept ?? '')) return problem(404, 'MANIFEST_UNKNOWN');
  const body = method === 'HEAD' ? '' : manifestOf(imageOf(tag));
  return {
    status: 200,
    body,
    headers: { 'content-type': MANIFEST, 'docker-content-digest': digestOf(imageOf(tag)) },
  };
}

/** Of an image's blobs only its configuration is kept. */
function configuration(cluster: Cluster, repository: string, digest: string): ServiceAnswer {
  const tag = namesIn(cluster, repository).find(
    (each) => configDigestOf(`${REGISTRY}/${repository}:${each}`) === digest,
  );
  if (tag === undefined) return problem(404, 'BLOB_UNKNOWN');
  const at = builtAt(cluster, repository, tag);
  const created = at === undefined ? {} : { created: timestamp(at) };
  return { status: 200, body: { ...created, architecture: 'amd64', os: 'linux' } };
}

/** An image is built when its version's build ends. */
function builtAt({ world }: Cluster, service: string, version: string): number | undefined {
  const repository = `shop/${service}`;
  const { commits, jenkins } = world.delivery;
  const shas = commits
    .filter((commit) => commit.repository === repository && commit.version === version)
    .map(({ sha }) => sha);
  const build = jenkins.builds.findLast(
    ({ job, sha = '', parameters, result }) =>
      job.startsWith(`${repository}/`) &&
      result === 'SUCCESS' &&
      (parameters['VERSION'] === '' ? shas.includes(sha) : parameters['VERSION'] === version),
  );
  return build?.endedAt;
}
