import type { Cluster } from '../cluster.js';
import { expireEvents } from '../events.js';
import { reconcileAutoscalers } from './autoscaler.js';
import { reconcileDeployment } from './deployment.js';
import { reconcileEndpoints } from './endpoints.js';
import { collectGarbage } from './garbage.js';
import { reconcileQuota } from './quota.js';
import { reconcileReplicaSet } from './replicaset.js';
import { schedulePods } from './scheduler.js';

/**
 * One look of every controller at one namespace. Each only compares what is with what should be, so looking again
 * is harmless; a change that one of them makes is noticed and brings the others back.
 */
export function reconcileNamespace(cluster: Cluster, namespace: string): void {
  const { store } = cluster;
  collectGarbage(cluster, namespace);
  for (const deployment of store.list('Deployment', namespace)) reconcileDeployment(cluster, deployment);
  for (const replicaSet of store.list('ReplicaSet', namespace)) reconcileReplicaSet(cluster, replicaSet);
  schedulePods(cluster, namespace);
  reconcileEndpoints(cluster, namespace);
  reconcileQuota(cluster, namespace);
  reconcileAutoscalers(cluster, namespace);
  expireEvents(store, namespace, cluster.now());
}
