import type { ContainerStatus } from '../../contracts/kubernetes-objects.js';
import { setCondition } from '../controllers/conditions.js';
import { countedStatus } from '../controllers/deployment-status.js';
import { podFromTemplate } from '../controllers/replicaset.js';
import { newReplicaSet, REVISION, sameTemplate, templateHash } from '../controllers/revisions.js';
import * as containers from '../kubelet/container-status.js';
import { timestamp, type Deployment, type Pod, type ReplicaSet, type Stored } from '../objects.js';
import { NODES, type EnvironmentRow } from '../world/environments.js';
import type { ServiceRow } from '../world/services.js';
import { deploymentOf } from './shop.js';

export interface Rollout {
  readonly version: string;
  readonly cause: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Pods this revision has now; only the last rollout has any unless said otherwise. */
  readonly pods: number;
}
export interface Workload {
  readonly deployment: Deployment & Stored;
  readonly sets: readonly (ReplicaSet & Stored)[];
  readonly pods: readonly (Pod & Stored)[];
}

/** A Deployment with its revisions and running pods, all at rest. `rollouts` oldest first. */
export function workload(
  service: ServiceRow,
  environment: EnvironmentRow,
  rollouts: readonly Rollout[],
): Workload {
  const born = rollouts[0]?.at ?? 0;
  const sets = rollouts.map((rollout, index) => {
    const at = deploymentOf(service, environment, rollout, index + 1, born);
    const hash = templateHash(at.spec?.template);
    const uid = `replicaset-${environment.namespace}-${service.name}-${hash}`;
    const created = timestamp(rollout.at);
    const set = newReplicaSet(at, { hash, revision: index + 1, replicas: rollout.pods, uid, created });
    return withCounts(set, rollout.pods);
  });
  const pods = sets.flatMap((set, index) => podsOf(set, rollouts[index]));
  const newest = rollouts.at(-1) ?? { version: '0', cause: '', at: 0, pods: 0 };
  const deployment = deploymentOf(service, environment, newest, rollouts.length, born);
  return { deployment: settled(deployment, sets, newest.at), sets, pods };
}

function withCounts(set: ReplicaSet & Stored, pods: number): ReplicaSet & Stored {
  const counts = { fullyLabeledReplicas: pods, readyReplicas: pods, availableReplicas: pods };
  return { ...set, status: { replicas: pods, ...(pods > 0 && counts), observedGeneration: 1 } };
}

/** The Deployment after its last rollout succeeded a minute after it began. */
export function settled(
  deployment: Deployment & Stored,
  sets: readonly (ReplicaSet & Stored)[],
  since: number,
): Deployment & Stored {
  const newSet = sets.find((set) => sameTemplate(set.spec?.template, deployment.spec?.template));
  const oldSets = sets.filter((set) => set !== newSet);
  const annotations = { ...deployment.metadata.annotations, [REVISION]: String(sets.length) };
  const status = countedStatus(deployment, { newSet, oldSets }, since);
  const message = `ReplicaSet "${newSet?.metadata.name ?? ''}" has successfully progressed.`;
  const progressing = { type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable', message };
  const conditions = setCondition(status.conditions ?? [], progressing, since + 60_000);
  return {
    ...deployment,
    metadata: { ...deployment.metadata, annotations },
    status: { ...status, conditions },
  };
}

function podsOf(set: ReplicaSet & Stored, rollout: Rollout | undefined): (Pod & Stored)[] {
  return Array.from({ length: rollout?.pods ?? 0 }, (_, index) => runningPod(set, index, rollout?.at ?? 0));
}

/** Pods of one set lie on different nodes. */
export function nodeFor(set: ReplicaSet, index: number): string {
  const start = Number.parseInt(containers.hex(set.metadata.name, 4), 16);
  return NODES[(start + index) % NODES.length]?.name ?? NODES[0].name;
}

function runningPod(set: ReplicaSet & Stored, index: number, since: number): Pod & Stored {
  const node = nodeFor(set, index);
  return startedPod(set, node, index, since, (status) =>
    containers.running(status, set.metadata.uid ?? '', since + 5_000, true),
  );
}

/** A pod that was started on a node at `since`; `now` says what became of each container. */
export function startedPod(
  set: ReplicaSet & Stored,
  node: string,
  index: number,
  since: number,
  became: (status: ContainerStatus) => ContainerStatus,
): Pod & Stored {
  const uid = `pod-${set.metadata.uid ?? ''}-${index}`;
  const pod = podFromTemplate(set, uid, timestamp(since));
  const spec = { ...pod.spec, nodeName: node };
  const statuses = (spec.containers ?? []).map(({ name, image = '' }) =>
    became(containers.initialStatus(name, image)),
  );
  const podIP = containers.podAddress(uid);
  const addresses = {
    hostIP: containers.podAddress(node),
    podIP,
    podIPs: [{ ip: podIP }],
    startTime: timestamp(since),
  };
  return { ...pod, spec, status: { ...containers.podStatus(pod, statuses, since + 6_000), ...addresses } };
}
