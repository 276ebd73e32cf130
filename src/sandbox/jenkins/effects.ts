import type { Cluster } from '../cluster.js';
import { timestamp, type Stored } from '../objects.js';
import type { BuildPlan } from './plan.js';

/** The image is in the registry from now on, and does nothing wrong. */
export function publish({ world }: Cluster, { job, version, image }: BuildPlan): void {
  const name = `${job.service}:${version}`;
  if (!world.delivery.published.includes(name)) world.delivery.published.push(name);
  world.behaviours[image] ??= { kind: 'healthy' };
}

type Place = Pick<BuildPlan, 'environment' | 'image' | 'version'> & {
  readonly job: { readonly service: string };
};

/** Sets the image as `kubectl set image` does. False when there is no such Deployment. */
export function rollOut(cluster: Cluster, { job, environment, image, version }: Place): boolean {
  const deployment = cluster.store.get('Deployment', environment?.namespace ?? '', job.service);
  const template = deployment?.spec?.template;
  if (deployment === undefined || template === undefined) return false;
  const containers = (template.spec?.containers ?? []).map((container) =>
    container.name === job.service ? { ...container, image } : container,
  );
  const changed = template.spec?.containers?.some(
    ({ name, image: old }) => name === job.service && old !== image,
  );
  if (changed !== true) return true;
  const { metadata } = deployment;
  const stored: typeof deployment & Stored = {
    ...deployment,
    metadata: {
      ...metadata,
      generation: (metadata.generation ?? 0) + 1,
      annotations: { ...metadata.annotations, 'kubernetes.io/change-cause': `${job.service} ${version}` },
      managedFields: [
        ...(metadata.managedFields ?? []).filter(({ manager }) => manager !== 'jenkins'),
        { manager: 'jenkins', operation: 'Update', time: timestamp(cluster.now()) },
      ],
    },
    spec: { ...deployment.spec, template: { ...template, spec: { ...template.spec, containers } } },
  };
  cluster.store.put(stored);
  return true;
}

/** kubectl's rule for a complete rollout. */
export function rolloutState(cluster: Cluster, { job, environment }: Place): 'done' | 'failed' | 'rolling' {
  const deployment = cluster.store.get('Deployment', environment?.namespace ?? '', job.service);
  if (deployment === undefined) return 'failed';
  const { status, spec, metadata } = deployment;
  const progressing = status?.conditions?.find(({ type }) => type === 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded') return 'failed';
  const wanted = spec?.replicas ?? 1;
  const complete =
    status?.observedGeneration === metadata.generation &&
    (status?.updatedReplicas ?? 0) === wanted &&
    (status?.replicas ?? 0) === wanted &&
    (status?.availableReplicas ?? 0) === wanted;
  return complete ? 'done' : 'rolling';
}
