import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/clock.js';
import type { KindName } from '../../../src/contracts/kubernetes-objects.js';
import type { KubernetesPort } from '../../../src/contracts/ports/kubernetes.js';
import { createKubernetes } from '../../../src/integrations/kubernetes/index.js';
import { gather } from '../../../skills/incident-triage/gather.js';
import { jsonReport } from '../../../skills/incident-triage/report.js';
import { TRIAGE_KINDS } from '../../../skills/incident-triage/snapshot.js';
import { examine } from '../../../skills/incident-triage/triage.js';
import { Api } from '../../acceptance/stage/api.js';
import { recordingLog } from '../../fakes/log.js';
import { prerequisite } from '../../prerequisites.js';
import { environment } from '../asking.js';

const file = process.env['CONTROL_PLANE_KUBECONFIG'];
const present = prerequisite(
  'control plane',
  file !== undefined,
  'CONTROL_PLANE_KUBECONFIG names its kubeconfig',
);
const MERGE = 'application/merge-patch+json';
const NAMESPACE = `triage-kept-${process.pid}`;
const target = { cluster: 'lab', namespace: NAMESPACE };
const place = { environment: environment('lab', [target], false), target };
const NOWHERE = { nodeSelector: { 'test/nowhere': 'true' } };
/** Kinds that only an add-on brings, or that came with a later version than this control plane's. */
const MAY_BE_MISSING: ReadonlySet<KindName> = new Set<KindName>(['Certificate']);

function workload(name: string, replicas: number): object {
  const labels = { 'app.kubernetes.io/name': name };
  return {
    metadata: { name, labels },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { ...NOWHERE, containers: [{ name, image: `shop/${name}:1.0.0` }] },
      },
    },
  };
}

describe.runIf(present)('triage from what is kept of a real control plane', () => {
  const closing = new AbortController();
  const listed: KindName[] = [];
  let api: Api;
  let kubernetes: KubernetesPort;
  const deployments = `/apis/apps/v1/namespaces/${NAMESPACE}/deployments`;

  beforeAll(async () => {
    api = new Api(file ?? '');
    await api.must('POST', '/api/v1/namespaces', { metadata: { name: NAMESPACE } });
    await api.must('POST', deployments, workload('cart', 0));
    await api.must('POST', `/api/v1/namespaces/${NAMESPACE}/services`, {
      metadata: { name: 'cart' },
      spec: { selector: { 'app.kubernetes.io/name': 'cart' }, ports: [{ port: 80 }] },
    });
    const port = createKubernetes({
      ...{
        kubeconfig: { file: file ?? '' },
        clock: systemClock,
        log: recordingLog(),
        closed: closing.signal,
      },
    });
    kubernetes = {
      ...port,
      list: (where, kind, options) => {
        listed.push(kind);
        return port.list(where, kind, options);
      },
    };
  });
  afterAll(async () => {
    closing.abort();
    await api.send('DELETE', `/api/v1/namespaces/${NAMESPACE}`);
  });

  const look = async (from: KubernetesPort) => {
    const world = await gather(from, place, { now: Date.now(), secrets: false });
    const { findings, incomplete } = jsonReport(examine(world), 'en');
    return { found: findings.map(({ mode, role, object }) => `${role} ${mode} ${object.name}`), incomplete };
  };
  const found = async () => (await look(kubernetes)).found;

  it('finds what a list finds, and lists nothing that it keeps', async () => {
    await expect.poll(found).toEqual(['cause ScaledToZero cart']);
    listed.length = 0;
    const fromKept = await look(kubernetes);
    expect(listed.filter((kind) => !MAY_BE_MISSING.has(kind))).toEqual([]);
    const { kept: _kept, ...listing } = kubernetes;
    expect(await look(listing)).toEqual(fromKept);
    expect(listed).toEqual(expect.arrayContaining(TRIAGE_KINDS.filter((kind) => !MAY_BE_MISSING.has(kind))));
  });

  it('follows the cluster: what was put right is gone, what went wrong is there', async () => {
    await api.must('PATCH', `${deployments}/cart`, { spec: { replicas: 1 } }, MERGE);
    listed.length = 0;
    // The pod asks for a node that there is not; it is too young for the Service to be called down.
    await expect.poll(found).toEqual([expect.stringMatching(/^cause UnschedulablePlacement cart-/)]);
    expect(listed.filter((kind) => !MAY_BE_MISSING.has(kind))).toEqual([]);
    await api.must('DELETE', `${deployments}/cart`);
    await api.must('DELETE', `/api/v1/namespaces/${NAMESPACE}/services/cart`);
    await expect.poll(found).toEqual([]);
  });
});
