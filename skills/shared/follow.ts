import { PortError } from '../../src/contracts/errors.js';
import type {
  Deployment,
  KindName,
  Kinds,
  KubernetesEvent,
  Pod,
  ReplicaSet,
} from '../../src/contracts/kubernetes-objects.js';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { KubernetesPort, ListOptions, WatchChange } from '../../src/contracts/ports/kubernetes.js';
import type { TargetKey } from '../../src/contracts/catalogue.js';

/** One workload as it is now. */
export interface World {
  /** Undefined: it was deleted. */
  readonly deployment: Deployment | undefined;
  readonly replicaSets: readonly ReplicaSet[];
  readonly pods: readonly Pod[];
  /** Warnings of the namespace; empty where the account may not read events. */
  readonly events: readonly KubernetesEvent[];
}

/** Judgements that rest on time alone (deadlines, grace) are made at least this often. */
const TICK_MS = 1000;

/**
 * Watches a workload until `judge` gives a verdict: it is asked after the first complete list of everything, after every
 * change and every second. Rejects with the signal's reason when that aborts, and with PortError when access is refused.
 */
export async function follow<T>(
  { kubernetes, clock }: { readonly kubernetes: KubernetesPort; readonly clock: Clock },
  target: TargetKey,
  labelSelector: string,
  judge: (world: World) => T | undefined,
  signal: AbortSignal,
): Promise<T> {
  const stop = new AbortController();
  const bell = createBell();
  const end = (): void => {
    stop.abort();
    bell.ring();
  };
  signal.addEventListener('abort', end, { once: true });
  let failure: unknown;
  const deployments = mirror<'Deployment'>(bell.ring);
  const replicaSets = mirror<'ReplicaSet'>(bell.ring);
  const pods = mirror<'Pod'>(bell.ring);
  const events = mirror<'Event'>(bell.ring);
  const watch = async <K extends KindName>(kind: K, options: ListOptions, into: Mirror<K>): Promise<void> => {
    try {
      await kubernetes.watch(target, kind, options, into.take, stop.signal);
    } catch (error) {
      // Events only explain; a rollout can be followed without them.
      if (kind === 'Event' && error instanceof PortError) return;
      failure = error;
      bell.ring();
    }
  };
  const running = [
    watch('Deployment', { fieldSelector: `metadata.name=${target.name}` }, deployments),
    watch('ReplicaSet', { labelSelector }, replicaSets),
    watch('Pod', { labelSelector }, pods),
    watch('Event', { fieldSelector: 'type=Warning' }, events),
  ];
  try {
    for (;;) {
      signal.throwIfAborted();
      if (failure !== undefined) throw failure instanceof Error ? failure : new Error('The watch failed.');
      if (deployments.synced() && replicaSets.synced() && pods.synced()) {
        const verdict = judge({
          deployment: deployments.objects().find(({ metadata }) => metadata.name === target.name),
          replicaSets: replicaSets.objects(),
          pods: pods.objects(),
          events: events.objects(),
        });
        if (verdict !== undefined) return verdict;
      }
      await bell.wait(clock, TICK_MS);
    }
  } finally {
    signal.removeEventListener('abort', end);
    stop.abort();
    await Promise.allSettled(running);
  }
}

interface Mirror<K extends KindName> {
  readonly take: (change: WatchChange<Kinds[K]>) => void;
  synced(): boolean;
  objects(): readonly Kinds[K][];
}

/** Keeps the newest state of each object that a watch told of. */
function mirror<K extends KindName>(ring: () => void): Mirror<K> {
  const objects = new Map<string, Kinds[K]>();
  let isSynced = false;
  return {
    take: ({ type, object }) => {
      if (type === 'synced') isSynced = true;
      else if (object !== undefined && type === 'deleted') objects.delete(object.metadata.name);
      else if (object !== undefined) objects.set(object.metadata.name, object);
      ring();
    },
    synced: () => isSynced,
    objects: () => [...objects.values()],
  };
}

interface Bell {
  readonly ring: () => void;
  /** Resolves when rung since the last wait, or after `ms`. */
  wait(clock: Clock, ms: number): Promise<void>;
}

function createBell(): Bell {
  let isRung = false;
  let wake: () => void = () => undefined;
  return {
    ring: () => {
      isRung = true;
      wake();
    },
    wait: async (clock, ms) => {
      const timer = new AbortController();
      const rung = new Promise<void>((resolve) => {
        wake = resolve;
        if (isRung) resolve();
      });
      await Promise.race([rung, clock.sleep(ms, timer.signal)]);
      timer.abort();
      isRung = false;
    },
  };
}
