import type { Service as ServiceEntry } from '../../src/contracts/catalogue.js';
import { PortError } from '../../src/contracts/errors.js';
import type {
  Deployment,
  KindName,
  Kinds,
  Pod,
  Rollout,
  Service,
} from '../../src/contracts/kubernetes-objects.js';
import { MARKS } from '../../src/contracts/marks.js';
import type { CataloguePort } from '../../src/contracts/ports/catalogue.js';
import type { KubernetesPort, ListOptions } from '../../src/contracts/ports/kubernetes.js';
import { asDeployment, judgeRollout, rolloutsAt, rolloutsFor, takesOver } from './argo-rollout.js';
import { judgeDeployment, judgePods, servingVersions, type WorkloadHealth } from './health.js';
import { mainContainer, versionOf } from './images.js';
import { createReadOwner, rolloutSays, type ReadOwner } from './owner-state.js';
import { flaggerOwner, ownerOf, rolloutOwner } from './ownership.js';
import type { Place } from './places.js';
import { desiredReplicas, rolledAt } from './rollout.js';
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
    const [found, rollouts] = await Promise.all([
      deploymentsAt(ports.kubernetes, place, service),
      rolloutsAt(ports.kubernetes, place.target),
    ]);
    const all =
      service === undefined ? found : [...found, ...(await copiesOf(ports.kubernetes, place, found))];
    const { deployments: standing, released } = apart(all, rollouts, service);
    const deployments = standing.filter((each) => !restsBetweenReleases(each, all));
    const only = service === undefined ? undefined : deployments[0]?.spec?.selector;
    const alone = deployments.length === 1 && released.length === 0;
    const podOptions: ListOptions = labelOptions(alone ? selectorQuery(only) : undefined);
    const nothing = deployments.length === 0 && released.length === 0;
    const [pods, services] = await Promise.all([
      nothing ? [] : listIfAllowed(ports.kubernetes, place, 'Pod', podOptions),
      nothing ? [] : listIfAllowed(ports.kubernetes, place, 'Service', {}),
    ]);
    const byLabel = indexByLabel(pods ?? []);
    const readOwner = createReadOwner(ports.kubernetes, place.target);
    const around = { place, services: services ?? [], all, now, readOwner, byLabel };
    const entryOf = (name: string) => ports.catalogue.service(place.environment.tenant, name) ?? service;
    const workloads = await Promise.all([
      ...deployments.map((deployment) =>
        workloadHealth(around, deployment, entryOf(servedName(deployment, all))),
      ),
      ...released.map(({ rollout, as }) => workloadHealth(around, as, entryOf(serviceNameOf(as)), rollout)),
    ]);
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

/** Between releases Flagger scales what people change to zero: its copy serves, and speaks for the service alone. */
function restsBetweenReleases(deployment: Deployment, all: readonly Deployment[]): boolean {
  return desiredReplicas(deployment) === 0 && flaggerOwner(deployment, all) !== undefined;
}

/** A copy that Flagger serves goes by the service that it is a copy of. */
function servedName(deployment: Deployment, all: readonly Deployment[]): string {
  const { name } = deployment.metadata;
  const source = ownerOf(deployment)?.kind === 'flagger' ? name.replace(/-primary$/, '') : name;
  const original = all.find(({ metadata }) => metadata.name === source);
  return serviceNameOf(original ?? deployment);
}

/** The copies that Flagger serves of them carry other labels: a service alone does not find them. */
export async function copiesOf(
  kubernetes: KubernetesPort,
  { target }: Place,
  deployments: readonly Deployment[],
): Promise<readonly Deployment[]> {
  const found = await Promise.all(
    deployments.map(({ metadata }) => kubernetes.get(target, 'Deployment', `${metadata.name}-primary`)),
  );
  return found.flatMap((each) => (each !== undefined && ownerOf(each)?.kind === 'flagger' ? [each] : []));
}

/** Deployments that stand for themselves, and Rollouts, each with what it is like. */
function apart(
  deployments: readonly Deployment[],
  rollouts: readonly Rollout[],
  service: ServiceEntry | undefined,
): {
  readonly deployments: readonly Deployment[];
  readonly released: readonly { readonly rollout: Rollout; readonly as: Deployment }[];
} {
  const isTaken = (deployment: Deployment): boolean =>
    rollouts.some((rollout) => takesOver(rollout, deployment));
  return {
    deployments: deployments.filter((deployment) => !isTaken(deployment)),
    released: rolloutsFor(rollouts, deployments, service).map((rollout) => ({
      rollout,
      as: asDeployment(rollout, deployments),
    })),
  };
}

interface Around {
  readonly place: Place;
  readonly services: readonly Service[];
  readonly all: readonly Deployment[];
  readonly byLabel: ByLabel;
  readonly readOwner: ReadOwner;
  readonly now: number;
}

async function workloadHealth(
  { place, services, all, now, byLabel, readOwner }: Around,
  deployment: Deployment,
  entry: ServiceEntry | undefined,
  rollout?: Rollout,
): Promise<WorkloadHealth> {
  const pods = podsOf(deployment, byLabel);
  const template = deployment.spec?.template;
  const labels = template?.metadata?.labels;
  const selected = services.some((each) => mapSelects(each.spec?.selector, labels));
  const container = mainContainer(template?.spec, labels, entry);
  const owner = ownerOf(rollout ?? deployment) ?? flaggerOwner(deployment, all);
  // A Rollout that may not be read runs the pods of a Deployment that it scaled to zero: they alone tell how it is.
  const isRunElsewhere =
    rollout === undefined &&
    owner?.kind === 'rollouts' &&
    desiredReplicas(deployment) === 0 &&
    pods.length > 0;
  const since = rolledAt((rollout ?? deployment).status?.conditions);
  const own =
    rollout === undefined ? [] : [{ name: rolloutOwner(rollout).name, state: rolloutSays(rollout) }];
  return {
    service: servedName(deployment, all),
    workload: deployment.metadata.name,
    target: place.target,
    version: container?.image === undefined ? '?' : versionOf(container.image),
    image: container?.image,
    serving: servingVersions(pods, entry),
    ...(isRunElsewhere
      ? judgePods(pods, now)
      : {
          ready: deployment.status?.readyReplicas ?? 0,
          desired: desiredReplicas(deployment),
          state:
            rollout === undefined
              ? judgeDeployment({ deployment, pods, selected, now })
              : judgeRollout(rollout, pods, selected, now),
        }),
    ...(since !== undefined && { since }),
    managers: [...own, ...(owner === undefined ? [] : [await readOwner(owner)])],
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
