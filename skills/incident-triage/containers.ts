import type { Container, ContainerStatus, Pod } from '../../src/contracts/kubernetes-objects.js';

import { mayBeLeftFailed } from './failed-jobs.js';

/** One container of a pod that is not well, with everything a detector asks about it. */
export interface ContainerAt {
  readonly pod: Pod;
  readonly status: ContainerStatus;
  readonly spec: Container | undefined;
  readonly init: boolean;
}
type Terminated = NonNullable<NonNullable<ContainerStatus['state']>['terminated']>;

/** A restart longer ago than this is over. */
const RECENT_MS = 30 * 60_000;

/**
 * Containers that are not ready or died recently, of pods that are neither finished nor going away; and those that failed in pods
 * that are left so.
 */
export function troubledContainers(
  pods: readonly Pod[],
  now: number,
  isLeft: (pod: Pod) => boolean,
): readonly ContainerAt[] {
  return pods.flatMap((pod) => {
    if (isActive(pod)) return troubledOf(pod, now);
    return isLeft(pod) ? containersOf(pod, hasFailed) : [];
  });
}

/** The container of an active pod, or of one that is left failed, by its name. */
export function containerOf(
  pod: Pod | undefined,
  name: string,
  isLeft: (pod: Pod) => boolean,
): readonly ContainerAt[] {
  const counts = pod !== undefined && (isActive(pod) || isLeft(pod));
  return counts ? containersOf(pod, (status) => status.name === name) : [];
}

function hasFailed({ state }: ContainerStatus): boolean {
  return (state?.terminated?.exitCode ?? 0) !== 0;
}

export function isActive({ metadata, status }: Pod): boolean {
  return (
    metadata.deletionTimestamp === undefined && status?.phase !== 'Succeeded' && status?.phase !== 'Failed'
  );
}

/** With this clock every restart is a recent one. */
const ALWAYS = 0;

/** Whether a pod may have a troubled container at all, whatever the time: of thousands, the few that are worth a look. */
export function mayBeTroubled(pod: Pod): boolean {
  const { initContainerStatuses = [], containerStatuses = [] } = pod.status ?? {};
  if (mayBeLeftFailed(pod)) return true;
  return (
    isActive(pod) &&
    (initContainerStatuses.some((each) => isTroubled(each, true, ALWAYS)) ||
      containerStatuses.some((each) => isTroubled(each, false, ALWAYS)))
  );
}

function troubledOf(pod: Pod, now: number): readonly ContainerAt[] {
  return containersOf(pod, (status, init) => isTroubled(status, init, now));
}

function containersOf(
  pod: Pod,
  wanted: (status: ContainerStatus, init: boolean) => boolean,
): readonly ContainerAt[] {
  const { status, spec } = pod;
  const at = (
    statuses: readonly ContainerStatus[],
    specs: readonly Container[],
    init: boolean,
  ): ContainerAt[] =>
    statuses
      .filter((each) => wanted(each, init))
      .map((each) => ({ pod, status: each, spec: specs.find(({ name }) => name === each.name), init }));
  return [
    ...at(status?.initContainerStatuses ?? [], spec?.initContainers ?? [], true),
    ...at(status?.containerStatuses ?? [], spec?.containers ?? [], false),
  ];
}

function isTroubled(status: ContainerStatus, init: boolean, now: number): boolean {
  if (init && status.state?.terminated?.exitCode === 0) return false;
  if (status.ready !== true) return true;
  const finishedAt = status.lastState?.terminated?.finishedAt;
  if (finishedAt === undefined) return false;
  const died = Date.parse(finishedAt);
  return now - died < RECENT_MS;
}

/** An init container that the others still wait for. A sidecar, once they run, is a container like them. */
export function isBeforeStart({ init, pod }: ContainerAt): boolean {
  const waits = pod.status?.containerStatuses?.some(
    ({ state }) => state?.waiting?.reason === 'PodInitializing',
  );
  return init && waits === true;
}

/** How the container ended last: now, if it is not started again yet. */
export function lastEnd({ status }: ContainerAt): Terminated | undefined {
  return status.state?.terminated ?? status.lastState?.terminated;
}

export function isCrashLooping({ pod, status }: ContainerAt): boolean {
  // Nothing starts it again.
  if (!isActive(pod)) return false;
  if (status.state?.waiting?.reason === 'CrashLoopBackOff') return true;
  // Caught between two restarts: ended again after at least one restart.
  return status.state?.terminated !== undefined && (status.restartCount ?? 0) > 0;
}

export function waitingReason({ status }: ContainerAt): string {
  return status.state?.waiting?.reason ?? '';
}

/** The messages that the kubelet left about the container's last failures. */
export function messagesOf(container: ContainerAt): string {
  const { state, lastState } = container.status;
  // "back-off 5m0s restarting failed container" says what the reason said already.
  const waits = state?.waiting?.reason === 'CrashLoopBackOff' ? undefined : state?.waiting?.message;
  return [waits, state?.terminated?.message, lastState?.terminated?.message]
    .filter((message) => message !== undefined)
    .join('\n');
}

/** When the pod stopped being well: when it lost readiness, or when it was made if it never was ready. */
export function onsetOf(pod: Pod): number | undefined {
  const ready = pod.status?.conditions?.find(({ type }) => type === 'Ready');
  const lost = ready?.status === 'True' ? undefined : ready?.lastTransitionTime;
  const at = Date.parse(lost ?? pod.metadata.creationTimestamp ?? '');
  if (Number.isNaN(at)) return undefined;
  return lost === undefined ? at : Math.min(at, ...firstDeaths(pod, at));
}

/** A container without a readiness probe is ready whenever it runs: then readiness was lost with its last death, not with its first. */
const SAME_MOMENT_MS = 30_000;

/** When containers that died at a moment must have died first, if it was not then: as long ago as the waits between their restarts took. */
function firstDeaths({ metadata, status }: Pod, lost: number): readonly number[] {
  const made = Date.parse(metadata.creationTimestamp ?? '');
  return (status?.containerStatuses ?? []).flatMap(({ state, lastState, restartCount = 0 }) => {
    const died = Date.parse((state?.terminated ?? lastState?.terminated)?.finishedAt ?? '');
    if (Number.isNaN(died) || Number.isNaN(made) || Math.abs(died - lost) > SAME_MOMENT_MS) return [];
    return [Math.max(made, died - waitsOf(restartCount))];
  });
}

const FIRST_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 300_000;
/** From here on every wait is the longest. */
const GROWING = 6;

/** The kubelet's waits between restarts: each twice the one before (https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy). */
function waitsOf(restarts: number): number {
  const waits = Math.max(0, restarts - 1);
  const growing = Array.from({ length: Math.min(waits, GROWING) }, (_, index) =>
    Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** index),
  );
  return growing.reduce((sum, wait) => sum + wait, 0) + Math.max(0, waits - GROWING) * LONGEST_WAIT_MS;
}
