import { imageOf } from '../../sandbox/world.js';

/** What happens to the shop, step by step, through its own API. Paths are below the namespace. */
export type Step =
  | { readonly deploy: string; readonly image: string }
  | { readonly patch: string; readonly with: object }
  /** Deletes the pods of a service: they come again under what was changed. */
  | { readonly restart: string }
  | { readonly apply: readonly object[] }
  | { readonly behaves: string; readonly as: object };

export interface Played {
  readonly steps: readonly Step[];
  /** Mode and service (or object) of each cause, first cause first. */
  readonly causes: readonly (readonly [mode: string, of: string])[];
  /** Modes that must be explained away. */
  readonly symptoms?: readonly string[];
  readonly change?: string | null;
  readonly next?: string;
}

export const DEV = 'shop-dev';
const version = (service: string, tag: string): Step => ({ deploy: service, image: imageOf(service, tag) });
const crashing = (line: string): object => ({ kind: 'crash', exitCode: 1, lines: [line] });
const deployment = (name: string): string => `/apis/apps/v1/namespaces/${DEV}/deployments/${name}`;
const core = (path: string): string => `/api/v1/namespaces/${DEV}/${path}`;
const container = (name: string, more: object): object => ({
  spec: { template: { spec: { containers: [{ name, ...more }] } } },
});
const node = (name: string, spec: object, ready = 'True'): object => ({
  kind: 'Node',
  metadata: { name },
  spec,
  status: {
    allocatable: { cpu: '4', memory: '8Gi', pods: '110' },
    conditions: [
      {
        ...{ type: 'Ready', status: ready, reason: ready === 'True' ? 'KubeletReady' : 'NodeStatusUnknown' },
        message:
          ready === 'True' ? 'kubelet is posting ready status' : 'Kubelet stopped posting node status.',
      },
    ],
  },
});
const NODES = ['node-1', 'node-2', 'node-3'];
const typo: Step = {
  patch: core('services/cart'),
  with: { spec: { selector: { 'app.kubernetes.io/name': 'crat' } } },
};

