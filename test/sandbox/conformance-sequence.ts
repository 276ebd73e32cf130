import { JSON_PATCH, MERGE_PATCH, STRATEGIC, type Api, type Response, type Seen } from './api-client.js';
import { deployments, eventually, isRolledOut } from './world.js';

const IMAGE = 'example.com/web';
/** Keeps away from nodes that somebody made by hand and no kubelet serves. */
const LINUX = { nodeSelector: { 'kubernetes.io/os': 'linux' } };
const web = (replicas: number) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', labels: { app: 'web' }, annotations: { 'kubernetes.io/change-cause': 'first' } },
  spec: {
    replicas,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { ...LINUX, containers: [{ name: 'web', image: `${IMAGE}:1` }] },
    },
  },
});
const setImage = (tag: string) => [
  { op: 'test', path: '/spec/template/spec/containers/0/name', value: 'web' },
  { op: 'replace', path: '/spec/template/spec/containers/0/image', value: `${IMAGE}:${tag}` },
  { op: 'add', path: '/metadata/annotations/kubernetes.io~1change-cause', value: `to ${tag}` },
];

/** What is compared: the same requests, and what each left behind. */
export type Trace = Record<string, unknown>;
type Clean = (value: unknown) => unknown;

/** Runs the same requests against any API server and notes what matters of every answer and every resulting state. */
export async function runSequence(api: Api, namespace: string): Promise<Trace> {
  const trace: Trace = {};
  const clean = normaliser(namespace);
  const at = `${deployments(namespace)}/web`;
  const get = () => api.send('GET', at);
  const patch = (body: unknown, type = JSON_PATCH, more = '') =>
    api.send('PATCH', `${at}${more}`, { body, type });
  const settle = (done: (response: Response) => boolean) => eventually(get, done, 120_000);
  const note = async (name: string) => void (trace[name] = await shapeOf(api, namespace, clean));
  const refusal = async (name: string, sent: Promise<Response>) => {
    const { status, body } = await sent;
    trace[name] = clean({ status, body: body.kind === 'Status' ? body : { kind: body.kind } });
  };

  await api.send('POST', '/api/v1/namespaces', {
    body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
  });
  await eventually(
    () => api.send('POST', deployments(namespace), { body: web(3) }),
    ({ status }) => status < 300 || status === 409,
  );
  await settle(({ body }) => isRolledOut({ body }) && progressReason(body) === 'NewReplicaSetAvailable');
  await note('01 created');

  await patch(setImage('2'));
  await settle(({ body }) => isRolledOut({ body }) && revision(body) === '2');
  await note('02 image changed');

  const first = await templateOfRevision(api, namespace, '1');
  await patch([{ op: 'replace', path: '/spec/template', value: first }]);
  await settle(({ body }) => isRolledOut({ body }) && revision(body) === '3');
  await note('03 undone');

  await patch([{ op: 'add', path: '/spec/paused', value: true }]);
  await settle(({ body }) => progressReason(body) === 'DeploymentPaused' && observed(body));
  await note('04 paused');
  await patch(setImage('3'));
  await settle(({ body }) => observed(body) && body.status.updatedReplicas === undefined);
  await note('05 image changed while paused');
  await patch([{ op: 'remove', path: '/spec/paused' }]);
  await settle(
    ({ body }) =>
      isRolledOut({ body }) && revision(body) === '4' && progressReason(body) === 'NewReplicaSetAvailable',
  );
  await note('06 resumed');

  trace['07 scale answered'] = clean(
    (await api.send('PATCH', `${at}/scale`, { body: { spec: { replicas: 5 } }, type: MERGE_PATCH })).body
      .spec,
  );
  await settle(isRolledOut);
  await note('07 scaled up');
  await api.send('PATCH', `${at}/scale`, { body: { spec: { replicas: 0 } }, type: MERGE_PATCH });
  await settle(({ body }) => observed(body) && body.status.replicas === undefined);
  await note('08 scaled to zero');
  await patch({ spec: { replicas: 2 } }, MERGE_PATCH);
  await settle(isRolledOut);
  await note('09 scaled back');

  const dry = await patch([{ op: 'replace', path: '/spec/replicas', value: 4 }], JSON_PATCH, '?dryRun=All');
  trace['10 dry run'] = {
    status: dry.status,
    replicas: dry.body.spec.replicas,
    after: (await get()).body.spec.replicas,
  };

  await patch(
    { spec: { template: { spec: { containers: [{ name: 'web', env: [{ name: 'A', value: '1' }] }] } } } },
    STRATEGIC,
  );
  await settle(({ body }) => isRolledOut({ body }) && revision(body) === '5');
  trace['11 strategic merge'] = clean((await get()).body.spec);

  await refusal(
    '20 failed test',
    patch([
      { op: 'test', path: '/spec/replicas', value: 77 },
      { op: 'replace', path: '/spec/replicas', value: 1 },
    ]),
  );
  await refusal('21 missing path', patch([{ op: 'replace', path: '/spec/nowhere/at/all', value: 1 }]));
  await refusal('22 remove missing', patch([{ op: 'remove', path: '/metadata/annotations/none' }]));
  await refusal(
    '23 unknown container',
    patch({ spec: { template: { spec: { containers: [{ name: 'other' }] } } } }, STRATEGIC),
  );
  await refusal('24 negative replicas', patch({ spec: { replicas: -1 } }, MERGE_PATCH));
  await refusal(
    '25 selector',
    patch(
      { spec: { selector: { matchLabels: { app: 'x' } }, template: { metadata: { labels: { app: 'x' } } } } },
      MERGE_PATCH,
    ),
  );
  await refusal(
    '26 template labels',
    patch({ spec: { template: { metadata: { labels: { app: 'x' } } } } }, MERGE_PATCH),
  );
  await refusal(
    '27 empty image',
    patch([{ op: 'replace', path: '/spec/template/spec/containers/0/image', value: '' }]),
  );
  await refusal(
    '28 both zero',
    patch({ spec: { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } } }, MERGE_PATCH),
  );
  await refusal(
    '29 strategy',
    patch({ spec: { strategy: { type: 'Sideways', rollingUpdate: null } } }, MERGE_PATCH),
  );
  await refusal('30 no such deployment', api.send('GET', `${deployments(namespace)}/none`));
  await refusal(
    '31 patch of none',
    api.send('PATCH', `${deployments(namespace)}/none`, { body: setImage('2'), type: JSON_PATCH }),
  );
  await refusal('32 stale update', api.send('PUT', at, { body: stale((await get()).body) }));
  await refusal('33 media type', patch('{}', 'text/plain'));
  await refusal('34 exists already', api.send('POST', deployments(namespace), { body: web(1) }));
  await refusal('35 unknown resource', api.send('GET', `/apis/apps/v1/namespaces/${namespace}/gadgets`));
  await refusal('36 method', api.send('POST', at, { body: {} }));
  const malformed = await patch('{"op":', JSON_PATCH);
  trace['37 malformed patch'] = { status: malformed.status, reason: malformed.body.reason };
  await refusal(
    '38 previous log of none',
    api.send('GET', `/api/v1/namespaces/${namespace}/pods/none/log?previous=true`),
  );
  await refusal(
    '39 field selector',
    api.send('GET', `/api/v1/namespaces/${namespace}/pods?fieldSelector=spec.colour%3Dred`),
  );
  const review = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes: { namespace, verb: 'patch', group: 'apps', resource: 'deployments' } },
  };
  const reviewed = await api.send('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
    body: review,
  });
  trace['40 access review'] = {
    status: reviewed.status,
    allowed: reviewed.body.status.allowed,
    kind: reviewed.body.kind,
  };
  await refusal('50 deleted', api.send('DELETE', at, { body: { propagationPolicy: 'Background' } }));
  await eventually(
    () => api.send('GET', `/apis/apps/v1/namespaces/${namespace}/replicasets`),
    ({ body }) => body.items.length === 0,
  );
  await api.send('DELETE', `/api/v1/namespaces/${namespace}`);
  return trace;
}

