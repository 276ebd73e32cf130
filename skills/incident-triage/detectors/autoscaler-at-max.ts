import { quote } from '../proof.js';
import { refOf } from '../world.js';
import type { Detector } from './detector.js';

/** Wants more than it may have. `TooFewReplicas` at the minimum is how a quiet night looks. */
export const autoscalerAtMax: Detector = (world) =>
  world.list('HorizontalPodAutoscaler').flatMap((autoscaler) => {
    const limited = autoscaler.status?.conditions?.find(({ type }) => type === 'ScalingLimited');
    if (limited?.status !== 'True' || limited.reason !== 'TooManyReplicas') return [];
    const ref = refOf('HorizontalPodAutoscaler', autoscaler);
    const onset = Date.parse(limited.lastTransitionTime ?? '');
    const max = autoscaler.spec?.maxReplicas ?? 0;
    return [
      {
        mode: 'AutoscalerAtMax',
        object: ref,
        onset: Number.isNaN(onset) ? undefined : onset,
        params: { max, target: autoscaler.spec?.scaleTargetRef?.name ?? '?' },
        evidence: [
          quote(ref, `condition ScalingLimited: TooManyReplicas, ${limited.message ?? ''}`),
          quote(ref, `maxReplicas ${max}, current ${autoscaler.status?.currentReplicas ?? '?'}`),
        ],
      },
    ];
  });
