import { lastEnd, type ContainerAt } from '../containers.js';
import { endText, eventOf, ofContainer } from '../proof.js';
import { refOf, type World } from '../world.js';
import type { Detector } from './detector.js';
import { isOutOfMemory } from './out-of-memory.js';

/** What a container exits with that is told to stop: by SIGKILL, by SIGTERM, or in good order. */
const EXITS = new Set([137, 143, 0]);

/** The kubelet said that it killed the container for a failed probe, and the container ended as a killed one does. */
export function livenessProof(world: World, container: ContainerAt): readonly string[] | undefined {
  const exit = lastEnd(container)?.exitCode;
  if (isOutOfMemory(container) || (exit !== undefined && !EXITS.has(exit))) return undefined;
  const pod = refOf('Pod', container.pod);
  const { name } = container.status;
  const killing = eventOf(
    world,
    pod,
    ['Killing'],
    (message) => /failed (?:liveness|startup) probe/i.test(message) && message.includes(name),
  );
  const unhealthy = eventOf(world, pod, ['Unhealthy'], (message) =>
    /^(?:liveness|startup) probe/i.test(message),
  );
  return killing === undefined || unhealthy === undefined ? undefined : [killing, unhealthy];
}

export const livenessKill: Detector = (world) =>
  world.troubled().flatMap((container) => {
    const proof = livenessProof(world, container);
    return proof === undefined
      ? []
      : [ofContainer('LivenessKill', container, [...proof, endText(container)])];
  });
