import { createHash } from 'node:crypto';
import { canonicalJson } from '../../src/contracts/json.js';
import type { Deployment, PodTemplate, ReplicaSet } from '../../src/contracts/kubernetes-objects.js';
import { MARKS } from '../../src/contracts/marks.js';

/** Null, `{}` and `[]` mean the same as absence to the API server, and servers differ in which they send. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (value === null || typeof value !== 'object') return value ?? undefined;
  const entries = Object.entries(value)
    .map(([key, inner]) => [key, withoutEmpty(inner)] as const)
    .filter(([, inner]) => inner !== undefined && !isEmpty(inner));
  return Object.fromEntries(entries);
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function without(
  map: Readonly<Record<string, string>> | undefined,
  key: string,
): Readonly<Record<string, string>> | undefined {
  if (map?.[key] === undefined) return map;
  return Object.fromEntries(Object.entries(map).filter(([name]) => name !== key));
}

/** The template as a Deployment holds it: a ReplicaSet's copy carries one more label, which its controller set. */
export function withoutHash(template: PodTemplate): PodTemplate {
  const labels = without(template.metadata?.labels, MARKS.templateHash);
  if (template.metadata === undefined || labels === undefined) return template;
  return { ...template, metadata: { ...template.metadata, labels } };
}

/**
 * A sha256 over a pod template. Equal exactly when the Deployment controller takes two templates for the same revision.
 * Used in plans instead of the template itself, which may hold secrets as plain environment values.
 */
export function templateDigest(template: PodTemplate | undefined): string {
  const plain = withoutEmpty(template === undefined ? {} : withoutHash(template));
  return createHash('sha256').update(canonicalJson(plain)).digest('hex');
}

/** As {@link templateDigest}, blind to restarts: two revisions that differ only in `restartedAt` run the same thing. */
export function substanceDigest(template: PodTemplate | undefined): string {
  const annotations = without(template?.metadata?.annotations, MARKS.restartedAt);
  if (template?.metadata === undefined || annotations === undefined) return templateDigest(template);
  return templateDigest({ ...template, metadata: { ...template.metadata, annotations } });
}

/** The ReplicaSets that a Deployment controls. */
export function ownedBy(deployment: Deployment, replicaSets: readonly ReplicaSet[]): readonly ReplicaSet[] {
  return replicaSets.filter((replicaSet) =>
    replicaSet.metadata.ownerReferences?.some(
      ({ kind, uid }) => kind === 'Deployment' && uid === deployment.metadata.uid,
    ),
  );
}

/** The ReplicaSet of a Deployment's template; undefined until the controller made it. */
export function currentReplicaSet(
  deployment: Deployment,
  replicaSets: readonly ReplicaSet[],
): ReplicaSet | undefined {
  const wanted = templateDigest(deployment.spec?.template);
  return ownedBy(deployment, replicaSets).find(({ spec }) => templateDigest(spec?.template) === wanted);
}

/** The label by which pods, ReplicaSets and the abandoned list name a template. */
export function hashOf(replicaSet: ReplicaSet): string {
  return replicaSet.metadata.labels?.[MARKS.templateHash] ?? replicaSet.metadata.name.split('-').at(-1) ?? '';
}
