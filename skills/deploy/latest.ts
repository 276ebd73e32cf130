import type { Service, Target } from '../../src/contracts/catalogue.js';
import { PortError } from '../../src/contracts/errors.js';
import { refuse, type Refusal } from '../../src/contracts/outcome.js';
import { mainContainer, versionOf } from '../shared/images.js';
import { createAsking } from '../shared/pipeline/asking.js';
import { newestPassed } from '../shared/pipeline/newest.js';
import { rolloutState } from '../shared/rollout.js';
import type { Scope } from '../shared/targets.js';
import { isVersion, newestVersion } from '../shared/versions.js';
import { findWorkload } from '../shared/workload.js';
import type { DeployContext } from './plan.js';

/**
 * What "latest" means: the newest version that passed its pipeline. Of a service without one, the newest that is known to
 * run healthy in any environment, now or by a succeeded operation. The tag `latest` never counts: it says nothing of
 * what it is.
 */
export async function latestVersion(
  context: DeployContext,
  { service, environment }: Scope,
): Promise<{ readonly version: string } | Refusal> {
  const asked = { version: 'latest', service: service.name };
  if (!hasPipeline(context, service)) {
    const version = await latestHealthy(context, service);
    return version === undefined ? refuse('version_not_found', { ...asked, known: [] }) : { version };
  }
  const newest = await newestPassed(context.ports, service, createAsking(context.clock));
  if (newest.state === 'found') return newest;
  if (newest.state === 'none') return refuse('version_not_found', { ...asked, known: [] });
  return refuse('pipeline_unread', { ...asked, environment: environment.name, source: newest.source });
}

function hasPipeline({ ports }: DeployContext, { repository, jenkinsJob }: Service): boolean {
  const onGithub = ports.github !== undefined && repository !== undefined;
  return onGithub || (ports.jenkins !== undefined && jenkinsJob !== undefined);
}

async function latestHealthy(context: DeployContext, service: Service): Promise<string | undefined> {
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
