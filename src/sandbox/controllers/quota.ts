import type { Cluster } from '../cluster.js';
import type { Pod } from '../objects.js';
import { formatQuantity, parseQuantity } from '../quantity.js';
import type { Store } from '../state/store.js';

type Amounts = Readonly<Record<string, number>>;

/** Which sum over containers a quota's resource name means. */
const COMPUTE: Readonly<Record<string, readonly ['requests' | 'limits', 'cpu' | 'memory']>> = {
  cpu: ['requests', 'cpu'],
  memory: ['requests', 'memory'],
  'requests.cpu': ['requests', 'cpu'],
  'requests.memory': ['requests', 'memory'],
  'limits.cpu': ['limits', 'cpu'],
  'limits.memory': ['limits', 'memory'],
};

/** What one pod asks for, by the names quotas use. */
export function podUsage(pod: Pod): Amounts {
  const usage: Record<string, number> = { pods: 1, 'count/pods': 1 };
  for (const [name, [field, resource]] of Object.entries(COMPUTE))
    usage[name] = (pod.spec?.containers ?? []).reduce(
      (sum, container) => sum + (parseQuantity(container.resources?.[field]?.[resource]) ?? 0),
      0,
    );
  return usage;
}

function unitOf(name: string): 'cpu' | 'memory' | 'count' {
  return COMPUTE[name]?.[1] ?? 'count';
}

/** Terminating pods still count, finished ones do not. */
function usedIn(store: Store, namespace: string, name: string): number {
  if (name in COMPUTE || name === 'pods' || name === 'count/pods')
    return store
      .list('Pod', namespace)
      .filter((pod) => pod.status?.phase !== 'Succeeded' && pod.status?.phase !== 'Failed')
      .reduce((sum, pod) => sum + (podUsage(pod)[name] ?? 0), 0);
  const kind = COUNTED[name.replace(/^count\//, '').replace(/\..*$/, '')];
  return kind === undefined ? 0 : store.all(kind, namespace).length;
}
const COUNTED: Readonly<Record<string, string>> = {
  services: 'Service',
  configmaps: 'ConfigMap',
  secrets: 'Secret',
  deployments: 'Deployment',
  replicasets: 'ReplicaSet',
  persistentvolumeclaims: 'PersistentVolumeClaim',
};

/**
 * Why a quota refuses the pod, in the API server's words (without `pods "name" is forbidden: `); undefined when every
 * quota has room.
 */
export function quotaObjection(store: Store, pod: Pod): string | undefined {
  const namespace = pod.metadata.namespace ?? '';
  const wanted = podUsage(pod);
  for (const quota of store.list('ResourceQuota', namespace)) {
    const over = Object.entries(quota.spec?.hard ?? {}).filter(([name, hard]) => {
      const more = wanted[name] ?? 0;
      return more > 0 && usedIn(store, namespace, name) + more > (parseQuantity(hard) ?? Infinity);
    });
    if (over.length === 0) continue;
    const list = (amount: (name: string, hard: string) => string) =>
      over.map(([name, hard]) => `${name}=${amount(name, hard)}`).join(',');
    const requested = list((name) => formatQuantity(wanted[name] ?? 0, unitOf(name)));
    const used = list((name) => formatQuantity(usedIn(store, namespace, name), unitOf(name)));
    const limited = list((_name, hard) => hard);
    return `exceeded quota: ${quota.metadata.name}, requested: ${requested}, used: ${used}, limited: ${limited}`;
  }
  return undefined;
}

/** Keeps `status.used` of every quota of a namespace. */
export function reconcileQuota({ store }: Cluster, namespace: string): void {
  for (const quota of store.list('ResourceQuota', namespace)) {
    const hard = quota.spec?.hard ?? {};
    const used = Object.fromEntries(
      Object.keys(hard).map((name) => [name, formatQuantity(usedIn(store, namespace, name), unitOf(name))]),
    );
    store.put({ ...quota, status: { hard, used } });
  }
}
