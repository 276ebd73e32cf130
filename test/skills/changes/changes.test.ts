import { describe, expect, it } from 'vitest';
import { PortError } from '../../../src/contracts/errors.js';
import { changes } from '../../../skills/changes/index.js';
import { aPlan, NOON } from '../../fakes/drafts.js';
import { readOnlyCluster } from '../../fakes/read-only-cluster.js';
import { aConfigMap, aDeployment, aReplicaSet } from '../../fakes/workloads.js';
import { anOperation, ask, block, production, staging, texts } from '../asking.js';

const checkout = aDeployment('checkout', { version: '1.4.2', configMap: 'checkout-settings' });
const deployed = anOperation({
  id: 'op-1',
  status: 'succeeded',
  startedAt: NOON - 10 * 60_000,
  plan: aPlan({ environment: 'production', from: '1.4.1', to: '1.4.2' }),
});

describe('what changed', () => {
  it('lists operations, revisions and configuration, newest first', async () => {
    const cluster = readOnlyCluster({
      lab: [
        checkout,
        aReplicaSet(checkout, 1, '1.4.0', 5_000),
        aReplicaSet(checkout, 2, '1.4.1', 120, { 'kubernetes.io/change-cause': 'release by bob' }),
        aReplicaSet(checkout, 3, '1.4.2', 9, { 'coxswain.dev/operation': 'op-1/patch' }),
        aConfigMap('checkout-settings', 30, 'kubectl-edit'),
      ],
    });
    const reply = await ask(changes, {
      kubernetes: cluster,
      service: 'checkout',
      environment: production,
      ended: [deployed],
    });
    expect(block(reply, 'table').rows).toEqual([
      ['2026-05-04 11:50:00 UTC', 'checkout', '#42 deploy 1.4.1 → 1.4.2, succeeded', 'Ada'],
      ['2026-05-04 11:30:00 UTC', 'checkout-settings', 'configuration changed', 'kubectl-edit'],
      ['2026-05-04 10:00:00 UTC', 'checkout', '1.4.0 → 1.4.1 (release by bob)', 'unknown'],
    ]);
    expect(reply.title).toBe(
      'checkout in production: 3 changes in 24 hours; the newest 10 minutes ago: checkout #42 deploy 1.4.1 → 1.4.2, succeeded, by Ada',
    );
    expect(reply.speech).toBe(
      'There were 3 changes. The newest, 10 minutes ago: checkout deploy from 1.4.1 to 1.4.2, succeeded, by Ada.',
    );
  });

  it('names who wrote a revision where the cluster knows', async () => {
    const written = {
      ...checkout,
      metadata: {
        ...checkout.metadata,
        managedFields: [{ manager: 'kubectl-set', operation: 'Update', time: '2026-05-04T10:00:01Z' }],
      },
    };
    const cluster = readOnlyCluster({
      lab: [written, aReplicaSet(written, 1, '1.4.1', 5_000), aReplicaSet(written, 2, '1.4.2', 120)],
    });
    const reply = await ask(changes, { kubernetes: cluster, service: 'checkout', environment: production });
    expect(block(reply, 'table').rows).toEqual([
      ['2026-05-04 10:00:00 UTC', 'checkout', '1.4.1 → 1.4.2', 'kubectl-set'],
    ]);
  });

  it('says when nothing changed, and what the last change was', async () => {
    const cluster = readOnlyCluster({ lab: [checkout, aReplicaSet(checkout, 1, '1.4.2', 3 * 24 * 60)] });
    const reply = await ask(changes, {
      kubernetes: cluster,
      service: 'checkout',
      environment: production,
      locale: 'ko',
    });
    expect(reply.title).toBe(
      'production checkout: 24시간 동안 바뀐 것이 없어요. 마지막 변경(3일 전): checkout 처음 배포됨, 1.4.2',
    );
    expect(reply.blocks).toEqual([]);
  });

  it('leaves out operations that never began', async () => {
    const waiting = anOperation({ status: 'awaiting_confirmation', startedAt: null });
    const reply = await ask(changes, { running: [waiting], environment: staging });
    expect(reply.title).toBe('staging: nothing changed in 24 hours');
  });

  it('does not show ConfigMaps that the service does not use', async () => {
    const cluster = readOnlyCluster({ lab: [checkout, aConfigMap('other', 5, 'helm')] });
    const reply = await ask(changes, { kubernetes: cluster, service: 'checkout', environment: production });
    expect(reply.title).toBe('checkout in production: nothing changed in 24 hours');
  });

  it('says what it could not look at', async () => {
    const down = () => Promise.reject(new PortError('ledger_down', 'the ledger is down'));
    const reply = await ask(changes, {
      kubernetes: readOnlyCluster({ lab: [checkout, aReplicaSet(checkout, 1, '1.4.2', 20)] }),
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
    expect(texts(reply, 'warning')).toEqual([
      'My records cannot be read right now: changes that I made may be missing.',
    ]);
    expect(reply.tone).toBe('warning');
  });

  it('masks a token in a change cause', async () => {
    const cause = { 'kubernetes.io/change-cause': 'helm --set token=abcdef1234567890' };
    const cluster = readOnlyCluster({
      lab: [checkout, aReplicaSet(checkout, 1, '1.4.1', 5_000), aReplicaSet(checkout, 2, '1.4.2', 20, cause)],
    });
    const reply = await ask(changes, { kubernetes: cluster, environment: production });
    expect(JSON.stringify(reply)).not.toContain('abcdef1234567890');
  });
});
