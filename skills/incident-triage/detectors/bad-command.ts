import { lastEnd, messagesOf, waitingReason, type ContainerAt } from '../containers.js';
import { endText, ofContainer } from '../proof.js';
import type { World } from '../world.js';
import type { Detector } from './detector.js';
import { wrongArchitectureProof } from './wrong-architecture.js';

const REASONS = new Set(['StartError', 'ContainerCannotRun', 'RunContainerError']);
const SAYS =
  /executable file not found|no such file or directory.*exec|exec.*(?:no such file or directory|permission denied)|command not found/i;
/** What shells and runtimes exit with when there is nothing to run. */
const EXITS = new Set([127, 128]);

export function isBadCommand(world: World, container: ContainerAt): boolean {
  if (wrongArchitectureProof(world, container) !== undefined) return false;
  const end = lastEnd(container);
  return (
    REASONS.has(waitingReason(container)) ||
    REASONS.has(end?.reason ?? '') ||
    EXITS.has(end?.exitCode ?? 0) ||
    SAYS.test(messagesOf(container))
  );
}

export const badCommand: Detector = (world) =>
  world
    .troubled()
    .filter((container) => isBadCommand(world, container))
    .map((container) => {
      const command = [...(container.spec?.command ?? []), ...(container.spec?.args ?? [])].join(' ');
      const texts = [
        endText(container),
        messagesOf(container),
        command === '' ? undefined : `command: ${command}`,
      ];
      return ofContainer('BadCommand', container, texts, { params: { command } });
    });
