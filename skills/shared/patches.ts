import type { Deployment, PodTemplate } from '../../src/contracts/kubernetes-objects.js';
import { MARKS } from '../../src/contracts/marks.js';
import type { PatchOperation } from '../../src/contracts/ports/kubernetes.js';

/** A key as one segment of a JSON pointer (RFC 6901 §3). */
export function pointerSegment(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The very object, not a namesake made later. Every patch begins with it. */
export function sameObject(deployment: Deployment): PatchOperation {
  return { op: 'test', path: '/metadata/uid', value: deployment.metadata.uid };
}

/**
 * The very specification that was read. For changes that replace something too large to test by value (a template);
 * annotations and status do not move the generation, a change of replicas by an autoscaler does (read again then).
 */
function sameSpecification(deployment: Deployment): PatchOperation {
  return { op: 'test', path: '/metadata/generation', value: deployment.metadata.generation };
}

/**
 * Sets or (with undefined) removes annotations of the Deployment. A Deployment without any gets the whole map: its
 * controller writes one within moments of its creation, so nobody else's is overwritten in practice.
 */
export function annotate(
  deployment: Deployment,
  changes: Readonly<Record<string, string | undefined>>,
): readonly PatchOperation[] {
  const present = deployment.metadata.annotations;
  const set = Object.entries(changes).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  if (present === undefined)
    return [{ op: 'add', path: '/metadata/annotations', value: Object.fromEntries(set) }];
  const path = (key: string): string => `/metadata/annotations/${pointerSegment(key)}`;
  const removed = Object.keys(changes).filter(
    (key) => changes[key] === undefined && present[key] !== undefined,
  );
  return [
    ...set.map(([key, value]): PatchOperation => ({ op: 'add', path: path(key), value })),
    ...removed.map((key): PatchOperation => ({ op: 'remove', path: path(key) })),
  ];
}

/** Another image for one container, guarded by the container's name and its image so far. */
export function changeImage(
  index: number,
  container: string,
  from: string,
  to: string,
): readonly PatchOperation[] {
  const path = `/spec/template/spec/containers/${index}`;
  return [
    { op: 'test', path: `${path}/name`, value: container },
    { op: 'test', path: `${path}/image`, value: from },
    { op: 'replace', path: `${path}/image`, value: to },
  ];
}

/** An earlier template, and the rollout goes on: `kubectl rollout undo` refuses a paused Deployment, this does not. */
export function revertTemplate(deployment: Deployment, template: PodTemplate): readonly PatchOperation[] {
  return [
    sameSpecification(deployment),
    { op: 'replace', path: '/spec/template', value: template },
    ...(deployment.spec?.paused === true ? setPaused(deployment, false) : []),
  ];
}

/** Guarded by the number that the plan showed. */
export function changeReplicas(from: number, to: number): readonly PatchOperation[] {
  return [
    { op: 'test', path: '/spec/replicas', value: from },
    { op: 'replace', path: '/spec/replicas', value: to },
  ];
}

/** What `kubectl rollout restart` writes. `at` is an RFC 3339 time. */
export function restartTemplate(deployment: Deployment, at: string): readonly PatchOperation[] {
  const metadata = deployment.spec?.template?.metadata;
  const mark = { [MARKS.restartedAt]: at };
  const path = '/spec/template/metadata';
  if (metadata === undefined)
    return [sameSpecification(deployment), { op: 'add', path, value: { annotations: mark } }];
  if (metadata.annotations === undefined)
    return [sameSpecification(deployment), { op: 'add', path: `${path}/annotations`, value: mark }];
  const annotation = `${path}/annotations/${pointerSegment(MARKS.restartedAt)}`;
  return [sameSpecification(deployment), { op: 'add', path: annotation, value: at }];
}

/** Pauses or continues the rollout. The API server leaves `paused` out when it is false. */
export function setPaused(deployment: Deployment, paused: boolean): readonly PatchOperation[] {
  if (deployment.spec?.paused === true)
    return [
      { op: 'test', path: '/spec/paused', value: true },
      { op: 'replace', path: '/spec/paused', value: paused },
    ];
  return [sameSpecification(deployment), { op: 'add', path: '/spec/paused', value: paused }];
}
