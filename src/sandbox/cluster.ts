import type { Store } from './state/store.js';
import type { Timer, World } from './state/world.js';
import type { Stored } from './objects.js';

/** What controllers, scheduler and kubelet are given: the objects, the time, and ways to be called again. */
export interface Cluster {
  readonly store: Store;
  /** The parts of the world that are not objects; changed in place. */
  readonly world: Omit<World, 'objects' | 'resourceVersion'>;
  /** Epoch milliseconds of the simulation: while it catches up after a restart, when the transition was due. */
  readonly now: () => number;
  /** The moment `ms` simulated milliseconds from now, stretched by the pace. */
  readonly after: (ms: number) => number;
  readonly schedule: (timer: Timer) => void;
  readonly record: (event: EventDraft) => void;
}

/** An event as a controller writes it; name, times and count are the recorder's business. */
export interface EventDraft {
  readonly about: Stored;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** `kubelet`, `deployment-controller`, … */
  readonly component: string;
  readonly host?: string;
  /** e.g. `spec.containers{checkout}`. */
  readonly fieldPath?: string;
}
