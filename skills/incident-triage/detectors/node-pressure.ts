import { quote } from '../proof.js';
import { refOf } from '../world.js';
import type { Detector } from './detector.js';

const PRESSURES = new Set(['MemoryPressure', 'DiskPressure', 'PIDPressure', 'NetworkUnavailable']);

export const nodePressure: Detector = (world) =>
  world.list('Node').flatMap((node) => {
    const pressing = (node.status?.conditions ?? []).filter(
      ({ type, status }) => PRESSURES.has(type) && status === 'True',
    );
    const [first] = pressing;
    if (first === undefined) return [];
    const ref = refOf('Node', node);
    const onset = Date.parse(first.lastTransitionTime ?? '');
    return [
      {
        mode: 'NodePressure',
        object: ref,
        onset: Number.isNaN(onset) ? undefined : onset,
        params: { node: node.metadata.name, pressure: pressing.map(({ type }) => type) },
        evidence: pressing.map(({ type, reason, message, lastTransitionTime }) =>
          quote(
            ref,
            `condition ${type}: True since ${lastTransitionTime ?? '?'}, ${reason ?? ''} ${message ?? ''}`,
          ),
        ),
      },
    ];
  });
