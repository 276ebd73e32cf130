import type { Service, Target } from '../../src/contracts/catalogue.js';
import { PortError } from '../../src/contracts/errors.js';
import { mainContainer, versionOf } from '../shared/images.js';
import { rolloutState } from '../shared/rollout.js';
import { isVersion, newestVersion } from '../shared/versions.js';
import { findWorkload } from '../shared/workload.js';
import type { DeployContext } from './plan.js';

/**
 * What "latest" means: the newest version that is known to run healthy in any environment of the service, now or by a
 * succeeded operation. Registries are not asked, and the tag `latest` never counts: it says nothing of what it is.
 */
export async function latestHealthy(context: DeployContext, service: Service): Promise<string | undefined> {
  const { catalogue, history } = context.ports;
  const environments = catalogue.environments(service.tenant);
  const told = await Promise.all(
    environments.map(({ name }) => history.healthyVersions(service.tenant, service.name, name)),
  );
  const targets = environments.flatMap((environment) => environment.targets);
  const seen = await Promise.all(targets.map((target) => runningVersion(context, service, target)));
  const known = [...told.flat(), ...seen.flatMap((version) => version ?? [])];
  return newestVersion(known.filter(isVersion));
}

/** The version that a target runs completely; undefined when it does not, or can't be read now. */
async function runningVersion(
  { ports }: DeployContext,
  service: Service,
  target: Target,
): Promise<string | undefined> {
  try {
    const workload = await findWorkload(ports.kubernetes, target, service);
    if (workload.kind !== 'deployment') return undefined;
    const { deployment } = workload;
    const available = deployment.status?.availableReplicas ?? 0;
    if (available === 0 || rolloutState(deployment).state !== 'complete') return undefined;
    const container = mainContainer(deployment.spec?.template?.spec, deployment.metadata.labels, service);
    return container?.image === undefined ? undefined : versionOf(container.image);
  } catch (error) {
    if (error instanceof PortError) return undefined;
    throw error;
  }
}
