import type {
  Condition,
  Job,
  KubernetesObject,
  ReplicaSet,
} from '../../../src/contracts/kubernetes-objects.js';
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

/** Controllers that lack pods and were refused some: by their own condition or by a `FailedCreate` event. */
export function refusedCreators(world: World): readonly Refused[] {
  const refused = (
    kind: string,
    object: KubernetesObject,
    missing: number,
    failure?: Condition,
  ): readonly Refused[] => (missing > 0 ? refusedAt(world, refOf(kind, object), missing, failure) : []);
  return [
    ...world.list('ReplicaSet').flatMap((set) => {
      const missing = (set.spec?.replicas ?? 0) - (set.status?.replicas ?? 0);
      return refused('ReplicaSet', set, missing, missing > 0 ? failureOf(set) : undefined);
    }),
    ...world
      .list('StatefulSet')
      .flatMap((set) => refused('StatefulSet', set, (set.spec?.replicas ?? 1) - (set.status?.replicas ?? 0))),
    ...world.list('DaemonSet').flatMap((set) => {
      const { desiredNumberScheduled = 0, currentNumberScheduled = 0 } = set.status ?? {};
      return refused('DaemonSet', set, desiredNumberScheduled - currentNumberScheduled);
    }),
    ...world.list('Job').flatMap((job) => refused('Job', job, missingOf(job))),
  ];
}

function refusedAt(
  world: World,
  ref: ObjectRef,
  missing: number,
  failure: Condition | undefined,
): readonly Refused[] {
  const event = world.events(ref).find(({ reason }) => reason === 'FailedCreate');
  const message = failure?.message ?? event?.message;
  if (message === undefined) return [];
  const since = Date.parse(failure?.lastTransitionTime ?? event?.firstTimestamp ?? '');
  const onset = Number.isNaN(since) ? (event === undefined ? undefined : eventTime(event)) : since;
  return [{ ref, message, onset, missing }];
}

function failureOf({ status }: ReplicaSet): Condition | undefined {
  return status?.conditions?.find((each) => each.type === 'ReplicaFailure' && each.status === 'True');
}

/** A Job that neither ended nor was suspended runs at least one pod. */
function missingOf({ spec, status }: Job): number {
  if (spec?.suspend === true || status?.completionTime !== undefined) return 0;
  // Its pods were made, and failed.
  if ((status?.failed ?? 0) > 0) return 0;
  return (status?.active ?? 0) === 0 ? 1 : 0;
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
    evidence: [quote(ref, `FailedCreate: ${message}`), quote(ref, `replicas missing: ${missing}`)],
  };
}
