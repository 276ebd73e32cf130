import type { Cluster } from '../cluster.js';
import type { Node } from '../../contracts/kubernetes-objects.js';
import { timestamp, type Pod, type Stored } from '../objects.js';
import { parseQuantity } from '../quantity.js';
import { podUsage } from './quota.js';

interface Load {
  readonly cpu: number;
  readonly memory: number;
  readonly pods: number;
}

/** Binds waiting pods to the node with the most free processor time that takes them, or says why none does. */
export function schedulePods(cluster: Cluster, namespace: string): void {
  for (const pod of cluster.store.list('Pod', namespace)) {
    if (pod.spec?.nodeName !== undefined || pod.metadata.deletionTimestamp !== undefined) continue;
    const nodes = cluster.store
      .list('Node')
      .map((node) => ({ node, load: loadOf(cluster, node.metadata.name) }));
    const objections = nodes.map(({ node, load }) => objection(node, load, pod));
    const fitting = nodes.filter((_, index) => objections[index] === undefined);
    const [best] = fitting.sort((a, b) => freeCpu(b.node, b.load) - freeCpu(a.node, a.load));
    if (best) bind(cluster, pod, best.node.metadata.name);
    else refuse(cluster, pod, objections);
  }
}

function loadOf(cluster: Cluster, node: string): Load {
  const load = { cpu: 0, memory: 0, pods: 0 };
  for (const pod of cluster.store.list('Pod')) {
    if (pod.spec?.nodeName !== node || pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed')
      continue;
    const usage = podUsage(pod);
    load.cpu += usage['requests.cpu'] ?? 0;
    load.memory += usage['requests.memory'] ?? 0;
    load.pods += 1;
  }
  return load;
}

function allocatable(node: Node, resource: 'cpu' | 'memory' | 'pods'): number {
  return parseQuantity(node.status?.allocatable?.[resource]) ?? 0;
}
function freeCpu(node: Node, load: Load): number {
  return allocatable(node, 'cpu') - load.cpu;
}

/** Why the node does not take the pod, in the scheduler's words; undefined when it does. */
function objection(node: Node, load: Load, pod: Pod): string | undefined {
  if (node.spec?.unschedulable === true) return 'node(s) were unschedulable';
  const ready = node.status?.conditions?.find((condition) => condition.type === 'Ready');
  if (ready && ready.status !== 'True')
    return 'node(s) had untolerated taint {node.kubernetes.io/not-ready: }';
  const taint = node.spec?.taints?.find(
    ({ effect, key }) => effect !== 'PreferNoSchedule' && !tolerates(pod, key),
  );
  if (taint) return `node(s) had untolerated taint {${taint.key}: ${taint.value ?? ''}}`;
  const selector = Object.entries(pod.spec?.nodeSelector ?? {});
  if (selector.some(([key, value]) => node.metadata.labels?.[key] !== value))
    return "node(s) didn't match Pod's node affinity/selector";
  const usage = podUsage(pod);
  if (load.pods + 1 > allocatable(node, 'pods')) return 'Too many pods';
  if (load.cpu + (usage['requests.cpu'] ?? 0) > allocatable(node, 'cpu') + 1e-9) return 'Insufficient cpu';
  if (load.memory + (usage['requests.memory'] ?? 0) > allocatable(node, 'memory'))
    return 'Insufficient memory';
  return undefined;
}

function tolerates(pod: Pod, key: string): boolean {
  return (pod.spec?.tolerations ?? []).some(
    (toleration) =>
      toleration['key'] === key || (toleration['key'] === undefined && toleration['operator'] === 'Exists'),
  );
}

function bind(cluster: Cluster, pod: Pod & Stored, node: string): void {
  const { namespace = '', name, uid = '' } = pod.metadata;
  const since = timestamp(cluster.now());
  const scheduled = { type: 'PodScheduled', status: 'True', lastTransitionTime: since };
  const status = { ...pod.status, conditions: [scheduled] };
  const bound = cluster.store.put({ ...pod, spec: { ...pod.spec, nodeName: node }, status });
  const message = `Successfully assigned ${namespace}/${name} to ${node}`;
  cluster.record({
    about: bound,
    type: 'Normal',
    reason: 'Scheduled',
    message,
    component: 'default-scheduler',
  });
  cluster.schedule({
    due: cluster.after(30),
    task: 'admit',
    namespace,
    pod: name,
    uid,
    container: '',
    attempt: 0,
  });
}

function refuse(cluster: Cluster, pod: Pod & Stored, objections: readonly (string | undefined)[]): void {
  const counts = new Map<string, number>();
  for (const reason of objections)
    if (reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const total = objections.length;
  const reasons = [...counts].map(([reason, count]) => `${count} ${reason}`).sort();
  const message =
    `0/${total} nodes are available: ${reasons.join(', ')}. preemption: 0/${total} nodes are available: ` +
    `${total} Preemption is not helpful for scheduling.`;
  const known = pod.status?.conditions?.find((condition) => condition.type === 'PodScheduled');
  if (known?.message === message) return;
  const lastTransitionTime = known?.lastTransitionTime ?? timestamp(cluster.now());
  const conditions = [
    { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message, lastTransitionTime },
  ];
  const waiting = cluster.store.put({ ...pod, status: { ...pod.status, conditions } });
  cluster.record({
    about: waiting,
    type: 'Warning',
    reason: 'FailedScheduling',
    message,
    component: 'default-scheduler',
  });
}
