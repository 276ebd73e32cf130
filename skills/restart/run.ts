import type { Deployment } from '../../src/contracts/kubernetes-objects.js';
import { MARKS } from '../../src/contracts/marks.js';
import type { Plan } from '../../src/contracts/operation.js';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { SkillPorts } from '../../src/contracts/skill.js';
import type { Wave } from '../../src/contracts/step.js';
import { effectStep } from '../shared/effect.js';
import { restartTemplate } from '../shared/patches.js';
import { pauseStep } from '../shared/pause.js';
import { rolloutWatchStep } from '../shared/rollout-watch.js';
import { templateDigest } from '../shared/templates.js';
import type { RestartData } from './plan.js';

/**
 * Target by target: mark the template, watch. A restart that fails is left as it is: the version is the same, so there
 * is nothing to roll back to, and Kubernetes keeps the old pods that it may not take away.
 */
export function restartWaves(
  plan: Plan,
  data: RestartData,
  { kubernetes }: Pick<SkillPorts, 'kubernetes'>,
  clock: Clock,
): readonly Wave[] {
  return plan.targets.flatMap((target, wave) => {
    const own = data.targets[wave];
    if (own === undefined) return [];
    const { uid, container, from } = own;
    const patch = effectStep(kubernetes, {
      id: `${wave}/patch`,
      mark: 'patch',
      uid,
      container,
      holds: (deployment) =>
        restartedAt(deployment) !== undefined && templateDigest(deployment.spec?.template) !== from,
      rests: (deployment) =>
        templateDigest(deployment.spec?.template) === from && deployment.spec?.paused !== true,
      change: (deployment, { asker, number }) =>
        Promise.resolve({
          operations: restartTemplate(deployment, new Date(clock.now()).toISOString()),
          cause: `restart of ${plan.service} by ${asker} (#${number})`,
        }),
    });
    const watch = rolloutWatchStep(
      { kubernetes, clock },
      { id: `${wave}/watch`, after: patch.id, container },
    );
    return [
      {
        target,
        steps: [patch, watch],
        onFailure: [],
        onCancel: [pauseStep(kubernetes, { wave, uid, container, after: patch.id })],
      },
    ];
  });
}

function restartedAt(deployment: Deployment): string | undefined {
  return deployment.spec?.template?.metadata?.annotations?.[MARKS.restartedAt];
}
