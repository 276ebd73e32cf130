import { quote } from '../proof.js';
import { refOf } from '../world.js';
import type { Detector } from './detector.js';

export const schedulingGated: Detector = (world) =>
  world.restless().flatMap((pod) => {
    const condition = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
    if (condition?.status !== 'False' || condition.reason !== 'SchedulingGated') return [];
    if (pod.metadata.deletionTimestamp !== undefined) return [];
    const ref = refOf('Pod', pod);
    const gates = (pod.spec?.schedulingGates ?? []).flatMap(({ name }) => name ?? []);
    const onset = Date.parse(pod.metadata.creationTimestamp ?? '');
    return [
      {
        mode: 'SchedulingGated',
        object: ref,
        onset: Number.isNaN(onset) ? undefined : onset,
        params: { gate: gates.length === 0 ? '?' : gates },
        evidence: [quote(ref, `condition PodScheduled: SchedulingGated, gates ${gates.join(', ') || '?'}`)],
      },
    ];
  });
