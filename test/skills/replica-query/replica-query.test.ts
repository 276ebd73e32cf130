import { describe, expect, it } from 'vitest';
import { replicaQuery } from '../../../skills/replica-query/index.js';
import type { HorizontalPodAutoscaler } from '../../../src/contracts/kubernetes-objects.js';
import { readOnlyCluster } from '../../fakes/read-only-cluster.js';
import { aDeployment, aPod, outOfMemory } from '../../fakes/workloads.js';
import { ask, block, production, texts } from '../asking.js';

const autoscaler: HorizontalPodAutoscaler = {
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'checkout', namespace: 'shop' },
  spec: { scaleTargetRef: { kind: 'Deployment', name: 'checkout' }, minReplicas: 2, maxReplicas: 10 },
};

describe('how many replicas', () => {
  it('counts ready against wanted in one sentence', async () => {
    const reply = await ask(replicaQuery, {
      kubernetes: readOnlyCluster({ lab: [aDeployment('checkout'), aPod('checkout')] }),
      service: 'checkout',
      environment: production,
    });
    expect(reply.title).toBe('checkout in production: 3 of 3 ready');
    expect(reply.speech).toBe('checkout in production has 3 of 3 replicas ready.');
    expect(reply.blocks).toEqual([]);
  });

  it('tells that an autoscaler moves the count', async () => {
    const reply = await ask(replicaQuery, {
      kubernetes: readOnlyCluster({ lab: [aDeployment('checkout'), autoscaler] }),
      service: 'checkout',
      environment: production,
    });
    expect(texts(reply, 'text')).toEqual(['checkout in production is autoscaled between 2 and 10.']);
  });

  it('says why some are missing', async () => {
    const reply = await ask(replicaQuery, {
      kubernetes: readOnlyCluster({
        lab: [aDeployment('checkout', { ready: 1 }), aPod('checkout', outOfMemory())],
      }),
      service: 'checkout',
      environment: production,
      locale: 'ko',
    });
    expect(reply.title).toBe('production checkout: 3개 중 1개 준비됨');
    expect(reply.tone).toBe('warning');
    expect(block(reply, 'table').rows).toEqual([['production', '1/3', '메모리 부족: OOMKilled, 재시작 4회']]);
  });

  it('says zero as zero', async () => {
    const reply = await ask(replicaQuery, {
      kubernetes: readOnlyCluster({ lab: [aDeployment('ad-service', { replicas: 0 })] }),
      service: 'ad-service',
      environment: production,
    });
    expect(reply.title).toBe('ad-service in production is scaled to 0');
  });

  it('counts every environment when none is named', async () => {
    const reply = await ask(replicaQuery, {
      kubernetes: readOnlyCluster({
        lab: [aDeployment('cart'), aDeployment('cart', { namespace: 'shop-staging', replicas: 1 })],
      }),
      service: 'cart',
    });
    expect(reply.title).toBe('cart: staging 1 of 1 and production 3 of 3');
  });
});