const revision = (body: Seen): string => body.metadata.annotations['deployment.kubernetes.io/revision'] ?? '';
const observed = (body: Seen): boolean => body.status.observedGeneration === body.metadata.generation;
const progressReason = (body: Seen): string | undefined =>
  body.status.conditions?.find((condition) => condition.type === 'Progressing')?.reason;
const stale = (body: Seen) => ({ ...body, metadata: { ...body.metadata, resourceVersion: '1' } });

async function templateOfRevision(api: Api, namespace: string, wanted: string): Promise<unknown> {
  const { body } = await api.send('GET', `/apis/apps/v1/namespaces/${namespace}/replicasets`);
  const template = body.items.find((set) => revision(set) === wanted)?.spec.template;
  const { 'pod-template-hash': _hash, ...labels } = template?.metadata.labels ?? {};
  return { ...template, metadata: { labels } };
}

/** The Deployment, its ReplicaSets and pods, without what differs from one run to the next. */
async function shapeOf(api: Api, namespace: string, clean: Clean): Promise<unknown> {
  const settledSets = (response: Response) =>
    response.body.items.every(
      (set: Seen) =>
        (set.status.readyReplicas ?? 0) === set.spec.replicas && set.status.replicas === set.spec.replicas,
    );
  const { body: deployment } = await api.send('GET', `${deployments(namespace)}/web`);
  const sets = await eventually(
    () => api.send('GET', `/apis/apps/v1/namespaces/${namespace}/replicasets`),
    settledSets,
  );
  const byRevision = [...sets.body.items].sort((a, b) => Number(revision(a)) - Number(revision(b)));
  return clean({
    generation: deployment.metadata.generation,
    annotations: deployment.metadata.annotations,
    spec: deployment.spec,
    status: { ...deployment.status, conditions: sortedConditions(deployment.status.conditions) },
    replicaSets: byRevision.map((set: Seen) => ({
      annotations: set.metadata.annotations,
      labels: set.metadata.labels,
      owner: set.metadata.ownerReferences[0],
      replicas: set.spec.replicas,
      selector: set.spec.selector,
      status: Object.keys(set.status).sort(),
    })),
  });
}

function sortedConditions(conditions: Seen['status']['conditions'] = []): unknown[] {
  return conditions
    .map(({ type, status, reason, message }) => ({ type, status, reason, message }))
    .sort((a, b) => a.type.localeCompare(b.type));
}

const VARIES = ['uid', 'resourceVersion', 'creationTimestamp', 'pod-template-hash'];

/** Replaces what differs from one run to the next: namespace, hashes, ids and versions. */
function normaliser(namespace: string): Clean {
  return (value): unknown =>
    JSON.parse(
      JSON.stringify(value, (key, inner: unknown) =>
        VARIES.includes(key) ? (inner === null ? undefined : `<${key}>`) : inner,
      )
        .replaceAll(namespace, '<namespace>')
        .replace(/web-[a-z0-9]{8,10}\b/g, 'web-<hash>'),
    );
}
