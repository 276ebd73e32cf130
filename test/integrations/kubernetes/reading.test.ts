import { describe, expect, it } from 'vitest';
import { createKubernetes } from '../../../src/integrations/kubernetes/index.js';
import { recordingLog } from '../../fakes/log.js';
import { ManualClock } from '../../fakes/manual-clock.js';
import type { Reaction, SeenRequest } from './api-server.js';
import { status } from './api-server.js';
import { CHECKOUT, failure, lab, labWith, ok, SHOP } from './lab.js';

const notFound = status(404, 'NotFound', 'deployments.apps "x" not found', {
  name: 'x',
  kind: 'deployments',
});

function page(names: readonly string[], next = ''): Reaction {
  const items = names.map((name) => ({ metadata: { name } }));
  return ok({ kind: 'PodList', metadata: { resourceVersion: '10', continue: next }, items });
}

describe('reading one object', () => {
  it('gives it as the API wrote it', async () => {
    const { kubernetes, server } = await lab(ok(CHECKOUT));
    expect(await kubernetes.get(SHOP, 'Deployment', 'checkout')).toEqual(CHECKOUT);
    expect(server.seen).toMatchObject([
      {
        method: 'GET',
        path: '/apis/apps/v1/namespaces/shop/deployments/checkout',
        headers: { authorization: 'Bearer lab-token' },
      },
    ]);
  });

  it('gives undefined when there is none', async () => {
    const { kubernetes } = await lab(notFound);
    expect(await kubernetes.get(SHOP, 'Deployment', 'x')).toBeUndefined();
  });

  it('keeps the prefix of a server behind a gateway', async () => {
    const { server } = await lab(ok(CHECKOUT));
    const behind = server.kubeconfig().replace(server.url, `${server.url}/k8s/clusters/c-1/`);
    const port = createKubernetes({
      kubeconfig: { yaml: behind },
      clock: new ManualClock(),
      log: recordingLog(),
    });
    await port.get(SHOP, 'Deployment', 'checkout');
    expect(server.seen[0]?.path).toBe('/k8s/clusters/c-1/apis/apps/v1/namespaces/shop/deployments/checkout');
  });
});

describe('reading a list', () => {
  it('reads every page, 500 objects at a time, and says of each what it is', async () => {
    const { kubernetes, server } = await lab(page(['a', 'b'], 'more'), page(['c']));
    const pods = await kubernetes.list(SHOP, 'Pod', {
      labelSelector: 'app=x',
      fieldSelector: 'spec.nodeName=n',
    });
    expect(pods).toEqual(
      ['a', 'b', 'c'].map((name) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name } })),
    );
    const selectors = { labelSelector: 'app=x', fieldSelector: 'spec.nodeName=n', limit: '500' };
    expect(server.seen.map((request) => request.query)).toEqual([
      selectors,
      { ...selectors, continue: 'more' },
    ]);
  });

  it('begins anew when the pages went stale, without doubling what was read', async () => {
    const expired = status(410, 'Expired', 'The provided continue parameter is too old');
    const { kubernetes } = await lab(page(['a'], 'more'), expired, page(['a', 'b']));
    const pods = await kubernetes.list(SHOP, 'Pod');
    expect(pods.map((pod) => pod.metadata.name)).toEqual(['a', 'b']);
  });

  it('gives up on pages that go stale every time', async () => {
    const expired = status(410, 'Expired', 'too old');
    const { kubernetes } = await labWith((request) =>
      'continue' in request.query ? expired : page(['a'], 'more'),
    );
    expect(await failure(kubernetes.list(SHOP, 'Pod'))).toMatchObject({ code: 'gone' });
  });

  it('reads an empty list that is written as null', async () => {
    const { kubernetes } = await lab(ok({ metadata: {}, items: null }));
    expect(await kubernetes.list(SHOP, 'ConfigMap')).toEqual([]);
  });

  it('ignores the namespace for kinds that have none', async () => {
    const { kubernetes, server } = await lab(page(['node-1']));
    await kubernetes.list(SHOP, 'Node');
    expect(server.seen[0]?.path).toBe('/api/v1/nodes');
  });

  it('refuses a list with something nameless in it', async () => {
    const { kubernetes } = await lab(ok({ metadata: {}, items: [{ metadata: {} }] }));
    expect(await failure(kubernetes.list(SHOP, 'Pod'))).toMatchObject({ code: 'server_error' });
  });
});

