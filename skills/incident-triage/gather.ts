import { PortError } from '../../src/contracts/errors.js';
import { maskSecrets } from '../../src/contracts/masking.js';
import type { KindName, Kinds } from '../../src/contracts/kubernetes-objects.js';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import type { Place } from '../shared/places.js';
import { logWishes, type LogWish } from './log-wishes.js';
import { logKey, TRIAGE_KINDS, type Incomplete, type Snapshot, type SnapshotObjects } from './snapshot.js';
import { createWorld } from './world.js';

const LOG_TAIL = 60;
const DNS_PODS = { labelSelector: 'k8s-app=kube-dns' };

/**
 * Reads one place: all kinds at once, then the logs that the detectors ask for. What may not be read is named in `incomplete`.
 * @throws PortError when not even pods can be read
 */
export async function gather(kubernetes: KubernetesPort, place: Place, now: number): Promise<Snapshot> {
  const incomplete: Incomplete[] = [{ what: 'Secret', why: 'not_read' }];
  const lists = await Promise.all(TRIAGE_KINDS.map((kind) => listKind(kubernetes, place, kind, incomplete)));
  const dns = await dnsPods(kubernetes, place);
  const objects = lists.reduce<SnapshotObjects>((all, list) => ({ ...all, ...list }), {});
  const everything = dns === undefined ? objects : { ...objects, Pod: [...(objects.Pod ?? []), ...dns] };
  const bare: Snapshot = {
    environment: place.environment.name,
    now,
    readAt: now,
    objects: everything,
    logs: new Map(),
    incomplete,
  };
  const wishes = logWishes(createWorld(bare));
  const logs = await Promise.all(wishes.map((wish) => readLog(kubernetes, place, wish, incomplete)));
  return { ...bare, logs: new Map(logs.flat()) };
}

async function listKind(
  kubernetes: KubernetesPort,
  { target }: Place,
  kind: KindName,
  incomplete: Incomplete[],
): Promise<SnapshotObjects> {
  try {
    return { [kind]: await kubernetes.list(target, kind) };
  } catch (error) {
    // Without pods there is nothing to say; everything else may be missing.
    if (!(error instanceof PortError) || kind === 'Pod') throw error;
    incomplete.push({ what: kind, why: error.code });
    return {};
  }
}

/** The cluster's DNS servers lie in another namespace, which the account may or may not see. */
async function dnsPods(
  kubernetes: KubernetesPort,
  { target }: Place,
): Promise<readonly Kinds['Pod'][] | undefined> {
  try {
    return await kubernetes.list({ ...target, namespace: 'kube-system' }, 'Pod', DNS_PODS);
  } catch (error) {
    if (error instanceof PortError) return undefined;
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
