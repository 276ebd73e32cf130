import { MARKS } from '../../src/contracts/marks.js';
import { refKey, type Detected, type Finding, type ObjectRef } from './finding.js';
import { serviceFor, workloadFor } from './services.js';
import type { World } from './world.js';

/** Pods that evidence is quoted from, of one workload. */
const SAMPLES = 3;
/** Objects that are remembered of one finding: enough to tell whether they share a node. */
const REMEMBERED = 50;

/** The same mode at pods of one workload and revision is one finding, quoted from at most three of them. */
export function fold(world: World, detected: readonly Detected[]): readonly Finding[] {
  const groups = new Map<string, Detected[]>();
  for (const each of detected) {
    const key = groupKey(world, each);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return [...groups].map(([id, group]) => folded(world, id, group));
}

function groupKey(world: World, { mode, object, params }: Detected): string {
  if (object.kind !== 'Pod') return `${mode} ${refKey(object)}`;
  const pod = world.find('Pod', object.namespace, object.name);
  const workload = pod === undefined ? undefined : world.workloadOf(pod);
  if (workload === undefined) return `${mode} ${refKey(object)}`;
  const revision = pod?.metadata.labels?.[MARKS.templateHash] ?? '';
  return `${mode} ${refKey(workload)} ${revision} ${String(params?.['container'] ?? '')}`;
}

function folded(world: World, id: string, group: readonly Detected[]): Finding {
  const [first] = group;
  if (first === undefined) throw new Error('a group of findings is never empty');
  const onsets = group.flatMap(({ onset }) => onset ?? []);
  const about = new Map(group.flatMap(({ about: objects = [] }) => objects.map((ref) => [refKey(ref), ref])));
  const next = group.flatMap(({ next: steps = [] }) => steps);
  return {
    ...first,
    id,
    onset: onsets.length === 0 ? undefined : Math.min(...onsets),
    evidence: distinct(group.slice(0, SAMPLES).flatMap(({ evidence }) => evidence)),
    about: [...about.values()],
    ...(next[0] === undefined ? {} : { next: [next[0]] }),
    service: serviceFor(world, first.object),
    workload: workloadFor(world, first.object),
    objects: objectsOf(group),
    count: new Set(group.map(({ object }) => refKey(object))).size,
  };
}

function objectsOf(group: readonly Detected[]): readonly ObjectRef[] {
  return [...new Map(group.map(({ object }) => [refKey(object), object])).values()].slice(0, REMEMBERED);
}

function distinct(evidence: Finding['evidence']): Finding['evidence'] {
  return [...new Map(evidence.map((each) => [`${each.object} ${each.text}`, each])).values()];
}
