import type { Ingress, IngressBackend } from '../../../src/contracts/kubernetes-objects.js';
import type { ObjectRef } from '../finding.js';
import { quote } from '../proof.js';
import { refOf, type World } from '../world.js';
import type { Detector } from './detector.js';

interface Problem {
  /** What is not there, by name. */
  readonly missing: string;
  readonly text: string;
  readonly about: readonly ObjectRef[];
}

/** The AWS load balancer controller's port of a backend that is an annotation (a redirect, a fixed answer) and no Service. */
const ACTION = 'use-annotation';

export const ingressBackendMissing: Detector = (world) =>
  world.list('Ingress').flatMap((ingress) => {
    const ref = refOf('Ingress', ingress);
    const problems = [
      ...classProblems(world, ingress),
      ...backendsOf(ingress).flatMap((backend) => backendProblems(world, ref, backend)),
    ];
    const [first] = problems;
    if (first === undefined) return [];
    return [
      {
        mode: 'IngressBackendMissing',
        object: ref,
        params: { missing: first.missing },
        about: problems.flatMap(({ about }) => about),
        evidence: [...new Set(problems.map(({ text }) => text))].slice(0, 3).map((text) => quote(ref, text)),
      },
    ];
  });

function backendsOf({ spec }: Ingress): readonly IngressBackend[] {
  const paths = (spec?.rules ?? []).flatMap(({ http }) => http?.paths ?? []);
  const all = [spec?.defaultBackend, ...paths.map(({ backend }) => backend)];
  return all.filter((backend) => backend !== undefined);
}

function classProblems(world: World, { spec }: Ingress): readonly Problem[] {
  const wanted = spec?.ingressClassName;
  if (wanted === undefined || !world.looked('IngressClass')) return [];
  if (world.find('IngressClass', '', wanted) !== undefined) return [];
  return [{ missing: `IngressClass ${wanted}`, text: `IngressClass ${wanted} does not exist`, about: [] }];
}

function backendProblems(
  world: World,
  { namespace }: ObjectRef,
  { service }: IngressBackend,
): readonly Problem[] {
  if (service?.name === undefined || service.port?.name === ACTION || !world.looked('Service')) return [];
  const found = world.find('Service', namespace, service.name);
  const about = [{ kind: 'Service', namespace, name: service.name }];
  if (found === undefined)
    return [{ missing: `Service ${service.name}`, text: `Service ${service.name} does not exist`, about }];
  const { name, number } = service.port ?? {};
  const ports = found.spec?.ports ?? [];
  const fits = ports.some((port) => (name === undefined ? port.port === number : port.name === name));
  if (fits || (name === undefined && number === undefined)) return [];
  return [
    {
      missing: `Service ${service.name}:${name ?? number ?? ''}`,
      text: `Service ${service.name} has no port ${name ?? number ?? ''}`,
      about,
    },
  ];
}
