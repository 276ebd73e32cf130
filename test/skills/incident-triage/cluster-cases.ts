import {
  ago,
  app,
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
} from './objects.js';
import type { ModeCase } from './pod-cases.js';

const failed = (message: string) => [
  ...app('cart', { replicas: 2, pods: 1 }).map((each) =>
    each.kind === 'ReplicaSet' ? { ...each, spec: { replicas: 2 }, status: { replicas: 1 } } : each,
  ),
  event('ReplicaSet', 'cart-r2', 'FailedCreate', message),
];
const quota =
  'Error creating: pods "cart-x" is forbidden: exceeded quota: compute, requested: cpu=500m, used: cpu=1800m, limited: cpu=2';
const scaler = (type: string, status: string, reason: string) =>
  object('HorizontalPodAutoscaler', {
    metadata: meta('cart'),
    spec: { scaleTargetRef: { kind: 'Deployment', name: 'cart' }, minReplicas: 2, maxReplicas: 4 },
    status: {
      currentReplicas: 4,
      conditions: [{ type, status, reason, message: 'as observed', lastTransitionTime: ago(9) }],
    },
  });
const claim = (spec: { readonly storageClassName: string }) =>
  object('PersistentVolumeClaim', { metadata: meta('data'), spec, status: { phase: 'Pending' } });
const standard = object('StorageClass', {
  metadata: { name: 'standard' },
  volumeBindingMode: 'WaitForFirstConsumer',
});
const budget = (allowed: number) =>
  object('PodDisruptionBudget', {
    metadata: meta('cart'),
    spec: { selector: { matchLabels: labels('cart') }, minAvailable: 2 },
    status: { disruptionsAllowed: allowed, currentHealthy: 2, desiredHealthy: 2, expectedPods: 2 },
  });
const cordoned = node('node-a', [], { unschedulable: true });
const ingress = (backend: string, secretName?: string) =>
  object('Ingress', {
    metadata: meta('shop'),
    spec: {
      rules: [
        {
          host: 'shop.example',
          http: { paths: [{ path: '/', backend: { service: { name: backend, port: { number: 80 } } } }] },
        },
      ],
      ...(secretName === undefined ? {} : { tls: [{ hosts: ['shop.example'], secretName }] }),
    },
  });
const policy = (allow: string) =>
  object('NetworkPolicy', {
    metadata: meta('cart-egress'),
    spec: {
      podSelector: { matchLabels: labels('cart') },
      policyTypes: ['Egress'],
      egress: [{ to: [{ podSelector: { matchLabels: labels(allow) } }] }],
    },
  });
const dialling = { 'cart-r2-0/cart': 'ERROR dial tcp payments-api:80: i/o timeout' };
const dns = 'ERROR lookup payments-api on 10.96.0.10:53: no such host';
const job = (reason: string | undefined) =>
  object('Job', {
    metadata: meta('nightly'),
    status:
      reason === undefined
        ? { active: 1 }
        : {
            failed: 4,
            conditions: [
              {
                type: 'Failed',
                status: 'True',
                reason,
                message: 'Job has reached the specified backoff limit',
                lastTransitionTime: ago(5),
              },
            ],
          },
  });
const set = (
  pods: readonly { readonly hash: string; readonly broken: boolean }[],
  wanted: number,
  updateRevision: string,
) => [
  object('StatefulSet', {
    metadata: meta('ledger', { labels: labels('ledger') }),
    spec: {
      replicas: wanted,
      selector: { matchLabels: labels('ledger') },
      template: { metadata: { labels: labels('ledger') } },
    },
    status: { replicas: pods.length, updateRevision, currentRevision: 'ledger-1' },
  }),
  ...pods.map(({ hash, broken }, index) =>
    pod(
      `ledger-${index}`,
      'ledger',
      '1.0.0',
      { kind: 'StatefulSet', name: 'ledger' },
      {
        ...(broken ? waiting('ImagePullBackOff', 'not found') : {}),
        meta: { labels: { ...labels('ledger'), 'controller-revision-hash': hash } },
      },
    ),
  ),
];
const daemon = (ready: number) =>
  object('DaemonSet', {
    metadata: meta('agent'),
    status: { desiredNumberScheduled: 3, numberReady: ready, numberMisscheduled: 0 },
  });
const leaving = (minutes: number, finalizers: readonly string[]) =>
  object('PersistentVolumeClaim', {
    metadata: meta('old', { deletionTimestamp: ago(minutes), finalizers }),
    status: { phase: 'Bound' },
  });

