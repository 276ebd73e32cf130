import type { Service } from '../../src/contracts/catalogue.js';
import { PortError } from '../../src/contracts/errors.js';
import type { Operation } from '../../src/contracts/operation.js';
import type { CataloguePort } from '../../src/contracts/ports/catalogue.js';
import type { HistoryPort } from '../../src/contracts/ports/history.js';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import type { Place } from '../shared/places.js';
import { deploymentsAt, listIfAllowed, serviceNameOf } from '../shared/survey.js';
import { newestFirst, operationChange, type Change } from './change.js';
import type { ChangesPlan } from './plan.js';
import { referencedConfigMaps } from '../shared/configmaps.js';
import { configChanges, revisionChanges } from './traces.js';

export interface ChangesFacts {
  readonly plan: ChangesPlan;
  /** In the window, newest first. */
  readonly changes: readonly Change[];
  /** The newest before the window. */
  readonly earlier: Change | undefined;
  readonly unread: readonly { readonly place: Place; readonly error: PortError }[];
  /** False when the bot's own records could not be read. */
  readonly ledger: boolean;
  readonly now: number;
}

interface Ports {
  readonly kubernetes: KubernetesPort;
  readonly catalogue: CataloguePort;
  readonly history: HistoryPort;
}

/** @throws PortError when neither records nor any place could be read. */
export async function readChanges(
  ports: Ports,
  plan: ChangesPlan,
  tenant: string,
  now: number,
): Promise<ChangesFacts> {
  const operations = await operationsOf(ports.history, plan, tenant);
  const ids = new Set((operations ?? []).map(({ id }) => id));
  const found = await Promise.all(plan.places.map((place) => traces(ports, plan, place, ids)));
  const unread = found.flatMap((each) => ('error' in each ? [each] : []));
  if (operations === undefined && unread[0] !== undefined && unread.length === found.length)
    throw unread[0].error;
  const all = newestFirst([
    ...(operations ?? []).flatMap((operation) => operationChange(operation) ?? []),
    ...found.flatMap((each) => ('changes' in each ? each.changes : [])),
  ]);
  return {
    plan,
    changes: all.filter(({ at }) => at >= plan.since),
    earlier: all.find(({ at }) => at < plan.since),
    unread,
    ledger: operations !== undefined,
    now,
  };
}

/** Ended and running operations, window or not: an older one is mentioned when nothing is newer. */
async function operationsOf(
  history: HistoryPort,
  { service, environment }: ChangesPlan,
  tenant: string,
): Promise<readonly Operation[] | undefined> {
  const filter = {
    tenant,
    limit: 200,
    ...(service === undefined ? {} : { service: service.name }),
    ...(environment === undefined ? {} : { environment: environment.name }),
  };
  try {
    const [ended, running] = await Promise.all([history.recent(filter), history.running(tenant)]);
    const asked = running.filter(
      ({ plan }) =>
        (service === undefined || plan.service === service.name) &&
        (environment === undefined || plan.environment === environment.name),
    );
    return [...asked, ...ended];
  } catch (error) {
    if (error instanceof PortError) return undefined;
    throw error;
  }
}

type Traces = { readonly changes: readonly Change[] } | { readonly place: Place; readonly error: PortError };

async function traces(
  ports: Ports,
  { service }: ChangesPlan,
  place: Place,
  operations: ReadonlySet<string>,
): Promise<Traces> {
  try {
    const deployments = await deploymentsAt(ports.kubernetes, place, service);
    const [replicaSets, configMaps] = await Promise.all([
      listIfAllowed(ports.kubernetes, place, 'ReplicaSet', {}),
      listIfAllowed(ports.kubernetes, place, 'ConfigMap', {}),
    ]);
    const used = new Set(deployments.flatMap(({ spec }) => [...referencedConfigMaps(spec?.template)]));
    const wanted = (configMaps ?? []).filter(
      ({ metadata }) => service === undefined || used.has(metadata.name),
    );
    const entry = (name: string): Service | undefined =>
      service ?? ports.catalogue.service(place.environment.tenant, name);
    const revisions = deployments.flatMap((deployment) =>
      revisionChanges(place, deployment, replicaSets ?? [], entry(serviceNameOf(deployment)), operations),
    );
    return { changes: [...revisions, ...configChanges(place, wanted)] };
  } catch (error) {
    if (error instanceof PortError) return { place, error };
    throw error;
  }
}
