import { describe, expect, it } from 'vitest';
import { versionQuery } from '../../../skills/version-query/index.js';
import { readOnlyCluster } from '../../fakes/read-only-cluster.js';
import { aDeployment, aPod, outOfMemory } from '../../fakes/workloads.js';
import { ask, block, environment, production, texts } from '../asking.js';

const steady = [
  aDeployment('checkout'),
  aPod('checkout'),
  aDeployment('checkout', { namespace: 'shop-staging', version: '1.4.2' }),
  aPod('checkout', { namespace: 'shop-staging', version: '1.4.2' }),
];

describe('which version runs', () => {
  it('answers for one environment in one sentence, without a table', async () => {
    const reply = await ask(versionQuery, {
      kubernetes: readOnlyCluster({ lab: steady }),
      service: 'checkout',
      environment: production,
    });
    expect(reply.title).toBe('checkout in production: 1.4.1');
    expect(reply.speech).toBe('checkout in production is version 1.4.1.');
    expect(reply.blocks).toEqual([]);
  });

  it('answers for all environments when none is named', async () => {
    const reply = await ask(versionQuery, {
      kubernetes: readOnlyCluster({ lab: steady }),
      service: 'checkout',
    });
    expect(reply.title).toBe('checkout: staging 1.4.2 and production 1.4.1');
    expect(block(reply, 'table').rows).toEqual([
      ['staging', '1.4.2', 'healthy'],
      ['production', '1.4.1', 'healthy'],
    ]);
  });

  it('says it once when it is the same everywhere', async () => {
    const reply = await ask(versionQuery, {
      kubernetes: readOnlyCluster({
        lab: [
          ...steady.slice(0, 2),
          aDeployment('checkout', { namespace: 'shop-staging' }),
          aPod('checkout', { namespace: 'shop-staging' }),
        ],
      }),
      service: 'checkout',
      locale: 'ko',
    });
    expect(reply.title).toBe('checkout은 staging, production 모두 1.4.1이에요');
  });

  it('tells what still serves during a rollout', async () => {
    const reply = await ask(versionQuery, {
      kubernetes: readOnlyCluster({
        lab: [
          aDeployment('payments-api', { version: '2.3.0', ready: 2, updated: 1 }),
          aPod('payments-api', { version: '2.2.4', suffix: 'old' }),
          aPod('payments-api', { version: '2.3.0', suffix: 'new', ...outOfMemory() }),
        ],
      }),
      service: 'payments-api',
      environment: production,
    });
    expect(reply.title).toBe('payments-api in production: 2.3.0 wanted, 2.2.4 still serving');
    expect(reply.speech).toBe('payments-api in production is moving to 2.3.0. 2.2.4 still serves.');
  });

  it('says which cluster it could not ask', async () => {
    const hybrid = environment(
      'production',
      [production.targets[0] ?? { cluster: '', namespace: '' }, { cluster: 'cloud', namespace: 'shop' }],
      true,
    );
    const reply = await ask(versionQuery, {
      kubernetes: readOnlyCluster({ lab: steady }, { down: ['cloud'] }),
      service: 'checkout',
      environments: [hybrid],
      environment: hybrid,
    });
    expect(reply.title).toBe('checkout: production (lab) 1.4.1 and production (cloud) unknown');
    expect(texts(reply, 'warning')).toHaveLength(1);
  });

  it('says that nothing of it runs there', async () => {
    const reply = await ask(versionQuery, { service: 'checkout', environment: production, locale: 'ko' });
    expect(reply.title).toBe('checkout은 production에서 실행되고 있지 않아요');
  });
});
