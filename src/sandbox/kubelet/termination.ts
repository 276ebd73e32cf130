import type { Cluster } from '../cluster.js';
import { timestamp, type Pod, type Stored } from '../objects.js';

/** How long containers take to stop; most heed SIGTERM well within their grace period. */
const STOP_MS = 1_000;

/** Deletes a pod as the API server and the kubelet do: at once when nothing runs yet, else after its containers stopped. */
export function deletePod(cluster: Cluster, pod: Pod & Stored, graceSeconds?: number): Stored {
  const { namespace = '', name, uid = '' } = pod.metadata;
  const grace = graceSeconds ?? pod.spec?.terminationGracePeriodSeconds ?? 30;
  const node = pod.spec?.nodeName;
  if (node === undefined || grace === 0) {
    cluster.store.remove(pod);
    return pod;
  }
  if (pod.metadata.deletionTimestamp !== undefined) return pod;
  const deletionTimestamp = timestamp(cluster.now() + grace * 1000);
  const metadata = { ...pod.metadata, deletionTimestamp, deletionGracePeriodSeconds: grace };
  const doomed = cluster.store.put({ ...pod, metadata });
  for (const { state, name: container } of pod.status?.containerStatuses ?? [])
    if (state?.running)
      cluster.record({
        ...{ about: pod, type: 'Normal', reason: 'Killing', message: `Stopping container ${container}` },
        ...{ component: 'kubelet', host: node, fieldPath: `spec.containers{${container}}` },
      });
  cluster.schedule({
    due: cluster.after(STOP_MS),
    task: 'gone',
    namespace,
    pod: name,
    uid,
    container: '',
    attempt: 0,
  });
  return doomed;
}
