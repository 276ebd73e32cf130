import { fill } from '../../src/contracts/phrasing.js';
import type { TextParams } from '../../src/contracts/outcome.js';
import type { NextStep, ObjectRef } from './finding.js';
import type { Mode } from './modes.js';
import type { Judged } from './triage.js';

/** By-hand commands where a more exact one than `describe` exists. Filled with the finding's values, `ns`, `kind` and `name`. */
const BY_HAND: Readonly<Partial<Record<Mode, string>>> = {
  BadCommand: 'kubectl edit {workload} -n {ns}',
  WrongArchitecture: 'kubectl get nodes -L kubernetes.io/arch',
  LifecycleHookFailed: 'kubectl edit {workload} -n {ns}',
  ImageNotFound: 'kubectl set image {workload} {container}={repository}:TAG -n {ns}',
  ImageNeverPulled: 'kubectl edit {workload} -n {ns}',
  UnschedulableResources: 'kubectl describe nodes',
  UnschedulableTaint: 'kubectl get nodes -o custom-columns=NAME:.metadata.name,TAINTS:.spec.taints',
  UnschedulablePlacement: 'kubectl get nodes --show-labels',
  UnschedulableVolume: 'kubectl get persistentvolumeclaims -n {ns}',
  ClaimPending: 'kubectl get storageclasses',
  Preempted: 'kubectl get priorityclasses',
  DisruptionBlocked: 'kubectl edit poddisruptionbudget {name} -n {ns}',
  DaemonSetIncomplete: 'kubectl get pods -n {ns} -o wide',
  DuplicateConfig: 'kubectl edit {workload} -n {ns}',
  NodeNotReady: 'kubectl drain {node} --ignore-daemonsets --delete-emptydir-data',
  NodePressure: 'kubectl describe node {node}',
  NodeCordoned: 'kubectl uncordon {node}',
  QuotaExceeded: 'kubectl edit resourcequota {quota} -n {ns}',
  ServiceNoMatch: 'kubectl edit service {name} -n {ns}',
  ServiceWrongPort: 'kubectl edit service {name} -n {ns}',
  IngressBackendMissing: 'kubectl edit ingress {name} -n {ns}',
  NetworkPolicyBlocks: 'kubectl edit networkpolicy {policy} -n {ns}',
  JobFailed: 'kubectl logs job/{name} -n {ns} --all-containers --tail=50',
  InitContainerFailing: 'kubectl logs {name} -c {container} -n {ns} --previous',
  AutoscalerAtMax: 'kubectl edit horizontalpodautoscaler {name} -n {ns}',
  AccessForbidden: 'kubectl auth can-i {verb} {resource} --as=system:serviceaccount:{ns}:{account} -n {ns}',
  DnsFailing: 'kubectl get pods -n kube-system -l k8s-app=kube-dns',
  StuckTerminating: 'kubectl get {kind} {name} -n {ns} -o yaml',
  RolloutPaused: 'kubectl rollout resume deployment/{name} -n {ns}',
  Evicted: 'kubectl describe node {node}',
};
/** The container's own words are the next thing to read. */
const LOGS: ReadonlySet<Mode> = new Set([
  'CrashLoopAppError',
  'CrashLoopExitZero',
  'LivenessKill',
  'ReadinessFailing',
]);

/** What to do, best first: this bot's own command where it has one, else the exact kubectl command. Never empty. */
export function nextSteps(finding: Judged): readonly NextStep[] {
  const service = finding.service ?? finding.workload?.name;
  const named = (steps: readonly NextStep[]): readonly NextStep[] =>
    steps.map((step) => (step.kind === 'kubectl' || service === undefined ? step : { ...step, service }));
  const rollback: readonly NextStep[] =
    finding.suspect !== undefined && service !== undefined ? [{ kind: 'rollback', service }] : [];
  const own = named(finding.next ?? []);
  const restart: readonly NextStep[] =
    finding.mode === 'StaleConfig' && finding.workload?.kind === 'Deployment' && service !== undefined
      ? [{ kind: 'restart', service }]
      : [];
  const logs: readonly NextStep[] =
    LOGS.has(finding.mode) && service !== undefined ? [{ kind: 'logs', service }] : [];
  const steps = [...rollback, ...own, ...restart, ...logs];
  return steps.length > 0 ? steps : [{ kind: 'kubectl', command: byHand(finding) }];
}

function byHand(finding: Judged): string {
  const { kind, namespace, name } = finding.object;
  const params: TextParams = {
    ...finding.params,
    ...{ ns: namespace, kind: kind.toLowerCase(), name },
    ...(finding.workload === undefined ? {} : { workload: workloadText(finding.workload) }),
    ...repositoryOf(finding),
  };
  if (finding.mode === 'MissingConfig') return createMissing(finding);
  if (finding.mode === 'OutOfMemory') return raiseLimit(finding);
  const where = namespace === '' ? '' : ' -n {ns}';
  const look = fill(`kubectl describe {kind} {name}${where}`, params, 'en');
  const exact = fill((BY_HAND[finding.mode] ?? look).replace(' -n {ns}', where), params, 'en');
  // Something that it names is not known: a bare pod has no workload to edit.
  return /\{\w+\}/.test(exact) ? look : exact;
}

function workloadText({ kind, name }: ObjectRef): string {
  return `${kind.toLowerCase()}/${name}`;
}

/** The image without its tag or digest. */
function repositoryOf({ params = {} }: Judged): TextParams {
  const { image } = params;
  return typeof image === 'string' ? { repository: image.replace(/@.*$/, '').replace(/:[^/:]*$/, '') } : {};
}

function createMissing({ about = [], params = {}, object }: Judged): string {
  const [missing] = about;
  const key = params['key'] === '' || params['key'] === undefined ? 'KEY' : String(params['key']);
  if (missing === undefined) return `kubectl describe pod ${object.name} -n ${object.namespace}`;
  const create = missing.kind === 'Secret' ? 'secret generic' : 'configmap';
  return `kubectl create ${create} ${missing.name} -n ${missing.namespace} --from-literal=${key}=VALUE`;
}

/** Twice the limit: a number to start from, the person decides. */
function raiseLimit({ workload, params = {}, object }: Judged): string {
  const [, size, unit = ''] = /^(\d+)([KMGT]i?)?$/.exec(String(params['limit'])) ?? [];
  if (workload === undefined || size === undefined)
    return `kubectl describe pod ${object.name} -n ${object.namespace}`;
  return `kubectl set resources ${workloadText(workload)} -n ${workload.namespace} -c ${String(params['container'])} --limits=memory=${Number(size) * 2}${unit}`;
}
