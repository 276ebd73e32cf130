import type { KubernetesObject } from '../../../src/contracts/kubernetes-objects.js';
import {
  ago,
  app,
  crashed,
  event,
  labels,
  meta,
  node,
  NS,
  object,
  pod,
  service,
  unplaced,
  waiting,
  type Scene,
} from './objects.js';

/** A composed incident: what must come first, what must be explained away, and what must not be blamed. */
export interface Incident extends Scene {
  /** The causes in order: mode and object. */
  readonly causes: readonly (readonly [mode: string, object: string])[];
  /** Modes that must be there as symptoms. */
  readonly symptoms?: readonly string[];
  /** Text that the first cause's change must hold; null: nothing may be blamed. */
  readonly change?: string | null;
  /** The first thing to do about the first cause. */
  readonly next?: string;
}

const stuck = [
  {
    type: 'Progressing',
    status: 'False',
    reason: 'ProgressDeadlineExceeded',
    message: 'timed out progressing',
  },
];
const old = { version: '1.0.0', age: 900, pods: 2 };
const managed = (minutes: number, manager = 'kubectl-edit', field = 'f:data') => ({
  managedFields: [{ manager, operation: 'Update', time: ago(minutes), fieldsV1: { [field]: {} } }],
});
const settings = (minutes: number) =>
  object('ConfigMap', { metadata: meta('cart-settings', managed(minutes)) });
const usesSettings = {
  containers: [
    {
      name: 'cart',
      image: 'registry.shop.local/cart:1.0.0',
      ports: [{ name: 'http', containerPort: 8080 }],
      envFrom: [{ configMapRef: { name: 'cart-settings' } }],
    },
  ],
};
const downNode = node('node-a', [
  {
    type: 'Ready',
    status: 'Unknown',
    reason: 'NodeStatusUnknown',
    message: 'Kubelet stopped posting node status.',
    lastTransitionTime: ago(12),
  },
]);
const lost = { ready: false, state: { running: { startedAt: ago(400) } } };
/** Pods whose readiness was lost when their node went. */
function onDeadNode(name: string): readonly KubernetesObject[] {
  return app(name, { pod: lost }).map((each) => (each.kind === 'Pod' ? withReadyLost(each, 11) : each));
}
function withReadyLost(each: KubernetesObject, minutes: number): KubernetesObject {
  const conditions = [{ type: 'Ready', status: 'False', lastTransitionTime: ago(minutes) }];
  return {
    ...each,
    ...{
      status: {
        phase: 'Running',
        conditions,
        containerStatuses: [
          {
            name: each.metadata.labels?.['app.kubernetes.io/name'] ?? '',
            ready: false,
            restartCount: 0,
            state: lost.state,
          },
        ],
      },
    },
  };
}
const refused = (message: string): readonly KubernetesObject[] => [
  ...app('cart', { replicas: 2, version: '1.1.0', age: 20, previous: old, pods: 0, conditions: stuck }).map(
    (each) =>
      each.metadata.name === 'cart-r2' ? { ...each, spec: { replicas: 1 }, status: { replicas: 0 } } : each,
  ),
  event('ReplicaSet', 'cart-r2', 'FailedCreate', message, 15),
];

