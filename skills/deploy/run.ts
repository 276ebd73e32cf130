import { MARKS } from '../../src/contracts/marks.js';
import type { Deployment } from '../../src/contracts/kubernetes-objects.js';
import type { Plan } from '../../src/contracts/operation.js';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { Step, Wave } from '../../src/contracts/step.js';
import { effectStep } from '../shared/effect.js';
import { changeImage } from '../shared/patches.js';
import { pauseStep } from '../shared/pause.js';
import { listText, revertSteps } from '../shared/revert.js';
import { abandonedAfter, abandonedHashes } from '../shared/revisions.js';
import { recordNotes } from '../shared/recording.js';
import { rolloutWatchStep } from '../shared/rollout-watch.js';
import { hashOf, templateDigest } from '../shared/templates.js';
import { partsOf } from '../shared/situation.js';
import { drivenWave, type DrivenPorts } from './driven.js';
import type { DeployData } from './plan.js';

type DeployPorts = DrivenPorts;

/**
 * Target by target: change the image, or have a job or workflow change it, and watch; back to the last healthy revision
 * on failure, pause on "stop".
 */
export function deployWaves(plan: Plan, data: DeployData, ports: DeployPorts, clock: Clock): readonly Wave[] {
  return plan.targets.flatMap((target, wave) => {
    const own = data.targets[wave];
    if (own === undefined) return [];
    const { kubernetes } = ports;
    const { uid, container, run: start } = own;
    const notes = recordNotes(ports.github, data.record, plan, data.version, wave);
    if (start !== undefined)
      return [{ target, ...drivenWave(plan, data, { own, start, wave, notes }, ports, clock) }];
    const patch = patchStep(ports, plan, own, wave);
    const watch = rolloutWatchStep(
      { kubernetes, clock },
      { id: `${wave}/watch`, after: patch.id, container },
    );
    const subject = { wave, uid, container, after: patch.id };
    const scope = { tenant: data.tenant, service: plan.service, environment: plan.environment };
    return [
      {
        target,
        steps: [patch, ...notes.begun, watch],
        onFailure: data.onFailure === 'rollback' ? revertSteps(ports, clock, scope, subject) : [],
        onCancel: [pauseStep(kubernetes, subject)],
        closing: notes.closing,
      },
    ];
  });
}

function imageOf(deployment: Deployment, index: number): string | undefined {
  return deployment.spec?.template?.spec?.containers?.[index]?.image;
}

function patchStep(
  { kubernetes }: DeployPorts,
  plan: Plan,
  own: DeployData['targets'][number],
  wave: number,
): Step {
  const { uid, container, index, fromImage, toImage } = own;
  return effectStep(kubernetes, {
    id: `${wave}/patch`,
    mark: 'patch',
    uid,
    container,
    holds: (deployment) => imageOf(deployment, index) === toImage,
    rests: (deployment) => imageOf(deployment, index) === fromImage && deployment.spec?.paused !== true,
    change: async (deployment, { target, asker, number }) => {
      const { replicaSets } = await partsOf(kubernetes, target, deployment);
      const wanted = templateDigest(withImage(deployment, index, toImage));
      const existing = replicaSets.find(({ spec }) => templateDigest(spec?.template) === wanted);
      const before = abandonedHashes(deployment);
      const after = abandonedAfter(before, undefined, existing === undefined ? undefined : hashOf(existing));
      return {
        operations: changeImage(index, container, fromImage, toImage),
        // Deploying a version that a rollback once left makes it eligible again.
        annotations: after.length === before.length ? {} : { [MARKS.abandoned]: listText(after) },
        cause: `deploy ${plan.service} ${plan.to} by ${asker} (#${number})`,
      };
    },
  });
}

function withImage(
  deployment: Deployment,
  index: number,
  image: string,
): NonNullable<Deployment['spec']>['template'] {
  const template = deployment.spec?.template;
  const containers = template?.spec?.containers?.map((each, at) =>
    at === index ? { ...each, image } : each,
  );
  return { ...template, spec: { ...template?.spec, ...(containers === undefined ? {} : { containers }) } };
}
