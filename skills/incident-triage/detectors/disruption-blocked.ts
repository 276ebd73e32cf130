import type { PodDisruptionBudget } from '../../../src/contracts/kubernetes-objects.js';
import { labelsSelect } from '../../shared/selectors.js';
import type { Detected } from '../finding.js';
import { quote } from '../proof.js';
import { refOf, type World } from '../world.js';
import type { Detector } from './detector.js';

/** A budget that allows nothing while a node is being drained, or two budgets on one pod (then no eviction is possible at all). */
export const disruptionBlocked: Detector = (world) => {
  const budgets = world.list('PodDisruptionBudget');
  if (budgets.length === 0) return [];
  const draining = new Map(
    world
      .list('Node')
      .filter(({ spec }) => spec?.unschedulable === true)
      .map((node) => [node.metadata.name, node]),
  );
  return [
    ...budgets.flatMap((budget) => blockedDrain(world, budget, new Set(draining.keys()))),
    ...overlaps(world, budgets),
  ];
};

function podsOf(world: World, budget: PodDisruptionBudget) {
  return world
    .podsIn(budget.metadata.namespace ?? '')
    .filter(({ metadata }) => labelsSelect(budget.spec?.selector, metadata.labels));
}

function blockedDrain(
  world: World,
  budget: PodDisruptionBudget,
  cordoned: ReadonlySet<string>,
): readonly Detected[] {
  if (budget.status?.disruptionsAllowed !== 0 || (budget.status.expectedPods ?? 1) === 0) return [];
  const ref = refOf('PodDisruptionBudget', budget);
  const pods = podsOf(world, budget);
  const waiting = pods.find(({ spec }) => cordoned.has(spec?.nodeName ?? ''));
  const refused = pods
    .flatMap((pod) => world.events(refOf('Pod', pod)))
    .find(({ message = '' }) => /cannot evict pod|disruption budget/i.test(message));
  if (waiting === undefined && refused === undefined) return [];
  const { currentHealthy = '?', desiredHealthy = '?' } = budget.status;
  return [
    {
      mode: 'DisruptionBlocked',
      object: ref,
      params: { budget: ref.name },
      about: waiting === undefined ? [] : [refOf('Pod', waiting)],
      evidence: [
        quote(
          ref,
          `status.disruptionsAllowed 0, currentHealthy ${currentHealthy}, desiredHealthy ${desiredHealthy}`,
        ),
        waiting === undefined
          ? quote(ref, `event: ${refused?.message ?? ''}`)
          : quote(refOf('Pod', waiting), `spec.nodeName ${waiting.spec?.nodeName ?? ''}`),
        ...(waiting === undefined
          ? []
          : [
              quote(
                { kind: 'Node', namespace: '', name: waiting.spec?.nodeName ?? '' },
                'spec.unschedulable: true',
              ),
            ]),
      ],
    },
  ];
}

function overlaps(world: World, budgets: readonly PodDisruptionBudget[]): readonly Detected[] {
  const byPod = new Map<string, PodDisruptionBudget>();
  for (const budget of budgets)
    for (const pod of podsOf(world, budget)) {
      const key = `${pod.metadata.namespace ?? ''}/${pod.metadata.name}`;
      const other = byPod.get(key);
      byPod.set(key, budget);
      if (other === undefined || other === budget) continue;
      const ref = refOf('PodDisruptionBudget', budget);
      return [
        {
          mode: 'DisruptionBlocked',
          object: ref,
          params: { budget: [other.metadata.name, ref.name] },
          evidence: [
            quote(refOf('Pod', pod), `selected by two budgets: ${other.metadata.name}, ${ref.name}`),
          ],
        },
      ];
    }
  return [];
}
