import { z } from 'zod';
import type { Deployment, Pod, ReplicaSet } from '../../src/contracts/kubernetes-objects.js';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import type { Target } from '../../src/contracts/catalogue.js';
import { isReady } from './doom.js';
import { versionOf } from './images.js';
import { desiredReplicas, rolloutState } from './rollout.js';
import { selectorQuery } from './selectors.js';
import { currentReplicaSet, hashOf } from './templates.js';

/** Where a rollout stands: "3 of 8 on 1.8.3, both versions serving". */
export const situationSchema = z.object({
  /** The version that is rolled out. */
  version: z.string(),
  /** Ready pods of that version's revision. */
  done: z.number(),
  total: z.number(),
  /** Versions of ready pods of other revisions. */
  others: z.array(z.string()),
  paused: z.boolean(),
  complete: z.boolean(),
});
export type Situation = z.infer<typeof situationSchema>;

/** Pods of the revision that is rolled out, and the rest. Until its ReplicaSet exists, all are the rest. */
export function splitPods(
  pods: readonly Pod[],
  replicaSet: ReplicaSet | undefined,
): { readonly newPods: readonly Pod[]; readonly oldPods: readonly Pod[] } {
  const hash = replicaSet === undefined ? undefined : hashOf(replicaSet);
  const isNew = ({ metadata }: Pod): boolean =>
    hash !== undefined && metadata.labels?.['pod-template-hash'] === hash;
  return { newPods: pods.filter(isNew), oldPods: pods.filter((pod) => !isNew(pod)) };
}

export function situationOf(
  deployment: Deployment,
  replicaSets: readonly ReplicaSet[],
  pods: readonly Pod[],
  container: string,
): Situation {
  const version = (spec: Pod['spec']): string => {
    const image = spec?.containers?.find(({ name }) => name === container)?.image;
    return image === undefined ? '?' : versionOf(image);
  };
  const { newPods, oldPods } = splitPods(pods, currentReplicaSet(deployment, replicaSets));
  return {
    version: version(deployment.spec?.template?.spec),
    done: newPods.filter(isReady).length,
    total: desiredReplicas(deployment),
    others: [...new Set(oldPods.filter(isReady).map(({ spec }) => version(spec)))],
    paused: deployment.spec?.paused === true,
    complete: rolloutState(deployment).state === 'complete',
  };
}

/** The ReplicaSets and pods that a Deployment selects. */
export async function partsOf(
  kubernetes: KubernetesPort,
  target: Target,
  deployment: Deployment,
): Promise<{ readonly replicaSets: readonly ReplicaSet[]; readonly pods: readonly Pod[] }> {
  const labelSelector = selectorQuery(deployment.spec?.selector);
  if (labelSelector === undefined) return { replicaSets: [], pods: [] };
  const [replicaSets, pods] = await Promise.all([
    kubernetes.list(target, 'ReplicaSet', { labelSelector }),
    kubernetes.list(target, 'Pod', { labelSelector }),
  ]);
  return { replicaSets, pods };
}

export async function readSituation(
  kubernetes: KubernetesPort,
  target: Target,
  deployment: Deployment,
  container: string,
): Promise<Situation> {
  const { replicaSets, pods } = await partsOf(kubernetes, target, deployment);
  return situationOf(deployment, replicaSets, pods, container);
}
