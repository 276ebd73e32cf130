import type { Around } from '../asking.js';
import { anOperation, environment, production, staging } from '../asking.js';
import { PortError } from '../../../src/contracts/errors.js';
import { aPlan, NOON } from '../../fakes/drafts.js';
import { readOnlyCluster } from '../../fakes/read-only-cluster.js';
import { aDeployment, aPod, aReplicaSet, aService, outOfMemory } from '../../fakes/workloads.js';

const MINUTE = 60_000;
const checkout = aDeployment('checkout', { version: '1.4.2' });
const healthy = [checkout, aPod('checkout', { version: '1.4.2' }), aDeployment('cart'), aPod('cart')];
const burning = [
  aDeployment('payments-api', { version: '2.3.0', replicas: 3, ready: 2, updated: 1, total: 3 }),
  aPod('payments-api', { version: '2.3.0', suffix: 'new', ...outOfMemory() }),
  aPod('payments-api', { version: '2.2.4', suffix: 'old' }),
  aDeployment('ad-service', { replicas: 0 }),
  aService('ad-service'),
  aDeployment('frontend', { version: '3.1.0', replicas: 4, updated: 2, ready: 4, total: 5 }),
  aPod('frontend', { version: '3.1.0' }),
];
const inProduction = (service: string, to: string) =>
  aPlan({ service, environment: 'production', from: '1.0.0', to });
const mina = { platform: 'slack', id: 'U2', display: 'Mina' };

/** Names that take their time. */
const LONG = ['one', 'two', 'three', 'four'].map(
  (name) => `recommendation-engine-for-returning-customers-of-the-north-${name}`,
);

/** Situations of which a digest tells; what it says of each is in test/fixtures/digest. */
export const CASES: Readonly<Record<string, Around>> = {
  'nothing-to-report': { kubernetes: readOnlyCluster({ lab: healthy }), environment: production },
  'nothing-there': { kubernetes: readOnlyCluster({}), environment: production },
  'only-an-operation': {
    kubernetes: readOnlyCluster({}),
    environment: production,
    running: [anOperation({ number: 11, status: 'running', plan: inProduction('cart', '1.5.0') })],
  },
  deployed: {
    kubernetes: readOnlyCluster({
      lab: [...healthy, aReplicaSet(checkout, 1, '1.4.1', 5_000), aReplicaSet(checkout, 2, '1.4.2', 90)],
    }),
    environment: production,
    ended: [
      anOperation({
        number: 7,
        skill: 'deploy',
        status: 'succeeded',
        startedAt: NOON - 3 * 60 * MINUTE,
        actor: mina,
        plan: inProduction('cart', '1.4.1'),
      }),
    ],
  },
  everything: {
    kubernetes: readOnlyCluster({ lab: [...healthy, ...burning] }),
    environment: production,
    running: [
      anOperation({ number: 11, status: 'running', plan: inProduction('cart', '1.5.0') }),
      anOperation({
        number: 12,
        status: 'awaiting_approval',
        actor: mina,
        plan: inProduction('checkout', '1.5.0'),
        createdAt: NOON - 40 * MINUTE,
      }),
      anOperation({
        number: 10,
        status: 'interrupted',
        plan: inProduction('auth', '2.0.0'),
        createdAt: NOON - 50 * MINUTE,
      }),
    ],
    kept: [anOperation({ number: 9, status: 'cancelled', actor: mina, plan: inProduction('cart', '1.4.9') })],
    ended: [
      anOperation({
        number: 8,
        status: 'failed',
        startedAt: NOON - 2 * 60 * MINUTE,
        plan: inProduction('checkout', '1.4.9'),
      }),
    ],
  },
  'some-services': {
    kubernetes: readOnlyCluster({ lab: [...healthy, ...burning] }),
    environment: production,
    slots: { services: 'checkout,cart' },
  },
  'every-environment': {
    kubernetes: readOnlyCluster({
      lab: [...healthy, aDeployment('cart', { namespace: 'shop-staging', ready: 1 }), ...burning],
    }),
  },
  'a-cluster-that-is-silent': {
    kubernetes: readOnlyCluster({ lab: healthy }, { down: ['attic'] }),
    environments: [
      staging,
      production,
      environment('backup', [{ cluster: 'attic', namespace: 'shop' }], false),
    ],
  },
  'records-that-cannot-be-read': {
    kubernetes: readOnlyCluster({ lab: healthy }),
    environment: production,
    history: {
      byNumber: () => Promise.reject(new PortError('ledger_down', 'down')),
      running: () => Promise.reject(new PortError('ledger_down', 'down')),
      recent: () => Promise.reject(new PortError('ledger_down', 'down')),
      holder: () => Promise.reject(new PortError('ledger_down', 'down')),
      kept: () => Promise.reject(new PortError('ledger_down', 'down')),
      healthyVersions: () => Promise.reject(new PortError('ledger_down', 'down')),
    },
  },
  'long-names': {
    kubernetes: readOnlyCluster({
      lab: LONG.flatMap((name) => [aDeployment(name, { ready: 0 }), aPod(name, { ...outOfMemory() })]),
    }),
    environment: production,
    slots: { services: LONG.join(',') },
    running: LONG.flatMap((name, index) =>
      (['running', 'awaiting_approval', 'interrupted'] as const).map((status, place) =>
        anOperation({ number: 50 + 4 * place + index, status, plan: inProduction(name, '1.5.0') }),
      ),
    ),
  },
  'thirty-troubles': {
    kubernetes: readOnlyCluster({
      lab: Array.from({ length: 30 }, (_, index) => {
        const name = `recommendation-engine-for-returning-customers-${index + 1}`;
        return [
          aDeployment(name, { version: '12.10.2-rc4', ready: 0 }),
          aPod(name, { version: '12.10.2-rc4', ...outOfMemory() }),
        ];
      }).flat(),
    }),
    environment: production,
    slots: {
      services: Array.from(
        { length: 30 },
        (_, index) => `recommendation-engine-for-returning-customers-${index + 1}`,
      ).join(','),
    },
    running: Array.from({ length: 20 }, (_, index) =>
      anOperation({
        number: 100 + index,
        status: (['running', 'awaiting_approval', 'interrupted'] as const)[index % 3] ?? 'running',
        plan: inProduction(`recommendation-engine-for-returning-customers-${index + 1}`, '12.10.3'),
      }),
    ),
  },
};
