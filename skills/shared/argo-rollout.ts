import type { Service as ServiceEntry, Target } from '../../src/contracts/catalogue.js';
import { PortError } from '../../src/contracts/errors.js';
import type { Deployment, Pod, Rollout } from '../../src/contracts/kubernetes-objects.js';
import { MARKS } from '../../src/contracts/marks.js';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import { worstTrouble, type HealthState } from './health.js';

/** The Argo Rollouts of a place; none where the cluster has no such kind, or the bot's account may not see them. */
export async function rolloutsAt(kubernetes: KubernetesPort, target: Target): Promise<readonly Rollout[]> {
  try {
    return await kubernetes.list(target, 'Rollout');
  } catch (error) {
    if (error instanceof PortError) return [];
    throw error;
  }
}

/** The label says which service a Rollout is; an unlabelled one goes by its own name. */
export function rolloutOf(
  rollouts: readonly Rollout[],
  service: Pick<ServiceEntry, 'name'>,
): Rollout | undefined {
  const labelled = rollouts.find(({ metadata }) => metadata.labels?.[MARKS.service] === service.name);
  return (
    labelled ??
    rollouts.find(
      ({ metadata }) => metadata.name === service.name && metadata.labels?.[MARKS.service] === undefined,
    )
  );
}

/** A Rollout that uses a Deployment's template runs its pods; that Deployment is scaled to zero and only a text. */
export function takesOver({ spec }: Rollout, { metadata }: Deployment): boolean {
  return spec?.workloadRef?.kind === 'Deployment' && spec.workloadRef.name === metadata.name;
}

/** The Rollouts that run a service's pods; all of them without a service. */
export function rolloutsFor(
  rollouts: readonly Rollout[],
  deployments: readonly Deployment[],
  service: ServiceEntry | undefined,
): readonly Rollout[] {
  return rollouts.filter(
    (rollout) =>
      service === undefined ||
      rolloutOf([rollout], service) !== undefined ||
      deployments.some((deployment) => takesOver(rollout, deployment)),
  );
}

/** A Rollout as what it is otherwise like: a Deployment with the template and selector that it uses. */
export function asDeployment(rollout: Rollout, deployments: readonly Deployment[]): Deployment {
  const reference = deployments.find((deployment) => takesOver(rollout, deployment));
  const { replicas, selector, template } = rollout.spec ?? {};
  const usedTemplate = template ?? reference?.spec?.template;
  const usedSelector = selector ?? reference?.spec?.selector;
  return {
    metadata: { ...rollout.metadata, labels: { ...reference?.metadata.labels, ...rollout.metadata.labels } },
    spec: {
      replicas: replicas ?? 1,
      ...(usedSelector && { selector: usedSelector }),
      ...(usedTemplate && { template: usedTemplate }),
    },
    status: { readyReplicas: rollout.status?.readyReplicas ?? 0 },
  };
}

/** Argo's own phase, with a pod's proven trouble said from the start as for a Deployment. */
export function judgeRollout(
  { spec, status }: Rollout,
  pods: readonly Pod[],
  selected: boolean,
  now: number,
): HealthState {
  const total = spec?.replicas ?? 1;
  const done = Math.min(status?.updatedReplicas ?? 0, total);
  if (total === 0) return { kind: 'zero', wanted: selected };
  const trouble = worstTrouble(pods, now);
  if (trouble !== undefined && trouble.code !== 'not_ready')
    return { kind: 'degraded', trouble, words: trouble.detail };
  switch (status?.phase) {
    case 'Healthy':
      return { kind: 'healthy' };
    case 'Degraded':
      return { kind: 'degraded', trouble: undefined, words: status.message ?? '' };
    case 'Paused':
      return { kind: 'paused', done, total };
    default:
      return { kind: 'rolling', done, total };
  }
}
