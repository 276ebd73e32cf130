import type { CatalogueNames, Environment, NameEntry, Service, Target } from '../contracts/catalogue.js';
import { PortError } from '../contracts/errors.js';
import { MARKS } from '../contracts/marks.js';
import { DEFAULT_TENANT } from '../contracts/message.js';
import type { CataloguePort } from '../contracts/ports/catalogue.js';
import type { KubernetesPort } from '../contracts/ports/kubernetes.js';
import type { Log } from '../contracts/ports/log.js';

/** What a catalogue is made of. */
export interface CatalogueParts {
  readonly environments: readonly Environment[];
  /** Configured services; they win over discovered ones of the same name. */
  readonly services: readonly Service[];
  readonly kubernetes: Pick<KubernetesPort, 'list'>;
  readonly log: Log;
}

/**
 * Which services and environments exist: what is configured, and every Deployment or Argo Rollout with the label
 * `app.kubernetes.io/name` in the targets of the environments. A tenant sees its own entries and, under names that it
 * does not use itself, those of the tenant `default`.
 */
export function createCatalogue({ environments, services, kubernetes, log }: CatalogueParts): CataloguePort {
  /** Names found in each target when it last answered. */
  const found = new Map<string, readonly string[]>();
  const byTenant = new Map<string, View>();
  let refreshing: Promise<void> | undefined;

  const view = (tenant: string): View => {
    const known = byTenant.get(tenant) ?? viewOf(tenant, environments, services, found);
    byTenant.set(tenant, known);
    return known;
  };
  const look = async (target: Target): Promise<void> => {
    try {
      const names = await discover(kubernetes, target);
      if (names.join() === found.get(keyOf(target))?.join()) return;
      found.set(keyOf(target), names);
      byTenant.clear();
    } catch (error) {
      log.warn({ ...target, error }, 'services could not be looked up, keeping what is known');
    }
  };
  const refresh = async (): Promise<void> => {
    await Promise.all(distinct(environments.flatMap((environment) => environment.targets)).map(look));
  };
  return {
    environments: (tenant) => view(tenant).environments,
    environment: (tenant, name) => named(view(tenant).environments, name),
    services: (tenant) => view(tenant).services,
    service: (tenant, name) => named(view(tenant).services, name),
    names: (tenant) => view(tenant).names,
    async refresh() {
      refreshing ??= refresh().finally(() => (refreshing = undefined));
      await refreshing;
    },
  };
}

/** Everything one tenant sees, put together once. */
interface View {
  readonly environments: readonly Environment[];
  readonly services: readonly Service[];
  readonly names: CatalogueNames;
}

function viewOf(
  tenant: string,
  environments: readonly Environment[],
  services: readonly Service[],
  found: ReadonlyMap<string, readonly string[]>,
): View {
  const visible = {
    environments: firstOfName(ownFirst(environments, tenant)),
    services: firstOfName(ownFirst([...services, ...discovered(environments, found)], tenant)),
  };
  const names = {
    environments: visible.environments.map(({ name, aliases }): NameEntry => ({ name, aliases, spoken: [] })),
    services: visible.services.map(({ name, aliases, spoken }): NameEntry => ({ name, aliases, spoken })),
  };
  return { ...visible, names };
}

function discovered(
  environments: readonly Environment[],
  found: ReadonlyMap<string, readonly string[]>,
): readonly Service[] {
  const services = environments.flatMap(({ tenant, targets }) =>
    targets.flatMap((target) => found.get(keyOf(target)) ?? []).map((name) => plainService(name, tenant)),
  );
  return services.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function plainService(name: string, tenant: string): Service {
  return { name, tenant, aliases: [], spoken: [] };
}

async function discover(
  kubernetes: Pick<KubernetesPort, 'list'>,
  target: Target,
): Promise<readonly string[]> {
  const options = { labelSelector: MARKS.service };
  const [deployments, rollouts] = await Promise.all([
    kubernetes.list(target, 'Deployment', options),
    // Where Argo Rollouts is not installed, or may not be seen, there is nothing of it to steer either.
    kubernetes.list(target, 'Rollout', options).catch(noneIfUnread),
  ]);
  const names = [...deployments, ...rollouts].map(({ metadata }) => metadata.labels?.[MARKS.service] ?? '');
  return [...new Set(names)].filter((name) => name !== '').sort();
}

function noneIfUnread(error: unknown): [] {
  if (error instanceof PortError) return [];
  throw error;
}

function ownFirst<T extends { readonly tenant: string }>(
  entries: readonly T[],
  tenant: string,
): readonly T[] {
  const own = entries.filter((entry) => entry.tenant === tenant);
  return tenant === DEFAULT_TENANT
    ? own
    : [...own, ...entries.filter((entry) => entry.tenant === DEFAULT_TENANT)];
}

function firstOfName<T extends { readonly name: string }>(entries: readonly T[]): readonly T[] {
  const byName = new Map<string, T>();
  for (const entry of entries) if (!byName.has(entry.name)) byName.set(entry.name, entry);
  return [...byName.values()];
}

/** By its name or, where no entry has that name, by an alias. */
function named<T extends { readonly name: string; readonly aliases: readonly string[] }>(
  entries: readonly T[],
  name: string,
): T | undefined {
  return (
    entries.find((entry) => entry.name === name) ?? entries.find((entry) => entry.aliases.includes(name))
  );
}

function distinct(targets: readonly Target[]): readonly Target[] {
  return [...new Map(targets.map((target) => [keyOf(target), target])).values()];
}

function keyOf(target: Target): string {
  return JSON.stringify([target.cluster, target.namespace]);
}
