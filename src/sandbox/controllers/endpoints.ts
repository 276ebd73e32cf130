import type { Service } from '../../contracts/kubernetes-objects.js';
import type { Cluster } from '../cluster.js';
import { isReady, type Pod, type Stored } from '../objects.js';

/** Keeps the Endpoints of every Service that has a selector: ready pods, and those that are not yet. */
export function reconcileEndpoints({ store }: Cluster, namespace: string): void {
  const pods = store.list('Pod', namespace).filter((pod) => pod.status?.podIP !== undefined);
  for (const service of store.list('Service', namespace)) {
    const selector = Object.entries(service.spec?.selector ?? {});
    if (selector.length === 0) continue;
    const selected = pods.filter(
      (pod) =>
        pod.metadata.deletionTimestamp === undefined &&
        selector.every(([key, value]) => pod.metadata.labels?.[key] === value),
    );
    store.put(endpointsOf(service, selected, store.find('Endpoints', namespace, service.metadata.name)));
  }
}

function endpointsOf(service: Service, pods: readonly Pod[], known: Stored | undefined): Stored {
  const ready = pods.filter(isReady).map(address);
  const waiting = pods.filter((pod) => !isReady(pod)).map(address);
  const subset = {
    ...(ready.length > 0 && { addresses: ready }),
    ...(waiting.length > 0 && { notReadyAddresses: waiting }),
    ports: (service.spec?.ports ?? []).map((port) => ({
      ...(port.name !== undefined && { name: port.name }),
      port: portNumber(port.targetPort ?? port.port, pods),
      protocol: port.protocol ?? 'TCP',
    })),
  };
  const { name, namespace, labels, uid, creationTimestamp } = service.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: known?.metadata ?? {
      name,
      ...(namespace !== undefined && { namespace }),
      uid: `endpoints-${uid ?? name}`,
      ...(creationTimestamp !== undefined && { creationTimestamp }),
      ...(labels && { labels }),
    },
    ...(pods.length > 0 && { subsets: [subset] }),
  };
}

function portNumber(target: number | string | undefined, pods: readonly Pod[]): number {
  if (typeof target === 'number') return target;
  const ports = pods
    .flatMap((pod) => pod.spec?.containers ?? [])
    .flatMap((container) => container.ports ?? []);
  return ports.find((port) => port.name === target)?.containerPort ?? 0;
}

function address(pod: Pod): object {
  const { name, namespace, uid } = pod.metadata;
  const targetRef = { kind: 'Pod', name, namespace, uid };
  return { ip: pod.status?.podIP, nodeName: pod.spec?.nodeName, targetRef };
}
