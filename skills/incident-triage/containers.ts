import type { Container, ContainerStatus, Pod } from '../../src/contracts/kubernetes-objects.js';

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

/** Containers that are not ready or died recently, of pods that are neither finished nor going away. */
export function troubledContainers(pods: readonly Pod[], now: number): readonly ContainerAt[] {
  return pods.flatMap((pod) => (isActive(pod) ? troubledOf(pod, now) : []));
}

/** The container of an active pod by its name. */
export function containerOf(pod: Pod | undefined, name: string): readonly ContainerAt[] {
  return pod === undefined || !isActive(pod) ? [] : containersOf(pod, (status) => status.name === name);
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

/** How the container ended last: now, if it is not started again yet. */
export function lastEnd({ status }: ContainerAt): Terminated | undefined {
  return status.state?.terminated ?? status.lastState?.terminated;
}

export function isCrashLooping({ status }: ContainerAt): boolean {
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
  return [state?.waiting?.message, state?.terminated?.message, lastState?.terminated?.message]
    .filter((message) => message !== undefined)
    .join('\n');
}

/** When the pod stopped being well: when it lost readiness, or when it was made if it never was ready. */
export function onsetOf(pod: Pod): number | undefined {
  const ready = pod.status?.conditions?.find(({ type }) => type === 'Ready');
  const lost = ready?.status === 'True' ? undefined : ready?.lastTransitionTime;
  const at = Date.parse(lost ?? pod.metadata.creationTimestamp ?? '');
  return Number.isNaN(at) ? undefined : at;
}
