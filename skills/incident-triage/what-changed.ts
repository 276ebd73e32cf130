import type { KubernetesObject, ReplicaSet } from '../../src/contracts/kubernetes-objects.js';
import { MARKS } from '../../src/contracts/marks.js';
import { dataWrittenAt } from './detectors/stale-config.js';
import { refKey, sameRef, type Finding, type ObjectRef } from './finding.js';
import { configMapsOf, secretsOf } from './references.js';
import { refsOf } from './services.js';
import { diffTemplates, type Difference } from './template-diff.js';
import { eventTime, type World } from './world.js';

/** Something that was changed, when, and by whom where the objects tell. */
export interface Change {
  readonly at: number;
  readonly object: ObjectRef;
  readonly kind: 'revision' | 'restart' | 'config' | 'object' | 'scale';
  /** What exactly: `2.2.4 → 2.3.0, env DB_URL changed`. */
  readonly text: string;
  readonly who: string | undefined;
}

/** Older changes are history, not news. */
const WINDOW_MS = 24 * 60 * 60_000;
/** Clocks and controllers: a change is "before" when it is at most this much after. */
const SLACK_MS = 5_000;

/**
 * Changes to a finding's objects, or to what they refer to, before it began, closest first. A change after the onset is never
 * the cause; without a known onset nothing is blamed.
 */
export function changesBefore(world: World, finding: Finding): readonly Change[] {
  const { onset } = finding;
  if (onset === undefined) return [];
  return changesFor(world, finding)
    .filter(({ at }) => at <= onset + SLACK_MS && at >= onset - WINDOW_MS)
    .sort((a, b) => b.at - a.at);
}

function changesFor(world: World, finding: Finding): readonly Change[] {
  const { workload, object, about = [] } = finding;
  const template =
    workload === undefined
      ? undefined
      : world.workloads(workload.namespace).find(({ ref }) => sameRef(ref, workload))?.template;
  const named = (kind: 'ConfigMap' | 'Secret', names: readonly string[]): ObjectRef[] =>
    names.map((name) => ({ kind, namespace: workload?.namespace ?? '', name }));
  const objects = [
    object,
    ...about,
    ...(template === undefined
      ? []
      : [...named('ConfigMap', configMapsOf(template)), ...named('Secret', secretsOf(template))]),
    ...(workload === undefined ? [] : refsOf(world, 'NetworkPolicy', workload.namespace)),
  ];
  return [
    ...(workload?.kind === 'Deployment' ? revisionChanges(world, workload) : []),
    ...(workload === undefined ? [] : scalings(world, workload)),
    ...[...new Map(objects.map((ref) => [refKey(ref), ref])).values()].flatMap((ref) =>
      objectChanges(world, ref),
    ),
  ];
}

/** Each ReplicaSet is a revision; what it changed is the difference to the one before it. */
export function revisionChanges(world: World, deployment: ObjectRef): readonly Change[] {
  const sets = world.replicaSetsOf(deployment);
  return sets.flatMap((set, index): Change[] => {
    const before = sets[index + 1];
    const at = Date.parse(set.metadata.creationTimestamp ?? '');
    if (before === undefined || Number.isNaN(at)) return [];
    const differences = diffTemplates(before.spec?.template, set.spec?.template);
    const restart = differences.length > 0 && differences.every(({ kind }) => kind === 'restart');
    const text = textOf(differences);
    return [{ at, object: deployment, kind: restart ? 'restart' : 'revision', text, who: causeOf(set) }];
  });
}

function textOf(differences: readonly Difference[]): string {
  return differences.length === 0
    ? 'new revision'
    : differences
        .slice(0, 4)
        .map(({ text }) => text)
        .join(', ');
}

function causeOf({ metadata }: ReplicaSet): string | undefined {
  return metadata.annotations?.[MARKS.changeCause];
}

function scalings(world: World, workload: ObjectRef): readonly Change[] {
  return world
    .events(workload)
    .filter(
      ({ reason, message = '' }) =>
        reason === 'ScalingReplicaSet' && /to 0\b/.test(message) && /from/.test(message),
    )
    .map((event) => ({
      at: eventTime(event),
      object: workload,
      kind: 'scale',
      text: event.message ?? '',
      who: undefined,
    }));
}

const WRITTEN = [
  'ConfigMap',
  'Secret',
  'Service',
  'NetworkPolicy',
  'ResourceQuota',
  'HorizontalPodAutoscaler',
  'Ingress',
] as const;

/** The last write of an object, by its managed fields; its creation is a change too where nothing was written later. */
function objectChanges(world: World, ref: ObjectRef): readonly Change[] {
  const kind = WRITTEN.find((each) => each === ref.kind);
  const object: KubernetesObject | undefined =
    kind === undefined ? undefined : world.find(kind, ref.namespace, ref.name);
  if (object === undefined) return [];
  const config = ref.kind === 'ConfigMap' || ref.kind === 'Secret';
  const writes = (object.metadata.managedFields ?? []).flatMap(({ time, manager, subresource }) => {
    const at = Date.parse(time ?? '');
    return Number.isNaN(at) || subresource === 'status' ? [] : [{ at, manager }];
  });
  const [last] = writes.sort((a, b) => b.at - a.at);
  const at =
    (config ? dataWrittenAt(object) : undefined) ??
    last?.at ??
    Date.parse(object.metadata.creationTimestamp ?? '');
  if (Number.isNaN(at)) return [];
  const who = writes.find((write) => write.at === at)?.manager;
  return [
    { at, object: ref, kind: config ? 'config' : 'object', text: `${ref.kind} ${ref.name} changed`, who },
  ];
}

/** The newest revision of a Deployment and the one before it, for the differential test. */
export function newestRevision(
  world: World,
  deployment: ObjectRef,
): { readonly set: ReplicaSet; readonly before: ReplicaSet } | undefined {
  const [set, before] = world.replicaSetsOf(deployment);
  return set === undefined || before === undefined ? undefined : { set, before };
}
