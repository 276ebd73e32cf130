import type { Deployment, Pod } from '../../src/contracts/kubernetes-objects.js';
import { maskSecrets } from '../../src/contracts/masking.js';
import type { Evidence } from '../../src/contracts/operation.js';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import type { Progress, Step, StepContext, StepResult } from '../../src/contracts/step.js';
import { doomOf, isReady, unscheduledOf, type Doom } from './doom.js';
import { appliedFacts, changed } from './effect.js';
import { follow, type World } from './follow.js';
import { desiredReplicas, progressDeadlineMs, rolloutState } from './rollout.js';
import { selectorQuery } from './selectors.js';
import { situationOf, splitPods } from './situation.js';
import { currentReplicaSet, templateDigest } from './templates.js';
import { crashLog } from './crash-log.js';

export interface RolloutWatch {
  /** The step's id, e.g. `0/watch`. */
  readonly id: string;
  /** The effect whose template must arrive. */
  readonly after: string;
  readonly container: string;
}

/** The controller names its own deadline; only when it is silent do we, this much later. */
const SILENCE_MS = 60_000;
/** Pods this much older than the step were there before the rollout; timestamps of the API have whole seconds. */
const BEFORE_MS = 5_000;

/** Watches a rollout to the truth: complete as kubectl means it, doomed, out of time, or changed by somebody else. */
export function rolloutWatchStep(
  ports: { readonly kubernetes: KubernetesPort; readonly clock: Clock },
  watch: RolloutWatch,
): Step {
  return {
    id: watch.id,
    kind: 'watch',
    observe: () => Promise.resolve({ state: 'not_done' }),
    apply: async (context) => {
      const { target, signal } = context;
      const deployment = await ports.kubernetes.get(target, 'Deployment', target.name);
      const selector = selectorQuery(deployment?.spec?.selector);
      if (selector === undefined) return changed(deployment);
      const judge = createJudge(watch, context, ports.clock);
      const verdict = await follow(ports, target, selector, judge, signal);
      if (verdict.state !== 'doomed') return verdict;
      return {
        state: 'failed',
        code: verdict.doom.code,
        evidence: await proofOf(ports, context, verdict.doom),
      };
    },
  };
}

/** What the pod said itself goes after what Kubernetes says of it. */
async function proofOf(
  { kubernetes }: { readonly kubernetes: KubernetesPort },
  { target }: StepContext,
  doom: Doom,
): Promise<readonly Evidence[]> {
  const told = doom.evidence.map(({ object, text }) => ({ object, text: maskSecrets(text) }));
  if (doom.code !== 'crash_loop' || doom.pod === undefined) return told;
  return [...told, ...(await crashLog(kubernetes, target, doom.pod, doom.container))];
}

type Verdict = StepResult | { readonly state: 'doomed'; readonly doom: Doom };

function createJudge(
  watch: RolloutWatch,
  context: StepContext,
  clock: Clock,
): (world: World) => Verdict | undefined {
  const expected = appliedFacts.parse(context.facts(watch.after)).template;
  const restartsBefore = new Map<string, number>();
  const seen = new Set<string>();
  const silence = createSilence(context.startedAt);
  const report = createReporter(context);
  return (world) => {
    const { deployment } = world;
    if (deployment === undefined || templateDigest(deployment.spec?.template) !== expected)
      return changed(deployment);
    const replicaSet = currentReplicaSet(deployment, world.replicaSets);
    const parts = splitPods(world.pods, replicaSet);
    rememberRestarts(parts.newPods, seen, restartsBefore, context.startedAt);
    const now = clock.now();
    const facts = { ...parts, replicaSet, events: world.events, restartsBefore, now };
    report(deployment, parts.newPods);
    const state = rolloutState(deployment);
    if (state.state === 'complete') return { state: 'done', facts: finalFacts(world, deployment, watch) };
    if (state.state === 'paused') return { ...changed(deployment), code: 'target_paused' };
    const doom = doomOf(facts);
    if (doom !== undefined) return { state: 'doomed', doom };
    if (state.state === 'failed') return outOfTime(deployment, parts.newPods, state.message);
    const quiet = silence(deployment, now);
    return quiet > progressDeadlineMs(deployment) + SILENCE_MS
      ? outOfTime(deployment, parts.newPods, `no progress for ${Math.round(quiet / 1000)} s`)
      : undefined;
  };
}

function finalFacts(
  world: World,
  deployment: Deployment,
  watch: RolloutWatch,
): ReturnType<typeof situationOf> {
  return situationOf(deployment, world.replicaSets, world.pods, watch.container);
}

/** Restarts of pods that were there before the rollout are not its doing. */
function rememberRestarts(
  pods: readonly Pod[],
  seen: Set<string>,
  restarts: Map<string, number>,
  startedAt: number,
): void {
  for (const pod of pods) {
    const uid = pod.metadata.uid ?? '';
    if (seen.has(uid)) continue;
    seen.add(uid);
    if (!(Date.parse(pod.metadata.creationTimestamp ?? '') < startedAt - BEFORE_MS)) continue;
    for (const { name, restartCount = 0 } of pod.status?.containerStatuses ?? [])
      restarts.set(`${uid}/${name}`, restartCount);
  }
}

/** The time since the counts last moved, in milliseconds. */
function createSilence(startedAt: number): (deployment: Deployment, now: number) => number {
  let last = '';
  let since = startedAt;
  return (deployment, now) => {
    const { updatedReplicas, availableReplicas, replicas } = deployment.status ?? {};
    const counts = [updatedReplicas, availableReplicas, replicas].join('/');
    if (last !== '' && counts !== last) since = now;
    last = counts;
    return now - since;
  };
}

function outOfTime(deployment: Deployment, newPods: readonly Pod[], message: string): StepResult {
  const unplaced = unscheduledOf(newPods);
  const proof: Evidence = { object: `deployment/${deployment.metadata.name}`, text: message };
  if (unplaced === undefined) return { state: 'failed', code: 'deadline_exceeded', evidence: [proof] };
  return { state: 'failed', code: 'unschedulable', evidence: [unplaced, proof] };
}

/** Tells how many new pods are ready, once for each change. */
function createReporter(context: StepContext): (deployment: Deployment, newPods: readonly Pod[]) => void {
  let last = '';
  return (deployment, newPods) => {
    const total = desiredReplicas(deployment);
    const done = Math.min(newPods.filter(isReady).length, total);
    const unplaced = unscheduledOf(newPods);
    const progress: Progress =
      unplaced === undefined
        ? { done, total, text: 'progress.ready', params: { done, total } }
        : { done, total, text: 'progress.unplaced', params: { done, total, reason: unplaced.text } };
    const line = JSON.stringify(progress);
    if (line !== last) context.progress(progress);
    last = line;
  };
}
