import { dirname, resolve } from 'node:path';
import { DEFAULT_TENANT } from '../src/contracts/message.js';
import type { Environment, Service, Target } from '../src/contracts/catalogue.js';
import type { ProblemTexts } from './problems.en.js';
import { problemAt, type Provenance } from './problems.js';
import type { ConfigurationFile } from './schema.js';
import type { Whole } from './usable.js';

/** How clusters are reached: a kubeconfig file, or the service account of the pod the bot runs in. */
export type KubernetesAccess = { readonly kubeconfig: string } | { readonly inCluster: true };

/** What the bot steers. */
export type World =
  | { readonly kind: 'sandbox' }
  | {
      readonly kind: 'clusters';
      readonly access: KubernetesAccess;
      readonly environments: readonly Environment[];
    };

type FileEnvironment = NonNullable<ConfigurationFile['environments']>[string];
type FileService = NonNullable<ConfigurationFile['services']>[string];
/** Takes a problem at a path, to be said in the reader's language. */
export type Report = (path: readonly (string | number)[], say: (texts: ProblemTexts) => string) => void;

/** What the world is read with. */
interface Reading {
  readonly configFile: string | undefined;
  readonly report: Report;
  readonly whole: Whole;
}

export function reporter(from: Provenance, problems: string[]): Report {
  return (path, say) => problems.push(problemAt(from, path, say(from.texts)));
}

/** Decides between sandbox and clusters; only environments in a file lead to clusters. */
export function worldOf(file: ConfigurationFile, read: Reading): World {
  const { report, whole } = read;
  if (file.environments === undefined) {
    if (file.kubernetes !== undefined && whole(['environments'])) {
      report(['kubernetes'], (texts) => texts.clusterWithoutEnvironments);
    }
    return { kind: 'sandbox' };
  }
  if (file.sandbox === true) {
    report(['sandbox'], (texts) => texts.sandboxAndClusters);
  }
  const access = accessOf(file, read);
  const environments = Object.entries(file.environments).map(([name, entry]) =>
    environmentOf(name, entry, access, read),
  );
  if (environments.length === 0 && whole(['environments']))
    report(['environments'], (texts) => texts.noEnvironments);
  return { kind: 'clusters', access, environments };
}

function accessOf(file: ConfigurationFile, { configFile, report, whole }: Reading): KubernetesAccess {
  const { kubeconfig, inCluster } = file.kubernetes ?? {};
  if (inCluster === true && kubeconfig !== undefined) {
    report(['kubernetes'], (texts) => texts.twoAccesses);
  }
  if (inCluster === true) return { inCluster: true };
  if (kubeconfig === undefined && whole(['kubernetes'])) {
    report(file.kubernetes === undefined ? ['environments'] : ['kubernetes'], (texts) => texts.noAccess);
  }
  const base = configFile === undefined ? '.' : dirname(configFile);
  return { kubeconfig: resolve(base, kubeconfig ?? '') };
}

function environmentOf(
  name: string,
  entry: FileEnvironment,
  access: KubernetesAccess,
  read: Reading,
): Environment {
  return {
    name,
    tenant: entry.tenant ?? DEFAULT_TENANT,
    aliases: entry.aliases ?? [],
    targets: targetsOf(name, entry, access, read),
    protected: entry.protected ?? false,
    approvals: entry.approvals ?? 0,
    ...(entry.writers === undefined ? {} : { writers: entry.writers }),
  };
}

/** What names a target. */
const FORMS = ['context', 'namespace', 'targets'];

function targetsOf(
  name: string,
  entry: FileEnvironment,
  access: KubernetesAccess,
  { report, whole }: Reading,
): Target[] {
  const at = ['environments', name];
  const short = entry.namespace !== undefined || entry.context !== undefined;
  if (short && entry.targets !== undefined) {
    report(at, (texts) => texts.twoForms(name));
  }
  if (!short && entry.targets === undefined && FORMS.every((key) => whole([...at, key]))) {
    report(at, (texts) => texts.noTarget(name));
  }
  const listed =
    entry.targets ?? (short ? [{ context: entry.context, namespace: entry.namespace ?? '' }] : []);
  return listed.map(({ context, namespace }, index) => {
    const path = entry.targets === undefined ? at : [...at, 'targets', index];
    if (namespace === '' && whole([...path, 'namespace'])) report(path, (texts) => texts.noNamespace(name));
    if (
      context === undefined &&
      'kubeconfig' in access &&
      whole([...path, 'context']) &&
      whole(['kubernetes'])
    ) {
      report(path, (texts) => texts.noContext(name));
    }
    const place = { cluster: context ?? 'in-cluster', namespace };
    return 'kubeconfig' in access ? { ...place, kubeconfig: access.kubeconfig } : place;
  });
}

/** The service catalogue of the file. */
export function servicesOf(file: ConfigurationFile, report: Report, whole: Whole): readonly Service[] {
  return Object.entries(file.services ?? {}).map(([name, entry]) => {
    if (entry.replicas !== undefined && entry.replicas.min > entry.replicas.max) {
      const { min, max } = entry.replicas;
      report(['services', name, 'replicas'], (texts) => texts.bounds(name, min, max));
    }
    if (
      entry.deploy?.driver === 'github' &&
      entry.repository === undefined &&
      whole(['services', name, 'repository'])
    )
      report(['services', name, 'deploy'], (texts) => texts.noRepository(name));
    return serviceOf(name, entry);
  });
}

function serviceOf(name: string, entry: FileService): Service {
  const { aliases = [], spoken = [], jenkins, tenant = DEFAULT_TENANT, ...rest } = entry;
  const details = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...details,
    name,
    tenant,
    aliases,
    spoken,
    ...(jenkins === undefined ? {} : { jenkinsJob: jenkins }),
  };
}

/** A name or alias must lead to one entry of its tenant, or people would be asked every time. */
export function reportSharedNames(
  section: 'environments' | 'services',
  entries: readonly Pick<Service, 'name' | 'tenant' | 'aliases'>[],
  report: Report,
): void {
  const owners = new Map<string, string>();
  for (const { name, tenant, aliases } of entries) {
    for (const word of new Set([name, ...aliases].map((each) => each.toLowerCase()))) {
      const key = `${tenant}/${word}`;
      const owner = owners.get(key);
      if (owner !== undefined) {
        report([section, name], (texts) => texts.sharedName(`${section}.${name}`, word, owner));
      }
      owners.set(key, owner ?? name);
    }
  }
}
