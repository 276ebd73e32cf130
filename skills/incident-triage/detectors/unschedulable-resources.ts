import type { Pod } from '../../../src/contracts/kubernetes-objects.js';
import type { Detector } from './detector.js';
import { waitingPods } from './scheduling.js';

/** What the pod asks for, as its containers write it. */
function requestsOf(pod: Pod): readonly string[] {
  const asked = (pod.spec?.containers ?? []).flatMap(({ name, resources }) => {
    const requests = Object.entries(resources?.requests ?? {}).map(([what, much]) => `${what} ${much}`);
    return requests.length === 0 ? [] : [`container ${name} requests ${requests.join(', ')}`];
  });
  return asked.length === 0 ? [] : [asked.join('; ')];
}

export const unschedulableResources: Detector = (world) =>
  waitingPods(world, 'UnschedulableResources', (pod) => ({ texts: requestsOf(pod) }));
