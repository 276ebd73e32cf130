import { createHash } from 'node:crypto';
import { canonicalJson } from '../../contracts/json.js';
import type { PodTemplate } from '../../contracts/kubernetes-objects.js';
import {
  annotation,
  controllerReference,
  revisionOf,
  type Deployment,
  type ReplicaSet,
  type Stored,
} from '../objects.js';
import { bounds, desiredReplicas } from './rollout-arithmetic.js';

export const REVISION = 'deployment.kubernetes.io/revision';
const HISTORY = 'deployment.kubernetes.io/revision-history';
const DESIRED = 'deployment.kubernetes.io/desired-replicas';
const MAXIMUM = 'deployment.kubernetes.io/max-replicas';
const HASH = 'pod-template-hash';
/** Letters and digits that cannot form words (k8s.io/apimachinery/pkg/util/rand). */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** Annotations of a Deployment that its ReplicaSets do not inherit. */
const NOT_COPIED: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  HISTORY,
  DESIRED,
  MAXIMUM,
  'deprecated.deployment.rollback.to',
]);

function withoutHash(template: PodTemplate | undefined): string {
  const { [HASH]: _hash, ...labels } = template?.metadata?.labels ?? {};
  return canonicalJson({ ...template, metadata: { ...template?.metadata, labels } });
}

export function sameTemplate(a: PodTemplate | undefined, b: PodTemplate | undefined): boolean {
  return withoutHash(a) === withoutHash(b);
}

export function safeName(seed: string, length: number): string {
  const digest = createHash('sha256').update(seed).digest();
  return Array.from(digest.subarray(0, length), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

export function templateHash(template: PodTemplate | undefined): string {
  return safeName(withoutHash(template), 10);
}

function byCreation(a: ReplicaSet, b: ReplicaSet): number {
  const [first, second] = [a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? ''];
  if (first === second)
    return revisionOf(a) - revisionOf(b) || a.metadata.name.localeCompare(b.metadata.name);
  return first < second ? -1 : 1;
}

export interface Revisions {
  readonly newSet: (ReplicaSet & Stored) | undefined;
  /** Oldest first. */
  readonly oldSets: readonly (ReplicaSet & Stored)[];
}

export function revisionsOf(deployment: Deployment, owned: readonly (ReplicaSet & Stored)[]): Revisions {
  const sorted = [...owned].sort(byCreation);
  const newSet = sorted.find((set) => sameTemplate(set.spec?.template, deployment.spec?.template));
  return { newSet, oldSets: sorted.filter((set) => set !== newSet) };
}

export function nextRevision(oldSets: readonly ReplicaSet[]): number {
  return Math.max(0, ...oldSets.map(revisionOf)) + 1;
}

/** What a resize leaves on a ReplicaSet for later proportional scaling. */
export function sizeAnnotations(deployment: Deployment): Record<string, string> {
  const desired = desiredReplicas(deployment);
  return { [DESIRED]: String(desired), [MAXIMUM]: String(desired + bounds(deployment).surge) };
}
/** The Deployment was scaled since the set was last resized. */
export function hasOtherSize(set: ReplicaSet, deployment: Deployment): boolean {
  return annotation(set, DESIRED) !== undefined && !hasCurrentSize(set, deployment);
}
export function hasCurrentSize(set: ReplicaSet, deployment: Deployment): boolean {
  return annotation(set, DESIRED) === String(desiredReplicas(deployment));
}

/**
 * The annotations of the ReplicaSet that holds the Deployment's template: the Deployment's own, and the revision.
 * A set that is used again gets the next number and remembers the ones it had.
 */
export function setAnnotations(
  deployment: Deployment,
  set: ReplicaSet | undefined,
  revision: number,
): Record<string, string> {
  const annotations: Record<string, string> = { ...set?.metadata.annotations };
  for (const [name, value] of Object.entries(deployment.metadata.annotations ?? {}))
    if (!NOT_COPIED.has(name)) annotations[name] = value;
  const before = annotations[REVISION];
  if (before === undefined || Number(before) < revision) {
    annotations[REVISION] = String(revision);
    const history = annotations[HISTORY];
    if (before !== undefined) annotations[HISTORY] = history === undefined ? before : `${history},${before}`;
  }
  return set ? annotations : { ...annotations, ...sizeAnnotations(deployment) };
}

export function newReplicaSet(
  deployment: Deployment & Stored,
  options: { hash: string; revision: number; replicas: number; uid: string; created: string },
): ReplicaSet & Stored {
  const { hash, revision, replicas, uid, created } = options;
  const { namespace, name } = deployment.metadata;
  const template = deployment.spec?.template;
  const labels = { ...template?.metadata?.labels, [HASH]: hash };
  const selector = deployment.spec?.selector;
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name}-${hash}`,
      ...(namespace !== undefined && { namespace }),
      uid,
      generation: 1,
      creationTimestamp: created,
      labels,
      annotations: setAnnotations(deployment, undefined, revision),
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas,
      selector: { ...selector, matchLabels: { ...selector?.matchLabels, [HASH]: hash } },
      template: { ...template, metadata: { ...template?.metadata, labels } },
    },
    status: { replicas: 0 },
  };
}
