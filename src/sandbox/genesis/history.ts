import { eventObject } from '../events.js';
import type { Stored } from '../objects.js';
import type { Timer } from '../state/world.js';

/** What an incident puts into the world in place of a workload at rest. */
export interface Burning {
  readonly objects: readonly Stored[];
  readonly timers: readonly Timer[];
}

type Component = 'deployment-controller' | 'replicaset-controller' | 'default-scheduler' | 'kubelet';

/** One line of an incident's history. Times are epoch milliseconds; `last` and `count` for what repeats. */
export interface PastEvent {
  readonly about: Stored;
  readonly by: Component;
  readonly warning?: boolean;
  readonly reason: string;
  readonly says: string;
  readonly at: number;
  readonly last?: number;
  readonly count?: number;
}

/** `node` and `container` go into the kubelet's events. */
export function pastEvents(rows: readonly PastEvent[], node: string, container: string): Stored[] {
  return rows.map(({ about, by, warning = false, reason, says, at, last = at, count = 1 }) =>
    eventObject(
      {
        ...{ about, reason, component: by, message: says, type: warning ? 'Warning' : 'Normal' },
        ...(by === 'kubelet' && { host: node, fieldPath: `spec.containers{${container}}` }),
      },
      { first: at, last, count },
    ),
  );
}