export const INCIDENTS: Readonly<Record<string, Incident>> = {
  'a quota blocks a rollout': {
    objects: [
      ...refused(
        'Error creating: pods "cart-x" is forbidden: exceeded quota: compute, requested: cpu=500m, used: cpu=1800m, limited: cpu=2',
      ),
      object('ResourceQuota', {
        metadata: meta('compute'),
        status: { hard: { cpu: '2' }, used: { cpu: '1800m' } },
      }),
    ],
    causes: [['QuotaExceeded', 'cart-r2']],
    symptoms: ['RolloutStuck'],
  },
  'a webhook refuses new pods': {
    objects: refused(
      'Error creating: Internal error occurred: failed calling webhook "policy.example.com": connection refused',
    ),
    causes: [['AdmissionRefused', 'cart-r2']],
    symptoms: ['RolloutStuck'],
  },
  'a node is down under many services': {
    objects: [
      downNode,
      ...['cart', 'checkout', 'auth'].flatMap((name) => [
        ...onDeadNode(name),
        service(name),
        event('Pod', `${name}-r2-0`, 'Unhealthy', 'Readiness probe failed: timeout', 11),
      ]),
    ],
    causes: [['NodeNotReady', 'node-a']],
    symptoms: ['ServiceNoReadyEndpoints', 'ReadinessFailing'],
    next: 'kubectl drain node-a',
  },
  'a ConfigMap was changed for the worse, then the pods were restarted': {
    objects: [
      ...app('cart', { replicas: 1, age: 8, spec: usesSettings, pod: crashed(1, 'Error') }),
      service('cart'),
      settings(10),
    ],
    logs: { 'cart-r2-0/cart': 'FATAL: setting CURRENCY is empty' },
    causes: [['CrashLoopAppError', 'cart-r2-0']],
    symptoms: ['ServiceNoReadyEndpoints'],
    change: 'ConfigMap cart-settings',
  },
  'a change after the onset is not blamed': {
    objects: [...app('cart', { replicas: 1, spec: usesSettings, pod: crashed(1, 'Error') }), settings(1)],
    causes: [['CrashLoopAppError', 'cart-r2-0']],
    change: null,
  },
  'a Secret was deleted': {
    objects: [
      ...app('cart', {
        replicas: 1,
        pod: waiting('CreateContainerConfigError', 'secret "cart-database" not found'),
      }),
      service('cart'),
    ],
    causes: [['MissingConfig', 'cart-r2-0']],
    symptoms: ['ServiceNoReadyEndpoints'],
    next: 'kubectl create secret generic cart-database',
  },
  'a typo in a Service selector': {
    objects: [...app('cart'), service('cart', { selector: { 'app.kubernetes.io/name': 'crat' } })],
    causes: [['ServiceNoMatch', 'cart']],
    next: 'kubectl edit service cart',
  },
  'a network policy cuts a service off, which then crashes': {
    objects: [
      ...app('cart', { replicas: 1, pod: crashed(1, 'Error') }),
      service('cart'),
      ...app('payments-api'),
      service('payments-api', { clusterIP: '10.96.0.9' }),
      object('NetworkPolicy', {
        metadata: meta('default-deny', managed(10, 'kubectl', 'f:spec')),
        spec: { podSelector: {}, policyTypes: ['Egress'] },
      }),
    ],
    logs: { 'cart-r2-0/cart': 'FATAL: dial tcp 10.96.0.9:80: i/o timeout' },
    causes: [['NetworkPolicyBlocks', 'default-deny']],
    symptoms: ['CrashLoopAppError', 'ServiceNoReadyEndpoints'],
  },
  'a new revision crashes while the old one serves': {
    objects: [
      ...app('cart', {
        version: '1.1.0',
        age: 20,
        previous: old,
        pod: crashed(1, 'Error'),
        conditions: stuck,
      }),
      service('cart'),
    ],
    causes: [['CrashLoopAppError', 'cart-r2-0']],
    symptoms: ['RolloutStuck'],
    change: '1.0.0 → 1.1.0',
    next: 'roll back cart in production',
  },
  'a new revision runs out of memory': {
    objects: [
      ...app('cart', {
        version: '1.1.0',
        age: 20,
        previous: old,
        pod: crashed(137, 'OOMKilled'),
        conditions: stuck,
      }),
      service('cart'),
    ],
    causes: [['OutOfMemory', 'cart-r2-0']],
    symptoms: ['RolloutStuck'],
    change: '1.0.0 → 1.1.0',
    next: 'roll back cart in production',
  },
  'a tag that does not exist was deployed': {
    objects: [
      ...app('cart', {
        version: '9.9.9',
        age: 20,
        previous: old,
        pod: waiting('ImagePullBackOff', 'registry.shop.local/cart:9.9.9: not found'),
        conditions: stuck,
      }),
    ],
    causes: [['ImageNotFound', 'cart-r2-0']],
    symptoms: ['RolloutStuck'],
    next: 'roll back cart in production',
  },
  'two independent causes at once': {
    objects: [
      ...app('cart', {
        version: '1.1.0',
        age: 20,
        previous: old,
        pod: crashed(137, 'OOMKilled'),
        conditions: stuck,
      }),
      service('cart'),
      ...app('checkout', {
        replicas: 1,
        pod: waiting('CreateContainerConfigError', 'configmap "checkout-settings" not found'),
      }),
      service('checkout'),
    ],
    causes: [
      ['MissingConfig', 'checkout-r2-0'],
      ['OutOfMemory', 'cart-r2-0'],
    ],
    symptoms: ['RolloutStuck', 'ServiceNoReadyEndpoints'],
  },
  'a service upstream is scaled to zero': {
    objects: [
      ...app('cart', { replicas: 1, pod: crashed(1, 'Error') }),
      service('cart'),
      ...app('payments-api', { replicas: 0, pods: 0 }),
      service('payments-api', { clusterIP: '10.96.0.9' }),
    ],
    logs: { 'cart-r2-0/cart': 'FATAL: connect to payments-api:80: connection refused' },
    causes: [['ScaledToZero', 'payments-api']],
    symptoms: ['CrashLoopAppError', 'ServiceNoReadyEndpoints'],
    next: 'scale payments-api to 1 in production',
  },
  'a storage class that does not exist keeps a pod waiting': {
    objects: [
      ...app('cart', {
        replicas: 1,
        pod: unplaced('0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.'),
        spec: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] },
      }),
      service('cart'),
      object('PersistentVolumeClaim', {
        metadata: meta('data'),
        spec: { storageClassName: 'fastest' },
        status: { phase: 'Pending' },
      }),
      event(
        'PersistentVolumeClaim',
        'data',
        'ProvisioningFailed',
        'storageclass.storage.k8s.io "fastest" not found',
      ),
    ],
    causes: [['ClaimPending', 'data']],
    symptoms: ['UnschedulableVolume', 'ServiceNoReadyEndpoints'],
  },
  'a cordoned node leaves no room': {
    objects: [
      node('node-a', [], { unschedulable: true }),
      ...app('cart', {
        replicas: 1,
        pod: unplaced('0/2 nodes are available: 1 Insufficient cpu, 1 node(s) were unschedulable.'),
      }),
      service('cart'),
    ],
    causes: [['NodeCordoned', 'node-a']],
    symptoms: ['UnschedulableResources', 'ServiceNoReadyEndpoints'],
    next: 'kubectl uncordon node-a',
  },
  'a disk is full and pods are evicted': {
    objects: [
      node('node-a', [
        {
          type: 'DiskPressure',
          status: 'True',
          reason: 'KubeletHasDiskPressure',
          lastTransitionTime: ago(30),
        },
      ]),
      pod(
        'cart-r2-7',
        'cart',
        '1.0.0',
        { kind: 'ReplicaSet', name: 'cart-r2' },
        {
          ready: false,
          status: {
            phase: 'Failed',
            reason: 'Evicted',
            conditions: [],
            message: 'The node was low on resource: ephemeral-storage.',
            startTime: ago(20),
          },
        },
      ),
      ...app('cart'),
    ],
    causes: [['NodePressure', 'node-a']],
    symptoms: ['Evicted'],
  },
  'a StatefulSet stays on a broken pod after its template was put right': {
    objects: [
      object('StatefulSet', {
        metadata: meta('ledger', { labels: labels('ledger') }),
        spec: {
          replicas: 2,
          selector: { matchLabels: labels('ledger') },
          template: { metadata: { labels: labels('ledger') } },
        },
        status: { replicas: 2, updateRevision: 'ledger-1', currentRevision: 'ledger-1' },
      }),
      ...['ledger-1', 'ledger-2'].map((hash, index) =>
        pod(
          `ledger-${index}`,
          'ledger',
          '1.0.0',
          { kind: 'StatefulSet', name: 'ledger' },
          {
            ...(index === 1 ? waiting('ImagePullBackOff', 'cart:9.9.9: not found') : {}),
            meta: { labels: { ...labels('ledger'), 'controller-revision-hash': hash } },
          },
        ),
      ),
    ],
    causes: [['StatefulSetBlocked', 'ledger']],
    symptoms: ['ImageNotFound'],
    next: `kubectl delete pod ledger-1 -n ${NS}`,
  },
};
