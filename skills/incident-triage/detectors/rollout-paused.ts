import { desiredReplicas } from '../../shared/rollout.js';
import { quote } from '../proof.js';
import { refOf } from '../world.js';
import type { Detector } from './detector.js';

/** Paused in the middle: both revisions serve until somebody goes on or back. */
export const rolloutPaused: Detector = (world) =>
  world.list('Deployment').flatMap((deployment) => {
    const { updatedReplicas = 0 } = deployment.status ?? {};
    const desired = desiredReplicas(deployment);
    if (deployment.spec?.paused !== true || updatedReplicas >= desired) return [];
    const ref = refOf('Deployment', deployment);
    return [
      {
        mode: 'RolloutPaused',
        object: ref,
        params: { done: updatedReplicas, total: desired },
        evidence: [quote(ref, `spec.paused: true, ${updatedReplicas} of ${desired} updated`)],
        next: [{ kind: 'resume', service: ref.name }],
      },
    ];
  });
