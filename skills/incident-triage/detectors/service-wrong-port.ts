import type { Container, Pod, Service } from '../../../src/contracts/kubernetes-objects.js';
import { quote } from '../proof.js';
import { selectsPods } from '../selection.js';
import { refOf } from '../world.js';
import type { Detector } from './detector.js';

type Ports = NonNullable<Container['ports']>;

function portsOf(pods: readonly Pod[]): Ports {
  const all: Ports[number][] = [];
  for (const { spec } of pods) {
    for (const { ports } of spec?.initContainers ?? []) if (ports !== undefined) all.push(...ports);
    for (const { ports } of spec?.containers ?? []) if (ports !== undefined) all.push(...ports);
  }
  return all;
}

function wrongPorts(service: Service, declared: Ports): readonly string[] {
  return (service.spec?.ports ?? []).flatMap(({ port, targetPort = port, protocol = 'TCP' }) => {
    const named = typeof targetPort === 'string' && !/^\d+$/.test(targetPort);
    if (targetPort === undefined || (!named && declared.length === 0)) return [];
    // A name is looked up together with the protocol; a number is dialled whatever was declared.
    const fits = declared.some((own) =>
      named
        ? own.name === targetPort && (own.protocol ?? 'TCP') === protocol
        : own.containerPort === Number(targetPort),
    );
    return fits ? [] : [`port ${port ?? '?'} → targetPort ${targetPort}`];
  });
}

/**
 * A `targetPort` that no selected pod has. Declaring ports is optional in Kubernetes, so a number is only compared with pods that
 * declare some; a name must be declared to work at all.
 */
export const serviceWrongPort: Detector = (world) =>
  world.list('Service').flatMap((service) => {
    if (!selectsPods(service)) return [];
    const ref = refOf('Service', service);
    const pods = world.selected(ref.namespace, service.spec?.selector);
    if (pods.length === 0) return [];
    // Pods of one workload are alike: mostly the first one settles it.
    if (wrongPorts(service, portsOf(pods.slice(0, 1))).length === 0) return [];
    const declared = portsOf(pods);
    const wrong = wrongPorts(service, declared);
    const [first] = wrong;
    if (first === undefined) return [];
    const has = [
      ...new Set(
        declared.map(
          ({ name, containerPort }) => `${name === undefined ? '' : `${name}:`}${containerPort ?? '?'}`,
        ),
      ),
    ];
    return [
      {
        mode: 'ServiceWrongPort',
        object: ref,
        params: { port: first, has: has.length === 0 ? '-' : has },
        evidence: [
          quote(ref, wrong.join(', ')),
          quote(
            refOf('Pod', pods[0] ?? { metadata: { name: '' } }),
            `declares ${has.join(', ') || 'no ports'}`,
          ),
        ],
      },
    ];
  });
