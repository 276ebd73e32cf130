import type { Service as ServiceEntry } from '../../src/contracts/catalogue.js';
import { PortError } from '../../src/contracts/errors.js';
import type { Deployment, KindName, Kinds, Pod, Service } from '../../src/contracts/kubernetes-objects.js';
import { MARKS } from '../../src/contracts/marks.js';
import type { CataloguePort } from '../../src/contracts/ports/catalogue.js';
import type { KubernetesPort, ListOptions } from '../../src/contracts/ports/kubernetes.js';
import { judgeDeployment, servingVersions, type WorkloadHealth } from './health.js';
import { mainContainer, versionOf } from './images.js';
import { flaggerOwner, ownerOf } from './ownership.js';
import type { Place } from './places.js';
import { desiredReplicas } from './rollout.js';
import { labelsSelect, mapSelects, selectorQuery } from './selectors.js';

/** What was found at one place, or why nothing could be read there: silence is never taken for health. */
export type Surveyed =
  | {
      readonly state: 'read';
      readonly place: Place;
      readonly workloads: readonly WorkloadHealth[];
      /** Kinds that the bot's account may not list here; what depends on them is not known. */
      readonly unseen: readonly KindName[];
    }
  | { readonly state: 'unread'; readonly place: Place; readonly error: PortError };

export interface SurveyPorts {
  readonly kubernetes: KubernetesPort;
  readonly catalogue: CataloguePort;
}

/**
 * Reads the health of one service, or of all, at every place at once.
 * @throws PortError the first place's error when no place could be read at all.
 */
export async function survey(
  ports: SurveyPorts,
  places: readonly Place[],
  service: ServiceEntry | undefined,
  now: number,
): Promise<readonly Surveyed[]> {
  const found = await Promise.all(places.map((place) => surveyPlace(ports, place, service, now)));
  const [first] = found;
  if (first?.state === 'unread' && found.every(({ state }) => state === 'unread')) throw first.error;
  return found;
}

async function surveyPlace(
  ports: SurveyPorts,
  place: Place,
  service: ServiceEntry | undefined,
  now: number,
): Promise<Surveyed> {
  try {
    const deployments = await deploymentsAt(ports.kubernetes, place, service);
    const only = service === undefined ? undefined : deployments[0]?.spec?.selector;
    const podOptions: ListOptions = labelOptions(deployments.length === 1 ? selectorQuery(only) : undefined);
    const [pods, services] = await Promise.all([
      deployments.length === 0 ? [] : listIfAllowed(ports.kubernetes, place, 'Pod', podOptions),
      deployments.length === 0 ? [] : listIfAllowed(ports.kubernetes, place, 'Service', {}),
    ]);
    const byLabel = indexByLabel(pods ?? []);
    const tenant = place.environment.tenant;
    const workloads = deployments.map((deployment) => {
      const name = serviceNameOf(deployment);
      const entry = ports.catalogue.service(tenant, name) ?? service;
      return workloadHealth(place, deployment, podsOf(deployment, byLabel), services ?? [], {
        entry,
        all: deployments,
        now,
      });
    });
    const unseen: KindName[] = [];
    if (pods === undefined) unseen.push('Pod');
    if (services === undefined) unseen.push('Service');
    return { state: 'read', place, workloads, unseen };
  } catch (error) {
    if (error instanceof PortError) return { state: 'unread', place, error };
    throw error;
  }
}

/** Deployments of a service by label, by its name where nothing is labelled so; all of the namespace without a service. */
export async function deploymentsAt(
  kubernetes: KubernetesPort,
  { target }: Place,
  service: ServiceEntry | undefined,
): Promise<readonly Deployment[]> {
  if (service === undefined) return kubernetes.list(target, 'Deployment');
  const labelled = await kubernetes.list(target, 'Deployment', {
    labelSelector: `${MARKS.service}=${service.name}`,
  });
  if (labelled.length > 0) return labelled;
  const named = await kubernetes.get(target, 'Deployment', service.name);
  return named === undefined ? [] : [named];
}

/** The list, or undefined when the account may not see that kind: the rest of the answer is still worth giving. */
export async function listIfAllowed<K extends KindName>(
  kubernetes: KubernetesPort,
  { target }: Place,
  kind: K,
  options: ListOptions,
): Promise<readonly Kinds[K][] | undefined> {
  try {
    return await kubernetes.list(target, kind, options);
  } catch (error) {
    if (error instanceof PortError && (error.code === 'forbidden' || error.code === 'not_found'))
      return undefined;
    throw error;
  }
}

function labelOptions(labelSelector: string | undefined): ListOptions {
  return labelSelector === undefined ? {} : { labelSelector };
}

/** The label says which service a workload is; unlabelled ones go by their own name. */
export function serviceNameOf(deployment: Deployment): string {
  return deployment.metadata.labels?.[MARKS.service] ?? deployment.metadata.name;
}

function workloadHealth(
  place: Place,
  deployment: Deployment,
  pods: readonly Pod[],
  services: readonly Service[],
  {
    entry,
    all,
    now,
  }: {
    readonly entry: ServiceEntry | undefined;
    readonly all: readonly Deployment[];
    readonly now: number;
  },
): WorkloadHealth {
  const template = deployment.spec?.template;
  const labels = template?.metadata?.labels;
  const selected = services.some((each) => mapSelects(each.spec?.selector, labels));
  const container = mainContainer(template?.spec, labels, entry);
  return {
    service: serviceNameOf(deployment),
    workload: deployment.metadata.name,
    target: place.target,
    version: container?.image === undefined ? '?' : versionOf(container.image),
    image: container?.image,
    serving: servingVersions(pods, entry),
    ready: deployment.status?.readyReplicas ?? 0,
    desired: desiredReplicas(deployment),
    state: judgeDeployment({ deployment, pods, selected, now }),
    owner: (ownerOf(deployment) ?? flaggerOwner(deployment, all))?.name,
  };
}

type ByLabel = ReadonlyMap<string, readonly Pod[]>;

/** Thousands of Deployments against ten thousands of pods: a hash per label pair keeps the matching linear. */
function indexByLabel(pods: readonly Pod[]): ByLabel {
  const index = new Map<string, Pod[]>();
  for (const pod of pods)
    for (const [key, value] of Object.entries(pod.metadata.labels ?? {})) {
      const pair = `${key}=${value}`;
      const bucket = index.get(pair);
      if (bucket === undefined) index.set(pair, [pod]);
      else bucket.push(pod);
    }
  return index;
}

function podsOf(deployment: Deployment, byLabel: ByLabel): readonly Pod[] {
  const selector = deployment.spec?.selector;
  const buckets = Object.entries(selector?.matchLabels ?? {}).map(
    ([key, value]) => byLabel.get(`${key}=${value}`) ?? [],
  );
  const smallest = buckets.sort((a, b) => a.length - b.length)[0] ?? [];
  return smallest.filter((pod) => labelsSelect(selector, pod.metadata.labels));
}
