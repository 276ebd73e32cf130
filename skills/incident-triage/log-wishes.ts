import { isCrashLooping, type ContainerAt } from './containers.js';
import { refKey } from './finding.js';
import { labelsSelect } from '../shared/selectors.js';
import type { Pod } from '../../src/contracts/kubernetes-objects.js';
import type { World } from './world.js';

/** A log that a detector would read. */
export interface LogWish {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** The run before the last restart: the one that died. */
  readonly previous: boolean;
}

const PER_WORKLOAD = 3;
const ALL = 40;

/**
 * The logs worth reading: of containers that crash or run without being ready, at most three pods a workload; and of one pod a
 * workload that a network policy restricts, which may be well and yet reach nobody.
 */
export function logWishes(world: World): readonly LogWish[] {
  const taken = new Map<string, number>();
  const wishes: LogWish[] = [];
  const wish = (pod: Pod, container: string, previous: boolean, most: number): void => {
    const workload = world.workloadOf(pod);
    const key = workload === undefined ? pod.metadata.name : refKey(workload);
    const count = taken.get(key) ?? 0;
    if (count >= most || wishes.length >= ALL) return;
    taken.set(key, count + 1);
    wishes.push({ namespace: pod.metadata.namespace ?? '', pod: pod.metadata.name, container, previous });
  };
  for (const container of world.troubled()) {
    if (!hasLog(container)) continue;
    const died = container.status.state?.terminated === undefined && isCrashLooping(container);
    wish(container.pod, container.status.name, died, PER_WORKLOAD);
  }
  for (const pod of restricted(world)) {
    const name = pod.spec?.containers?.[0]?.name;
    if (name !== undefined) wish(pod, name, false, 1);
  }
  return wishes;
}

/** It ran at least once. */
export function hasLog({ status }: ContainerAt): boolean {
  const { state, lastState } = status;
  return (
    state?.running !== undefined || state?.terminated !== undefined || lastState?.terminated !== undefined
  );
}

function restricted(world: World): readonly Pod[] {
  const policies = world.list('NetworkPolicy');
  return policies.flatMap(({ metadata, spec }) =>
    world
      .podsIn(metadata.namespace ?? '')
      .filter((pod) => labelsSelect(spec?.podSelector ?? {}, pod.metadata.labels)),
  );
}