describe('autoscalers, which not every cluster has in the same version', () => {
  const absent: Reaction = { status: 404, body: '404 page not found' };
  const scaler = {
    metadata: {
      name: 'checkout',
      annotations: {
        'autoscaling.alpha.kubernetes.io/conditions':
          '[{"type":"AbleToScale","status":"True","reason":"Ready"}]',
      },
    },
    spec: { scaleTargetRef: { kind: 'Deployment', name: 'checkout' }, minReplicas: 2, maxReplicas: 6 },
    status: { currentReplicas: 2 },
  };
  const only = (version: string, reaction: Reaction) => (request: SeenRequest) =>
    request.path.includes(`/autoscaling/${version}/`) ? reaction : absent;

  it('come from autoscaling/v1 when v2 is absent, with conditions where v2 has them', async () => {
    const { kubernetes } = await labWith(only('v1', ok({ metadata: {}, items: [scaler] })));
    expect(await kubernetes.list(SHOP, 'HorizontalPodAutoscaler')).toMatchObject([
      {
        apiVersion: 'autoscaling/v1',
        spec: { minReplicas: 2, maxReplicas: 6 },
        status: {
          currentReplicas: 2,
          conditions: [{ type: 'AbleToScale', status: 'True', reason: 'Ready' }],
        },
      },
    ]);
  });

  it('are left as they are in v2', async () => {
    const { kubernetes, server } = await labWith(only('v2', ok({ metadata: {}, items: [scaler] })));
    const [read] = await kubernetes.list(SHOP, 'HorizontalPodAutoscaler');
    expect(read?.status).toEqual({ currentReplicas: 2 });
    expect(server.seen).toHaveLength(1);
  });

  it('are none where no version is served, said once in the log', async () => {
    const { kubernetes, log } = await lab(absent);
    expect(await kubernetes.list(SHOP, 'HorizontalPodAutoscaler')).toEqual([]);
    expect(await kubernetes.get(SHOP, 'HorizontalPodAutoscaler', 'checkout')).toBeUndefined();
    expect(log.lines).toMatchObject([
      { level: 'info', fields: { cluster: 'lab', kind: 'HorizontalPodAutoscaler' } },
    ]);
  });
});

describe('logs', () => {
  it('are lines, oldest first, of the container and run that was asked for', async () => {
    const { kubernetes, server } = await lab({ status: 200, body: 'one\ntwo\r\n\nthree\n' });
    const lines = await kubernetes.logs(SHOP, 'checkout-1', { container: 'main', previous: true, tail: 50 });
    expect(lines).toEqual(['one', 'two', '', 'three']);
    expect(server.seen[0]).toMatchObject({
      path: '/api/v1/namespaces/shop/pods/checkout-1/log',
      query: { container: 'main', previous: 'true', tailLines: '50' },
    });
  });

  it('are none when the container wrote nothing', async () => {
    const { kubernetes } = await lab({ status: 200, body: '' });
    expect(await kubernetes.logs(SHOP, 'checkout-1', { tail: 50 })).toEqual([]);
  });

  it('are not found when there was no previous run', async () => {
    const message = 'previous terminated container "main" in pod "checkout-1" not found';
    const { kubernetes } = await lab(status(400, 'BadRequest', message));
    const error = await failure(kubernetes.logs(SHOP, 'checkout-1', { previous: true, tail: 50 }));
    expect(error).toMatchObject({ code: 'not_found', params: { detail: message } });
  });
});

describe('asking for permission and version', () => {
  it('asks the cluster itself what this account may do', async () => {
    const { kubernetes, server } = await lab({ status: 201, body: { status: { allowed: false } } });
    const access = { verb: 'patch', group: 'apps', resource: 'deployments', subresource: 'scale' } as const;
    expect(await kubernetes.can(SHOP, access)).toBe(false);
    expect(server.seen[0]?.path).toBe('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews');
    expect(JSON.parse(server.seen[0]?.body ?? '')).toMatchObject({
      spec: { resourceAttributes: { namespace: 'shop', ...access } },
    });
  });

  it.each([
    ['v1.34.1', false],
    ['v1.34.0+coxswain-sandbox', true],
  ])('reads the version %s (sandbox: %s)', async (gitVersion, sandbox) => {
    const { kubernetes } = await lab(ok({ major: '1', gitVersion }));
    expect(await kubernetes.version('lab')).toEqual({ gitVersion, sandbox });
  });
});
