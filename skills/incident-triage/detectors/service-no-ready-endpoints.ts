import type { Pod } from '../../../src/contracts/kubernetes-objects.js';
import { isReady } from '../../shared/doom.js';
import { isActive, onsetOf } from '../containers.js';
import { quote } from '../proof.js';
import { selectsPods, workloadsBehind } from '../selection.js';
import { refOf } from '../world.js';
import type { Detector } from './detector.js';

/** Pods that are younger than this may simply be starting. */
const STARTING_MS = 60_000;

function lastLoss(pods: readonly Pod[]): number | undefined {
  const began = pods.flatMap((pod) => onsetOf(pod) ?? []);
  return began.reduce<number | undefined>((last, at) => Math.max(last ?? at, at), undefined);
}

/** Nobody answers although pods should: what is wrong with the pods is the cause. */
export const serviceNoReadyEndpoints: Detector = (world) => {
  if (!world.looked('Pod')) return [];
  // Services that are alike select the same pods.
  const lost = new Map<readonly Pod[], number | undefined>();
  return world.list('Service').flatMap((service) => {
    if (!selectsPods(service) || service.spec?.publishNotReadyAddresses === true) return [];
    const ref = refOf('Service', service);
    const pods = world.selected(ref.namespace, service.spec?.selector);
    if (pods.some(isReady)) return [];
    const behind = workloadsBehind(world, service);
    const wanted = behind.some(({ replicas }) => replicas > 0);
    if (pods.length === 0 && !wanted) return [];
    const active = pods.filter(isActive);
    const starting =
      active.length > 0 &&
      active.every(({ metadata }) => world.now - Date.parse(metadata.creationTimestamp ?? '') < STARTING_MS);
    if (starting) return [];
    if (!lost.has(pods)) lost.set(pods, lastLoss(active));
    return [
      {
        mode: 'ServiceNoReadyEndpoints',
        object: ref,
        // Down since the last pod was lost.
        onset: lost.get(pods),
        params: { pods: pods.length },
        evidence: [quote(ref, `spec.selector selects ${pods.length}, ready 0`)],
      },
    ];
  });
};
