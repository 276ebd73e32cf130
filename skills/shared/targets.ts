import type { Environment, Service, Target, TargetKey } from '../../src/contracts/catalogue.js';
import type { Deployment } from '../../src/contracts/kubernetes-objects.js';
import { refuse, type Refusal } from '../../src/contracts/outcome.js';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import { rolloutsAt, takesOver } from './argo-rollout.js';
import { commandThere, type Doing } from './owner-commands.js';
import { flaggerOwner, ownerOf, rolloutOwner, type Owner } from './ownership.js';
import { findWorkload, type Workload } from './workload.js';

/** One target of a write with its Deployment as it is now. */
export interface Subject {
  readonly key: TargetKey;
  readonly deployment: Deployment;
  /** Who manages it, where that is no reason to refuse. */
  readonly owner?: Owner;
}

/** The service and environment of a write: both exist by the time a skill plans, or the pipeline has asked. */
export interface Scope {
  readonly service: Service;
  readonly environment: Environment;
}

/**
 * The Deployments of a service in an environment, in the order in which their targets run; a target without the service
 * is left out. Refuses when there is none, when several could be meant, and what another controller manages, unless
 * the service is deployed by a job or workflow that is configured for it (`driven`): that knows how.
 */
export async function findSubjects(
  kubernetes: KubernetesPort,
  scope: Scope,
  doing: Doing,
  { driven = false }: { readonly driven?: boolean } = {},
): Promise<readonly Subject[] | Refusal> {
  const { service, environment } = scope;
  const found = await Promise.all(
    environment.targets.map(async (target) => ({
      target,
      workload: await withReleaser(kubernetes, target, await findWorkload(kubernetes, target, service)),
    })),
  );
  const refusal = found
    .map(({ workload }) => workloadRefusal(workload, scope, driven, doing))
    .find((each) => each !== undefined);
  if (refusal !== undefined) return refusal;
  const subjects = found.flatMap(({ target, workload }) =>
    workload.kind === 'deployment' ? [subjectOf(target, workload)] : [],
  );
  if (subjects.length > 0) return subjects;
  return refuse('no_workload', { service: service.name, environment: environment.name });
}

/** A Deployment that Flagger releases is known by the copy that it keeps of it, one of an Argo Rollout by what that refers to. */
async function withReleaser(
  kubernetes: KubernetesPort,
  target: Target,
  workload: Workload,
): Promise<Workload> {
  if (workload.kind !== 'deployment' || ownerOf(workload.deployment) !== undefined) return workload;
  const { deployment } = workload;
  const [primary, rollouts] = await Promise.all([
    kubernetes.get(target, 'Deployment', `${deployment.metadata.name}-primary`),
    rolloutsAt(kubernetes, target),
  ]);
  const rollout = rollouts.find((each) => takesOver(each, deployment));
  const owner =
    rollout === undefined
      ? flaggerOwner(deployment, primary === undefined ? [] : [primary])
      : rolloutOwner(rollout);
  return owner === undefined ? workload : { ...workload, owner };
}

function subjectOf(target: Target, workload: Extract<Workload, { kind: 'deployment' }>): Subject {
  const { deployment } = workload;
  const owner = workload.owner ?? ownerOf(deployment);
  const key = { ...target, kind: 'Deployment', name: deployment.metadata.name };
  return { key, deployment, ...(owner === undefined ? {} : { owner }) };
}

function workloadRefusal(
  workload: Workload,
  scope: Scope,
  driven: boolean,
  doing: Doing,
): Refusal | undefined {
  const names = { service: scope.service.name, environment: scope.environment.name };
  switch (workload.kind) {
    case 'none':
      return undefined;
    case 'several':
      return refuse('ambiguous_name', { name: names.service, choices: workload.names });
    case 'other':
      if (workload.owner !== undefined) return managedElsewhere(workload.owner, names, doing);
      return refuse('no_workload', { ...names, what: workload.what });
    case 'deployment': {
      const owner = workload.owner ?? ownerOf(workload.deployment);
      return owner === undefined || driven ? undefined : managedElsewhere(owner, names, doing);
    }
  }
}

function managedElsewhere(owner: Owner, names: Readonly<Record<string, string>>, doing: Doing): Refusal {
  return refuse('managed_elsewhere', {
    ...names,
    ...{ owner: owner.name, proof: owner.proof, there: commandThere(owner, doing) },
  });
}

/** How people tell the targets of one environment apart: by cluster where that differs, else by namespace. */
export function targetName(target: Target, all: readonly Target[]): string {
  const clusters = new Set(all.map(({ cluster }) => cluster));
  return clusters.size === all.length ? target.cluster : `${target.cluster}/${target.namespace}`;
}
