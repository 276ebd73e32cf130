import type { Plan } from '../../src/contracts/operation.js';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { SkillPorts } from '../../src/contracts/skill.js';
import type { Wave } from '../../src/contracts/step.js';
import { effectStep } from '../shared/effect.js';
import { changeReplicas } from '../shared/patches.js';
import { desiredReplicas } from '../shared/rollout.js';
import type { ScaleData } from './plan.js';
import { standStep, scaleWatchStep } from './watch.js';

/** Target by target: one guarded patch of the number, then watch until as many are ready. Nothing is undone by itself. */
export function scaleWaves(
  plan: Plan,
  data: ScaleData,
  { kubernetes }: Pick<SkillPorts, 'kubernetes'>,
  clock: Clock,
): readonly Wave[] {
  return plan.targets.flatMap((target, wave) => {
    const own = data.targets[wave];
    if (own === undefined) return [];
    const { uid, container, from, to } = own;
    const patch = effectStep(kubernetes, {
      id: `${wave}/patch`,
      mark: 'patch',
      uid,
      container,
      holds: (deployment) => desiredReplicas(deployment) === to,
      rests: (deployment) => desiredReplicas(deployment) === from,
      change: () => Promise.resolve({ operations: changeReplicas(from, to) }),
    });
    return [
      {
        target,
        steps: [patch, scaleWatchStep({ kubernetes, clock }, { id: `${wave}/watch`, to, uid })],
        onFailure: [],
        onCancel: [standStep(kubernetes, { id: `${wave}/stand` })],
      },
    ];
  });
}
