import { messagesOf, waitingReason, type ContainerAt } from '../containers.js';
import { eventOf, ofContainer } from '../proof.js';
import { refOf, type World } from '../world.js';
import type { Detector } from './detector.js';

const REASONS = ['FailedPostStartHook', 'FailedPreStopHook'];

/** The kubelet said that a hook failed: of this container, where the event names one. */
export function hookEvent(world: World, { pod, status }: ContainerAt): string | undefined {
  const named = (message: string): boolean => {
    const name = /\bContainer "([^"]+)"/i.exec(message)?.[1];
    return name === undefined || name === status.name;
  };
  return eventOf(world, refOf('Pod', pod), REASONS, named);
}

export const lifecycleHookFailed: Detector = (world) =>
  world.troubled().flatMap((container) => {
    const event = hookEvent(world, container);
    const waits = waitingReason(container) === 'PostStartHookError';
    if (!waits && event === undefined) return [];
    const text = waits
      ? `container ${container.status.name}: PostStartHookError ${messagesOf(container)}`
      : undefined;
    return [ofContainer('LifecycleHookFailed', container, [text, event])];
  });
