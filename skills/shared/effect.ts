import { z } from 'zod';
import { PortError } from '../../src/contracts/errors.js';
import type { Json } from '../../src/contracts/json.js';
import type { Deployment } from '../../src/contracts/kubernetes-objects.js';
import { MARKS } from '../../src/contracts/marks.js';
import type { Evidence } from '../../src/contracts/operation.js';
import type { OutcomeCode } from '../../src/contracts/outcome.js';
import type { KubernetesPort, PatchOperation } from '../../src/contracts/ports/kubernetes.js';
import type { Observation, Step, StepContext, StepResult } from '../../src/contracts/step.js';
import { versionOf } from './images.js';
import { annotate, sameObject } from './patches.js';
import { templateDigest } from './templates.js';

/** The guarded operations of one change; core marks are added by the step. */
export interface Change {
  readonly operations: readonly PatchOperation[];
  /** Annotations of the Deployment that change with it; undefined removes one. */
  readonly annotations?: Readonly<Record<string, string | undefined>>;
  /** What `kubectl rollout history` will show; absent: the cause so far stays. */
  readonly cause?: string;
}
/** The change can't or need not be made. */
export type NoChange =
  | { readonly state: 'needless'; readonly facts: Json }
  | { readonly state: 'failed'; readonly code: OutcomeCode; readonly evidence: readonly Evidence[] };

/** One guarded patch of one Deployment. */
export interface Effect {
  /** The step's id, e.g. `0/patch`. */
  readonly id: string;
  /** The last part of the operation mark: which of an operation's effects it was. */
  readonly mark: string;
  readonly uid: string;
  /** Whose image names the version in the facts. */
  readonly container: string;
  /** The object, marked by this effect, still has its values. */
  holds(deployment: Deployment, context: StepContext): boolean;
  /** The object is what the plan rests on. */
  rests(deployment: Deployment, context: StepContext): boolean;
  change(deployment: Deployment, context: StepContext): Promise<Change | NoChange>;
  /** More facts than {@link AppliedFacts}, read once the effect is there. */
  facts?(deployment: Deployment, context: StepContext): Promise<Readonly<Record<string, Json>>>;
}

/** What every effect leaves: the specification that a watch then follows. */
export const appliedFacts = z.looseObject({
  template: z.string(),
  version: z.string(),
  replicas: z.number(),
});
export type AppliedFacts = z.infer<typeof appliedFacts>;

/** An autoscaler or controller may change the object between reading and patching; somebody who always does is not fought. */
const ATTEMPTS = 4;

/**
 * An effect as a step. Proof of having been applied is the operation's mark, written in the same patch; it is never
 * repeated on a Deployment that carries it, and never applied to one that is not what the plan rests on.
 */
export function effectStep(kubernetes: KubernetesPort, effect: Effect): Step {
  const judge = async (deployment: Deployment | undefined, context: StepContext): Promise<Observation> => {
    if (deployment?.metadata.uid !== effect.uid) return changed(deployment);
    if (deployment.metadata.annotations?.[MARKS.operation] === markOf(effect, context))
      return effect.holds(deployment, context)
        ? { state: 'done', facts: await factsOf(effect, deployment, context) }
        : changed(deployment);
    return effect.rests(deployment, context) ? { state: 'not_done' } : changed(deployment);
  };
  const read = (context: StepContext): Promise<Deployment | undefined> =>
    kubernetes.get(context.target, 'Deployment', context.target.name);
  return {
    id: effect.id,
    kind: 'effect',
    observe: async (context) => judge(await read(context), context),
    apply: async (context) => {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const deployment = await read(context);
        const seen = await judge(deployment, context);
        if (seen.state !== 'not_done') return seen;
        if (deployment === undefined) break;
        const result = await tryOnce(kubernetes, effect, deployment, context);
        if (result !== 'again') return result;
      }
      return changed(await read(context));
    },
  };
}

function markOf(effect: Effect, context: StepContext): string {
  return `${context.operationId}/${effect.mark}`;
}

async function tryOnce(
  kubernetes: KubernetesPort,
  effect: Effect,
  deployment: Deployment,
  context: StepContext,
): Promise<StepResult | 'again'> {
  const change = await effect.change(deployment, context);
  if ('state' in change) return change.state === 'failed' ? change : { state: 'done', facts: change.facts };
  await context.assertLease();
  const patch = completePatch(deployment, change, markOf(effect, context));
  const patched = await kubernetes
    .patch(context.target, 'Deployment', context.target.name, patch)
    .catch(somebodyWasFaster);
  if (patched.state === 'precondition_failed') return 'again';
  return { state: 'done', facts: await factsOf(effect, patched.object, context) };
}

/** The server lets one of two writers through and answers 409 to the other: nothing of ours was applied. */
function somebodyWasFaster(error: unknown): { readonly state: 'precondition_failed' } {
  if (error instanceof PortError && error.code === 'conflict') return { state: 'precondition_failed' };
  throw error;
}

/** The very patch that is sent: the object's identity, the guarded change, and the marks, all or nothing. */
export function completePatch(
  deployment: Deployment,
  change: Change,
  mark: string,
): readonly PatchOperation[] {
  return [
    sameObject(deployment),
    ...change.operations,
    ...annotate(deployment, {
      ...change.annotations,
      [MARKS.operation]: mark,
      ...(change.cause === undefined ? {} : { [MARKS.changeCause]: change.cause }),
    }),
  ];
}

async function factsOf(effect: Effect, deployment: Deployment, context: StepContext): Promise<Json> {
  const more = await effect.facts?.(deployment, context);
  return { ...specificationFacts(deployment, effect.container), ...more };
}

export function specificationFacts(
  deployment: Deployment,
  container: string,
): AppliedFacts & Readonly<Record<string, Json>> {
  const image = deployment.spec?.template?.spec?.containers?.find(({ name }) => name === container)?.image;
  return {
    template: templateDigest(deployment.spec?.template),
    version: image === undefined ? '?' : versionOf(image),
    replicas: deployment.spec?.replicas ?? 1,
  };
}

/** Somebody else was there: who and what, as far as the object tells. */
export function changed(deployment: Deployment | undefined): {
  readonly state: 'changed';
  readonly code: OutcomeCode;
  readonly evidence: readonly Evidence[];
} {
  return { state: 'changed', code: 'target_changed', evidence: [changeEvidence(deployment)] };
}

function changeEvidence(deployment: Deployment | undefined): Evidence {
  if (deployment === undefined) return { object: 'deployment', text: 'deleted' };
  const { name, managedFields, annotations } = deployment.metadata;
  const writers = (managedFields ?? []).filter(({ manager }) => manager !== 'kube-controller-manager');
  const last = [...writers].sort((a, b) => (a.time ?? '').localeCompare(b.time ?? '')).at(-1);
  const images = (deployment.spec?.template?.spec?.containers ?? []).map(({ image }) => image ?? '?');
  const parts = [
    images.join(', '),
    `${deployment.spec?.replicas ?? 1} replicas${deployment.spec?.paused === true ? ', paused' : ''}`,
    ...(last === undefined ? [] : [`last written by ${last.manager ?? '?'} at ${last.time ?? '?'}`]),
    ...(annotations?.[MARKS.changeCause] === undefined ? [] : [annotations[MARKS.changeCause]]),
  ];
  return { object: `deployment/${name}`, text: parts.join('; ') };
}
