import { messagesOf, type ContainerAt } from '../containers.js';
import { endText, lastLine, logLines, ofContainer } from '../proof.js';
import type { World } from '../world.js';
import type { Detector } from './detector.js';

const SAYS = /exec format error/i;

export function wrongArchitectureProof(world: World, container: ContainerAt): string | undefined {
  const message = messagesOf(container);
  return SAYS.test(message) ? message : lastLine(logLines(world, container).slice(-20), SAYS);
}

export const wrongArchitecture: Detector = (world) =>
  world.troubled().flatMap((container) => {
    const proof = wrongArchitectureProof(world, container);
    if (proof === undefined) return [];
    return [
      ofContainer('WrongArchitecture', container, [proof, endText(container)], {
        params: { image: container.status.image ?? container.spec?.image ?? '?' },
      }),
    ];
  });
