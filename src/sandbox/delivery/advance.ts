import type { Cluster } from '../cluster.js';
import { advanceRun } from '../github/runs.js';
import { advanceBuild } from '../jenkins/builds.js';
import { advanceQueue } from '../jenkins/queue.js';
import type { DeliveryTimer } from '../state/world.js';

/** Something of Jenkins or GitHub is due. */
export function advanceDelivery(cluster: Cluster, { event, id }: DeliveryTimer): void {
  if (event === 'queue') advanceQueue(cluster, id);
  else if (event === 'build') advanceBuild(cluster, id);
  else advanceRun(cluster, id);
}
