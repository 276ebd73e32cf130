import { isActive, onsetOf } from '../containers.js';
import { quote } from '../proof.js';
import { refOf } from '../world.js';
import type { Detector } from './detector.js';

export const readinessGateClosed: Detector = (world) =>
  world.restless().flatMap((pod) => {
    const ready = pod.status?.conditions?.find(({ type }) => type === 'Ready');
    if (!isActive(pod) || ready?.status === 'True' || ready?.reason !== 'ReadinessGatesNotReady') return [];
    const ref = refOf('Pod', pod);
    const closed = (pod.spec?.readinessGates ?? [])
      .map(({ conditionType = '' }) => conditionType)
      .filter(
        (gate) => !pod.status?.conditions?.some(({ type, status }) => type === gate && status === 'True'),
      );
    const gate = closed[0] ?? /gate "([^"]+)"/.exec(ready.message ?? '')?.[1] ?? '?';
    const text = `condition Ready: ${ready.reason}, ${ready.message ?? `${gate} is not True`}`;
    return [
      {
        mode: 'ReadinessGateClosed',
        object: ref,
        onset: onsetOf(pod),
        params: { gate },
        evidence: [quote(ref, text)],
      },
    ];
  });
