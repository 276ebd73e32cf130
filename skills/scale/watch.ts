import { z } from 'zod';
import type { Deployment } from '../../src/contracts/kubernetes-objects.js';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import type { Progress, Step, StepContext, StepResult } from '../../src/contracts/step.js';
import { doomOf, isReady, unscheduledOf } from '../shared/doom.js';
import { changed } from '../shared/effect.js';
import { follow, type World } from '../shared/follow.js';
import { desiredReplicas, isObserved, progressDeadlineMs } from '../shared/rollout.js';
import { selectorQuery } from '../shared/selectors.js';
import { splitPods } from '../shared/situation.js';
import { currentReplicaSet } from '../shared/templates.js';

/** How many are wanted and how many are ready. */
export const standSchema = z.object({ replicas: z.number(), ready: z.number() });

type Ports = { readonly kubernetes: KubernetesPort; readonly clock: Clock };

/** Watches until exactly `to` pods exist and all are ready. Scaling has no deadline of its own: the rollout's is used. */
export function scaleWatchStep(
  { kubernetes, clock }: Ports,
  { id, to, uid }: { readonly id: string; readonly to: number; readonly uid: string },
): Step {
  return {
    id,
    kind: 'watch',
    observe: () => Promise.resolve({ state: 'not_done' }),
    apply: async (context) => {
      const { target, signal } = context;
      const deployment = await kubernetes.get(target, 'Deployment', target.name);
      const selector = selectorQuery(deployment?.spec?.selector);
      if (selector === undefined) return changed(deployment);
      const report = createReporter(context);
      const judge = (world: World): StepResult | undefined =>
        judgeScale(world, to, uid, context, clock.now(), report);
      return follow({ kubernetes, clock }, target, selector, judge, signal);
    },
  };
}

function judgeScale(
  world: World,
  to: number,
  uid: string,
  context: StepContext,
  now: number,
  report: (progress: Progress) => void,
): StepResult | undefined {
  const { deployment } = world;
  if (deployment?.metadata.uid !== uid || desiredReplicas(deployment) !== to) return changed(deployment);
  const stand = standOf(deployment);
  const replicaSet = currentReplicaSet(deployment, world.replicaSets);
  const { newPods, oldPods } = splitPods(world.pods, replicaSet);
  const unplaced = unscheduledOf(newPods);
  const params = { done: stand.ready, total: to };
  report(
    unplaced === undefined
      ? { ...params, text: 'progress.ready', params }
      : { ...params, text: 'progress.unplaced', params: { ...params, reason: unplaced.text } },
  );
  const { replicas = 0 } = deployment.status ?? {};
  if (isObserved(deployment) && replicas === to && stand.ready === to) return { state: 'done', facts: stand };
  const added = newPods.filter(({ metadata }) => isAdded(metadata.creationTimestamp, context.startedAt));
  const healthy = [...oldPods, ...newPods.filter(isReady)];
  const doom = doomOf({
    newPods: added,
    oldPods: healthy,
    replicaSet,
    events: world.events,
    restartsBefore: new Map(),
    now,
  });
  if (doom !== undefined) return { state: 'failed', code: doom.code, evidence: doom.evidence };
  if (now - context.startedAt <= progressDeadlineMs(deployment)) return undefined;
  const proof = unplaced ?? {
    object: `deployment/${deployment.metadata.name}`,
    text: `${stand.ready}/${to}`,
  };
  return {
    state: 'failed',
    code: unplaced === undefined ? 'deadline_exceeded' : 'unschedulable',
    evidence: [proof],
  };
}

/** Timestamps of the API have whole seconds, and the pods may come moments before the watch begins. */
const BEFORE_MS = 5_000;

function isAdded(createdAt: string | undefined, startedAt: number): boolean {
  return Date.parse(createdAt ?? '') >= startedAt - BEFORE_MS;
}

function standOf(deployment: Deployment): z.infer<typeof standSchema> {
  return { replicas: desiredReplicas(deployment), ready: deployment.status?.readyReplicas ?? 0 };
}

/** After "stop" there is nothing to pause: Kubernetes goes on by itself. Only looks where things stand. */
export function standStep(kubernetes: KubernetesPort, { id }: { readonly id: string }): Step {
  return {
    id,
    kind: 'watch',
    observe: () => Promise.resolve({ state: 'not_done' }),
    apply: async ({ target }) => {
      const deployment = await kubernetes.get(target, 'Deployment', target.name);
      return deployment === undefined ? changed(deployment) : { state: 'done', facts: standOf(deployment) };
    },
  };
}

function createReporter(context: StepContext): (progress: Progress) => void {
  let last = '';
  return (progress) => {
    const line = JSON.stringify(progress);
    if (line !== last) context.progress(progress);
    last = line;
  };
}
