import type { KubernetesObject } from '../../../src/contracts/kubernetes-objects.js';
import type { Detected, ObjectRef } from '../finding.js';
import { quote } from '../proof.js';
import type { LeavingObject } from '../snapshot.js';
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

export const stuckTerminating: Detector = (world) => [
  ...KINDS.flatMap((kind) => leaving(world.list(kind)).flatMap((object) => stuck(world, kind, object, []))),
  ...(world.snapshot.leaving ?? []).flatMap((object) =>
    stuck(world, object.kind ?? '', object, object.kind === 'Namespace' ? remainsOf(object) : []),
  ),
];

function stuck(
  world: World,
  kind: string,
  object: KubernetesObject,
  remains: readonly string[],
): readonly Detected[] {
  const { deletionTimestamp = '', finalizers = [] } = object.metadata;
  const due = Date.parse(deletionTimestamp);
  // A pod's time is the end of its grace period, which may lie after the moment that saved objects show.
  const now = kind === 'Pod' && knowsSince(world, object) ? world.now : world.snapshot.readAt;
  if (Number.isNaN(due) || now < due + SLACK_MS) return [];
  const ref = refOf(kind, object);
  const node = deadNode(world, ref);
  const held = [...finalizers, ...remains];
  // Neither a finalizer nor a dead node: it is merely slow, and nothing proves why.
  if (held.length === 0 && node === undefined) return [];
  const holder =
    held.length > 0 ? `finalizers ${held.join(', ')}` : `its node ${node?.name ?? ''} is not ready`;
  return [
    {
      mode: 'StuckTerminating',
      object: ref,
      onset: due,
      params: { holder: held.length > 0 ? held : (node?.name ?? '?') },
      about: node === undefined ? [] : [node],
      evidence: [quote(ref, `deletionTimestamp ${deletionTimestamp} is over, ${holder}`)],
    },
  ];
}

const REMAINING = 'NamespaceFinalizersRemaining';
const NAMED = /([\w.-]+(?:\/[\w.-]+)?) in \d+ resource instances/g;

/** A namespace keeps what it waits for in its conditions: finalizers of what is in it, or an API that does not answer. */
function remainsOf({ status }: LeavingObject): readonly string[] {
  const holding = (status?.conditions ?? []).filter((each) => each.status === 'True');
  const named = holding
    .filter(({ type }) => type === REMAINING)
    .flatMap(({ message = '' }) => [...message.matchAll(NAMED)].flatMap(([, finalizer]) => finalizer ?? []));
  const failed = holding.filter(({ type }) => type !== REMAINING).map(({ message, type }) => message ?? type);
  return [...named, ...failed];
}

/** Whether the snapshot shows a moment after the deletion was asked for; else nothing but the clock says how long ago that was. */
function knowsSince(world: World, { metadata }: KubernetesObject): boolean {
  const grace = (metadata.deletionGracePeriodSeconds ?? 0) * 1000;
  return world.now >= Date.parse(metadata.deletionTimestamp ?? '') - grace;
}

function leaving(objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  return objects.filter(({ metadata }) => metadata.deletionTimestamp !== undefined);
}

function deadNode(world: World, { kind, namespace, name }: ObjectRef): ObjectRef | undefined {
  const pod = kind === 'Pod' ? world.find('Pod', namespace, name) : undefined;
  const node = pod?.spec?.nodeName === undefined ? undefined : world.find('Node', '', pod.spec.nodeName);
  return node !== undefined && isNotReady(node) ? refOf('Node', node) : undefined;
}
