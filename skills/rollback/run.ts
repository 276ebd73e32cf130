import { MARKS } from '../../src/contracts/marks.js';
import type { Plan } from '../../src/contracts/operation.js';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import type { SkillPorts } from '../../src/contracts/skill.js';
import type { Step, Wave } from '../../src/contracts/step.js';
import { effectStep } from '../shared/effect.js';
import { revertTemplate } from '../shared/patches.js';
import { pauseStep } from '../shared/pause.js';
import { listText } from '../shared/revert.js';
import { abandonedAfter, abandonedHashes } from '../shared/revisions.js';
import { recordNotes } from '../shared/recording.js';
import { rolloutWatchStep } from '../shared/rollout-watch.js';
import { partsOf } from '../shared/situation.js';
import { currentReplicaSet, hashOf, templateDigest, withoutHash } from '../shared/templates.js';
import type { RollbackData } from './plan.js';

/**
 * Target by target: return to the revision and continue the rollout if it was paused, in one patch; then watch. A
 * rollback that fails is not rolled back again: it left something bad for something that was good.
 */
export function rollbackWaves(
  plan: Plan,
  data: RollbackData,
  { kubernetes, github }: Pick<SkillPorts, 'kubernetes' | 'github'>,
  clock: Clock,
): readonly Wave[] {
  return plan.targets.flatMap((target, wave) => {
    const own = data.targets[wave];
    if (own === undefined) return [];
    const { uid, container } = own;
    const patch = patchStep(kubernetes, plan, own, wave);
    const watch = rolloutWatchStep(
      { kubernetes, clock },
      { id: `${wave}/watch`, after: patch.id, container },
    );
    const notes = recordNotes(github, data.record, plan, plan.to, wave);
    return [
      {
        target,
        steps: [patch, ...notes.begun, watch],
        onFailure: [],
        onCancel: [pauseStep(kubernetes, { wave, uid, container, after: patch.id })],
        closing: notes.closing,
      },
    ];
  });
}

function patchStep(
  kubernetes: KubernetesPort,
  plan: Plan,
  own: RollbackData['targets'][number],
  wave: number,
): Step {
  return effectStep(kubernetes, {
    id: `${wave}/patch`,
    mark: 'patch',
    uid: own.uid,
    container: own.container,
    holds: (deployment) => templateDigest(deployment.spec?.template) === own.to,
    rests: (deployment) => templateDigest(deployment.spec?.template) === own.from,
    change: async (deployment, { target, asker, number }) => {
      const { replicaSets } = await partsOf(kubernetes, target, deployment);
      const template = replicaSets.find(({ metadata }) => metadata.name === own.replicaSet)?.spec?.template;
      if (template === undefined || templateDigest(template) !== own.to) {
        const text = `replicaset/${own.replicaSet} (revision ${own.revision}) is gone`;
        return { state: 'failed', code: 'target_changed', evidence: [{ object: target.name, text }] };
      }
      const left = currentReplicaSet(deployment, replicaSets);
      const abandoned = abandonedAfter(
        abandonedHashes(deployment),
        left === undefined ? undefined : hashOf(left),
        own.hash,
      );
      return {
        operations: revertTemplate(deployment, withoutHash(template)),
        annotations: { [MARKS.abandoned]: listText(abandoned) },
        cause: `rollback of ${plan.service} to ${plan.to} by ${asker} (#${number})`,
      };
    },
  });
}
