import { quote } from '../proof.js';
import { refOf } from '../world.js';
import type { Detector } from './detector.js';

/** Scaling is disabled on purpose while the target is at zero. */
const ON_PURPOSE = 'ScalingDisabled';

export const autoscalerBroken: Detector = (world) =>
  world.list('HorizontalPodAutoscaler').flatMap((autoscaler) => {
    const broken = (autoscaler.status?.conditions ?? []).filter(
      ({ type, status, reason }) =>
        (type === 'AbleToScale' || type === 'ScalingActive') && status === 'False' && reason !== ON_PURPOSE,
    );
    const [first] = broken;
    if (first === undefined) return [];
    const ref = refOf('HorizontalPodAutoscaler', autoscaler);
    const onset = Date.parse(first.lastTransitionTime ?? '');
    return [
      {
        mode: 'AutoscalerBroken',
        object: ref,
        onset: Number.isNaN(onset) ? undefined : onset,
        params: { reason: first.reason ?? '?' },
        evidence: broken.map(({ type, reason, message }) =>
          quote(ref, `condition ${type}: False, ${reason ?? ''} ${message ?? ''}`),
        ),
      },
    ];
  });
