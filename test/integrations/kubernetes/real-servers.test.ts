import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { prerequisite } from '../../prerequisites.js';
import { systemClock } from '../../../src/clock.js';
import type { Target } from '../../../src/contracts/catalogue.js';
import type { PatchOperation, KubernetesPort } from '../../../src/contracts/ports/kubernetes.js';
import { createKubernetes } from '../../../src/integrations/kubernetes/index.js';
import type { KubeconfigSource } from '../../../src/integrations/kubernetes/index.js';
import { startSandbox } from '../../../src/sandbox/index.js';
import { recordingLog } from '../../fakes/log.js';
import { failure } from './lab.js';

/** One server that the port is held against. */
interface Ground {
  readonly kubeconfig: KubeconfigSource;
  /** A namespace with a Deployment `checkout` of one container of that name. */
  readonly target: Target;
  /** A context whose user may change nothing there. */
  readonly powerless: string;
  readonly sandbox: boolean;
  leave(): Promise<void>;
}

async function inSandbox(): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  const options = {
    stateFile: join(folder, 'world.json'),
    clock: systemClock,
    log: recordingLog(),
    pace: 0.1,
  };
  const sandbox = await startSandbox(options);
  const target = sandbox.environments.find(({ name }) => name === 'staging')?.targets[0];
  if (target === undefined) throw new Error('the sandbox has no staging');
  return {
    kubeconfig: { yaml: sandbox.kubeconfig() },
    target,
    powerless: 'sandbox-viewer',
    sandbox: true,
    async leave() {
      await sandbox.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A namespace of its own on the cluster that CONTROL_PLANE_KUBECONFIG names. */
async function onControlPlane(file: string): Promise<Ground> {
  const namespace = `port-${process.pid}`;
  const target = { cluster: 'lab', namespace };
  const labels = { 'app.kubernetes.io/name': 'checkout' };
  const template = {
    metadata: { labels },
    // Pods that no node takes vanish with the namespace; a node without a kubelet would keep them for ever.
    spec: {
      nodeSelector: { 'test/nowhere': 'true' },
      containers: [{ name: 'checkout', image: 'shop/checkout:1.4.1' }],
    },
  };
  await create(file, '/api/v1/namespaces', { metadata: { name: namespace } });
  await create(file, `/apis/apps/v1/namespaces/${namespace}/deployments`, {
    metadata: { name: 'checkout', labels },
    spec: { replicas: 2, selector: { matchLabels: labels }, template },
  });
  const leave = () => administer(file, 'DELETE', `/api/v1/namespaces/${namespace}`);
  return { kubeconfig: { file }, target, powerless: 'lab-bot', sandbox: false, leave };
}

const create = (file: string, path: string, body: object) => administer(file, 'POST', path, body);

/** What the port can't do, on purpose: a request as the cluster's administrator. */
async function administer(file: string, method: string, path: string, body?: object): Promise<void> {
  const { KubeConfig } = await import('@kubernetes/client-node');
  const https = await import('node:https');
  const config = new KubeConfig();
  config.loadFromString(readFileSync(file, 'utf8'));
  const options: { headers: Record<string, string> } = { headers: { 'Content-Type': 'application/json' } };
  await config.applyToHTTPSOptions(options);
  const url = new URL(path, config.getCurrentCluster()?.server);
  await new Promise<void>((resolve, reject) => {
    const request = https.request(url, { ...options, method }, (response) => {
      response.resume();
      const created = (response.statusCode ?? 500) < 300;
      response.on('end', () =>
        created ? resolve() : reject(new Error(`${path}: ${response.statusCode ?? 0}`)),
      );
    });
    request.on('error', reject);
    request.end(JSON.stringify(body ?? {}));
  });
}

const file = process.env['CONTROL_PLANE_KUBECONFIG'];
prerequisite('control plane', file !== undefined, 'CONTROL_PLANE_KUBECONFIG names its kubeconfig');
const grounds: readonly (readonly [string, () => Promise<Ground>])[] = [
  ['the sandbox', inSandbox],
  ...(file === undefined ? [] : [['a real control plane', () => onControlPlane(file)] as const]),
];

describe.each(grounds)('the Kubernetes port on %s', (_name, prepare) => {
  let ground: Ground;
  let kubernetes: KubernetesPort;
  beforeAll(async () => {
    ground = await prepare();
    kubernetes = createKubernetes({ kubeconfig: ground.kubeconfig, clock: systemClock, log: recordingLog() });
  });
  afterAll(() => ground.leave());

  const checkout = async () => {
    const deployment = await kubernetes.get(ground.target, 'Deployment', 'checkout');
    if (deployment === undefined) throw new Error('there is no checkout');
    return deployment;
  };
  const guarded = async (...change: readonly PatchOperation[]): Promise<readonly PatchOperation[]> => [
    { op: 'test', path: '/metadata/uid', value: (await checkout()).metadata.uid },
    ...change,
  ];

  it('reads objects, lists and what is missing', async () => {
    const found = await kubernetes.list(ground.target, 'Deployment', {
      labelSelector: 'app.kubernetes.io/name=checkout',
    });
    const { metadata, spec } = await checkout();
    // Controllers write status all the time; what people wrote stays.
    expect(found).toMatchObject([{ metadata: { uid: metadata.uid }, spec: { template: spec?.template } }]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'checkout' },
    });
    expect(await kubernetes.get(ground.target, 'Deployment', 'nobody')).toBeUndefined();
    expect((await kubernetes.list(ground.target, 'Node')).length).toBeGreaterThan(0);
  });

  it.each(['ReplicaSet', 'Pod', 'Event', 'ConfigMap', 'ResourceQuota', 'Service', 'Endpoints'] as const)(
    'can list %s',
    async (kind) => {
      const objects = await kubernetes.list(ground.target, kind);
      expect(objects.every((object) => object.kind === kind)).toBe(true);
    },
  );

  it('reads autoscalers in whichever version there is, and their absence', async () => {
    await kubernetes.list(ground.target, 'HorizontalPodAutoscaler');
    expect(await kubernetes.get(ground.target, 'HorizontalPodAutoscaler', 'nobody')).toBeUndefined();
  });

  it('patches under guard, rehearses without a trace, and leaves alone what was changed', async () => {
    const before = await checkout();
    const replicas = before.spec?.replicas;
    const scale = (from: unknown, to: number): readonly PatchOperation[] => [
      { op: 'test', path: '/spec/replicas', value: from },
      { op: 'replace', path: '/spec/replicas', value: to },
    ];
    const rehearsal = await guarded(...scale(replicas, 5));
    const dry = await kubernetes.patch(ground.target, 'Deployment', 'checkout', rehearsal, { dryRun: true });
    expect(dry).toMatchObject({ state: 'patched', object: { spec: { replicas: 5 } } });
    expect((await checkout()).spec?.replicas).toBe(replicas);
    const real = await kubernetes.patch(ground.target, 'Deployment', 'checkout', rehearsal);
    expect(real).toMatchObject({ state: 'patched', object: { spec: { replicas: 5 } } });
    expect(await kubernetes.patch(ground.target, 'Deployment', 'checkout', rehearsal)).toEqual({
      state: 'precondition_failed',
    });
    const elsewhere: readonly PatchOperation[] = [
      { op: 'test', path: '/metadata/uid', value: 'another' },
      ...scale(5, 1),
    ];
    expect(await kubernetes.patch(ground.target, 'Deployment', 'checkout', elsewhere)).toEqual({
      state: 'precondition_failed',
    });
    expect((await checkout()).spec?.replicas).toBe(5);
  });

  it('says what is wrong with an invalid object', async () => {
    const invalid = await guarded({ op: 'replace', path: '/spec/replicas', value: -1 });
    const error = await failure(kubernetes.patch(ground.target, 'Deployment', 'checkout', invalid));
    expect(error).toMatchObject({ code: 'invalid_object', doubtful: false });
    expect(error.params['detail']).toMatch(/spec\.replicas/);
  });

  it('does not find what is to be patched when it is gone', async () => {
    const change: readonly PatchOperation[] = [{ op: 'add', path: '/metadata/annotations', value: {} }];
    const error = await failure(kubernetes.patch(ground.target, 'Deployment', 'nobody', change));
    expect(error).toMatchObject({ code: 'not_found' });
  });

  it('watches a change happen', async () => {
    const stop = new AbortController();
    const seen: string[] = [];
    const watching = kubernetes.watch(
      ground.target,
      'Deployment',
      { labelSelector: 'app.kubernetes.io/name=checkout' },
      ({ type, object }) => seen.push(`${type} ${object?.metadata.annotations?.['test/mark'] ?? ''}`.trim()),
      stop.signal,
    );
    await expect.poll(() => seen).toContain('synced');
    const annotations = { ...(await checkout()).metadata.annotations, 'test/mark': 'seen' };
    const change = await guarded({ op: 'add', path: '/metadata/annotations', value: annotations });
    await kubernetes.patch(ground.target, 'Deployment', 'checkout', change);
    await expect.poll(() => seen).toContain('modified seen');
    stop.abort();
    await watching;
  });

  it('knows what it may do, and whether this is the sandbox', async () => {
    const access = { verb: 'patch', group: 'apps', resource: 'deployments' } as const;
    expect(await kubernetes.can(ground.target, access)).toBe(true);
    const version = await kubernetes.version(ground.target.cluster);
    expect(version.sandbox).toBe(ground.sandbox);
    expect(
      z
        .string()
        .regex(/^v1\.\d+/)
        .safeParse(version.gitVersion).success,
    ).toBe(true);
    const weak = { ...ground.target, cluster: ground.powerless };
    expect(await kubernetes.can(weak, access)).toBe(false);
    const change: readonly PatchOperation[] = [{ op: 'replace', path: '/spec/replicas', value: 0 }];
    const error = await failure(kubernetes.patch(weak, 'Deployment', 'checkout', change));
    expect(error).toMatchObject({ code: 'forbidden', params: { verb: 'patch', resource: 'deployments' } });
  });

  it('has no log of a pod that does not exist', async () => {
    const error = await failure(kubernetes.logs(ground.target, 'nobody', { tail: 5 }));
    expect(error.code).toBe('not_found');
  });
});
