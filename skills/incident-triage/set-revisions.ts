import type { ControllerRevision, PodTemplate } from '../../src/contracts/kubernetes-objects.js';
import type { ObjectRef } from './finding.js';
import { diffTemplates, type Difference } from './template-diff.js';
import { controllerOf } from './owners.js';
import { type World } from './world.js';

/** A revision of a StatefulSet or DaemonSet that was made, and what it changed. */
export interface SetRevision {
  readonly at: number;
  readonly differences: readonly Difference[];
}

const OWNER = (revision: ControllerRevision): readonly string[] => {
  const owner = controllerOf(revision);
  return owner === undefined ? [] : [owner.name];
};

/**
 * StatefulSets and DaemonSets keep their templates in ControllerRevisions, newest number last. Going back to an old template gives the
 * old object a new number: when that happened, its creation time does not tell, so it is left out.
 */
export function setRevisions(world: World, { kind, namespace, name }: ObjectRef): readonly SetRevision[] {
  if (kind !== 'StatefulSet' && kind !== 'DaemonSet') return [];
  const revisions = world
    .having('ControllerRevision', OWNER, name)
    .filter((each) => (each.metadata.namespace ?? '') === namespace && controllerOf(each)?.kind === kind)
    .toSorted((a, b) => (b.revision ?? 0) - (a.revision ?? 0));
  return revisions.flatMap((revision, index): SetRevision[] => {
    const before = revisions[index + 1];
    const at = madeAt(revision);
    if (before === undefined || Number.isNaN(at) || at < madeAt(before)) return [];
    return [{ at, differences: diffTemplates(templateOf(before), templateOf(revision)) }];
  });
}

function madeAt({ metadata }: ControllerRevision): number {
  return Date.parse(metadata.creationTimestamp ?? '');
}

function templateOf({ data }: ControllerRevision): PodTemplate | undefined {
  return data?.spec?.template;
}
