import type { Pod } from '../../../src/contracts/kubernetes-objects.js';
import { isActive, onsetOf } from '../containers.js';
import type { ObjectRef } from '../finding.js';
import { eventOf, quote } from '../proof.js';
import { refOf, type World } from '../world.js';
import { claimsOf } from '../references.js';
import type { Detector } from './detector.js';
import { isMissingConfig } from './missing-config.js';
import { isNotReady } from './node-not-ready.js';

const TRANSIENT = /failed to sync|object .* not registered/i;
const HELD_ELSEWHERE = /Multi-Attach/i;

const MOUNTS = (pod: Pod): readonly string[] =>
  claimsOf(pod).map((name) => `${pod.metadata.namespace ?? ''}/${name}`);

/**
 * Pods on other nodes that keep a claim of this pod although they no longer serve: going and not gone, or on a node that is down.
 * One that runs well is no failure of its own: two pods want one volume.
 */
function holders(world: World, pod: Pod): readonly ObjectRef[] {
  const sharing = MOUNTS(pod).flatMap((claim) => world.having('Pod', MOUNTS, claim));
  return sharing
    .filter(({ metadata, spec }) => {
      if (spec?.nodeName === undefined || spec.nodeName === pod.spec?.nodeName) return false;
      const node = world.find('Node', '', spec.nodeName);
      return metadata.deletionTimestamp !== undefined || (node !== undefined && isNotReady(node));
    })
    .map((each) => refOf('Pod', each));
}

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
        about: HELD_ELSEWHERE.test(proof) ? [...about, ...holders(world, pod)] : about,
        evidence: [quote(ref, proof)],
      },
    ];
  });
