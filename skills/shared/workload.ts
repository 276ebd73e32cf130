import type { Service, Target } from '../../src/contracts/catalogue.js';
import type { Deployment, Pod } from '../../src/contracts/kubernetes-objects.js';
import { MARKS } from '../../src/contracts/marks.js';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import { rolloutOf, rolloutsAt } from './argo-rollout.js';
import { ownerOf, rolloutOwner, type Owner } from './ownership.js';

/** What a service is in one target. */
export type Workload =
  /** `owner`: who manages it, where only other objects tell. */
  | { readonly kind: 'deployment'; readonly deployment: Deployment; readonly owner?: Owner }
  | { readonly kind: 'none' }
  | { readonly kind: 'several'; readonly names: readonly string[] }
  /** It runs, but not as a Deployment: a StatefulSet, a DaemonSet, an Argo Rollout, a bare pod. */
  | { readonly kind: 'other'; readonly what: string; readonly owner: Owner | undefined };

/** Of several Deployments with one service label the one called like the service is it. */
function chooseDeployment(deployments: readonly Deployment[], service: string): Workload {
  const [only] = deployments;
  if (only === undefined) return { kind: 'none' };
  const named =
    deployments.length === 1 ? only : deployments.find(({ metadata }) => metadata.name === service);
  if (named !== undefined) return { kind: 'deployment', deployment: named };
  return { kind: 'several', names: deployments.map(({ metadata }) => metadata.name) };
}

/** Finds a service by its label; by a Deployment's own name where that one carries no service label. */
export async function findWorkload(
  kubernetes: KubernetesPort,
  target: Target,
  service: Pick<Service, 'name'>,
): Promise<Workload> {
  const labelSelector = `${MARKS.service}=${service.name}`;
  const labelled = await kubernetes.list(target, 'Deployment', { labelSelector });
  if (labelled.length > 0) return chooseDeployment(labelled, service.name);
  const named = await kubernetes.get(target, 'Deployment', service.name);
  if (named !== undefined && named.metadata.labels?.[MARKS.service] === undefined)
    return { kind: 'deployment', deployment: named };
  const rollout = rolloutOf(await rolloutsAt(kubernetes, target), service);
  if (rollout === undefined) return findOtherKind(kubernetes, target, labelSelector);
  const owner = ownerOf(rollout) ?? rolloutOwner(rollout);
  return { kind: 'other', what: `Argo Rollout ${rollout.metadata.name}`, owner };
}

/** Neither Deployment nor Rollout: the pods of that label, if any, tell what runs them. */
async function findOtherKind(
  kubernetes: KubernetesPort,
  target: Target,
  labelSelector: string,
): Promise<Workload> {
  const [pod] = await kubernetes.list(target, 'Pod', { labelSelector });
  if (pod === undefined) return { kind: 'none' };
  const controller = pod.metadata.ownerReferences?.find((reference) => reference.controller === true);
  if (controller?.kind !== 'ReplicaSet') return otherKind(pod);
  const replicaSet = await kubernetes.get(target, 'ReplicaSet', controller.name);
  if (replicaSet === undefined) return otherKind(pod);
  const owner = ownerOf(replicaSet);
  return { kind: 'other', what: owner?.name ?? `ReplicaSet ${controller.name}`, owner };
}

function otherKind(pod: Pod): Workload {
  const controller = pod.metadata.ownerReferences?.find((reference) => reference.controller === true);
  const what =
    controller === undefined ? `Pod ${pod.metadata.name}` : `${controller.kind} ${controller.name}`;
  return { kind: 'other', what, owner: undefined };
}
