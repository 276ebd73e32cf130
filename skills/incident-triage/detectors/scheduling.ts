import type { Pod } from '../../../src/contracts/kubernetes-objects.js';
import type { Detected, ObjectRef } from '../finding.js';
import type { Mode } from '../modes.js';
import { quote } from '../proof.js';
import { refOf, type World } from '../world.js';

export type SchedulingMode = Extract<
  Mode,
  'UnschedulableResources' | 'UnschedulableTaint' | 'UnschedulablePlacement' | 'UnschedulableVolume'
>;

/** Clauses of the scheduler's sentence by mode, in the order in which one decides when a sentence has several. */
const CLAUSES: readonly (readonly [SchedulingMode, RegExp])[] = [
  [
    'UnschedulableVolume',
    /persistentvolumeclaim|unbound immediate|volume node affinity|volume zone|max volume count|volume binding/i,
  ],
  ['UnschedulableResources', /insufficient [\w./-]+|too many pods/i],
  [
    'UnschedulablePlacement',
    /node affinity|node selector|didn't match pod|affinity rules|anti-affinity|topology spread|free ports|were unschedulable|didn't satisfy|host ports?/i,
  ],
  ['UnschedulableTaint', /untolerated taint|had taints?|didn't tolerate/i],
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

export function schedulingMode(
  message: string,
): { readonly mode: SchedulingMode; readonly clause: string } | undefined {
  const clauses = clausesOf(message);
  for (const [mode, says] of CLAUSES) {
    const clause = clauses.find(
      (each) => says.test(each) && !(clauses.length > 1 && CONTROL_PLANE.test(each)),
    );
    if (clause !== undefined) return { mode, clause };
  }
  return undefined;
}

/** Pods that wait for a node for one kind of reason. */
export function waitingPods(
  world: World,
  wanted: SchedulingMode,
  more: (
    pod: Pod,
    clause: string,
  ) => { readonly texts?: readonly string[]; readonly about?: readonly ObjectRef[] },
): readonly Detected[] {
  return world.restless().flatMap((pod) => {
    const message = unschedulable(pod);
    const found = message === undefined ? undefined : schedulingMode(message);
    if (message === undefined || found?.mode !== wanted) return [];
    const { clause } = found;
    const ref = refOf('Pod', pod);
    const onset = Date.parse(pod.metadata.creationTimestamp ?? '');
    const { texts = [], about = [] } = more(pod, clause);
    return [
      {
        mode: wanted,
        object: ref,
        onset: Number.isNaN(onset) ? undefined : onset,
        params: { clause },
        about,
        evidence: [
          quote(ref, `condition PodScheduled: ${message}`),
          ...texts.map((text) => quote(ref, text)),
        ],
      },
    ];
  });
}
