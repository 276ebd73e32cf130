import { describe, expect, it } from 'vitest';
import { PortError } from '../../../src/contracts/errors.js';
import { status } from '../../../skills/status/index.js';
import { readOnlyCluster } from '../../fakes/read-only-cluster.js';
import { aDeployment, aPod, aService, outOfMemory } from '../../fakes/workloads.js';
import { anOperation, ask, block, environment, production, staging, texts } from '../asking.js';
import { aPlan, aTarget } from '../../fakes/drafts.js';

const burning = [
  aDeployment('payments-api', { version: '2.3.0', replicas: 3, ready: 2, updated: 1, total: 3 }),
  aPod('payments-api', { version: '2.3.0', suffix: 'new', ...outOfMemory() }),
  aPod('payments-api', { version: '2.2.4', suffix: 'old' }),
  aDeployment('ad-service', { replicas: 0 }),
  aService('ad-service'),
  aDeployment('checkout'),
  aPod('checkout'),
];

describe('status of one environment', () => {
  it('says in one line how many are healthy and what is wrong, worst first', async () => {
    const reply = await ask(status, {
      kubernetes: readOnlyCluster({ lab: burning }),
      environment: production,
    });
    expect(reply.title).toBe(
      'production: 1 of 3 healthy; payments-api is running out of memory, ad-service is scaled to 0',
    );
    expect(reply.tone).toBe('warning');
    expect(block(reply, 'table').rows).toEqual([
      ['payments-api', '2.3.0 (2.2.4)', '2/3', 'out of memory: OOMKilled, 4 restarts'],
      ['ad-service', '1.4.1', '0/0', 'scaled to 0'],
      ['checkout', '1.4.1', '3/3', 'healthy'],
    ]);
  });

  it('says it in Korean', async () => {
    const reply = await ask(status, {
      kubernetes: readOnlyCluster({ lab: burning }),
      environment: production,
      locale: 'ko',
    });
    expect(reply.title).toBe(
      'production: 3개 중 1개 정상 · payments-api는 메모리가 부족해요, ad-service는 0개로 줄어 있어요',
    );
    expect(JSON.stringify(reply.blocks)).toContain('메모리 부족: OOMKilled, 재시작 4회');
    expect(reply.speech).toBe(
      'production: payments-api는 메모리가 부족하고, ad-service는 0개로 줄어 있어요. 3개 중 1개는 정상이에요.',
    );
  });

  it('speaks two sentences, the trouble first', async () => {
    const reply = await ask(status, {
      kubernetes: readOnlyCluster({ lab: burning }),
      environment: production,
    });
    expect(reply.speech).toBe(
      'In production, payments-api is running out of memory and ad-service is scaled to 0. 1 of 3 are healthy.',
    );
  });

  it('offers to look into the worst', async () => {
    const reply = await ask(status, {
      kubernetes: readOnlyCluster({ lab: burning }),
      environment: production,
    });
    const commands = block(reply, 'actions').actions.map(({ command }) => command);
    expect(commands).toEqual([
      { intent: 'triage', slots: { environment: 'production' } },
      { intent: 'logs', slots: { service: 'payments-api', environment: 'production' } },
    ]);
  });

  it('takes a Deployment at zero that no Service selects as wanted', async () => {
    const reply = await ask(status, {
      kubernetes: readOnlyCluster({ lab: [aDeployment('ad-service', { replicas: 0 })] }),
      environment: production,
    });
    expect(reply.title).toBe('production: ad-service is scaled to 0');
    expect(reply.tone).toBe('success');
  });

  it('shows a rollout, a paused one, and who manages what', async () => {
    const reply = await ask(status, {
      kubernetes: readOnlyCluster({
        lab: [
          aDeployment('cart', { replicas: 4, updated: 2, ready: 4, total: 5 }),
          aDeployment('auth', { replicas: 4, updated: 1, ready: 4, total: 5, paused: true }),
          aDeployment('frontend', { annotations: { 'meta.helm.sh/release-name': 'shop' } }),
        ],
      }),
      environment: production,
      running: [anOperation({ plan: aPlan({ targets: [{ ...aTarget('cart'), namespace: 'shop' }] }) })],
    });
    const states = block(reply, 'table').rows.map(([name, , , state]) => [name, state]);
    expect(states).toEqual([
      ['auth', 'rollout paused at 1 of 4'],
      ['cart', 'rolling out, 2 of 4 · #42 deploy by Ada'],
      ['frontend', 'healthy · managed by Helm release shop'],
    ]);
  });

  it('cuts a long table and gives all of it as a file', async () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      aDeployment(`service-${String(index).padStart(2, '0')}`),
    );
    const reply = await ask(status, { kubernetes: readOnlyCluster({ lab: many }), environment: production });
    expect(block(reply, 'table').rows).toHaveLength(20);
    expect(block(reply, 'file').content.trim().split('\r\n')).toHaveLength(31);
  });
});

