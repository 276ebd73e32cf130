import type { Detected } from '../finding.js';
import { quote } from '../proof.js';
import { refOf } from '../world.js';
import type { Detector } from './detector.js';
import { schedulingMode, unschedulable } from './scheduling.js';

const ROOM = /were unschedulable|insufficient|too many pods/i;

/** A cordoned node matters only while pods wait for room. */
export const nodeCordoned: Detector = (world) => {
  const cordoned = world.list('Node').filter(({ spec }) => spec?.unschedulable === true);
  if (cordoned.length === 0) return [];
  const waiting = world.restless().flatMap((pod) => {
    const message = unschedulable(pod);
    return message !== undefined && ROOM.test(message) && schedulingMode(message) !== undefined
      ? [{ pod, message }]
      : [];
  });
  const [first] = waiting;
  if (first === undefined) return [];
  const sample = refOf('Pod', first.pod);
  return cordoned.map((node): Detected => {
    const ref = refOf('Node', node);
    const taint = node.spec?.taints?.find(({ key }) => key === 'node.kubernetes.io/unschedulable');
    return {
      mode: 'NodeCordoned',
      object: ref,
      params: { node: node.metadata.name, pods: waiting.length },
      evidence: [
        quote(ref, `spec.unschedulable: true${taint === undefined ? '' : `, taint ${taint.key}`}`),
        quote(sample, `waits for room: ${first.message}`),
      ],
    };
  });
};
