import { createHash } from 'node:crypto';
import type { ContainerState, ContainerStatus } from '../../contracts/kubernetes-objects.js';
import type { Pod, PodStatus } from '../objects.js';
import { timestamp } from '../objects.js';
import { digestOf } from '../registry/digest.js';

export function hex(seed: string, length: number): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, length);
}

/** A stable address per pod. */
export function podAddress(uid: string): string {
  const [a = 0, b = 0] = createHash('sha256').update(uid).digest();
  return `10.42.${a % 16}.${(b % 253) + 1}`;
}

export function initialStatus(name: string, image: string): ContainerStatus {
  const waiting = { reason: 'ContainerCreating' };
  return {
    name,
    image,
    ready: false,
    started: false,
    restartCount: 0,
    state: { waiting },
    lastState: {},
    ...{ imageID: '' },
  };
}

export function statusOf(pod: Pod, container: string): ContainerStatus | undefined {
  return pod.status?.containerStatuses?.find((status) => status.name === container);
}

export function waiting(status: ContainerStatus, reason: string, message?: string): ContainerStatus {
  const state: ContainerState = { waiting: { reason, ...(message !== undefined && { message }) } };
  const ended = status.state?.terminated;
  return {
    ...status,
    ready: false,
    started: false,
    state,
    lastState: ended ? { terminated: ended } : (status.lastState ?? {}),
  };
}

/** What was pulled, by its digest: the one that was asked for, else the one that the registry holds under the tag. */
function imageIdOf(image: string): string {
  const [name = '', digest = digestOf(name)] = image.split('@');
  return `${name.replace(/:[^:/]*$/, '')}@${digest}`;
}

export function running(status: ContainerStatus, uid: string, now: number, ready: boolean): ContainerStatus {
  const seed = `${uid} ${status.name} ${status.restartCount ?? 0}`;
  const id = { containerID: `containerd://${hex(seed, 64)}` };
  const imageID = imageIdOf(status.image ?? '');
  return {
    ...status,
    ...id,
    imageID,
    ready,
    started: true,
    state: { running: { startedAt: timestamp(now) } },
  };
}

/** Moves what ended into `lastState` and counts the restart. */
export function restarted(status: ContainerStatus): ContainerStatus {
  const ended = status.state?.terminated ?? status.lastState?.terminated;
  return {
    ...status,
    restartCount: (status.restartCount ?? 0) + 1,
    lastState: ended ? { terminated: ended } : {},
  };
}

export function terminated(
  status: ContainerStatus,
  how: { exitCode: number; reason: string; message?: string },
  now: number,
): ContainerStatus {
  const startedAt = status.state?.running?.startedAt ?? timestamp(0);
  const ended = { ...how, startedAt, finishedAt: timestamp(now) };
  return { ...status, ready: false, started: false, state: { terminated: ended } };
}

/** Phase and conditions follow from the containers. */
export function podStatus(pod: Pod, statuses: readonly ContainerStatus[], now: number): PodStatus {
  const unready = statuses.filter((status) => status.ready !== true).map((status) => status.name);
  const everStarted = statuses.every((status) => !status.state?.waiting || status.lastState?.terminated);
  const ready =
    unready.length === 0
      ? { status: 'True' }
      : {
          status: 'False',
          reason: 'ContainersNotReady',
          message: `containers with unready status: [${unready.join(' ')}]`,
        };
  const before = pod.status?.conditions ?? [];
  const since = (type: string, status: string): string =>
    before.find((known) => known.type === type && known.status === status)?.lastTransitionTime ??
    timestamp(now);
  const conditions = [
    { type: 'Initialized', status: 'True' },
    { type: 'Ready', ...ready },
    { type: 'ContainersReady', ...ready },
    { type: 'PodScheduled', status: 'True' },
  ].map((condition) => ({ ...condition, lastTransitionTime: since(condition.type, condition.status) }));
  const phase = everStarted ? 'Running' : 'Pending';
  return { ...pod.status, phase, conditions, containerStatuses: statuses };
}
