import type { KindName, KubernetesObject } from '../../src/contracts/kubernetes-objects.js';
import { trustKubernetesObject } from '../../src/trust-boundaries.js';
import { collect } from './collection.js';
import {
  TRIAGE_KINDS,
  type Incomplete,
  type LeavingObject,
  type Snapshot,
  type SnapshotObjects,
} from './snapshot.js';

/** Saved objects whose fields have been checked: the form in which files are handed to triage. */
export interface SavedObjects {
  readonly objects: ReadonlyMap<string, readonly object[]>;
  readonly logs: ReadonlyMap<string, string>;
  /** Epoch milliseconds; 0 when the objects name no time. */
  readonly newest: number;
  readonly problems: readonly Incomplete[];
}

const KNOWN: readonly KindName[] = [...TRIAGE_KINDS, 'Secret', 'EndpointSlice'];
/** What `kubectl get all` writes: where two of them are in a file, the others were looked at and are empty. */
const TOGETHER: readonly KindName[] = [
  'Pod',
  'Service',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'Job',
];
/** Of these only a deletion that does not end is a finding, and that is looked for. */
const LOOKED_OVER: ReadonlySet<string> = new Set(['Namespace', 'PersistentVolume']);
/** Without these much cannot be told. */
const WANTED: readonly KindName[] = ['Pod', 'Event', 'Node', 'Secret'];

/**
 * Saved objects as a snapshot. Its moment is the newest time that the objects name: an old file is judged as of when it was saved.
 * @param environment how commands call the place; undefined: the namespace of each object
 */
export function savedSnapshot(
  saved: SavedObjects,
  environment: string | undefined,
  readAt: number,
): Snapshot {
  const together = TOGETHER.filter((kind) => saved.objects.has(kind)).length > 1;
  const objects = KNOWN.reduce<SnapshotObjects>((all, kind) => {
    const found = saved.objects.get(kind);
    if (found === undefined && !(together && TOGETHER.includes(kind))) return all;
    const trusted = (found ?? []).map((each) => trustKubernetesObject<KubernetesObject>(each));
    return { ...all, [kind]: collect(trusted) };
  }, {});
  const others = [...saved.objects.keys()].filter((kind) => !KNOWN.some((each) => each === kind));
  const strange = others.filter((kind) => !LOOKED_OVER.has(kind));
  return {
    environment,
    now: saved.newest > 0 ? Math.min(saved.newest, readAt) : readAt,
    readAt,
    objects,
    logs: saved.logs,
    leaving: others.flatMap((kind) =>
      (saved.objects.get(kind) ?? [])
        .map((each) => trustKubernetesObject<LeavingObject>(each))
        .filter(({ metadata }) => metadata.deletionTimestamp !== undefined),
    ),
    incomplete: [
      ...saved.problems,
      ...WANTED.filter((kind) => objects[kind] === undefined).map((what) => ({ what, why: 'not_in_files' })),
      ...strange.slice(0, 10).map((what) => ({ what, why: 'not_examined' })),
    ],
  };
}
