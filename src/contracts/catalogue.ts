/** One place where a service may run. `cluster` is the name of a kubeconfig context (or `in-cluster`). */
export interface Target {
  readonly cluster: string;
  readonly namespace: string;
  /** The kubeconfig file that has the context, where it is not kubectl's own: for commands that people type. */
  readonly kubeconfig?: string;
}

/** A named stage of delivery with one target or, for hybrid set-ups, several. */
export interface Environment {
  readonly name: string;
  readonly tenant: string;
  readonly aliases: readonly string[];
  readonly targets: readonly Target[];
  readonly protected: boolean;
  /** How many other people must approve a write; 0 for none. */
  readonly approvals: number;
  /** Person ids or actor keys that may write here; undefined: the interim rule of DESIGN.md. */
  readonly writers?: readonly string[];
}

/** A service as people name it. Discovered by label or configured. */
export interface Service {
  readonly name: string;
  readonly tenant: string;
  readonly aliases: readonly string[];
  /** Ways it is said aloud when letters do not tell, e.g. "payments a p i". */
  readonly spoken: readonly string[];
  readonly owner?: string;
  /** `owner/name` on GitHub. */
  readonly repository?: string;
  readonly jenkinsJob?: string;
  readonly replicas?: { readonly min: number; readonly max: number };
  /** The container whose image a deploy changes, when a pod has several. */
  readonly container?: string;
  /** What deploys it; absent: this bot, by a patch of its Deployment. */
  readonly deploy?: DeployDriver;
  /** Versions that can't be undone, with the reason (a schema migration). */
  readonly irreversible?: Readonly<Record<string, string>>;
}

/**
 * What deploys a service. In values and in `ref` these stand for what is deployed: `{service}`, `{version}`,
 * `{environment}`, `{cluster}`, `{namespace}`, `{image}` and, where a registry is configured, `{digest}`. Whatever deploys it,
 * the bot plans it, holds the target's lock and watches the rollout in the cluster.
 */
export type DeployDriver =
  | { readonly driver: 'kubernetes' }
  | {
      readonly driver: 'jenkins';
      /** The full name of a job, as in {@link Service.jenkinsJob}. */
      readonly job: string;
      readonly parameters: Readonly<Record<string, string>>;
    }
  | {
      readonly driver: 'github';
      /** File name of a workflow that is dispatched; absent: a deployment is created, and whoever listens to it deploys. */
      readonly workflow?: string;
      /** Branch or tag; absent: the default branch for a workflow, the version's tag for a deployment. */
      readonly ref?: string;
      readonly inputs: Readonly<Record<string, string>>;
    };

/** What the language engine looks names up in. */
export interface CatalogueNames {
  readonly services: readonly NameEntry[];
  readonly environments: readonly NameEntry[];
}
export interface NameEntry {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly spoken: readonly string[];
}

/** The key that a lock and a plan use for one workload. */
export interface TargetKey extends Target {
  readonly kind: string;
  readonly name: string;
}

export function targetKeyText(key: TargetKey): string {
  return [key.cluster, key.namespace, key.kind, key.name].map(encodeURIComponent).join('/');
}
