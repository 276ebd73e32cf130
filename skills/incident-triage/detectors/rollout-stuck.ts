import type { Deployment, Pod } from '../../../src/contracts/kubernetes-objects.js';
import { MARKS } from '../../../src/contracts/marks.js';
import { isReady } from '../../shared/doom.js';
import { condition, desiredReplicas } from '../../shared/rollout.js';
import { isActive, onsetOf } from '../containers.js';
import { quote } from '../proof.js';
import { refOf, type World } from '../world.js';
import type { Detector } from './detector.js';

const DOOMED = new Set([
  'CrashLoopBackOff',
  'ImagePullBackOff',
  'ErrImagePull',
  'InvalidImageName',
  'ErrImageNeverPull',
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
]);

/** The newest revision's pods, by the hash that the controller put on its ReplicaSet. */
function newestPods(world: World, deployment: Deployment): readonly Pod[] {
  const ref = refOf('Deployment', deployment);
  const [newest] = world.replicaSetsOf(ref);
  const hash = newest?.metadata.labels?.[MARKS.templateHash];
  if (hash === undefined) return [];
  return world
    .podsOf(ref)
    .filter((pod) => pod.metadata.labels?.[MARKS.templateHash] === hash && isActive(pod));
}

function isDoomed(pod: Pod): boolean {
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  return statuses.some(({ state }) => DOOMED.has(state?.waiting?.reason ?? ''));
}

export const rolloutStuck: Detector = (world) =>
  world.list('Deployment').flatMap((deployment) => {
    const { updatedReplicas = 0, replicas = 0 } = deployment.status ?? {};
    const progressing = condition(deployment, 'Progressing');
    const late = progressing?.status === 'False' && progressing.reason === 'ProgressDeadlineExceeded';
    // Between two revisions only: the pods of a finished rollout that fail later are no rollout's matter.
    const unfinished = updatedReplicas < desiredReplicas(deployment) || replicas > updatedReplicas;
    if (!late && !unfinished) return [];
    const pods = newestPods(world, deployment);
    const doomed = unfinished && pods.length > 0 && pods.every((pod) => !isReady(pod) && isDoomed(pod));
    if (!late && !doomed) return [];
    const ref = refOf('Deployment', deployment);
    const began = pods.flatMap((pod) => onsetOf(pod) ?? []);
    const texts = [
      late ? `condition Progressing: ProgressDeadlineExceeded, ${progressing.message ?? ''}` : undefined,
      doomed ? `all ${pods.length} pods of the new revision fail` : undefined,
    ];
    return [
      {
        mode: 'RolloutStuck',
        object: ref,
        onset: began.length === 0 ? undefined : Math.min(...began),
        about: world
          .replicaSetsOf(ref)
          .slice(0, 1)
          .map((set) => refOf('ReplicaSet', set)),
        evidence: texts.flatMap((text) => (text === undefined ? [] : [quote(ref, text)])),
      },
    ];
  });
