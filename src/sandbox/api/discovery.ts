import { apiVersionOf, RESOURCES, type Resource } from './resources.js';
import { ok, type Answer } from './request.js';

/** `gitVersion` and `sandbox` name this server as a simulation, so that a kubeconfig that points at it is known. */
const VERSION = {
  major: '1',
  minor: '31',
  gitVersion: 'v1.31.0+coxswain-sandbox',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '2026-11-22T00:00:00Z',
  goVersion: '',
  compiler: '',
  platform: 'simulated',
  sandbox: true,
};

const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const SCALE = { group: 'autoscaling', version: 'v1', kind: 'Scale' };
const REVIEW = {
  name: 'selfsubjectaccessreviews',
  singularName: '',
  namespaced: false,
  kind: 'SelfSubjectAccessReview',
  verbs: ['create'],
};
const REVIEW_GROUP = 'authorization.k8s.io';

function served(): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const { group, versions } of RESOURCES)
    if (group !== '') groups.set(group, new Set([...(groups.get(group) ?? []), ...versions]));
  return groups.set(REVIEW_GROUP, new Set(['v1']));
}

function groupObject(name: string, versions: Iterable<string>): object {
  const list = [...versions].map((version) => ({ groupVersion: apiVersionOf(name, version), version }));
  return { name, versions: list, preferredVersion: list[0] };
}

function resourceList(group: string, version: string): object | undefined {
  const mine = RESOURCES.filter(
    (resource) => resource.group === group && resource.versions.includes(version),
  );
  const resources = group === REVIEW_GROUP ? [REVIEW] : mine.flatMap(entries);
  if (resources.length === 0) return undefined;
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: apiVersionOf(group, version), resources };
}

function entries({ plural, kind, namespaced, shortNames, subresources }: Resource): object[] {
  const singularName = kind.toLowerCase();
  const names = shortNames.length > 0 ? { shortNames, categories: ['all'] } : {};
  return [
    { name: plural, singularName, namespaced, kind, verbs: VERBS, ...names },
    ...subresources.map((subresource) => ({
      ...{ name: `${plural}/${subresource}`, singularName: '', namespaced, kind },
      ...(subresource === 'scale' && SCALE),
      verbs: subresource === 'log' ? ['get'] : ['get', 'patch', 'update'],
    })),
  ];
}

/** Answers for paths that describe the API instead of holding objects; undefined when the path is none of them. */
export function discover(path: string): Answer | undefined {
  const [root, group, version, ...more] = path.split('/').filter(Boolean);
  if (more.length > 0) return undefined;
  if (root === 'version') return ok(VERSION);
  if (['healthz', 'readyz', 'livez'].includes(root ?? '')) return { kind: 'text', status: 200, text: 'ok' };
  // An empty description: clients then neither validate nor look up fields themselves.
  if (root === 'openapi' && group === 'v2')
    return {
      kind: 'text',
      status: 200,
      text: '',
      contentType: 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf',
    };
  if (root === 'openapi' && group === 'v3') return version === undefined ? ok({ paths: {} }) : undefined;
  if (root === 'api' && group === undefined) return ok({ kind: 'APIVersions', versions: ['v1'] });
  if (root === 'api' && group === 'v1' && version === undefined) return ok(resourceList('', 'v1'));
  if (root !== 'apis') return undefined;
  const groups = served();
  if (group === undefined)
    return ok({
      kind: 'APIGroupList',
      apiVersion: 'v1',
      groups: [...groups].map(([name, versions]) => groupObject(name, versions)),
    });
  const versions = groups.get(group);
  if (!versions) return undefined;
  if (version === undefined)
    return ok({ kind: 'APIGroup', apiVersion: 'v1', ...groupObject(group, versions) });
  const list = resourceList(group, version);
  return list && ok(list);
}
