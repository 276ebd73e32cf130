import type { Pod } from '../../src/contracts/kubernetes-objects.js';
import { schedulingMode, unschedulable } from './detectors/scheduling.js';
import { isNotReady } from './detectors/node-not-ready.js';
import { dialledServices } from './dialled.js';
import { labelsSelect } from '../shared/selectors.js';
import { refKey, type Finding, type ObjectRef } from './finding.js';
import { claimsOf, configMapsOf, secretsOf } from './references.js';
import { workloadsBehind } from './selection.js';
import { backendServices, refsOf } from './services.js';
import { refOf, type World } from './world.js';

/** A workload may have hundreds of pods; what they rest on is the same for all but a few. */
const FAN = 60;

/**
 * What an object rests on: Ingress → Service → workload → ReplicaSet → Pod → {Node, claim, ConfigMap, Secret, account, quota}, and
 * from a pod to the Services that its log could not reach.
 */
function dependencies(world: World, ref: ObjectRef): readonly ObjectRef[] {
  const { kind, namespace, name } = ref;
  switch (kind) {
    case 'Ingress':
      return backendServices(world.find('Ingress', namespace, name)).map((each) => ({
        kind: 'Service',
        namespace,
        name: each,
      }));
    case 'Service': {
      const service = world.find('Service', namespace, name);
      if (service === undefined) return [];
      const pods = world.selected(namespace, service.spec?.selector).slice(0, FAN);
      return [
        ...workloadsBehind(world, service).map((each) => each.ref),
        ...pods.map((pod) => refOf('Pod', pod)),
      ];
    }
    case 'PodDisruptionBudget': {
      const selector = world.find('PodDisruptionBudget', namespace, name)?.spec?.selector;
      const pods = world.podsIn(namespace).filter(({ metadata }) => labelsSelect(selector, metadata.labels));
      return pods.slice(0, FAN).map((pod) => refOf('Pod', pod));
    }
    case 'HorizontalPodAutoscaler': {
      const target = world.find('HorizontalPodAutoscaler', namespace, name)?.spec?.scaleTargetRef;
      return target?.name === undefined
        ? []
        : [{ kind: target.kind ?? 'Deployment', namespace, name: target.name }];
    }
    case 'Deployment':
      return [...world.replicaSetsOf(ref).map((set) => refOf('ReplicaSet', set)), ...podRefs(world, ref)];
    case 'ReplicaSet':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'Job':
      return [...podRefs(world, ref), ...refsOf(world, 'ResourceQuota', namespace)];
    case 'Pod': {
      const pod = world.find('Pod', namespace, name);
      return pod === undefined ? [] : podDependencies(world, pod);
    }
    default:
      return [];
  }
}

function podRefs(world: World, ref: ObjectRef): readonly ObjectRef[] {
  return world
    .podsOf(ref)
    .slice(0, FAN)
    .map((pod) => refOf('Pod', pod));
}

function podDependencies(world: World, pod: Pod): readonly ObjectRef[] {
  const namespace = pod.metadata.namespace ?? '';
  const of = (kind: string, names: readonly string[]): ObjectRef[] =>
    names.map((name) => ({ kind, namespace, name }));
  return [
    ...nodesOf(world, pod),
    ...of('PersistentVolumeClaim', claimsOf(pod)),
    ...of('ConfigMap', configMapsOf(pod)),
    ...of('Secret', secretsOf(pod)),
    ...of('ServiceAccount', [pod.spec?.serviceAccountName ?? 'default']),
    ...upstream(world, pod),
  ];
}

/** Its node; for a pod that waits for room, every node that cannot give any. */
function nodesOf(world: World, pod: Pod): readonly ObjectRef[] {
  if (pod.spec?.nodeName !== undefined) return [{ kind: 'Node', namespace: '', name: pod.spec.nodeName }];
  const message = unschedulable(pod);
  if (message === undefined || schedulingMode(message) === undefined) return [];
  return world
    .list('Node')
    .filter(
      (node) => isNotReady(node) || node.spec?.unschedulable === true || (node.spec?.taints ?? []).length > 0,
    )
    .map((node) => refOf('Node', node));
}

function upstream(world: World, pod: Pod): readonly ObjectRef[] {
  return world
    .logged()
    .filter((container) => container.pod === pod)
    .flatMap((container) => dialledServices(world, container))
    .map(({ service }) => refOf('Service', service));
}

/** Everything that objects rest on, near and far, themselves included. */
export function reachable(world: World, starts: readonly ObjectRef[]): ReadonlySet<string> {
  const seen = new Set<string>(starts.map(refKey));
  const open: ObjectRef[] = [...starts];
  for (let ref = open.pop(); ref !== undefined; ref = open.pop()) {
    for (const next of dependencies(world, ref)) {
      const key = refKey(next);
      if (seen.has(key)) continue;
      seen.add(key);
      open.push(next);
    }
  }
  return seen;
}

/** Objects that a finding at them concerns: its own and those that its proof names. */
export function touched({ objects, about = [] }: Finding): readonly ObjectRef[] {
  return [...objects, ...about];
}
