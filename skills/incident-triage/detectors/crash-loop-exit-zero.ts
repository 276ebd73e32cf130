import { isCrashLooping, lastEnd } from '../containers.js';
import { endText, ofContainer } from '../proof.js';
import { isExplainedCrash } from './crash-loop-app-error.js';
import type { Detector } from './detector.js';

/** A process that ends well again and again: it is no server, or it found nothing to do. */
export const crashLoopExitZero: Detector = (world) =>
  world.troubled().flatMap((container) => {
    const end = lastEnd(container);
    if (container.init || !isCrashLooping(container)) return [];
    if (end?.exitCode !== 0 || (end.reason ?? 'Completed') !== 'Completed') return [];
    if (isExplainedCrash(world, container)) return [];
    return [ofContainer('CrashLoopExitZero', container, [endText(container)])];
  });