export const PLAYED: Readonly<Record<string, Played>> = {
  'a quota blocks a rollout': {
    steps: [
      {
        apply: [
          {
            kind: 'ResourceQuota',
            metadata: { name: 'tight', namespace: DEV },
            spec: { hard: { pods: '10' } },
          },
        ],
      },
      version('checkout', '1.4.2'),
    ],
    causes: [['QuotaExceeded', 'checkout']],
  },
  'a node that was to take the pods is down, under many services': {
    steps: [
      { apply: NODES.map((name) => node(name, {}, 'Unknown')) },
      { restart: 'checkout' },
      { restart: 'cart' },
      { restart: 'auth' },
    ],
    causes: NODES.map((name) => ['NodeNotReady', name] as const),
    symptoms: ['UnschedulableTaint'],
    next: 'kubectl drain node-',
  },
  'a ConfigMap was changed for the worse, then the pods were restarted': {
    steps: [
      { behaves: imageOf('checkout', '1.4.1'), as: crashing('FATAL: setting GIFT_CARDS is empty') },
      { patch: core('configmaps/checkout-settings'), with: { data: { GIFT_CARDS: '' } } },
      { restart: 'checkout' },
    ],
    causes: [['CrashLoopAppError', 'checkout']],
    change: 'ConfigMap checkout-settings',
  },
  'a Secret is gone': {
    steps: [
      {
        patch: deployment('cart'),
        with: container('cart', { envFrom: [{ secretRef: { name: 'cart-database' } }] }),
      },
    ],
    causes: [['MissingConfig', 'cart']],
  },
  'a typo in a Service selector': { steps: [typo], causes: [['ServiceNoMatch', 'cart']] },
  'a Service leads to a port that nobody has': {
    steps: [
      {
        patch: core('services/cart'),
        with: { spec: { ports: [{ name: 'http', port: 80, targetPort: 9999 }] } },
      },
    ],
    causes: [['ServiceWrongPort', 'cart']],
  },
  'a network policy cuts a service off, which then crashes': {
    steps: [
      {
        behaves: imageOf('checkout', '1.4.1'),
        as: crashing('FATAL: dial tcp: connect to payments-api:80: i/o timeout'),
      },
      {
        apply: [
          {
            kind: 'NetworkPolicy',
            metadata: { name: 'default-deny', namespace: DEV },
            spec: { podSelector: {}, policyTypes: ['Egress'] },
          },
        ],
      },
      { restart: 'checkout' },
    ],
    causes: [['NetworkPolicyBlocks', 'default-deny']],
    symptoms: ['CrashLoopAppError'],
  },
  'a revision that crashes': {
    steps: [version('checkout', '1.5.0-rc1')],
    causes: [['CrashLoopAppError', 'checkout']],
    change: '1.4.1 → 1.5.0-rc1',
    next: 'roll back checkout in dev',
  },
  'a revision that runs out of memory': {
    steps: [version('payments-api', '2.3.0')],
    causes: [['OutOfMemory', 'payments-api']],
    next: 'roll back payments-api in dev',
  },
  'a tag that does not exist': {
    steps: [version('checkout', '9.9.9')],
    causes: [['ImageNotFound', 'checkout']],
    next: 'roll back checkout in dev',
  },
  'a registry that wants credentials': {
    steps: [{ deploy: 'checkout', image: 'registry.private.local/checkout:1.4.2' }],
    causes: [['ImageUnauthorized', 'checkout']],
  },
  'a registry that nobody reaches': {
    steps: [{ deploy: 'checkout', image: 'registry.offline.local/checkout:1.4.2' }],
    causes: [['RegistryUnreachable', 'checkout']],
  },
  'a ConfigMap that a new revision needs and nobody made': {
    steps: [version('inventory', '0.16.0')],
    causes: [['MissingConfig', 'inventory']],
  },
  'a service upstream was scaled to zero': {
    steps: [
      {
        behaves: imageOf('checkout', '1.4.1'),
        as: crashing('FATAL: connect to payments-api:80: connection refused'),
      },
      { patch: deployment('payments-api'), with: { spec: { replicas: 0 } } },
      { restart: 'checkout' },
    ],
    causes: [['ScaledToZero', 'payments-api']],
    symptoms: ['CrashLoopAppError'],
    next: 'scale payments-api to',
  },
  'a revision asks for more than any node has': {
    steps: [
      {
        patch: deployment('cart'),
        with: container('cart', { resources: { requests: { cpu: '64' } } }),
      },
    ],
    causes: [['UnschedulableResources', 'cart']],
  },
  'a label that no node has': {
    steps: [
      {
        patch: deployment('cart'),
        with: { spec: { template: { spec: { nodeSelector: { disk: 'fast' } } } } },
      },
    ],
    causes: [['UnschedulablePlacement', 'cart']],
  },
  'an Ingress to a Service that does not exist': {
    steps: [
      {
        apply: [
          {
            kind: 'Ingress',
            metadata: { name: 'shop', namespace: DEV },
            spec: {
              rules: [
                {
                  host: 'shop.example.com',
                  http: {
                    paths: [{ path: '/', backend: { service: { name: 'fronted', port: { number: 80 } } } }],
                  },
                },
              ],
            },
          },
        ],
      },
    ],
    causes: [['IngressBackendMissing', 'fronted']],
  },
  'two independent causes at once': {
    steps: [typo, version('payments-api', '2.3.0')],
    causes: [
      ['ServiceNoMatch', 'cart'],
      ['OutOfMemory', 'payments-api'],
    ],
  },
  'a change after the onset is not blamed': {
    steps: [
      { behaves: imageOf('checkout', '1.4.1'), as: crashing('FATAL: disk is gone') },
      { restart: 'checkout' },
      {
        apply: [
          {
            kind: 'ConfigMap',
            metadata: {
              ...{ name: 'checkout-settings', namespace: DEV },
              managedFields: [
                { manager: 'kubectl-edit', time: '2999-01-01T00:00:00Z', fieldsV1: { 'f:data': {} } },
              ],
            },
            data: { GIFT_CARDS: 'off' },
          },
        ],
      },
    ],
    causes: [['CrashLoopAppError', 'checkout']],
    change: null,
  },
};
