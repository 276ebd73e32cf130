import { describe, expect, it } from 'vitest';
import { logs } from '../../../skills/logs/index.js';
import { status } from '../../../skills/status/index.js';
import { versionQuery } from '../../../skills/version-query/index.js';
import { readOnlyCluster } from '../../fakes/read-only-cluster.js';
import { aDeployment, aPod } from '../../fakes/workloads.js';
import { ask, block, production, texts } from '../asking.js';

const asking = { environment: production };

describe('a service that Flagger releases, between releases', () => {
  const canary = { kind: 'Canary', name: 'auth', controller: true };
  const copy = aDeployment('auth-primary', { replicas: 2 });
  const primary = { ...copy, metadata: { ...copy.metadata, ownerReferences: [canary] } };
  const resting = aDeployment('auth', { replicas: 0 });
  const pods = [aPod('auth-primary', { suffix: 'a' }), aPod('auth-primary', { suffix: 'b' })];
  const kubernetes = readOnlyCluster(
    { lab: [resting, primary, ...pods] },
    { logs: { 'auth-primary-a/auth-primary': ['ready'], 'auth-primary-b/auth-primary': ['ready'] } },
  );

  it('is one service: the copy that serves speaks for it', async () => {
    const row = ['auth (auth-primary)', '1.4.1', '2/2', 'healthy · managed by Flagger Canary auth'];
    const alone = await ask(status, { ...asking, kubernetes, service: 'auth' });
    expect(block(alone, 'table').rows).toEqual([row]);
    expect(alone.title).toContain('auth is healthy');
    expect(block(await ask(status, { ...asking, kubernetes }), 'table').rows).toEqual([row]);
  });

  it('answers with the logs of the pods that serve', async () => {
    expect(texts(await ask(logs, { ...asking, kubernetes, service: 'auth' }), 'code')).toEqual(['ready']);
  });

  it('is not mixed up with a Deployment that is only called like a copy', async () => {
    const own = readOnlyCluster({ lab: [aDeployment('auth'), copy] });
    const reply = await ask(status, { ...asking, kubernetes: own, service: 'auth' });
    expect(block(reply, 'table').rows.map(([service]) => service)).toEqual(['auth']);
  });
});

describe('a Deployment that an Argo Rollout took over, which the bot may not read', () => {
  const taken = aDeployment('auth', {
    ...{ version: '2.8.0', replicas: 0 },
    annotations: { 'rollout.argoproj.io/workload-generation': '4' },
  });

  it('is as its pods are, not scaled to 0', async () => {
    const kubernetes = readOnlyCluster({ lab: [taken, aPod('auth', { suffix: 'a' })] });
    const reply = await ask(status, { ...asking, kubernetes, service: 'auth' });
    expect(block(reply, 'table').rows).toEqual([
      ['auth', '2.8.0 (1.4.1)', '1/1', 'healthy · managed by Argo Rollouts'],
    ]);
  });

  it('is scaled to 0 where it has no pods', async () => {
    const kubernetes = readOnlyCluster({ lab: [taken] });
    const reply = await ask(status, { ...asking, kubernetes, service: 'auth' });
    expect(reply.title).toContain('scaled to 0');
  });
});

describe('an Argo Rollout whose pods carry labels of their own', () => {
  const labels = { app: 'search' };
  const rollout = {
    ...{
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'search', namespace: 'shop' },
    },
    spec: {
      ...{ replicas: 1, selector: { matchLabels: labels } },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'search', image: 'r.example.com/search:2.0.0' }] },
      },
    },
    status: { phase: 'Healthy', readyReplicas: 1 },
  };
  const pod = aPod('search', { suffix: 'a' });
  const kubernetes = readOnlyCluster(
    { lab: [rollout, { ...pod, metadata: { ...pod.metadata, labels } }] },
    { logs: { 'search-a/search': ['indexed 3 shops'] } },
  );

  it('has logs and a version', async () => {
    const log = await ask(logs, { ...asking, kubernetes, service: 'search' });
    expect(texts(log, 'code')).toEqual(['indexed 3 shops']);
    const version = await ask(versionQuery, { ...asking, kubernetes, service: 'search' });
    expect(version.title).toContain('2.0.0');
  });
});
