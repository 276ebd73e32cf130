import { isActive, onsetOf } from '../containers.js';
import type { ObjectRef } from '../finding.js';
import { eventOf, quote } from '../proof.js';
import { refOf } from '../world.js';
import { claimsOf } from '../references.js';
import type { Detector } from './detector.js';
import { isMissingConfig } from './missing-config.js';

const TRANSIENT = /failed to sync|object .* not registered/i;

/** The pod waits for a volume that cannot be attached or mounted; a missing ConfigMap or Secret is a mode of its own. */
export const volumeMountFailed: Detector = (world) =>
  world.restless().flatMap((pod) => {
    const waits = [
      ...(pod.status?.initContainerStatuses ?? []),
      ...(pod.status?.containerStatuses ?? []),
    ].some(
      ({ state }) =>
        state?.waiting?.reason === 'ContainerCreating' || state?.waiting?.reason === 'PodInitializing',
    );
    if (!waits || !isActive(pod)) return [];
    const ref = refOf('Pod', pod);
    const fits = (message: string): boolean => !TRANSIENT.test(message) && !isMissingConfig(message);
    const attach = eventOf(world, ref, ['FailedAttachVolume'], fits);
    const mount = eventOf(world, ref, ['FailedMount'], fits);
    const proof = attach ?? mount;
    // A timeout waiting for volumes only repeats what a missing ConfigMap's own event says.
    const missing = eventOf(world, ref, ['FailedMount'], isMissingConfig);
    if (proof === undefined || missing !== undefined) return [];
    const volume = /volume "?([\w.-]+)"?/i.exec(proof)?.[1] ?? '?';
    const about = claimsOf(pod).map((name): ObjectRef => ({
      kind: 'PersistentVolumeClaim',
      namespace: ref.namespace,
      name,
    }));
    return [
      {
        mode: 'VolumeMountFailed',
        object: ref,
        onset: onsetOf(pod),
        params: { volume },
        about,
        evidence: [quote(ref, proof)],
      },
    ];
  });
