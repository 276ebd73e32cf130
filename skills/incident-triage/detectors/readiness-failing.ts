import { eventOf, ofContainer } from '../proof.js';
import { refOf } from '../world.js';
import type { Detector } from './detector.js';

/** A probe that fails while a container starts is how starting looks. */
const STARTING_MS = 60_000;

export const readinessFailing: Detector = (world) =>
  world.troubled().flatMap((container) => {
    const { running } = container.status.state ?? {};
    if (container.init || running === undefined || container.status.ready === true) return [];
    if (world.now - Date.parse(running.startedAt ?? '') < STARTING_MS) return [];
    const failing = eventOf(world, refOf('Pod', container.pod), ['Unhealthy'], (message) =>
      /^readiness probe (?:failed|errored)/i.test(message),
    );
    if (failing === undefined) return [];
    const state = `container ${container.status.name}: running since ${running.startedAt ?? '?'}, not ready`;
    return [ofContainer('ReadinessFailing', container, [failing, state])];
  });
