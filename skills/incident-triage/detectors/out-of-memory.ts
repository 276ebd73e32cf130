import { lastEnd, type ContainerAt } from '../containers.js';
import { endText, ofContainer } from '../proof.js';
import type { Detector } from './detector.js';

/** The kernel's word; exit code 137 alone is no proof (a failed probe kills with it too). */
export function isOutOfMemory({ status }: ContainerAt): boolean {
  return (
    status.state?.terminated?.reason === 'OOMKilled' || status.lastState?.terminated?.reason === 'OOMKilled'
  );
}

export const outOfMemory: Detector = (world) =>
  world
    .troubled()
    .filter(isOutOfMemory)
    .map((container) => {
      const limit = container.spec?.resources?.limits?.['memory'];
      const finished = lastEnd(container)?.finishedAt;
      const texts = [
        `${endText(container)}${finished === undefined ? '' : ` at ${finished}`}`,
        limit === undefined ? 'no memory limit of its own' : `memory limit ${limit}`,
      ];
      return ofContainer('OutOfMemory', container, texts, { params: { limit: limit ?? '?' } });
    });
