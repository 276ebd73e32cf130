import type { Service as ServiceEntry, Target } from '../../src/contracts/catalogue.js';
import type { Deployment, Pod } from '../../src/contracts/kubernetes-objects.js';
import { podTrouble, type Trouble } from './pod-trouble.js';
import { isReady } from './doom.js';
import type { Manager } from './owner-state.js';
import { mainContainer, versionOf } from './images.js';
import { condition, desiredReplicas, isObserved, isRolling, rolloutState } from './rollout.js';

/** How a workload is. */
export type HealthState =
  | { readonly kind: 'degraded'; readonly trouble: Trouble | undefined; readonly words: string }
  /** `wanted`: a Service still selects it, so somebody expects an answer. */
  | { readonly kind: 'zero'; readonly wanted: boolean }
  | { readonly kind: 'paused'; readonly done: number; readonly total: number }
  | { readonly kind: 'rolling'; readonly done: number; readonly total: number }
  | { readonly kind: 'starting'; readonly done: number; readonly total: number }
  | { readonly kind: 'healthy' };

export interface WorkloadHealth {
  readonly service: string;
  readonly workload: string;
  readonly target: Target;
  /** Of the template: what is wanted. */
  readonly version: string;
  /** The template's image of the service's own container; undefined where it can't be told. */
  readonly image: string | undefined;
  /** Versions that ready pods serve now; differs from `version` during a rollout. */
  readonly serving: readonly string[];
  readonly ready: number;
  readonly desired: number;
  readonly state: HealthState;
  /** When its newest rollout ended or, while it goes on, got further; undefined where its controller does not tell. */
  readonly since?: number;
  /** Who manages it when it is not this bot's to change: Helm, Argo CD, Flux or an operator. The nearest first. */
  readonly managers: readonly Manager[];
}

/** What one judgement rests on. `now` in epoch milliseconds. */
export interface HealthFacts {
  readonly deployment: Deployment;
  /** The pods that the Deployment's selector matches. */
  readonly pods: readonly Pod[];
  /** Whether a Service selects the Deployment's pods. */
  readonly selected: boolean;
  readonly now: number;
}

/**
 * The state of one Deployment. A pod's proven trouble is said even while old pods still serve: that is how a bad
 * rollout looks from the start.
 */
export function judgeDeployment({ deployment, pods, selected, now }: HealthFacts): HealthState {
  const total = desiredReplicas(deployment);
  const rollout = rolloutState(deployment);
  if (total === 0) return { kind: 'zero', wanted: selected };
  const trouble = worstTrouble(pods, now);
  if (trouble !== undefined && (rollout.state !== 'complete' || trouble.code !== 'not_ready'))
    return { kind: 'degraded', trouble, words: trouble.detail };
  const refused = condition(deployment, 'ReplicaFailure');
  if (refused?.status === 'True')
    return { kind: 'degraded', trouble: undefined, words: refused.message ?? refused.reason ?? refused.type };
  if (rollout.state === 'failed') return { kind: 'degraded', trouble: undefined, words: rollout.message };
  if (deployment.spec?.paused === true) return { kind: 'paused', done: updatedOf(deployment), total };
  if (rollout.state === 'complete') return { kind: 'healthy' };
  if (isRolling(deployment)) return { kind: 'rolling', done: updatedOf(deployment), total };
  return { kind: 'starting', done: Math.min(deployment.status?.readyReplicas ?? 0, total), total };
}

function updatedOf(deployment: Deployment): number {
  const updated = isObserved(deployment) ? (deployment.status?.updatedReplicas ?? 0) : 0;
  return Math.min(updated, desiredReplicas(deployment));
}

/** What the pods alone tell, where nobody may see how many there should be. */
export function judgePods(
  pods: readonly Pod[],
  now: number,
): Pick<WorkloadHealth, 'ready' | 'desired' | 'state'> {
  const ready = pods.filter(isReady).length;
  const total = pods.length;
  const trouble = worstTrouble(pods, now);
  const state: HealthState =
    trouble !== undefined
      ? { kind: 'degraded', trouble, words: trouble.detail }
      : ready < total
        ? { kind: 'starting', done: ready, total }
        : { kind: 'healthy' };
  return { ready, desired: total, state };
}

/** A proven failure before a merely unready pod; the first of the kind that most pods have. */
export function worstTrouble(pods: readonly Pod[], now: number): Trouble | undefined {
  const troubles = pods.flatMap((pod) => podTrouble(pod, now) ?? []);
  return troubles.find((trouble) => trouble.code !== 'not_ready') ?? troubles[0];
}

/** Versions of ready pods, without repetition, in the order of the pods. */
export function servingVersions(pods: readonly Pod[], service: ServiceEntry | undefined): readonly string[] {
  const ready = pods.filter(isReady);
  const versions = ready.flatMap((pod) => {
    const container = mainContainer(pod.spec, pod.metadata.labels, service);
    return container?.image === undefined ? [] : [versionOf(container.image)];
  });
  return [...new Set(versions)];
}

const SEVERITY: Readonly<Record<HealthState['kind'], number>> = {
  degraded: 0,
  zero: 1,
  paused: 2,
  rolling: 3,
  starting: 4,
  healthy: 5,
};

/** Sorts worst first: nothing ready before something ready, a wanted zero before a quiet one, then by name. */
export function bySeverity(a: WorkloadHealth, b: WorkloadHealth): number {
  return rank(a) - rank(b) || a.ready - b.ready || a.service.localeCompare(b.service);
}

function rank({ state, ready }: WorkloadHealth): number {
  if (state.kind === 'degraded') return ready === 0 ? -1 : SEVERITY.degraded;
  if (state.kind === 'zero' && !state.wanted) return SEVERITY.healthy + 0.5;
  return SEVERITY[state.kind];
}

/** Whether people should care: a zero that nobody selects is somebody's decision. */
export function isFine({ state }: WorkloadHealth): boolean {
  return state.kind === 'healthy' || (state.kind === 'zero' && !state.wanted);
}
