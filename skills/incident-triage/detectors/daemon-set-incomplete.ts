import { isReady } from '../../shared/doom.js';
import { isActive, onsetOf } from '../containers.js';
import { quote } from '../proof.js';
import { refOf } from '../world.js';
import type { Detector } from './detector.js';

const STARTING_MS = 60_000;

export const daemonSetIncomplete: Detector = (world) =>
  world.list('DaemonSet').flatMap((set) => {
    const { desiredNumberScheduled: desired = 0, numberReady = 0, numberMisscheduled = 0 } = set.status ?? {};
    if (numberReady >= desired && numberMisscheduled === 0) return [];
    const ref = refOf('DaemonSet', set);
    const unready = world.podsOf(ref).filter((pod) => isActive(pod) && !isReady(pod));
    const starting =
      unready.length > 0 && unready.every((pod) => world.now - (onsetOf(pod) ?? world.now) < STARTING_MS);
    if (starting && numberMisscheduled === 0) return [];
    const began = unready.flatMap((pod) => onsetOf(pod) ?? []);
    const nodes = unready.flatMap(({ spec }) => spec?.nodeName ?? []);
    const counts = `ready ${numberReady} of ${desired}${numberMisscheduled > 0 ? `, ${numberMisscheduled} where it should not run` : ''}`;
    return [
      {
        mode: 'DaemonSetIncomplete',
        object: ref,
        onset: began.length === 0 ? undefined : Math.min(...began),
        params: { ready: numberReady, desired },
        evidence: [
          quote(ref, counts),
          ...(nodes.length === 0 ? [] : [quote(ref, `not ready on ${nodes.slice(0, 5).join(', ')}`)]),
        ],
      },
    ];
  });
