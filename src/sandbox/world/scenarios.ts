import type { Json } from '../../contracts/json.js';

/** A change that POST /sandbox/apply puts on one service; `{service}` is filled in. */
export interface ScenarioRow {
  /** For people. */
  readonly says: string;
  /** Strategic merge patch of the Deployment. */
  readonly patch?: Readonly<Record<string, Json>>;
  readonly objects?: readonly object[];
}

export const SCENARIOS: Readonly<Record<string, ScenarioRow>> = {
  'helm-owned': {
    says: 'Helm installed the Deployment and will overwrite whatever is changed by hand',
    patch: {
      metadata: {
        labels: { 'app.kubernetes.io/managed-by': 'Helm' },
        annotations: { 'meta.helm.sh/release-name': 'shop', 'meta.helm.sh/release-namespace': 'shop' },
      },
    },
  },
  'argo-owned': {
    says: 'Argo CD keeps the Deployment as it is in Git',
    patch: {
      metadata: {
        labels: { 'app.kubernetes.io/instance': 'shop' },
        annotations: { 'argocd.argoproj.io/tracking-id': 'shop:apps/Deployment:{namespace}/{service}' },
      },
    },
    objects: [
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: { name: 'shop', namespace: 'argocd' },
        status: { health: { status: 'Progressing' }, sync: { status: 'OutOfSync' } },
      },
    ],
  },
  'flux-owned': {
    says: 'Flux keeps the Deployment as it is in Git',
    patch: {
      metadata: {
        labels: {
          'kustomize.toolkit.fluxcd.io/name': 'shop',
          'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
        },
      },
    },
    objects: [
      {
        apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
        kind: 'Kustomization',
        metadata: { name: 'shop', namespace: 'flux-system' },
        status: {
          conditions: [
            {
              type: 'Ready',
              status: 'False',
              reason: 'BuildFailed',
              message: 'kustomization path not found',
            },
          ],
        },
      },
    ],
  },
  'flux-helm-owned': {
    says: 'Flux installed the Deployment as a part of a Helm release',
    patch: {
      metadata: {
        labels: {
          'app.kubernetes.io/managed-by': 'Helm',
          'helm.toolkit.fluxcd.io/name': 'shop',
          'helm.toolkit.fluxcd.io/namespace': 'flux-system',
        },
      },
    },
    objects: [
      {
        apiVersion: 'helm.toolkit.fluxcd.io/v2',
        kind: 'HelmRelease',
        metadata: { name: 'shop', namespace: 'flux-system' },
        spec: { suspend: true },
        status: { conditions: [{ type: 'Ready', status: 'True', reason: 'UpgradeSucceeded' }] },
      },
    ],
  },
  'rollouts-released': {
    says: 'Argo Rollouts runs the pods by the template of the Deployment, and waits in the middle of a release',
    patch: { spec: { replicas: 0 } },
    objects: [
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Rollout',
        metadata: { name: '{service}', labels: { 'app.kubernetes.io/name': '{service}' } },
        spec: {
          replicas: 5,
          workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: '{service}' },
          strategy: {
            canary: { steps: [{ setWeight: 20 }, { pause: {} }, { setWeight: 60 }, { pause: {} }] },
          },
        },
        status: {
          ...{ phase: 'Paused', message: 'CanaryPauseStep', currentStepIndex: 1 },
          ...{ readyReplicas: 5, availableReplicas: 5, updatedReplicas: 1 },
        },
      },
    ],
  },
  'flagger-released': {
    says: 'Flagger releases what changes in the Deployment to the copy that serves',
    objects: [
      {
        apiVersion: 'flagger.app/v1beta1',
        kind: 'Canary',
        metadata: { name: '{service}', uid: 'sandbox-canary-{namespace}-{service}' },
        spec: { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: '{service}' } },
        status: { phase: 'Progressing', canaryWeight: 30 },
      },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: {
          name: '{service}-primary',
          labels: { app: '{service}-primary' },
          ownerReferences: [
            {
              ...{ apiVersion: 'flagger.app/v1beta1', kind: 'Canary', name: '{service}', controller: true },
              uid: 'sandbox-canary-{namespace}-{service}',
            },
          ],
        },
        spec: {
          replicas: 1,
          selector: { matchLabels: { app: '{service}-primary' } },
          template: {
            metadata: { labels: { app: '{service}-primary' } },
            spec: { containers: [{ name: '{service}', image: 'registry.example.com/{service}:1.0.0' }] },
          },
        },
      },
    ],
  },
  'operator-owned': {
    says: 'An operator made the Deployment from an object of its own',
    patch: {
      metadata: {
        ownerReferences: [
          {
            apiVersion: 'shop.example.com/v1',
            kind: 'ShopService',
            name: 'shop',
            uid: 'sandbox-operator',
            controller: true,
          },
        ],
      },
    },
  },
  paused: { says: 'Somebody paused the rollout', patch: { spec: { paused: true } } },
  'single-replica': { says: 'Only one pod serves', patch: { spec: { replicas: 1 } } },
  recreate: {
    says: 'All old pods stop before a new one starts',
    patch: { spec: { strategy: { type: 'Recreate', rollingUpdate: null } } },
  },
  'no-probe': {
    says: 'Nothing tells whether the container is ready',
    patch: { spec: { template: { spec: { containers: [{ name: '{service}', readinessProbe: null }] } } } },
  },
  irreversible: {
    says: 'The version that runs migrated the database and cannot be undone',
    patch: {
      spec: {
        template: { metadata: { annotations: { 'coxswain.dev/irreversible': 'orders table was split' } } },
      },
    },
  },
  'two-containers': {
    says: 'A proxy runs beside the service',
    patch: {
      spec: {
        template: { spec: { containers: [{ name: 'proxy', image: 'registry.example.com/proxy:1.0.0' }] } },
      },
    },
  },
  'quota-tight': {
    says: 'A quota leaves no room for one more pod',
    objects: [
      {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'tight' },
        spec: { hard: { pods: '{pods}' } },
      },
    ],
  },
  autoscaled: {
    says: 'An autoscaler keeps between 2 and 4 pods',
    objects: [
      {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: '{service}' },
        spec: {
          scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: '{service}' },
          minReplicas: 2,
          maxReplicas: 4,
          metrics: [
            {
              type: 'Resource',
              resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
            },
          ],
        },
      },
    ],
  },
};
