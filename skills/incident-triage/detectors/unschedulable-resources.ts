import type { Node, Pod } from '../../../src/contracts/kubernetes-objects.js';
import type { Detector } from './detector.js';
import { parseQuantity } from '../../shared/quantities.js';
import { waitingPods } from './scheduling.js';

/** What the pod asks for, as its containers write it. */
function requestsOf(pod: Pod): readonly string[] {
  const asked = (pod.spec?.containers ?? []).flatMap(({ name, resources }) => {
    const requests = Object.entries(resources?.requests ?? {}).map(([what, much]) => `${what} ${much}`);
    return requests.length === 0 ? [] : [`container ${name} requests ${requests.join(', ')}`];
  });
  return asked.length === 0 ? [] : [asked.join('; ')];
}

/** What the nodes could give if they were empty, the largest first: a pod that asks for more will never fit. */
function roomOf(nodes: readonly Node[], resource: string): readonly string[] {
  const rooms = nodes.flatMap(({ metadata, status }) => {
    const much = status?.allocatable?.[resource];
    return much === undefined ? [] : [{ name: metadata.name, much }];
  });
  const sorted = rooms.toSorted((a, b) => (parseQuantity(b.much) ?? 0) - (parseQuantity(a.much) ?? 0));
  const told = sorted.slice(0, 3).map(({ name, much }) => `${name} ${much}`);
  return told.length === 0 ? [] : [`nodes' status.allocatable ${resource}: ${told.join(', ')}`];
}

export const unschedulableResources: Detector = (world) =>
  waitingPods(world, 'UnschedulableResources', (pod, clause) => {
    const resource = /insufficient ([\w./-]+)/i.exec(clause)?.[1] ?? 'pods';
    return {
      texts: [...requestsOf(pod), ...roomOf(world.list('Node'), resource)],
      params: { resource },
    };
  });
