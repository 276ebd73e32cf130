import type { Target } from '../../contracts/catalogue.js';
import type { KindName } from '../../contracts/kubernetes-objects.js';

/** Where the API serves a kind. */
export interface KindEntry {
  /** API versions, the preferred one first; the next is asked when a server does not serve it. */
  readonly versions: readonly [string, ...string[]];
  readonly plural: string;
  readonly namespaced: boolean;
  /** A cluster without it is still a cluster: reads find nothing there instead of failing. */
  readonly optional: boolean;
}

const core = (plural: string, namespaced = true): KindEntry => ({
  versions: ['v1'],
  plural,
  namespaced,
  optional: false,
});
const apps = (plural: string): KindEntry => ({
  versions: ['apps/v1'],
  plural,
  namespaced: true,
  optional: false,
});
/** A kind of a group that an older or smaller cluster may not serve. */
function grouped(
  group: string,
  versions: readonly [string, ...string[]],
  plural: string,
  namespaced = true,
): KindEntry {
  const [first, ...others] = versions;
  return {
    versions: [`${group}/${first}`, ...others.map((version) => `${group}/${version}`)],
    plural,
    namespaced,
    optional: true,
  };
}

export const KINDS: Readonly<Record<KindName, KindEntry>> = {
  Deployment: apps('deployments'),
  ReplicaSet: apps('replicasets'),
  Pod: core('pods'),
  Event: core('events'),
  Node: core('nodes', false),
  ConfigMap: core('configmaps'),
  ResourceQuota: core('resourcequotas'),
  HorizontalPodAutoscaler: {
    versions: ['autoscaling/v2', 'autoscaling/v1'],
    plural: 'horizontalpodautoscalers',
    namespaced: true,
    optional: true,
  },
  Service: core('services'),
  Endpoints: core('endpoints'),
  StatefulSet: apps('statefulsets'),
  DaemonSet: apps('daemonsets'),
  ControllerRevision: apps('controllerrevisions'),
  Job: grouped('batch', ['v1'], 'jobs'),
  CronJob: grouped('batch', ['v1', 'v1beta1'], 'cronjobs'),
  PersistentVolumeClaim: core('persistentvolumeclaims'),
  StorageClass: grouped('storage.k8s.io', ['v1'], 'storageclasses', false),
  PodDisruptionBudget: grouped('policy', ['v1', 'v1beta1'], 'poddisruptionbudgets'),
  Ingress: grouped('networking.k8s.io', ['v1'], 'ingresses'),
  IngressClass: grouped('networking.k8s.io', ['v1'], 'ingressclasses', false),
  NetworkPolicy: grouped('networking.k8s.io', ['v1'], 'networkpolicies'),
  Secret: core('secrets'),
  ServiceAccount: core('serviceaccounts'),
  EndpointSlice: grouped('discovery.k8s.io', ['v1', 'v1beta1'], 'endpointslices'),
  LimitRange: core('limitranges'),
  Certificate: grouped('cert-manager.io', ['v1'], 'certificates'),
  Rollout: grouped('argoproj.io', ['v1alpha1'], 'rollouts'),
  Application: grouped('argoproj.io', ['v1alpha1'], 'applications'),
  Canary: grouped('flagger.app', ['v1beta1'], 'canaries'),
  Kustomization: grouped('kustomize.toolkit.fluxcd.io', ['v1', 'v1beta2'], 'kustomizations'),
  HelmRelease: grouped('helm.toolkit.fluxcd.io', ['v2', 'v2beta2', 'v2beta1'], 'helmreleases'),
};

/** The path of a collection, or of one object and its subresource (https://kubernetes.io/docs/reference/using-api/api-concepts/). */
export function pathOf(
  entry: KindEntry,
  version: string,
  target: Target,
  ...object: readonly string[]
): string {
  const root = version.includes('/') ? `/apis/${version}` : `/api/${version}`;
  const scope = entry.namespaced ? `/namespaces/${encodeURIComponent(target.namespace)}` : '';
  return [`${root}${scope}/${entry.plural}`, ...object.map(encodeURIComponent)].join('/');
}
