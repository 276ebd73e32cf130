import { PortError } from '../../src/contracts/errors.js';
import type { KindName, KubernetesObject, LabelSelector } from '../../src/contracts/kubernetes-objects.js';
import type { KubernetesPort, ListOptions, LogOptions } from '../../src/contracts/ports/kubernetes.js';
import { trustKubernetesObject } from '../../src/trust-boundaries.js';
import { labelsSelect } from '../../skills/shared/selectors.js';

export interface ClusterContent {
  /** Objects with `kind` and `metadata.namespace`, by cluster. */
  readonly [cluster: string]: readonly KubernetesObject[];
}
export interface ClusterFaults {
  /** Clusters that do not answer. */
  readonly down?: readonly string[];
  /** Kinds that may not be listed. */
  readonly forbidden?: readonly string[];
  /** Log lines by `pod/container` (`pod/container/previous`). A missing key is an error. */
  readonly logs?: Readonly<Record<string, readonly string[]>>;
}

/** Kubernetes as reading skills see it: objects that lie there. Writing to it is a mistake of the test. */
export function readOnlyCluster(content: ClusterContent, faults: ClusterFaults = {}): KubernetesPort {
  const all = (cluster: string, namespace: string, kind: KindName): readonly KubernetesObject[] => {
    if (faults.down?.includes(cluster) === true)
      throw new PortError('unreachable', `the cluster ${cluster} does not answer`);
    if (faults.forbidden?.includes(kind) === true) throw new PortError('forbidden', `may not list ${kind}`);
    return (content[cluster] ?? []).filter(
      (object) => object.kind === kind && (object.metadata.namespace ?? namespace) === namespace,
    );
  };
  return {
    get: async (target, kind, name) => {
      const found = all(target.cluster, target.namespace, kind).find(
        ({ metadata }) => metadata.name === name,
      );
      return found === undefined ? undefined : trustKubernetesObject(found);
    },
    list: async (target, kind, options) =>
      all(target.cluster, target.namespace, kind)
        .filter(({ metadata }) => matches(options, metadata.labels))
        .map((object) => trustKubernetesObject(object)),
    logs: async (_target, pod, options) => logLines(faults, pod, options),
    patch: () => Promise.reject(new Error('a reading skill must not patch')),
    watch: () => Promise.reject(new Error('a reading skill must not watch')),
    can: () => Promise.resolve(true),
    version: () => Promise.resolve({ gitVersion: 'v1.30.0', sandbox: true }),
  };
}

function matches(
  options: ListOptions | undefined,
  labels: Readonly<Record<string, string>> | undefined,
): boolean {
  const text = options?.labelSelector;
  if (text === undefined) return true;
  const pairs = text.split(',').map((pair): [string, string] => {
    const [key = '', value = ''] = pair.split('=');
    return [key, value];
  });
  const selector: LabelSelector = { matchLabels: Object.fromEntries(pairs) };
  return labelsSelect(selector, labels);
}

function logLines({ logs = {} }: ClusterFaults, pod: string, options: LogOptions): readonly string[] {
  const key = [pod, options.container, ...(options.previous === true ? ['previous'] : [])].join('/');
  const lines = logs[key];
  if (lines === undefined) throw new PortError('not_found', `no log of ${key}`);
  return lines.slice(-options.tail);
}
