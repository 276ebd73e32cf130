import type { Target } from '../catalogue.js';
import type { Kinds, KindName } from '../kubernetes-objects.js';

/**
 * Kubernetes as skills use it: plain JSON objects as the API gives them, so that live objects and saved files are the
 * same type. Every method rejects with PortError; a missing single object is `undefined`, not an error.
 * Every request has a deadline under 10 s; reads are retried within it, patches never.
 */
export interface KubernetesPort {
  get<K extends KindName>(target: Target, kind: K, name: string): Promise<Kinds[K] | undefined>;
  /** All pages. Cluster-scoped kinds ignore the namespace. */
  list<K extends KindName>(target: Target, kind: K, options?: ListOptions): Promise<readonly Kinds[K][]>;
  /**
   * One JSON patch (RFC 6902). `test` operations guard it: a failed test gives `precondition_failed` and changes
   * nothing. `dryRun` asks the server to validate without persisting.
   */
  patch<K extends KindName>(
    target: Target,
    kind: K,
    name: string,
    operations: readonly PatchOperation[],
    options?: PatchOptions,
  ): Promise<PatchResult<Kinds[K]>>;
  /**
   * Calls `onChange` with each object as it is now and whenever it changes, until `signal` aborts. Lists first, then
   * watches, lists again after 410, and reconnects with backoff; rejects only when access is refused.
   */
  watch<K extends KindName>(
    target: Target,
    kind: K,
    options: ListOptions,
    onChange: (change: WatchChange<Kinds[K]>) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /**
   * What is kept at hand of a kind by list and watch, from its first use until nobody asked for half an hour. Objects come without
   * what only servers need (field sets, applied configurations), those of ConfigMaps and Secrets without values. Undefined: this kind
   * is not kept here (may not be watched, too many, not read yet): list it. Absent where nothing is kept at all.
   */
  readonly kept?: <K extends KindName>(
    target: Target,
    kind: K,
    options?: ListOptions,
  ) => Promise<Kept<Kinds[K]> | undefined>;
  /** The last lines of a container's log, oldest first; `previous` reads the container before its last restart. */
  logs(target: Target, pod: string, options: LogOptions): Promise<readonly string[]>;
  /** SelfSubjectAccessReview: may this bot's account do it? */
  can(target: Target, access: Access): Promise<boolean>;
  /** `gitVersion` of the server and whether it says it is the sandbox. */
  version(cluster: string): Promise<{ readonly gitVersion: string; readonly sandbox: boolean }>;
}

/** Objects of one kind with the look-ups that their reader wants. */
export interface Indexed<T> {
  readonly items: readonly T[];
  /** The objects by a key of the reader's own; the function is the name of the index, so the same one finds the same index again. */
  index(keys: IndexKeys<T>): (key: string) => readonly T[];
}
/** The keys under which an object is found: none, one or several. Depends on the object alone. */
export type IndexKeys<T> = (object: T) => readonly string[];
export interface Kept<T> extends Indexed<T> {
  /** When the API server was last heard about this kind, epoch milliseconds. */
  readonly heardAt: number;
}
export interface ListOptions {
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}
export interface PatchOptions {
  readonly dryRun?: boolean;
  readonly subresource?: 'scale';
}
export type PatchOperation =
  | { readonly op: 'test' | 'add' | 'replace'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string };
export type PatchResult<T> =
  { readonly state: 'patched'; readonly object: T } | { readonly state: 'precondition_failed' };
export interface WatchChange<T> {
  /** `synced`: the first list is complete; `object` is absent then. */
  readonly type: 'added' | 'modified' | 'deleted' | 'synced';
  readonly object?: T;
}
export interface LogOptions {
  readonly container?: string;
  readonly previous?: boolean;
  /** At most this many lines, 1 to 5,000. */
  readonly tail: number;
}
export interface Access {
  readonly verb: 'get' | 'list' | 'watch' | 'patch' | 'create' | 'delete';
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
}
