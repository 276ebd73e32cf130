import type { KubernetesObject, ReplicaSet } from '../../src/contracts/kubernetes-objects.js';
import { MARKS } from '../../src/contracts/marks.js';
import { dataWrittenAt } from './detectors/stale-config.js';
import { refKey, sameRef, type Finding, type ObjectRef } from './finding.js';
import { configMapsOf, secretsOf } from './references.js';
import { refsOf } from './services.js';
import type { OwnOperation } from './own-operations.js';
import { setRevisions } from './set-revisions.js';
import { diffTemplates, type Difference, type Said } from './template-diff.js';
import { eventTime, type World } from './world.js';

/** Something that was changed, when, and by whom where the objects or this bot's own records tell. */
export interface Change {
  readonly at: number;
  readonly object: ObjectRef;
  readonly kind: 'revision' | 'restart' | 'config' | 'object' | 'scale' | 'operation';
  /** What exactly: `2.2.4 → 2.3.0`, `env DB_URL`. Never empty. */
  readonly said: readonly Said[];
  readonly who: string | undefined;
  /** The operation of this bot that did it. */
  readonly operation?: number;
  /** The versions that a new revision went from and to, where its image changed. */
  readonly versions?: { readonly from: string; readonly to: string };
}

/** Older changes are history, not news. */
export const NEWS_MS = 24 * 60 * 60_000;
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
    .filter(({ at }) => at <= onset + SLACK_MS && at >= onset - NEWS_MS)
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
  const revisions = workload === undefined ? [] : revisionsOf(world, workload);
  return [
    ...revisions,
    ...(workload === undefined ? [] : operations(world, workload, revisions)),
    ...(workload === undefined ? [] : scalings(world, workload)),
    ...[...new Map(objects.map((ref) => [refKey(ref), ref])).values()].flatMap((ref) =>
      objectChanges(world, ref),
    ),
  ];
}

function revisionsOf(world: World, workload: ObjectRef): readonly Change[] {
  if (workload.kind === 'Deployment') return revisionChanges(world, workload);
  return setRevisions(world, workload).map(({ at, differences }) => ({
    ...describe(differences),
    at,
    object: workload,
    who: undefined,
  }));
}

/** Each ReplicaSet is a revision; what it changed is the difference to the one before it. */
export function revisionChanges(world: World, deployment: ObjectRef): readonly Change[] {
  const sets = world.replicaSetsOf(deployment);
  return sets.flatMap((set, index): Change[] => {
    const before = sets[index + 1];
    const at = Date.parse(set.metadata.creationTimestamp ?? '');
    if (before === undefined || Number.isNaN(at)) return [];
    const own = operationOf(world, set);
    const described = describe(diffTemplates(before.spec?.template, set.spec?.template));
    const by = own === undefined ? { who: causeOf(set) } : { who: own.who, operation: own.number };
    return [{ ...described, ...by, at, object: deployment }];
  });
}

/** Parts of a change that are told; a template may differ in dozens of fields. */
const TOLD = 4;

function describe(differences: readonly Difference[]): Pick<Change, 'kind' | 'said' | 'versions'> {
  const restart = differences.length > 0 && differences.every(({ kind }) => kind === 'restart');
  const said = differences.slice(0, TOLD).map((each) => each.said);
  const image = differences.find(({ kind }) => kind === 'image')?.said.params;
  return {
    kind: restart ? 'restart' : 'revision',
    said: said.length === 0 ? [{ key: 'changed_revision' }] : said,
    ...(image === undefined ? {} : { versions: { from: String(image['from']), to: String(image['to']) } }),
  };
}

/** The operation of this bot that made a revision: steps write `<operation id>/<step>` on what they change. */
function operationOf(world: World, { metadata }: ReplicaSet): OwnOperation | undefined {
  const id = metadata.annotations?.[MARKS.operation]?.split('/')[0];
  return id === undefined ? undefined : world.snapshot.operations?.find((each) => each.id === id);
}

/** What this bot did to a workload, apart from the revisions that tell the same in more detail. */
function operations(world: World, workload: ObjectRef, revisions: readonly Change[]): readonly Change[] {
  const told = new Set(revisions.map(({ operation }) => operation));
  return (world.snapshot.operations ?? [])
    .filter(({ objects, number }) => !told.has(number) && objects.some((each) => sameRef(each, workload)))
    .map(({ at, number, skill, from, to, who }) => ({
      ...{ at, object: workload, kind: 'operation', who, operation: number },
      said: [{ key: 'changed_operation', params: { skill, from, to } }],
    }));
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
      said: [{ key: 'changed_scale', params: { message: event.message ?? '' } }],
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

/** That one of these was made can break what worked before; of others only a later write can. */
const RESTRICTING: ReadonlySet<string> = new Set(['NetworkPolicy', 'ResourceQuota']);
/** Creating an object writes it, in the same second. */
const SAME_MOMENT_MS = 2_000;

/** The last write of an object by its managed fields, controllers' and status apart. */
function objectChanges(world: World, ref: ObjectRef): readonly Change[] {
  const kind = WRITTEN.find((each) => each === ref.kind);
  const object: KubernetesObject | undefined =
    kind === undefined ? undefined : world.find(kind, ref.namespace, ref.name);
  if (object === undefined) return [];
  const config = ref.kind === 'ConfigMap' || ref.kind === 'Secret';
  const made = Date.parse(object.metadata.creationTimestamp ?? '');
  const writes = (object.metadata.managedFields ?? []).flatMap(({ time, manager, subresource, fieldsV1 }) => {
    const at = Date.parse(time ?? '');
    return Number.isNaN(at) || subresource === 'status' || isStatusOnly(fieldsV1) ? [] : [{ at, manager }];
  });
  const [last] = writes.sort((a, b) => b.at - a.at);
  const at = (config ? dataWrittenAt(object) : undefined) ?? last?.at ?? made;
  const creation = Math.abs(at - made) <= SAME_MOMENT_MS;
  if (Number.isNaN(at) || (creation && !RESTRICTING.has(ref.kind))) return [];
  const who = writes.find((write) => write.at === at)?.manager;
  const said: Said = {
    key: creation ? 'changed_created' : 'changed_object',
    params: { kind: ref.kind, name: ref.name },
  };
  return [{ at, object: ref, kind: config ? 'config' : 'object', said: [said], who }];
}

/** Older servers do not name the subresource that was written; the fields tell. */
function isStatusOnly(fields: unknown): boolean {
  if (typeof fields !== 'object' || fields === null) return false;
  const parts = Object.keys(fields).filter((part) => part !== 'f:metadata');
  return parts.length > 0 && parts.every((part) => part === 'f:status');
}

/** The newest revision of a Deployment and the one before it, for the differential test. */
export function newestRevision(
  world: World,
  deployment: ObjectRef,
): { readonly set: ReplicaSet; readonly before: ReplicaSet } | undefined {
  const [set, before] = world.replicaSetsOf(deployment);
  return set === undefined || before === undefined ? undefined : { set, before };
}