describe('status of one service', () => {
  it('says version, readiness and state in one line', async () => {
    const reply = await ask(status, {
      kubernetes: readOnlyCluster({ lab: burning }),
      service: 'checkout',
      environment: production,
    });
    expect(reply.title).toBe('production: checkout is healthy; 1.4.1, 3 of 3 ready');
    expect(reply.speech).toBe('In production, checkout is healthy. Version 1.4.1, 3 of 3 ready.');
  });

  it('says where it does not run', async () => {
    const reply = await ask(status, { service: 'checkout' });
    expect(reply.title).toBe('checkout does not run in staging and production');
    expect(reply.tone).toBe('info');
  });

  it('quotes the pod that cannot be placed', async () => {
    const pod = aPod('checkout', { ready: false, state: {} });
    const pending = {
      ...pod,
      status: {
        phase: 'Pending',
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            reason: 'Unschedulable',
            message: '0/3 nodes: Insufficient cpu',
          },
        ],
      },
    };
    const reply = await ask(status, {
      kubernetes: readOnlyCluster({ lab: [aDeployment('checkout', { ready: 2 }), pending] }),
      service: 'checkout',
      environment: production,
    });
    expect(block(reply, 'table').rows[0]?.[3]).toBe('no room on a node: 0/3 nodes: Insufficient cpu');
  });
});

describe('status of everything', () => {
  const hybrid = environment(
    'production',
    [
      { cluster: 'lab', namespace: 'shop' },
      { cluster: 'cloud', namespace: 'shop' },
    ],
    true,
  );

  it('says that a cluster cannot be read instead of hiding it', async () => {
    const reply = await ask(status, {
      kubernetes: readOnlyCluster({ lab: [aDeployment('checkout')] }, { down: ['cloud'] }),
      environments: [hybrid],
    });
    expect(reply.title).toBe('production (lab): checkout is healthy; production (cloud): cannot be read');
    expect(texts(reply, 'warning')).toEqual([
      'production (cloud) could not be read: the cluster cloud does not answer',
    ]);
    expect(reply.tone).toBe('warning');
    expect(reply.speech).toBe('production (cloud) cannot be read. In production (lab), checkout is healthy.');
  });

  it('fails with the cluster’s own error when nothing could be read', async () => {
    const asking = ask(status, {
      kubernetes: readOnlyCluster({}, { down: ['lab'] }),
      environments: [staging],
    });
    await expect(asking).rejects.toThrow(PortError);
  });

  it('says when it may not see the pods', async () => {
    const reply = await ask(status, {
      kubernetes: readOnlyCluster({ lab: burning }, { forbidden: ['Pod'] }),
      environment: production,
    });
    expect(texts(reply, 'warning')).toEqual([
      'In production I may not list Pod, so I cannot say how the pods are.',
    ]);
  });

  it('still answers when the ledger is down', async () => {
    const down = () => Promise.reject(new PortError('ledger_down', 'the ledger is down'));
    const reply = await ask(status, {
      kubernetes: readOnlyCluster({ lab: burning }),
      environment: production,
      history: {
        byNumber: down,
        running: down,
        recent: down,
        holder: down,
        kept: down,
        healthyVersions: down,
      },
    });
    expect(texts(reply, 'warning')[0]).toContain('running operations are not shown');
    expect(block(reply, 'table').rows).toHaveLength(3);
  });

  it('names the environments that are well too', async () => {
    const reply = await ask(status, {
      kubernetes: readOnlyCluster({ lab: [...burning, aDeployment('cart', { namespace: 'shop-staging' })] }),
    });
    expect(reply.title).toBe(
      'staging: cart is healthy; production: 1 of 3 healthy; payments-api is running out of memory, ad-service is scaled to 0',
    );
    expect(reply.speech).toBe(
      'In production, payments-api is running out of memory and ad-service is scaled to 0. Everything else is healthy.',
    );
  });
});