export const CLUSTER_CASES: Readonly<Record<string, ModeCase>> = {
  ClaimPending: {
    shows: { objects: [claim({ storageClassName: 'fastest' }), standard] },
    nearMiss: {
      objects: [claim({ storageClassName: 'standard' }), standard],
      because: 'it waits for its first consumer',
    },
  },
  NodeNotReady: {
    shows: {
      objects: [
        node('node-a', [
          {
            type: 'Ready',
            status: 'Unknown',
            reason: 'NodeStatusUnknown',
            message: 'Kubelet stopped posting node status.',
            lastTransitionTime: ago(4),
          },
        ]),
      ],
    },
    nearMiss: { objects: [node('node-a')], because: 'the kubelet says that it is ready' },
  },
  NodePressure: {
    shows: {
      objects: [
        node('node-a', [
          {
            type: 'DiskPressure',
            status: 'True',
            reason: 'KubeletHasDiskPressure',
            lastTransitionTime: ago(4),
          },
        ]),
      ],
    },
    nearMiss: {
      objects: [
        node('node-a', [{ type: 'DiskPressure', status: 'False', reason: 'KubeletHasNoDiskPressure' }]),
      ],
      because: 'the condition is False',
    },
  },
  NodeCordoned: {
    shows: {
      objects: [
        cordoned,
        ...app('cart', {
          replicas: 1,
          pod: unplaced('0/2 nodes are available: 1 Insufficient cpu, 1 node(s) were unschedulable.'),
        }),
      ],
    },
    nearMiss: { objects: [cordoned, ...app('cart')], because: 'nobody waits for room' },
  },
  QuotaExceeded: {
    shows: { objects: failed(quota) },
    nearMiss: {
      objects: [...app('cart'), event('ReplicaSet', 'cart-r2', 'FailedCreate', quota)],
      because: 'all pods exist by now',
    },
  },
  AdmissionRefused: {
    shows: {
      objects: failed(
        'Error creating: pods "cart-x" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot != true',
      ),
    },
    nearMiss: { objects: failed(quota), because: 'a quota is a mode of its own' },
  },
  RolloutStuck: {
    shows: {
      objects: app('cart', {
        previous: { version: '0.9.0', age: 900, pods: 2 },
        conditions: [
          {
            type: 'Progressing',
            status: 'False',
            reason: 'ProgressDeadlineExceeded',
            message: 'ReplicaSet "cart-r2" has timed out progressing.',
          },
        ],
        pod: { ready: false, state: { running: { startedAt: ago(1) } } },
      }),
    },
    nearMiss: {
      objects: app('cart', {
        previous: { version: '0.9.0', age: 900, pods: 2 },
        age: 0.3,
        conditions: [{ type: 'Progressing', status: 'True', reason: 'ReplicaSetUpdated' }],
        pod: { ready: false, state: { running: { startedAt: ago(0.3) } } },
      }),
      because: 'it progresses',
    },
  },
  RolloutPaused: {
    shows: {
      objects: app('cart', {
        replicas: 3,
        previous: { version: '0.9.0', age: 900, pods: 2 },
        deployment: { replicas: 3, paused: true },
      }),
    },
    nearMiss: {
      objects: app('cart', { deployment: { replicas: 2, paused: true } }),
      because: 'nothing is left to roll out',
    },
  },
  ScaledToZero: {
    shows: {
      objects: [
        ...app('cart', {
          replicas: 0,
          pods: 0,
          deployment: { replicas: 0, template: { metadata: { labels: labels('cart') } } },
        }),
        service('cart'),
      ],
    },
    nearMiss: {
      objects: app('cart', { replicas: 0, pods: 0, deployment: { replicas: 0 } }),
      because: 'no Service wants it',
    },
  },
  AutoscalerBroken: {
    shows: { objects: [...app('cart'), scaler('ScalingActive', 'False', 'FailedGetResourceMetric')] },
    nearMiss: {
      objects: [...app('cart'), scaler('ScalingActive', 'False', 'ScalingDisabled')],
      because: 'scaling is off while the target is at zero',
    },
  },
  AutoscalerAtMax: {
    shows: { objects: [...app('cart'), scaler('ScalingLimited', 'True', 'TooManyReplicas')] },
    nearMiss: {
      objects: [...app('cart'), scaler('ScalingLimited', 'True', 'TooFewReplicas')],
      because: 'the minimum on a quiet night',
    },
  },
  DisruptionBlocked: {
    shows: { objects: [...app('cart'), budget(0), cordoned] },
    nearMiss: {
      objects: [...app('cart'), budget(0), node('node-a')],
      because: 'nobody wants to evict anything',
    },
  },
  ServiceNoMatch: {
    shows: { objects: [...app('cart'), service('cart', { selector: labels('carts') })] },
    nearMiss: { objects: [...app('cart'), service('cart')], because: 'the selector fits' },
  },
  ServiceNoReadyEndpoints: {
    shows: {
      objects: [...app('cart', { replicas: 1, pod: waiting('ErrImagePull', 'not found') }), service('cart')],
    },
    nearMiss: {
      objects: [
        ...app('cart', {
          replicas: 1,
          age: 0.2,
          pod: { ready: false, state: { running: { startedAt: ago(0.2) } } },
        }),
        service('cart'),
      ],
      because: 'the first pod is starting',
    },
  },
  ServiceWrongPort: {
    shows: { objects: [...app('cart'), service('cart', { ports: [{ port: 80, targetPort: 'web' }] })] },
    nearMiss: {
      objects: [...app('cart'), service('cart', { ports: [{ port: 80, targetPort: 8080 }] })],
      because: 'the number is a declared port',
    },
  },
  IngressBackendMissing: {
    shows: { objects: [...app('cart'), service('cart'), ingress('carts')] },
    nearMiss: {
      objects: [...app('cart'), service('cart'), ingress('cart')],
      because: 'Service and port exist',
    },
  },
  TlsInvalid: {
    shows: { objects: [...app('cart'), service('cart'), ingress('cart', 'shop-tls')], empty: ['Secret'] },
    nearMiss: {
      objects: [...app('cart'), service('cart'), ingress('cart', 'shop-tls')],
      because: 'Secrets were not read: that is incomplete, no finding',
    },
  },
  NetworkPolicyBlocks: {
    shows: {
      objects: [...app('cart'), ...app('payments-api'), service('payments-api'), policy('auth')],
      logs: dialling,
    },
    nearMiss: {
      objects: [...app('cart'), ...app('payments-api'), service('payments-api'), policy('payments-api')],
      logs: dialling,
      because: 'a rule allows it',
    },
  },
  DnsFailing: {
    shows: {
      objects: app('cart', {
        replicas: 1,
        pod: { ready: false, state: { running: { startedAt: ago(30) } } },
      }),
      logs: { 'cart-r2-0/cart': dns },
    },
    nearMiss: {
      objects: app('cart', { replicas: 1 }),
      logs: { 'cart-r2-0/cart': `${dns}\nINFO connected` },
      because: 'one failed lookup of a pod that serves is over',
    },
  },
  AccessForbidden: {
    shows: {
      objects: app('cart'),
      logs: {
        'cart-r2-0/cart': `configmaps is forbidden: User "system:serviceaccount:${NS}:default" cannot list resource "configmaps" in API group ""`,
      },
    },
    nearMiss: {
      objects: app('cart'),
      logs: { 'cart-r2-0/cart': 'GET /admin 403 Forbidden for user ada' },
      because: 'the application refused a visitor',
    },
  },
  JobFailed: {
    shows: { objects: [job('BackoffLimitExceeded')] },
    nearMiss: { objects: [job(undefined)], because: 'it is still trying' },
  },
  StatefulSetBlocked: {
    shows: {
      objects: set(
        [
          { hash: 'ledger-1', broken: false },
          { hash: 'ledger-2', broken: true },
        ],
        2,
        'ledger-1',
      ),
    },
    nearMiss: {
      objects: set(
        [
          { hash: 'ledger-1', broken: false },
          { hash: 'ledger-1', broken: true },
        ],
        2,
        'ledger-1',
      ),
      because: 'nothing waits behind the broken pod',
    },
  },
  DaemonSetIncomplete: {
    shows: { objects: [daemon(2)] },
    nearMiss: { objects: [daemon(3)], because: 'it is ready everywhere' },
  },
  StuckTerminating: {
    shows: { objects: [leaving(30, ['kubernetes.io/pvc-protection'])] },
    nearMiss: {
      objects: [leaving(0, ['kubernetes.io/pvc-protection'])],
      because: 'its grace period is not over',
    },
  },
  Unhealthy: {
    shows: {
      objects: app('cart', {
        replicas: 1,
        pod: { ready: false, state: { running: { startedAt: ago(30) } } },
      }),
    },
    nearMiss: {
      objects: app('cart', {
        replicas: 1,
        age: 1,
        pod: { ready: false, state: { running: { startedAt: ago(1) } } },
      }),
      because: 'it started a minute ago',
    },
  },
};
