import { describe, expect, it } from 'vitest';
import { PortError } from '../../../src/contracts/errors.js';
import { logs } from '../../../skills/logs/index.js';
import { readOnlyCluster } from '../../fakes/read-only-cluster.js';
import { aDeployment, aPod, outOfMemory } from '../../fakes/workloads.js';
import { ask, block, production, texts } from '../asking.js';

const objects = [
  aDeployment('payments-api', { version: '2.3.0', ready: 1 }),
  aPod('payments-api', { suffix: 'good' }),
  aPod('payments-api', { suffix: 'bad', ...outOfMemory() }),
];

describe('logs of a service', () => {
  it('shows what the crashed container said before it died, and where that comes from', async () => {
    const cluster = readOnlyCluster(
      { lab: objects },
      {
        logs: {
          'payments-api-bad/payments-api/previous': [
            'loading ledger',
            '2026-05-04T11:58:00Z allocating 900 MiB',
          ],
        },
      },
    );
    const reply = await ask(logs, { kubernetes: cluster, service: 'payments-api', environment: production });
    expect(reply.title).toBe(
      'payments-api in production: last 2 lines of payments-api-bad before its restart 2 minutes ago',
    );
    expect(texts(reply, 'code')).toEqual(['loading ledger\n2026-05-04T11:58:00Z allocating 900 MiB']);
    expect(block(reply, 'fields').fields).toEqual([
      { label: 'Pod', value: 'payments-api-bad' },
      { label: 'Container', value: 'payments-api' },
      { label: 'Began', value: '2026-05-04 11:57:00 UTC' },
      { label: 'Ended', value: '2026-05-04 11:58:00 UTC' },
      { label: 'Because', value: 'OOMKilled, 4 restarts' },
    ]);
    expect(reply.speech).toBe(
      'payments-api in production restarted 2 minutes ago. Before that it wrote: allocating 900 MiB.',
    );
  });

  it('falls back to the current log when the previous one is gone', async () => {
    const cluster = readOnlyCluster(
      { lab: objects },
      { logs: { 'payments-api-bad/payments-api': ['hello'] } },
    );
    const reply = await ask(logs, {
      kubernetes: cluster,
      service: 'payments-api',
      environment: production,
      locale: 'ko',
    });
    expect(reply.title).toBe('production payments-api: payments-api-bad 마지막 1줄');
  });

  it('masks secrets, also in the file', async () => {
    const secret = 'password=hunter2-very-secret';
    const lines = Array.from({ length: 30 }, (_, index) =>
      index % 10 === 0 ? `connect ${secret}` : `line ${index}`,
    );
    const cluster = readOnlyCluster(
      { lab: objects },
      { logs: { 'payments-api-bad/payments-api/previous': lines } },
    );
    const reply = await ask(logs, { kubernetes: cluster, service: 'payments-api', environment: production });
    expect(JSON.stringify(reply)).not.toContain('hunter2');
    expect(texts(reply, 'code')[0]?.split('\n')).toHaveLength(20);
    expect(block(reply, 'file').content.trim().split('\n')).toHaveLength(30);
  });

  it('bounds the lines and their length', async () => {
    const lines = Array.from({ length: 500 }, () => 'x'.repeat(5_000));
    const cluster = readOnlyCluster(
      { lab: objects },
      { logs: { 'payments-api-bad/payments-api/previous': lines } },
    );
    const reply = await ask(logs, { kubernetes: cluster, service: 'payments-api', environment: production });
    const kept = block(reply, 'file').content.trim().split('\n');
    expect(kept).toHaveLength(200);
    expect(Math.max(...kept.map((line) => line.length))).toBe(300);
  });

  it('says that there is no log when the container never started', async () => {
    const pod = aPod('checkout', {
      ready: false,
      state: { waiting: { reason: 'ImagePullBackOff', message: 'manifest for checkout:9.9.9 not found' } },
    });
    const reply = await ask(logs, {
      kubernetes: readOnlyCluster({ lab: [aDeployment('checkout'), pod] }),
      service: 'checkout',
      environment: production,
    });
    expect(reply.title).toBe(
      'checkout in production: checkout-abc12 has no log, its container never started',
    );
    expect(block(reply, 'fields').fields.at(-1)?.value).toBe('manifest for checkout:9.9.9 not found');
  });

  it('says that there is no pod', async () => {
    const reply = await ask(logs, { service: 'cart', environment: production });
    expect(reply.title).toBe('cart has no pod in production');
  });

  it('finds the worst pod of all environments when none is named', async () => {
    const cluster = readOnlyCluster(
      {
        lab: [
          ...objects,
          aDeployment('payments-api', { namespace: 'shop-staging' }),
          aPod('payments-api', { namespace: 'shop-staging' }),
        ],
      },
      { logs: { 'payments-api-bad/payments-api/previous': ['dying'] } },
    );
    const reply = await ask(logs, { kubernetes: cluster, service: 'payments-api' });
    expect(reply.title).toContain('payments-api in production');
  });

  it('fails with the cluster’s own error when the log itself cannot be read', async () => {
    const cluster = readOnlyCluster({ lab: [aDeployment('checkout'), aPod('checkout')] });
    const asking = ask(logs, { kubernetes: cluster, service: 'checkout', environment: production });
    await expect(asking).rejects.toThrow(PortError);
  });
});
