import { refOf } from '../world.js';
import type { Detector } from './detector.js';
import { waitingPods } from './scheduling.js';

/** The clause names the taint; the nodes that carry it are looked up. */
export const unschedulableTaint: Detector = (world) =>
  waitingPods(world, 'UnschedulableTaint', (_pod, clause) => {
    const key = /\{([^:}\s]+)/.exec(clause)?.[1];
    const tainted = world.list('Node').filter(({ spec }) => spec?.taints?.some((taint) => taint.key === key));
    return {
      params: { taint: /\{([^}]+)\}/.exec(clause)?.[1]?.replace(/: $/, '') ?? '' },
      about: tainted.map((node) => refOf('Node', node)),
      texts:
        tainted.length === 0
          ? []
          : [`taint ${key ?? ''}: ${tainted.map(({ metadata }) => metadata.name).join(', ')}`],
    };
  });
