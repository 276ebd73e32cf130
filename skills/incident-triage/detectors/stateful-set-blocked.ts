import type { Pod, StatefulSet } from '../../../src/contracts/kubernetes-objects.js';
import { isReady } from '../../shared/doom.js';
import { isActive, onsetOf } from '../containers.js';
import { quote } from '../proof.js';
import { refOf } from '../world.js';
import type { Detector } from './detector.js';

const REVISION = 'controller-revision-hash';
const STARTING_MS = 60_000;

/** A pod that will not become ready by waiting: it crashes, cannot pull, cannot be placed, or has been unready for a while. */
function isBroken(pod: Pod, now: number): boolean {
  if (!isActive(pod) || isReady(pod)) return false;
  const waiting = (pod.status?.containerStatuses ?? []).some(({ state, restartCount = 0 }) => {
    const reason = state?.waiting?.reason;
    return (
      restartCount > 0 ||
      (reason !== undefined && reason !== 'ContainerCreating' && reason !== 'PodInitializing')
    );
  });
  return waiting || now - (onsetOf(pod) ?? now) > STARTING_MS;
}

/** What waits behind the broken pod: a pod that is not made yet, or one that still has another revision. */
function waitsBehind({ spec, status }: StatefulSet, pods: readonly Pod[], broken: Pod): string | undefined {
  const wanted = spec?.replicas ?? 1;
  const target = status?.updateRevision;
  const own = broken.metadata.labels?.[REVISION];
  if (target !== undefined && own !== undefined && own !== target)
    return `its controller-revision-hash ${own}, status.updateRevision ${target}`;
  if (pods.length < wanted) return `spec.replicas ${wanted}, pods made ${pods.length}`;
  const outdated = pods.filter(
    (pod) => target !== undefined && pod !== broken && pod.metadata.labels?.[REVISION] !== target,
  );
  return outdated.length === 0 ? undefined : `pods of an older revision behind it: ${outdated.length}`;
}

export const statefulSetBlocked: Detector = (world) =>
  world.list('StatefulSet').flatMap((set) => {
    if (set.spec?.podManagementPolicy === 'Parallel') return [];
    const ref = refOf('StatefulSet', set);
    const pods = world.podsOf(ref);
    const broken = pods.find((pod) => isBroken(pod, world.now));
    const waits = broken === undefined ? undefined : waitsBehind(set, pods, broken);
    if (broken === undefined || waits === undefined) return [];
    const pod = refOf('Pod', broken);
    const target = set.status?.updateRevision;
    const reverted = target !== undefined && broken.metadata.labels?.[REVISION] !== target;
    return [
      {
        mode: 'StatefulSetBlocked',
        object: ref,
        onset: onsetOf(broken),
        params: { pod: pod.name, reverted: reverted ? 'yes' : 'no' },
        about: [pod],
        evidence: [quote(pod, 'condition Ready: False'), quote(ref, waits)],
        next: [{ kind: 'kubectl', command: `kubectl delete pod ${pod.name} -n ${pod.namespace}` }],
      },
    ];
  });
