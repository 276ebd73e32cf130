import type { Service } from '../../../src/contracts/kubernetes-objects.js';
import { quote } from '../proof.js';
import { selectsPods, workloadsBehind } from '../selection.js';
import { refOf, type World } from '../world.js';
import type { Detector } from './detector.js';

type Labels = Readonly<Record<string, string>>;

/** A selector that no pod and no workload's template fits: usually a typo on one side. */
export const serviceNoMatch: Detector = (world) => {
  if (!world.looked('Pod')) return [];
  return world.list('Service').flatMap((service) => {
    if (!selectsPods(service)) return [];
    const ref = refOf('Service', service);
    if (world.selected(ref.namespace, service.spec?.selector).length > 0) return [];
    if (workloadsBehind(world, service).length > 0) return [];
    const selector = service.spec?.selector ?? {};
    const nearest = closest(world, service, selector);
    return [
      {
        mode: 'ServiceNoMatch',
        object: ref,
        onset: changedAt(service),
        params: { selector: labelText(selector), closest: nearest?.name ?? '', diff: nearest?.diff ?? '' },
        evidence: [
          quote(ref, `spec.selector ${labelText(selector)} matches no pod`),
          ...(nearest === undefined ? [] : [quote(ref, `closest is ${nearest.name}: ${nearest.diff}`)]),
        ],
      },
    ];
  });
};

/** The workload that shares most pairs with the selector, or is called like the Service, and what differs. */
function closest(
  world: World,
  { metadata }: Service,
  selector: Labels,
): { readonly name: string; readonly diff: string } | undefined {
  const scored = world.workloads(metadata.namespace ?? '').map(({ ref, template }) => {
    const labels = template?.metadata?.labels ?? {};
    const shared = Object.entries(selector).filter(([key, value]) => labels[key] === value).length;
    const keys = Object.keys(selector).filter((key) => key in labels).length;
    return { ref, labels, score: shared * 4 + keys + (ref.name === metadata.name ? 3 : 0) };
  });
  const [best] = scored.sort((a, b) => b.score - a.score);
  if (best === undefined || best.score === 0) return undefined;
  const diff = Object.entries(selector)
    .filter(([key, value]) => best.labels[key] !== value)
    .map(([key, value]) => `${key}: ${value} ≠ ${best.labels[key] ?? '(none)'}`);
  return { name: `${best.ref.kind} ${best.ref.name}`, diff: diff.join(', ') };
}

export function labelText(labels: Labels): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

function changedAt({ metadata }: Service): number | undefined {
  const times = (metadata.managedFields ?? [])
    .map(({ time }) => Date.parse(time ?? ''))
    .filter((at) => !Number.isNaN(at));
  return times.length === 0 ? undefined : Math.max(...times);
}
