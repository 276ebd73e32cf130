import { isBeforeStart, isCrashLooping, lastEnd, messagesOf } from '../containers.js';
import { endText, ofContainer } from '../proof.js';
import { isExplainedCrash, tellingLine } from './crash-loop-app-error.js';
import type { Detector } from './detector.js';

/** The application's own containers wait for an init container that ends with an error. */
export const initContainerFailing: Detector = (world) =>
  world.troubled().flatMap((container) => {
    const exit = lastEnd(container)?.exitCode ?? 0;
    const failing = isCrashLooping(container) || container.status.state?.terminated !== undefined;
    if (!isBeforeStart(container) || !failing || exit === 0 || isExplainedCrash(world, container)) return [];
    const line = tellingLine(world, container);
    const texts = [`init ${endText(container)}`, line === undefined ? messagesOf(container) : `log: ${line}`];
    return [ofContainer('InitContainerFailing', container, texts, { params: { exit } })];
  });
