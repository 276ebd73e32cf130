import { isActive, onsetOf } from '../containers.js';
import { eventOf, quote } from '../proof.js';
import { refOf } from '../world.js';
import type { Detector } from './detector.js';

export const sandboxFailed: Detector = (world) =>
  world.restless().flatMap((pod) => {
    const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
    const waits = statuses.every(
      ({ state }) => state?.running === undefined && state?.terminated === undefined,
    );
    if (!isActive(pod) || !waits || pod.spec?.nodeName === undefined) return [];
    const ref = refOf('Pod', pod);
    const proof = eventOf(world, ref, ['FailedCreatePodSandBox']);
    if (proof === undefined) return [];
    const { nodeName } = pod.spec;
    return [
      {
        mode: 'SandboxFailed',
        object: ref,
        onset: onsetOf(pod),
        params: { node: nodeName },
        evidence: [quote(ref, proof)],
      },
    ];
  });
