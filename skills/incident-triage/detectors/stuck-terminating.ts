import type { KubernetesObject } from '../../../src/contracts/kubernetes-objects.js';
import type { Detected, ObjectRef } from '../finding.js';
import { quote } from '../proof.js';
import { refOf, type World } from '../world.js';
import type { Detector } from './detector.js';
import { isNotReady } from './node-not-ready.js';

/** `deletionTimestamp` already includes the grace period; controllers get this much longer to finish. */
const SLACK_MS = 60_000;
const KINDS = [
  'Pod',
  'PersistentVolumeClaim',
  'Service',
  'Ingress',
  'Deployment',
  'StatefulSet',
  'Job',
  'ConfigMap',
] as const;

export const stuckTerminating: Detector = (world) =>
  KINDS.flatMap((kind) =>
    leaving(world.list(kind)).flatMap((object): Detected[] => {
      const { deletionTimestamp = '', finalizers = [] } = object.metadata;
      const due = Date.parse(deletionTimestamp);
      // A pod's time is the end of its grace period, which may lie after the moment that saved objects show.
      const now = kind === 'Pod' ? world.now : world.snapshot.readAt;
      if (Number.isNaN(due) || now < due + SLACK_MS) return [];
      const ref = refOf(kind, object);
      const node = deadNode(world, ref);
      // Neither a finalizer nor a dead node: it is merely slow, and nothing proves why.
      if (finalizers.length === 0 && node === undefined) return [];
      const holder =
        finalizers.length > 0
          ? `finalizers ${finalizers.join(', ')}`
          : `its node ${node?.name ?? ''} is not ready`;
      return [
        {
          mode: 'StuckTerminating',
          object: ref,
          onset: due,
          params: { holder: finalizers.length > 0 ? finalizers : (node?.name ?? '?') },
          about: node === undefined ? [] : [node],
          evidence: [quote(ref, `deletionTimestamp ${deletionTimestamp} is over, ${holder}`)],
        },
      ];
    }),
  );

function leaving(objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  return objects.filter(({ metadata }) => metadata.deletionTimestamp !== undefined);
}

function deadNode(world: World, { kind, namespace, name }: ObjectRef): ObjectRef | undefined {
  const pod = kind === 'Pod' ? world.find('Pod', namespace, name) : undefined;
  const node = pod?.spec?.nodeName === undefined ? undefined : world.find('Node', '', pod.spec.nodeName);
  return node !== undefined && isNotReady(node) ? refOf('Node', node) : undefined;
}
