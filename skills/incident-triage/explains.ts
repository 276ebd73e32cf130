import type { Finding } from './finding.js';
import type { Mode } from './modes.js';

const PULLS: readonly Mode[] = [
  'ImageNotFound',
  'ImageUnauthorized',
  'RegistryUnreachable',
  'ImageNeverPulled',
];
const UNSCHEDULABLE: readonly Mode[] = [
  'UnschedulableResources',
  'UnschedulableTaint',
  'UnschedulablePlacement',
  'UnschedulableVolume',
];
const CRASHES: readonly Mode[] = [
  'CrashLoopAppError',
  'CrashLoopExitZero',
  'BadCommand',
  'WrongArchitecture',
  'OutOfMemory',
  'LivenessKill',
  'InitContainerFailing',
  'LifecycleHookFailed',
];
const UNREADY: readonly Mode[] = ['ReadinessFailing', 'ReadinessGateClosed'];
const NODES: readonly Mode[] = ['NodeNotReady', 'NodePressure'];
const REFUSALS: readonly Mode[] = ['QuotaExceeded', 'AdmissionRefused'];
export const UPSTREAM: readonly Mode[] = [
  'ServiceNoMatch',
  'ServiceNoReadyEndpoints',
  'ServiceWrongPort',
  'ScaledToZero',
  'NetworkPolicyBlocks',
  'DnsFailing',
];
/** What a container's own log or settings prove about why it fails. */
export const INSIDE: readonly Mode[] = ['DuplicateConfig', 'AccessForbidden'];
const PODS: readonly Mode[] = [
  ...PULLS,
  ...UNSCHEDULABLE,
  ...CRASHES,
  ...UNREADY,
  'MissingConfig',
  'VolumeMountFailed',
  'SandboxFailed',
  'SchedulingGated',
  'Evicted',
  'Preempted',
  'StuckTerminating',
];
const BELOW_A_WORKLOAD: readonly Mode[] = [
  ...PODS,
  ...NODES,
  ...REFUSALS,
  ...UPSTREAM,
  ...INSIDE,
  'NodeCordoned',
  'ClaimPending',
];

/** Which modes can be the reason of which, where the graph connects them. Modes that are not named are never symptoms. */
const EXPLAINED_BY: Readonly<Partial<Record<Mode, readonly Mode[]>>> = {
  ServiceNoReadyEndpoints: [...BELOW_A_WORKLOAD, 'RolloutStuck', 'StatefulSetBlocked', 'DaemonSetIncomplete'],
  RolloutStuck: BELOW_A_WORKLOAD,
  RolloutPaused: PODS,
  StatefulSetBlocked: BELOW_A_WORKLOAD,
  DaemonSetIncomplete: BELOW_A_WORKLOAD,
  JobFailed: BELOW_A_WORKLOAD,
  AdmissionRefused: [...PODS, ...NODES, ...UPSTREAM, 'QuotaExceeded', 'TlsInvalid'],
  DisruptionBlocked: BELOW_A_WORKLOAD,
  AutoscalerBroken: [...PODS, ...NODES, 'ScaledToZero'],
  CrashLoopAppError: [...UPSTREAM, ...INSIDE, ...NODES],
  CrashLoopExitZero: [...UPSTREAM, ...INSIDE],
  InitContainerFailing: [...UPSTREAM, ...INSIDE, ...NODES],
  LivenessKill: [...UPSTREAM, ...NODES, ...INSIDE],
  ReadinessFailing: [...UPSTREAM, ...INSIDE, ...NODES, ...CRASHES],
  LifecycleHookFailed: [...UPSTREAM, ...NODES],
  RegistryUnreachable: NODES,
  SandboxFailed: NODES,
  VolumeMountFailed: [...NODES, 'ClaimPending', 'StuckTerminating'],
  UnschedulableResources: [...NODES, 'NodeCordoned', 'Preempted'],
  UnschedulableTaint: [...NODES, 'NodeCordoned'],
  UnschedulablePlacement: ['NodeNotReady', 'NodeCordoned'],
  UnschedulableVolume: ['ClaimPending', 'NodeNotReady', 'NodeCordoned'],
  Evicted: NODES,
  StuckTerminating: ['NodeNotReady'],
  DnsFailing: ['NetworkPolicyBlocks', ...PODS, ...NODES, ...REFUSALS, 'ScaledToZero', 'DnsFailing'],
  ServiceWrongPort: [],
  Unhealthy: [
    ...BELOW_A_WORKLOAD,
    'RolloutStuck',
    'RolloutPaused',
    'StatefulSetBlocked',
    'DaemonSetIncomplete',
    'JobFailed',
  ],
};

/** Asked for every pair of findings, of which there may be millions. */
const REASONS = new Map<Mode, ReadonlySet<Mode>>();

/** The modes that can be the reason of one. A StatefulSet that waits for a pod of a revision it no longer wants keeps that pod as it is. */
export function reasonsFor(mode: Mode): ReadonlySet<Mode> {
  const known = REASONS.get(mode);
  if (known !== undefined) return known;
  const reasons = new Set<Mode>([
    ...(EXPLAINED_BY[mode] ?? []),
    ...(PODS.includes(mode) ? (['StatefulSetBlocked'] as const) : []),
  ]);
  REASONS.set(mode, reasons);
  return reasons;
}

/** Modes whose effect follows within minutes: one that began much later is not the reason. */
const PROMPT: ReadonlySet<Mode> = new Set([...NODES, ...UPSTREAM]);
const LATER_MS = 5 * 60_000;

function isZoned({ params }: Finding): boolean {
  return /node affinity conflict|volume zone/i.test(String(params?.['clause'] ?? ''));
}

/** Whether the second finding can be why the first one is there, apart from the graph. */
export function mayExplain(symptom: Finding, cause: Finding): boolean {
  if (symptom.id === cause.id) return false;
  // A pod of a revision that the set no longer wants: the set is stuck on it, whatever is wrong with the pod.
  const reverted = (finding: Finding): boolean => finding.params?.['reverted'] === 'yes';
  if (symptom.mode === 'StatefulSetBlocked' && reverted(symptom)) return false;
  if (cause.mode === 'StatefulSetBlocked' && PODS.includes(symptom.mode) && !reverted(cause)) return false;
  if (!reasonsFor(symptom.mode).has(cause.mode)) return false;
  // A cordon closes the way to a volume's zone; it does not keep a claim from being bound.
  if (symptom.mode === 'UnschedulableVolume' && cause.mode === 'NodeCordoned' && !isZoned(symptom))
    return false;
  const late =
    symptom.onset !== undefined && cause.onset !== undefined && cause.onset > symptom.onset + LATER_MS;
  return !(late && PROMPT.has(cause.mode));
}
