import type { KubernetesEvent } from '../../../src/contracts/kubernetes-objects.js';
import { when, YES } from '../collection.js';
import type { Detected, ObjectRef } from '../finding.js';
import { quote } from '../proof.js';
import { controllerOf } from '../owners.js';
import { eventTime, refOf, type World } from '../world.js';
import type { Detector } from './detector.js';
import { unschedulable } from './scheduling.js';

const NEWS_MS = 60 * 60_000;

const PREEMPTIONS = when<KubernetesEvent>(({ reason }) => reason === 'Preempted');

/** Pods that wait for a node in place of the one that made room: of the same controller, whose name a made pod's name begins with. */
function replacements(world: World, controller: string | undefined, gone: ObjectRef): readonly ObjectRef[] {
  return world
    .restless()
    .filter((pod) => pod.metadata.namespace === gone.namespace && controllerOf(pod)?.name === controller)
    .filter((pod) => pod.metadata.name !== gone.name && unschedulable(pod) !== undefined)
    .map((pod) => refOf('Pod', pod));
}

/** A pod that had to make room for one of a higher priority: by its own condition, or by the event it left. */
export const preempted: Detector = (world) => {
  const byCondition = world.restless().flatMap((pod): Detected[] => {
    const target = pod.status?.conditions?.find(
      ({ type, status }) => type === 'DisruptionTarget' && status === 'True',
    );
    if (target?.reason !== 'PreemptionByScheduler') return [];
    const ref = refOf('Pod', pod);
    const onset = Date.parse(target.lastTransitionTime ?? '');
    const text = `condition DisruptionTarget: ${target.reason}, ${target.message ?? ''}`;
    return [
      {
        mode: 'Preempted',
        object: ref,
        onset: Number.isNaN(onset) ? undefined : onset,
        about: replacements(world, controllerOf(pod)?.name, ref),
        evidence: [quote(ref, text)],
      },
    ];
  });
  const known = new Set(byCondition.map(({ object }) => `${object.namespace}/${object.name}`));
  const told = world.having('Event', PREEMPTIONS, YES);
  const byEvent = told.flatMap((event): Detected[] => {
    const { kind, name, namespace = '' } = event.involvedObject ?? {};
    if (kind !== 'Pod' || name === undefined) return [];
    if (world.now - eventTime(event) > NEWS_MS || known.has(`${namespace}/${name}`)) return [];
    const ref = { kind, namespace, name };
    return [
      {
        mode: 'Preempted',
        object: ref,
        onset: eventTime(event),
        about: replacements(world, name.replace(/-[^-]+$/, ''), ref),
        evidence: [quote(ref, `event Preempted: ${event.message ?? ''}`)],
      },
    ];
  });
  return [...byCondition, ...byEvent];
};
