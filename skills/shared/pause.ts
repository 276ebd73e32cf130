import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import type { Step } from '../../src/contracts/step.js';
import { appliedFacts, effectStep, specificationFacts } from './effect.js';
import { setPaused } from './patches.js';
import { readSituation } from './situation.js';
import { templateDigest } from './templates.js';

/** One wave's Deployment, as its later steps need it. */
export interface WaveSubject {
  /** The wave's index: the first part of its steps' ids. */
  readonly wave: number;
  readonly uid: string;
  readonly container: string;
  /** The id of the effect whose rollout this is about. */
  readonly after: string;
}

/**
 * What "stop" does after a rollout began: no further pod is replaced, and the facts say where things stand. A rollout
 * that ended by itself, or that somebody paused already, is left as it is.
 */
export function pauseStep(kubernetes: KubernetesPort, subject: WaveSubject): Step {
  const { wave, uid, container, after } = subject;
  return effectStep(kubernetes, {
    id: `${wave}/pause`,
    mark: 'pause',
    uid,
    container,
    holds: (deployment) => deployment.spec?.paused === true,
    rests: (deployment, context) =>
      templateDigest(deployment.spec?.template) === appliedFacts.parse(context.facts(after)).template,
    change: async (deployment, { target }) => {
      const situation = await readSituation(kubernetes, target, deployment, container);
      if (situation.complete || situation.paused)
        return { state: 'needless', facts: { ...specificationFacts(deployment, container), ...situation } };
      return { operations: setPaused(deployment, true) };
    },
    facts: (deployment, { target }) => readSituation(kubernetes, target, deployment, container),
  });
}
