import { refOf } from '../world.js';
import type { Detector } from './detector.js';
import { waitingPods } from './scheduling.js';

export const unschedulablePlacement: Detector = (world) =>
  waitingPods(world, 'UnschedulablePlacement', (pod, clause) => {
    const wanted = Object.entries(pod.spec?.nodeSelector ?? {}).map(([key, value]) => `${key}=${value}`);
    const cordoned = /were unschedulable/i.test(clause)
      ? world.list('Node').filter(({ spec }) => spec?.unschedulable === true)
      : [];
    const bySelector = wanted.length > 0 && /selector|affinity/i.test(clause);
    return {
      params: { rule: bySelector ? wanted.join(', ') : clause },
      texts: wanted.length === 0 ? [] : [`nodeSelector ${wanted.join(', ')}`],
      about: cordoned.map((node) => refOf('Node', node)),
    };
  });
