/** One kind that the simulated API serves. */
export interface Resource {
  readonly group: string;
  /** Preferred version first; objects are stored in it. */
  readonly versions: readonly string[];
  readonly plural: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly shortNames: readonly string[];
  readonly subresources: readonly string[];
}

function resource(row: string, subresources: readonly string[] = []): Resource {
  const [group = '', versions = '', plural = '', kind = '', scope = '', short = ''] = row.split(/\s+/);
  return {
    group: group === 'core' ? '' : group,
    versions: versions.split(','),
    plural,
    kind,
    namespaced: scope === 'namespaced',
    shortNames: short === '' ? [] : short.split(','),
    subresources,
  };
}

/** Kinds below `ReplicaSet` in this list are only kept: no controller acts on them. */
export const RESOURCES: readonly Resource[] = [
  resource('core v1 pods Pod namespaced po', ['status', 'log']),
  resource('core v1 services Service namespaced svc', ['status']),
  resource('core v1 endpoints Endpoints namespaced ep'),
  resource('core v1 configmaps ConfigMap namespaced cm'),
  resource('core v1 secrets Secret namespaced'),
  resource('core v1 events Event namespaced ev'),
  resource('core v1 resourcequotas ResourceQuota namespaced quota', ['status']),
  resource('core v1 namespaces Namespace cluster ns', ['status']),
  resource('core v1 nodes Node cluster no', ['status']),
  resource('autoscaling v2,v1 horizontalpodautoscalers HorizontalPodAutoscaler namespaced hpa', ['status']),
  resource('apps v1 deployments Deployment namespaced deploy', ['status', 'scale']),
  resource('apps v1 replicasets ReplicaSet namespaced rs', ['status', 'scale']),
  resource('apps v1 statefulsets StatefulSet namespaced sts', ['status', 'scale']),
  resource('apps v1 daemonsets DaemonSet namespaced ds', ['status']),
  resource('apps v1 controllerrevisions ControllerRevision namespaced'),
  resource('batch v1 jobs Job namespaced', ['status']),
  resource('batch v1 cronjobs CronJob namespaced cj', ['status']),
  resource('core v1 persistentvolumeclaims PersistentVolumeClaim namespaced pvc', ['status']),
  resource('core v1 persistentvolumes PersistentVolume cluster pv', ['status']),
  resource('core v1 serviceaccounts ServiceAccount namespaced sa'),
  resource('core v1 limitranges LimitRange namespaced limits'),
  resource('policy v1 poddisruptionbudgets PodDisruptionBudget namespaced pdb', ['status']),
  resource('networking.k8s.io v1 ingresses Ingress namespaced ing', ['status']),
  resource('networking.k8s.io v1 ingressclasses IngressClass cluster'),
  resource('networking.k8s.io v1 networkpolicies NetworkPolicy namespaced netpol'),
  resource('storage.k8s.io v1 storageclasses StorageClass cluster sc'),
  resource('discovery.k8s.io v1 endpointslices EndpointSlice namespaced'),
  resource('argoproj.io v1alpha1 rollouts Rollout namespaced ro', ['status', 'scale']),
  resource('argoproj.io v1alpha1 applications Application namespaced app', ['status']),
  resource('flagger.app v1beta1 canaries Canary namespaced', ['status']),
  resource('kustomize.toolkit.fluxcd.io v1 kustomizations Kustomization namespaced ks', ['status']),
  resource('helm.toolkit.fluxcd.io v2 helmreleases HelmRelease namespaced hr', ['status']),
];

/** `apps/v1`, or `v1` for the core group. */
export function apiVersionOf(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`;
}
export function storedVersion(resource: Resource): string {
  return apiVersionOf(resource.group, resource.versions[0] ?? 'v1');
}
/** `deployments.apps`, as messages name a resource. */
export function qualified({ plural, group }: Resource): string {
  return group === '' ? plural : `${plural}.${group}`;
}
export function qualifiedKind({ kind, group }: Resource): string {
  return group === '' ? kind : `${kind}.${group}`;
}

function findResource(group: string, version: string, plural: string): Resource | undefined {
  return RESOURCES.find(
    (candidate) =>
      candidate.group === group && candidate.versions.includes(version) && candidate.plural === plural,
  );
}
export function resourceOfKind(kind: string): Resource | undefined {
  return RESOURCES.find((candidate) => candidate.kind === kind);
}

/** What a request is about. */
export interface Target {
  readonly resource: Resource;
  readonly version: string;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
}

/** Takes a path of the API apart; undefined when it names nothing that is served. */
export function parsePath(path: string): Target | undefined {
  const [root, ...rest] = path.split('/').filter(Boolean).map(decodeURIComponent);
  const group = root === 'api' ? '' : rest.shift();
  const version = rest.shift();
  if ((root !== 'api' && root !== 'apis') || group === undefined || version === undefined) return undefined;
  const inNamespace =
    rest[0] === 'namespaces' && rest.length > 2 && rest[2] !== 'status' && rest[2] !== 'finalize';
  const namespace = inNamespace ? rest.splice(0, 2)[1] : undefined;
  const [plural = '', name, subresource, ...more] = rest;
  const resource = findResource(group, version, plural);
  if (!resource || more.length > 0 || (namespace !== undefined && !resource.namespaced)) return undefined;
  if (subresource !== undefined && !resource.subresources.includes(subresource)) return undefined;
  return { resource, version, namespace, name, subresource };
}
