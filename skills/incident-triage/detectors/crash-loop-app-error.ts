import { isBeforeStart, isCrashLooping, lastEnd, messagesOf, type ContainerAt } from '../containers.js';
import { endText, lastLine, logLines, ofContainer } from '../proof.js';
import type { World } from '../world.js';
import { isBadCommand } from './bad-command.js';
import type { Detector } from './detector.js';
import { hookEvent } from './lifecycle-hook-failed.js';
import { livenessProof } from './liveness-kill.js';
import { isOutOfMemory } from './out-of-memory.js';
import { wrongArchitectureProof } from './wrong-architecture.js';

const ERROR_LINE = /error|fatal|panic|exception|failed|refused|cannot|unable/i;

/** Another mode tells more about why this container ends. */
export function isExplainedCrash(world: World, container: ContainerAt): boolean {
  return (
    isOutOfMemory(container) ||
    wrongArchitectureProof(world, container) !== undefined ||
    isBadCommand(world, container) ||
    hookEvent(world, container) !== undefined ||
    livenessProof(world, container) !== undefined
  );
}

/** The last line that speaks of an error, else the last line. */
export function tellingLine(world: World, container: ContainerAt): string | undefined {
  const lines = logLines(world, container);
  return lastLine(lines, ERROR_LINE) ?? lines.at(-1);
}

export const crashLoopAppError: Detector = (world) =>
  world.troubled().flatMap((container) => {
    const exit = lastEnd(container)?.exitCode ?? 0;
    if (isBeforeStart(container) || !isCrashLooping(container) || exit === 0) return [];
    if (isExplainedCrash(world, container)) return [];
    const line = tellingLine(world, container);
    const texts = [endText(container), line === undefined ? messagesOf(container) : `log: ${line}`];
    return [ofContainer('CrashLoopAppError', container, texts, { params: { exit } })];
  });
