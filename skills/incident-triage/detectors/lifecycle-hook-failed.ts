import { messagesOf, waitingReason } from '../containers.js';
import { eventOf, ofContainer } from '../proof.js';
import { refOf } from '../world.js';
import type { Detector } from './detector.js';

const REASONS = ['FailedPostStartHook', 'FailedPreStopHook'];

export const lifecycleHookFailed: Detector = (world) =>
  world.troubled().flatMap((container) => {
    const event = eventOf(world, refOf('Pod', container.pod), REASONS);
    const waits = waitingReason(container) === 'PostStartHookError';
    if (!waits && event === undefined) return [];
    const text = waits
      ? `container ${container.status.name}: PostStartHookError ${messagesOf(container)}`
      : undefined;
    return [ofContainer('LifecycleHookFailed', container, [text, event])];
  });
