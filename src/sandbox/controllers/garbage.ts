import type { Cluster } from '../cluster.js';
import { deletePod } from '../kubelet/termination.js';
import { trustKubernetesObject } from '../../trust-boundaries.js';
import type { Pod, Stored } from '../objects.js';

/** Removes what belonged to an object that is gone, as the garbage collector does for `ownerReferences`. */
export function collectGarbage(cluster: Cluster, namespace: string): void {
  const { store } = cluster;
  const objects = store.objects();
  const uids = new Set(objects.map((object) => object.metadata.uid));
  for (const object of objects) {
    if (object.metadata.namespace !== namespace || object.metadata.deletionTimestamp !== undefined) continue;
    const owners = object.metadata.ownerReferences ?? [];
    if (owners.length === 0 || owners.some((owner) => uids.has(owner.uid))) continue;
    if (object.kind === 'Pod') deletePod(cluster, trustKubernetesObject<Pod & Stored>(object));
    else store.remove(object);
  }
  for (const endpoints of store.list('Endpoints', namespace))
    if (!store.get('Service', namespace, endpoints.metadata.name)) store.remove(endpoints);
}
