import type { KubernetesObject } from '../../../src/contracts/kubernetes-objects.js';
import type { Detected, ObjectRef } from '../finding.js';
import type { Mode } from '../modes.js';
import { quote } from '../proof.js';
import { eventTime, refOf, type World } from '../world.js';

/** A controller that is refused its pods, with the API server's sentence. */
export interface Refused {
  readonly ref: ObjectRef;
  readonly message: string;
  readonly onset: number | undefined;
  readonly missing: number;
}

type Creator = 'ReplicaSet' | 'StatefulSet' | 'DaemonSet' | 'Job';
const CREATORS: readonly Creator[] = ['ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job'];

/** Controllers that lack pods and were refused some: by their own condition or by a `FailedCreate` event. */
export function refusedCreators(world: World): readonly Refused[] {
  return CREATORS.flatMap((kind) =>
    world.list(kind).flatMap((object: KubernetesObject): Refused[] => {
      const ref = refOf(kind, object);
      const missing = missingPods(world, kind, ref);
      if (missing <= 0) return [];
      const event = world.events(ref).find(({ reason }) => reason === 'FailedCreate');
      const condition = conditionOf(world, kind, ref);
      const message = condition?.message ?? event?.message;
      if (message === undefined) return [];
      const since = Date.parse(condition?.lastTransitionTime ?? event?.firstTimestamp ?? '');
      const onset = Number.isNaN(since) ? (event === undefined ? undefined : eventTime(event)) : since;
      return [{ ref, message, onset, missing }];
    }),
  );
}

function conditionOf(world: World, kind: Creator, { namespace, name }: ObjectRef) {
  if (kind !== 'ReplicaSet') return undefined;
  return world
    .find('ReplicaSet', namespace, name)
    ?.status?.conditions?.find(({ type, status }) => type === 'ReplicaFailure' && status === 'True');
}

function missingPods(world: World, kind: Creator, { namespace, name }: ObjectRef): number {
  if (kind === 'ReplicaSet') {
    const set = world.find(kind, namespace, name);
    return (set?.spec?.replicas ?? 0) - (set?.status?.replicas ?? 0);
  }
  if (kind === 'StatefulSet') {
    const set = world.find(kind, namespace, name);
    return (set?.spec?.replicas ?? 1) - (set?.status?.replicas ?? 0);
  }
  if (kind === 'DaemonSet') {
    const status = world.find(kind, namespace, name)?.status;
    return (status?.desiredNumberScheduled ?? 0) - (status?.currentNumberScheduled ?? 0);
  }
  const job = world.find(kind, namespace, name);
  if (job?.spec?.suspend === true || job?.status?.completionTime !== undefined) return 0;
  return (job?.status?.active ?? 0) === 0 ? 1 : 0;
}

export function refusal(
  mode: Mode,
  refused: Refused,
  more: Pick<Detected, 'params' | 'about'> = {},
): Detected {
  const { ref, message, onset, missing } = refused;
  return {
    mode,
    object: ref,
    onset,
    ...more,
    params: { missing, ...more.params },
    evidence: [quote(ref, `FailedCreate: ${message}`), quote(ref, `${missing} pods are missing`)],
  };
}
