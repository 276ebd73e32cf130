import { z } from 'zod';
import type { Plan } from '../../src/contracts/operation.js';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import type { SkillPorts } from '../../src/contracts/skill.js';
import type { Step, Wave } from '../../src/contracts/step.js';
import { changed, specificationFacts } from '../shared/effect.js';
import { parseImage, versionOf } from '../shared/images.js';
import { pauseStep } from '../shared/pause.js';
import type { recordNotes } from '../shared/recording.js';
import { revertSteps } from '../shared/revert.js';
import { rolloutWatchStep } from '../shared/rollout-watch.js';
import { runDriver, type RunStart } from '../shared/runs/start.js';
import { abortStep, runWatchStep, triggerStep } from '../shared/runs/steps.js';
import { imageIn, pinnedStep } from './pinned.js';
import type { DeployData } from './plan.js';

export type DrivenPorts = Pick<SkillPorts, 'kubernetes' | 'history' | 'jenkins' | 'github' | 'pushes'>;
type Own = DeployData['targets'][number];

interface Driven {
  readonly own: Own;
  readonly start: RunStart;
  readonly wave: number;
  readonly notes: ReturnType<typeof recordNotes>;
}

/** How long after its run ended a version may take to be seen in the cluster, in milliseconds. */
const ARRIVES_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 500;

/**
 * One target that a job or workflow deploys: start it once, follow it, see that the version arrived, watch the rollout
 * as any other. On failure the cluster goes back as it would after a patch; on "stop" the run is told to stop first.
 */
export function drivenWave(
  plan: Plan,
  data: DeployData,
  { own, start, wave, notes }: Driven,
  ports: DrivenPorts,
  clock: Clock,
): Omit<Wave, 'target'> {
  const { kubernetes } = ports;
  const { uid, container, before } = own;
  const driver = runDriver(ports, start, clock);
  const trigger = triggerStep(driver, `${wave}/trigger`, wave);
  const arrived = arrivedStep(kubernetes, clock, own, data.version, `${wave}/arrived`);
  const watch = { id: `${wave}/watch`, after: arrived.id, container };
  const found = foundStep(kubernetes, own, `${wave}/found`);
  const stoppedAt = foundStep(kubernetes, own, `${wave}/stopped-at`);
  const scope = { tenant: data.tenant, service: plan.service, environment: plan.environment };
  const back = { wave, uid, container, after: found.id, untouched: before };
  return {
    steps: [
      trigger,
      ...notes.begun,
      runWatchStep(driver, { clock, pushes: ports.pushes }, `${wave}/run`, trigger.id),
      arrived,
      rolloutWatchStep({ kubernetes, clock }, watch),
      ...(pinnedTo(own) === undefined ? [] : [pinnedStep(kubernetes, own, `${wave}/pinned`)]),
    ],
    onFailure: data.onFailure === 'rollback' ? [found, ...revertSteps(ports, clock, scope, back)] : [],
    onCancel: [
      abortStep(driver, `${wave}/abort`, trigger.id),
      stoppedAt,
      ...(own.owned === true ? [] : [pauseStep(kubernetes, { wave, uid, container, after: stoppedAt.id })]),
    ],
    closing: notes.closing,
  };
}

/** The digest that must run in the end; undefined where images are not pinned. */
const pinnedTo = ({ toImage }: Own): string | undefined => parseImage(toImage).digest;

/** By the tag or, where images are pinned, by the digest; another digest under the version's tag will not become the right one. */
function arrivalOf(
  image: string,
  version: string,
  pinned: string | undefined,
): 'arrived' | 'not_yet' | 'another' {
  const { tag, digest } = parseImage(image);
  if (pinned === undefined || digest === undefined)
    return versionOf(image) === version ? 'arrived' : 'not_yet';
  if (digest === pinned) return 'arrived';
  return tag === version ? 'another' : 'not_yet';
}

/** What a job did to the Deployment, if anything; a later step goes on from there. */
export const foundFacts = z.looseObject({ version: z.string(), untouched: z.boolean() });

function foundStep(kubernetes: KubernetesPort, { uid, container, before }: Own, id: string): Step {
  return {
    id,
    kind: 'watch',
    observe: () => Promise.resolve({ state: 'not_done' }),
    apply: async ({ target }) => {
      const deployment = await kubernetes.get(target, 'Deployment', target.name);
      if (deployment?.metadata.uid !== uid) return changed(deployment);
      const facts = specificationFacts(deployment, container);
      return { state: 'done', facts: { ...facts, untouched: facts.template === before } };
    },
  };
}

/** A run that ended well says nothing of the cluster: only the Deployment's own template does. */
function arrivedStep(kubernetes: KubernetesPort, clock: Clock, own: Own, version: string, id: string): Step {
  const { uid, container } = own;
  return {
    id,
    kind: 'watch',
    observe: () => Promise.resolve({ state: 'not_done' }),
    apply: async ({ target, signal }) => {
      const until = clock.now() + ARRIVES_WITHIN_MS;
      for (;;) {
        signal.throwIfAborted();
        const deployment = await kubernetes.get(target, 'Deployment', target.name);
        if (deployment?.metadata.uid !== uid) return changed(deployment);
        const facts = specificationFacts(deployment, container);
        const image = imageIn(deployment, container);
        const arrival = arrivalOf(image, version, pinnedTo(own));
        if (arrival === 'arrived') return { state: 'done', facts };
        if (arrival === 'another' || clock.now() >= until) {
          const evidence = [{ object: `deployment/${target.name}`, text: image }];
          return { state: 'failed', code: 'not_arrived', evidence };
        }
        await clock.sleep(LOOK_EVERY_MS, signal);
      }
    },
  };
}
