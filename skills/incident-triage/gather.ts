import { PortError } from '../../src/contracts/errors.js';
import { maskSecrets } from '../../src/contracts/masking.js';
import type { KindName, Kinds } from '../../src/contracts/kubernetes-objects.js';
import type { Indexed, KubernetesPort, ListOptions } from '../../src/contracts/ports/kubernetes.js';
import type { Place } from '../shared/places.js';
import { collect, joined } from './collection.js';
import { NO_RECORDS, operationsAt, type OwnRecords } from './own-operations.js';
import { logWishes, type LogWish } from './log-wishes.js';
import { withoutValues } from './secrets.js';
import { logKey, TRIAGE_KINDS, type Incomplete, type SnapshotObjects } from './snapshot.js';
import { createWorld, type World } from './world.js';

const LOG_TAIL = 60;
const DNS_PODS = { labelSelector: 'k8s-app=kube-dns' };
/** The server speaks at least every half minute of each kind that is kept: longer silence is said. */
const SILENCE_MS = 75_000;

export interface Gathering {
  readonly now: number;
  /** Whether Secrets may be read: their keys, dates and certificates, never their values. */
  readonly secrets: boolean;
  /** What this bot itself did lately, wherever. */
  readonly own?: OwnRecords;
}

/**
 * Reads one place: all kinds at once, from what is kept at hand where that is possible, then the logs that the detectors ask for.
 * What may not be read is named in `incomplete`.
 * @throws PortError when not even pods can be read
 */
export async function gather(
  kubernetes: KubernetesPort,
  place: Place,
  { now, secrets, own = NO_RECORDS }: Gathering,
): Promise<World> {
  const incomplete: Incomplete[] = [
    ...(secrets ? [] : [{ what: 'Secret', why: 'not_read' }]),
    ...own.incomplete,
  ];
  const kinds: readonly KindName[] = secrets ? [...TRIAGE_KINDS, 'Secret'] : TRIAGE_KINDS;
  const heard: number[] = [];
  const [lists, dns] = await Promise.all([
    Promise.all(kinds.map((kind) => listKind(kubernetes, place, kind, incomplete, heard))),
    dnsPods(kubernetes, place, heard),
  ]);
  const objects = lists.reduce<SnapshotObjects>((all, list) => ({ ...all, ...list }), {});
  const logs = new Map<string, string>();
  const heardAt = Math.min(now, ...heard);
  const silent = now - heardAt > SILENCE_MS;
  const world = createWorld({
    environment: place.environment.name,
    now,
    readAt: now,
    objects: { ...objects, Pod: joined(objects.Pod ?? collect<Kinds['Pod']>([]), dns) },
    logs,
    incomplete,
    operations: operationsAt(place, own.operations),
    heardAt: silent ? heardAt : undefined,
  });
  // A server that says nothing gives no logs either: better the answer now.
  if (silent) incomplete.push({ what: 'logs', why: 'silent' });
  const wishes = silent ? [] : logWishes(world);
  const read = await Promise.all(wishes.map((wish) => readLog(kubernetes, place, wish, incomplete)));
  for (const [key, text] of read.flat()) logs.set(key, text);
  return world;
}

async function listKind(
  kubernetes: KubernetesPort,
  { target }: Place,
  kind: KindName,
  incomplete: Incomplete[],
  heard: number[],
): Promise<SnapshotObjects> {
  try {
    return { [kind]: await read(kubernetes, target, kind, heard) };
  } catch (error) {
    // Without pods there is nothing to say; everything else may be missing.
    if (!(error instanceof PortError) || kind === 'Pod') throw error;
    incomplete.push({ what: kind, why: error.code });
    return {};
  }
}

/** What is kept of a kind, else a list of it. */
async function read<K extends KindName>(
  kubernetes: KubernetesPort,
  target: Place['target'],
  kind: K,
  heard: number[],
  options: ListOptions = {},
): Promise<Indexed<Kinds[K]>> {
  const kept = await kubernetes.kept?.(target, kind, options);
  if (kept !== undefined) {
    heard.push(kept.heardAt);
    return kept;
  }
  const listed = await kubernetes.list(target, kind, options);
  return collect(kind === 'Secret' ? listed.map(withoutValues) : listed);
}

/** The cluster's DNS servers lie in another namespace, which the account may or may not see. */
async function dnsPods(
  kubernetes: KubernetesPort,
  { target }: Place,
  heard: number[],
): Promise<Indexed<Kinds['Pod']>> {
  try {
    return await read(kubernetes, { ...target, namespace: 'kube-system' }, 'Pod', heard, DNS_PODS);
  } catch (error) {
    if (error instanceof PortError) return collect<Kinds['Pod']>([]);
    throw error;
  }
}

async function readLog(
  kubernetes: KubernetesPort,
  { target }: Place,
  wish: LogWish,
  incomplete: Incomplete[],
): Promise<readonly (readonly [string, string])[]> {
  const { namespace, pod, container, previous } = wish;
  try {
    const lines = await kubernetes.logs({ ...target, namespace }, pod, {
      container,
      previous,
      tail: LOG_TAIL,
    });
    return [[logKey(namespace, pod, container), maskSecrets(lines.join('\n'))]];
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    if (error.code === 'forbidden') incomplete.push({ what: `log of ${pod}`, why: error.code });
    return [];
  }
}
