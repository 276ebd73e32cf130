import type {
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  Pod,
} from '../../../src/contracts/kubernetes-objects.js';
import { labelsSelect } from '../../shared/selectors.js';
import { dialledServices } from '../dialled.js';
import { ofContainer, quote } from '../proof.js';
import { refOf, type World } from '../world.js';
import type { Detector } from './detector.js';

/** A log names a Service that cannot be reached, and no rule of the policies in force allows the way there. Proves the policy, not the loss. */
export const networkPolicyBlocks: Detector = (world) => {
  const policies = world.list('NetworkPolicy');
  if (policies.length === 0) return [];
  return world.logged().flatMap((container) =>
    dialledServices(world, container).flatMap(({ line, service, port }) => {
      const namespace = service.metadata.namespace ?? '';
      const pods = world.selected(namespace, service.spec?.selector);
      const blocking =
        pods.length === 0
          ? undefined
          : blockerOf(world, policies, container.pod, pods, targetPort(service, port));
      if (blocking === undefined) return [];
      const policy = refOf('NetworkPolicy', blocking.policy);
      const found = ofContainer('NetworkPolicyBlocks', container, [`log: ${line}`], {
        params: { policy: policy.name, target: service.metadata.name, direction: blocking.direction },
        about: [refOf('Service', service)],
      });
      const selected = blocking.direction === 'egress' ? container.pod.metadata.name : service.metadata.name;
      const rule = `spec.podSelector selects ${selected}; spec.${blocking.direction} has no rule for ${service.metadata.name}`;
      return [
        {
          ...found,
          object: policy,
          evidence: [quote(policy, rule), ...found.evidence],
          about: [...(found.about ?? []), refOf('Pod', container.pod)],
        },
      ];
    }),
  );
};

/** The pods' own port: a policy sees the traffic behind the Service. */
function targetPort(
  service: {
    readonly spec?: {
      readonly ports?: readonly { readonly port?: number; readonly targetPort?: number | string }[];
    };
  },
  port: number | undefined,
): number | string | undefined {
  const ports = service.spec?.ports ?? [];
  const found = port === undefined ? ports[0] : ports.find((each) => each.port === port);
  return found?.targetPort ?? found?.port ?? port;
}

function blockerOf(
  world: World,
  policies: readonly NetworkPolicy[],
  from: Pod,
  to: readonly Pod[],
  port: number | string | undefined,
): { readonly policy: NetworkPolicy; readonly direction: 'egress' | 'ingress' } | undefined {
  const leaving = policies.filter((policy) => applies(policy, from, 'Egress'));
  const allowedOut = leaving.some((policy) =>
    (policy.spec?.egress ?? []).some(
      ({ to: peers, ports }) =>
        allowsPort(ports, port) && to.some((pod) => allowsPeer(world, policy, peers, pod)),
    ),
  );
  const [out] = leaving;
  if (out !== undefined && !allowedOut) return { policy: out, direction: 'egress' };
  const [target] = to;
  if (target === undefined) return undefined;
  const entering = policies.filter((policy) => applies(policy, target, 'Ingress'));
  const allowedIn = entering.some((policy) =>
    (policy.spec?.ingress ?? []).some(
      ({ from: peers, ports }) => allowsPort(ports, port) && allowsPeer(world, policy, peers, from),
    ),
  );
  const [into] = entering;
  return into === undefined || allowedIn ? undefined : { policy: into, direction: 'ingress' };
}

function applies({ metadata, spec }: NetworkPolicy, pod: Pod, type: 'Egress' | 'Ingress'): boolean {
  // Without policyTypes it is about ingress, and about egress where it has such rules.
  const types = spec?.policyTypes ?? (spec?.egress === undefined ? ['Ingress'] : ['Ingress', 'Egress']);
  return (
    metadata.namespace === pod.metadata.namespace &&
    types.includes(type) &&
    labelsSelect(spec?.podSelector ?? {}, pod.metadata.labels)
  );
}

/** No peers: everybody. A peer in another namespace, or an address range, may allow it: then nothing is proved. */
function allowsPeer(
  world: World,
  policy: NetworkPolicy,
  peers: readonly NetworkPolicyPeer[] | undefined,
  pod: Pod,
): boolean {
  if (peers === undefined || peers.length === 0) return true;
  return peers.some(({ podSelector, namespaceSelector, ipBlock }) => {
    if (ipBlock !== undefined) return true;
    const samePlace = policy.metadata.namespace === pod.metadata.namespace;
    if (namespaceSelector === undefined) return samePlace && labelsSelect(podSelector, pod.metadata.labels);
    const namespace = { 'kubernetes.io/metadata.name': pod.metadata.namespace ?? '' };
    const known =
      Object.keys(namespaceSelector.matchLabels ?? {}).every((key) => key in namespace) &&
      (namespaceSelector.matchExpressions ?? []).length === 0;
    const placed = !known || labelsSelect(namespaceSelector, namespace);
    return placed && (podSelector === undefined || labelsSelect(podSelector, pod.metadata.labels));
  });
}

function allowsPort(
  ports: readonly NetworkPolicyPort[] | undefined,
  wanted: number | string | undefined,
): boolean {
  if (ports === undefined || ports.length === 0 || wanted === undefined) return true;
  return ports.some(({ port, endPort }) => {
    if (port === undefined || String(port) === String(wanted)) return true;
    if (typeof port === 'string' || typeof wanted === 'string') return typeof port !== typeof wanted;
    return endPort !== undefined && wanted >= port && wanted <= endPort;
  });
}
