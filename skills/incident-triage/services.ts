import { MARKS } from '../../src/contracts/marks.js';
import type { Ingress, KindName, KubernetesObject } from '../../src/contracts/kubernetes-objects.js';
import type { ObjectRef } from './finding.js';
import { claimsOf } from './references.js';
import { workloadsBehind } from './selection.js';
import { controllerOf } from './owners.js';
import { refOf, type World } from './world.js';

/** The workload whose pods an object is about: the one that controls it, or the one it points at. Undefined for shared objects. */
export function workloadFor(world: World, ref: ObjectRef): ObjectRef | undefined {
  const { kind, namespace, name } = ref;
  switch (kind) {
    case 'Deployment':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'Job':
      return ref;
    case 'Pod': {
      const pod = world.find('Pod', namespace, name);
      return pod === undefined ? undefined : world.workloadOf(pod);
    }
    case 'ReplicaSet': {
      const owner = controllerOf(world.find('ReplicaSet', namespace, name) ?? { metadata: { name } });
      return owner === undefined ? ref : { kind: owner.kind, namespace, name: owner.name };
    }
    case 'Service': {
      const service = world.find('Service', namespace, name);
      return service === undefined ? undefined : workloadsBehind(world, service)[0]?.ref;
    }
    case 'HorizontalPodAutoscaler': {
      const target = world.find('HorizontalPodAutoscaler', namespace, name)?.spec?.scaleTargetRef;
      return target?.name === undefined
        ? undefined
        : { kind: target.kind ?? 'Deployment', namespace, name: target.name };
    }
    case 'PersistentVolumeClaim': {
      const pod = world.podsIn(namespace).find((each) => claimsOf(each).includes(name));
      return pod === undefined ? undefined : world.workloadOf(pod);
    }
    default:
      return undefined;
  }
}

const LABELLED: readonly KindName[] = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'Pod',
  'Service',
  'ReplicaSet',
];

/** How people call what an object belongs to: the service label of it or its workload, else the workload's name. */
export function serviceFor(world: World, ref: ObjectRef): string | undefined {
  if (ref.kind === 'Node') return undefined;
  const workload = workloadFor(world, ref);
  const named = labelOf(world, workload) ?? labelOf(world, ref);
  if (named !== undefined) return named;
  if (workload !== undefined) return workload.name;
  if (ref.kind === 'Ingress') return ingressService(world, ref);
  return ref.kind === 'Service' || ref.kind === 'Pod' ? ref.name : undefined;
}

function labelOf(world: World, ref: ObjectRef | undefined): string | undefined {
  const kind = LABELLED.find((each) => each === ref?.kind);
  if (ref === undefined || kind === undefined) return undefined;
  const object: KubernetesObject | undefined = world.find(kind, ref.namespace, ref.name);
  return object?.metadata.labels?.[MARKS.service];
}

function ingressService(world: World, ref: ObjectRef): string | undefined {
  const names = backendServices(world.find('Ingress', ref.namespace, ref.name));
  const [first] = names;
  return first === undefined
    ? undefined
    : (serviceFor(world, { kind: 'Service', namespace: ref.namespace, name: first }) ?? first);
}

/** Names of the Services that an Ingress sends people to. */
export function backendServices(ingress: Ingress | undefined): readonly string[] {
  const { rules = [], defaultBackend } = ingress?.spec ?? {};
  const backends = [
    defaultBackend,
    ...rules.flatMap(({ http }) => (http?.paths ?? []).map(({ backend }) => backend)),
  ];
  return [...new Set(backends.flatMap((backend) => backend?.service?.name ?? []))];
}

/** The refs of all objects of a kind. */
export function refsOf(world: World, kind: KindName, namespace: string): readonly ObjectRef[] {
  const objects: readonly KubernetesObject[] = world.list(kind);
  return objects
    .filter(({ metadata }) => (metadata.namespace ?? '') === namespace)
    .map((object) => refOf(kind, object));
}
