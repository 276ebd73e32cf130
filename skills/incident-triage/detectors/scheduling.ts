import type { Node, Pod, PodSpec } from '../../../src/contracts/kubernetes-objects.js';
import { mapSelects } from '../../shared/selectors.js';
import type { TextParams } from '../../../src/contracts/outcome.js';
import type { Detected, ObjectRef } from '../finding.js';
import type { Mode } from '../modes.js';
import { quote } from '../proof.js';
import { refOf, type World } from '../world.js';

export type SchedulingMode = Extract<
  Mode,
  'UnschedulableResources' | 'UnschedulableTaint' | 'UnschedulablePlacement' | 'UnschedulableVolume'
>;

const TAINT = /untolerated taint|had taints?|didn't tolerate/i;
/** Clauses of the scheduler's sentence by mode, in the order in which one decides when a sentence has several. */
const CLAUSES: readonly (readonly [SchedulingMode, RegExp])[] = [
  [
    'UnschedulableVolume',
    /persistentvolumeclaim|unbound immediate|volume node affinity|volume zone|max volume count|volume ?binding|persistent volumes to bind/i,
  ],
  ['UnschedulableResources', /insufficient [\w./-]+|too many pods/i],
  [
    'UnschedulablePlacement',
    /node affinity|node selector|didn't match pod|affinity rules|anti-affinity|topology spread|free ports|were unschedulable|didn't satisfy|host ports?/i,
  ],
  ['UnschedulableTaint', TAINT],
];

/** Taints that only say that a node is a control plane: normal, unless nothing else is in the way. */
const CONTROL_PLANE = /node-role\.kubernetes\.io\/(?:control-plane|master)/;

/** The scheduler's sentence about a pod that waits for a node; undefined for all others. */
export function unschedulable(pod: Pod): string | undefined {
  if (pod.metadata.deletionTimestamp !== undefined || pod.spec?.nodeName !== undefined) return undefined;
  const condition = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (condition?.status !== 'False' || condition.reason !== 'Unschedulable') return undefined;
  return condition.message ?? '';
}

/** `0/3 nodes are available: 2 Insufficient cpu, 1 node(s) had …. preemption: …` into its clauses. */
function clausesOf(message: string): readonly string[] {
  const [before = ''] = message.split(/\.?\s*preemption:/i);
  return before
    .replace(/^\d+\/\d+ nodes are available:\s*/i, '')
    .split(/,\s+(?=\d+ )/)
    .map((clause) => clause.trim().replace(/\.$/, ''))
    .filter((clause) => clause !== '');
}

/**
 * What keeps a pod from every node. Nodes that the pod's own selector leads to count first: where those are all tainted, the taint is
 * in the way, and that others do not match the selector is what was wanted.
 */
export function schedulingMode(
  message: string,
  ledToTaint = false,
): { readonly mode: SchedulingMode; readonly clause: string } | undefined {
  const clauses = clausesOf(message);
  const tainted = clauses.find((clause) => TAINT.test(clause));
  if (ledToTaint && tainted !== undefined) return { mode: 'UnschedulableTaint', clause: tainted };
  for (const [mode, says] of CLAUSES) {
    const clause = clauses.find(
      (each) => says.test(each) && !(clauses.length > 1 && CONTROL_PLANE.test(each)),
    );
    if (clause !== undefined) return { mode, clause };
  }
  return undefined;
}

/** The pod asks for certain nodes by label, and each of them has a taint that keeps pods away. */
function ledToTaint(world: World, { spec }: Pod): boolean {
  const wanted = spec?.nodeSelector;
  if (wanted === undefined || Object.keys(wanted).length === 0) return false;
  const nodes = world.list('Node').filter(({ metadata }) => mapSelects(wanted, metadata.labels));
  const closed = (taint: Taint): boolean => keepsAway(taint) && !tolerates(spec?.tolerations ?? [], taint);
  return nodes.length > 0 && nodes.every((each) => each.spec?.taints?.some(closed) === true);
}

type Taint = NonNullable<NonNullable<Node['spec']>['taints']>[number];

/** A cordon has a taint of its own, and is a mode of its own. */
function keepsAway({ effect, key }: Taint): boolean {
  return effect !== 'PreferNoSchedule' && key !== 'node.kubernetes.io/unschedulable';
}

/** https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ */
function tolerates(tolerations: NonNullable<PodSpec['tolerations']>, taint: Taint): boolean {
  return tolerations.some(
    ({ key, operator = 'Equal', value, effect }) =>
      (key === undefined ? operator === 'Exists' : key === taint.key) &&
      (effect === undefined || effect === taint.effect) &&
      (operator === 'Exists' || (value ?? '') === (taint.value ?? '')),
  );
}

/** Pods that wait for a node for one kind of reason. */
export function waitingPods(
  world: World,
  wanted: SchedulingMode,
  more: (
    pod: Pod,
    clause: string,
  ) => {
    readonly texts?: readonly string[];
    readonly about?: readonly ObjectRef[];
    readonly params?: TextParams;
  },
): readonly Detected[] {
  return world.restless().flatMap((pod) => {
    const message = unschedulable(pod);
    const found = message === undefined ? undefined : schedulingMode(message, ledToTaint(world, pod));
    if (message === undefined || found?.mode !== wanted) return [];
    const { clause } = found;
    const ref = refOf('Pod', pod);
    const onset = Date.parse(pod.metadata.creationTimestamp ?? '');
    const { texts = [], about = [], params = {} } = more(pod, clause);
    return [
      {
        mode: wanted,
        object: ref,
        onset: Number.isNaN(onset) ? undefined : onset,
        params: { clause, ...params },
        about,
        evidence: [
          quote(ref, `condition PodScheduled: ${message}`),
          ...texts.map((text) => quote(ref, text)),
        ],
      },
    ];
  });
}
