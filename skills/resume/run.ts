import type { Plan } from '../../src/contracts/operation.js';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { SkillPorts } from '../../src/contracts/skill.js';
import type { Wave } from '../../src/contracts/step.js';
import { effectStep } from '../shared/effect.js';
import { setPaused } from '../shared/patches.js';
import { pauseStep } from '../shared/pause.js';
import { revertSteps } from '../shared/revert.js';
import { rolloutWatchStep } from '../shared/rollout-watch.js';
import { templateDigest } from '../shared/templates.js';
import type { ResumeData } from './plan.js';

/** Target by target: continue, watch; the rest of a rollout fails and stops like the whole of one. */
export function resumeWaves(
  plan: Plan,
  data: ResumeData,
  ports: Pick<SkillPorts, 'kubernetes' | 'history'>,
  clock: Clock,
): readonly Wave[] {
  return plan.targets.flatMap((target, wave) => {
    const own = data.targets[wave];
    if (own === undefined) return [];
    const { kubernetes } = ports;
    const { uid, container, template, restart } = own;
    const unpause = effectStep(kubernetes, {
      id: `${wave}/unpause`,
      mark: 'unpause',
      uid,
      container,
      holds: (deployment) =>
        deployment.spec?.paused !== true && templateDigest(deployment.spec?.template) === template,
      rests: (deployment) =>
        deployment.spec?.paused === true && templateDigest(deployment.spec.template) === template,
      change: (deployment) => Promise.resolve({ operations: setPaused(deployment, false) }),
    });
    const subject = { wave, uid, container, after: unpause.id };
    const scope = { tenant: data.tenant, service: plan.service, environment: plan.environment };
    return [
      {
        target,
        steps: [
          unpause,
          rolloutWatchStep({ kubernetes, clock }, { id: `${wave}/watch`, after: unpause.id, container }),
        ],
        onFailure: restart ? [] : revertSteps(ports, clock, scope, subject),
        onCancel: [pauseStep(kubernetes, subject)],
      },
    ];
  });
}
