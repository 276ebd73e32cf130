import type { TextParams } from '../../src/contracts/outcome.js';
import type { Evidence } from '../../src/contracts/operation.js';
import type { Mode } from './modes.js';

export interface ObjectRef {
  readonly kind: string;
  /** Empty for cluster-scoped objects. */
  readonly namespace: string;
  readonly name: string;
}
export function refKey({ kind, namespace, name }: ObjectRef): string {
  return `${kind}/${namespace}/${name}`;
}
export function sameRef(a: ObjectRef, b: ObjectRef): boolean {
  return a.kind === b.kind && a.namespace === b.namespace && a.name === b.name;
}

/** What a detector found: one mode at one object, with what proves it. */
export interface Detected {
  readonly mode: Mode;
  readonly object: ObjectRef;
  /** At least one: no finding without proof. */
  readonly evidence: readonly Evidence[];
  /** When it began, epoch milliseconds, as far as the objects tell. */
  readonly onset?: number | undefined;
  /** Fills the mode's texts: a missing object's name, a port, a limit. */
  readonly params?: TextParams;
  /** Other objects that this failure proves to be involved, for the graph: a missing Secret, the Service a log could not reach. */
  readonly about?: readonly ObjectRef[];
  /** What can be done, best first. */
  readonly next?: readonly NextStep[];
}

/** A step by this bot's own command where it has one, else by hand. `why` is a key of the phrases. */
export type NextStep =
  | { readonly kind: 'rollback'; readonly service: string }
  | { readonly kind: 'scale'; readonly service: string; readonly replicas: number }
  | { readonly kind: 'restart'; readonly service: string }
  | { readonly kind: 'resume'; readonly service: string }
  | { readonly kind: 'logs'; readonly service: string }
  | { readonly kind: 'kubectl'; readonly command: string };

/** A detected failure with the pods it was seen on folded together. */
export interface Finding extends Detected {
  readonly id: string;
  readonly service: string | undefined;
  /** The workload whose pods fail, where it is about pods. */
  readonly workload: ObjectRef | undefined;
  /** The objects that show it, at most 50. */
  readonly objects: readonly ObjectRef[];
  /** How many objects show it; evidence is quoted from at most three. */
  readonly count: number;
}
