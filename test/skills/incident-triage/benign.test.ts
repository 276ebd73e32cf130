import { describe, expect, it } from 'vitest';
import { ago, app, event, labels, meta, modesIn, node, object, pod, service, type Scene } from './objects.js';

const autoscaler = object('HorizontalPodAutoscaler', {
  metadata: meta('cart'),
  spec: { scaleTargetRef: { kind: 'Deployment', name: 'cart' }, minReplicas: 2, maxReplicas: 9 },
  status: {
    currentReplicas: 2,
    conditions: [
      { type: 'AbleToScale', status: 'True', reason: 'ReadyForNewScale' },
      { type: 'ScalingActive', status: 'True', reason: 'ValidMetricFound' },
      { type: 'ScalingLimited', status: 'True', reason: 'TooFewReplicas' },
    ],
  },
});
const done = pod(
  'nightly-x',
  'nightly',
  '1',
  { kind: 'Job', name: 'nightly' },
  {
    ready: false,
    status: {
      phase: 'Succeeded',
      containerStatuses: [
        { name: 'nightly', ready: false, state: { terminated: { exitCode: 0, reason: 'Completed' } } },
      ],
    },
  },
);
const debugged = pod('cart-r2-0', 'cart', '1.0.0', { kind: 'ReplicaSet', name: 'cart-r2' }, {});

const debugging = {
  ...debugged,
  status: {
    ...debugged.status,
    ephemeralContainerStatuses: [
      { name: 'debugger', ready: false, state: { terminated: { exitCode: 1, reason: 'Error' } } },
    ],
  },
};

const SCENES: Readonly<Record<string, Scene>> = {
  'a healthy namespace': {
    objects: [
      ...app('cart'),
      service('cart'),
      ...app('checkout'),
      service('checkout'),
      node('node-a'),
      event('Pod', 'cart-r2-0', 'Scheduled', 'Successfully assigned shop/cart-r2-0 to node-a', 300, 'Normal'),
    ],
    empty: ['Secret', 'NetworkPolicy', 'Ingress'],
  },
  'a completed job': {
    objects: [
      object('Job', {
        metadata: meta('nightly'),
        status: { succeeded: 1, completionTime: ago(5), conditions: [{ type: 'Complete', status: 'True' }] },
      }),
      done,
    ],
  },
  'an autoscaler at its minimum': { objects: [...app('cart'), autoscaler] },
  'a claim that waits for its first consumer': {
    objects: [
      object('StorageClass', { metadata: { name: 'standard' }, volumeBindingMode: 'WaitForFirstConsumer' }),
      object('PersistentVolumeClaim', {
        metadata: meta('data'),
        spec: { storageClassName: 'standard' },
        status: { phase: 'Pending' },
      }),
      event(
        'PersistentVolumeClaim',
        'data',
        'WaitForFirstConsumer',
        'waiting for first consumer to be created',
        1,
        'Normal',
      ),
    ],
  },
  'an ephemeral debug container that ended': {
    objects: [...app('cart').filter(({ metadata }) => metadata.name !== 'cart-r2-0'), debugging],
  },
  'a rollout that progresses': {
    objects: [
      ...app('cart', {
        replicas: 3,
        version: '1.1.0',
        age: 0.5,
        previous: { version: '1.0.0', age: 900, pods: 3 },
        conditions: [
          { type: 'Progressing', status: 'True', reason: 'ReplicaSetUpdated', lastUpdateTime: ago(0.2) },
        ],
        pod: { ready: false, state: { running: { startedAt: ago(0.4) } } },
      }),
      service('cart'),
      event('Pod', 'cart-r2-0', 'Unhealthy', 'Readiness probe failed: connection refused', 0.2),
    ],
  },
  'a paused CronJob': {
    objects: [
      object('CronJob', { metadata: meta('nightly'), spec: { schedule: '0 3 * * *', suspend: true } }),
    ],
  },
  'a suspended Job': {
    objects: [object('Job', { metadata: meta('import'), spec: { suspend: true }, status: {} })],
  },
  'a node cordoned without need': { objects: [node('node-b', [], { unschedulable: true }), ...app('cart')] },
  'a Deployment at zero that nobody uses': {
    objects: app('cart', {
      replicas: 0,
      pods: 0,
      deployment: { replicas: 0, template: { metadata: { labels: labels('cart') } } },
    }),
  },
  'a container that crashed once, long ago': {
    objects: app('cart', {
      pod: {
        ready: true,
        restarts: 1,
        state: { running: { startedAt: ago(200) } },
        lastState: { terminated: { exitCode: 137, reason: 'OOMKilled', finishedAt: ago(200) } },
      },
    }),
  },
  'a Service without a selector': { objects: [service('legacy', { selector: {} })], empty: ['Pod'] },
  'an ExternalName Service': {
    objects: [service('mail', { type: 'ExternalName', selector: { app: 'x' } })],
    empty: ['Pod'],
  },
  'a pod that is being deleted in good order': {
    objects: [
      ...app('cart'),
      pod(
        'cart-r2-9',
        'cart',
        '1.0.0',
        { kind: 'ReplicaSet', name: 'cart-r2' },
        {
          ready: false,
          state: { running: { startedAt: ago(300) } },
          meta: { deletionTimestamp: ago(-0.5) },
        },
      ),
    ],
  },
};

describe('states that look bad and are not [TRIAGE-2]', () => {
  it.each(Object.entries(SCENES))('%s: nothing is found', (_name, scene) => {
    expect(modesIn(scene)).toEqual([]);
  });
});
