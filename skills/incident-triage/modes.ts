/**
 * The closed list of failure modes, in the order of the specification's table. Nothing else is ever reported; a new mode is a row
 * here, a detector, its texts in both languages and a test with real objects.
 */
export const MODES = [
  'CrashLoopAppError',
  'CrashLoopExitZero',
  'BadCommand',
  'WrongArchitecture',
  'OutOfMemory',
  'LivenessKill',
  'ReadinessFailing',
  'ReadinessGateClosed',
  'InitContainerFailing',
  'LifecycleHookFailed',
  'ImageNotFound',
  'ImageUnauthorized',
  'RegistryUnreachable',
  'ImageNeverPulled',
  'MissingConfig',
  'VolumeMountFailed',
  'SandboxFailed',
  'UnschedulableResources',
  'UnschedulableTaint',
  'UnschedulablePlacement',
  'UnschedulableVolume',
  'SchedulingGated',
  'ClaimPending',
  'Evicted',
  'Preempted',
  'NodeNotReady',
  'NodePressure',
  'NodeCordoned',
  'QuotaExceeded',
  'AdmissionRefused',
  'RolloutStuck',
  'RolloutPaused',
  'ScaledToZero',
  'AutoscalerBroken',
  'AutoscalerAtMax',
  'DisruptionBlocked',
  'ServiceNoMatch',
  'ServiceNoReadyEndpoints',
  'ServiceWrongPort',
  'IngressBackendMissing',
  'TlsInvalid',
  'NetworkPolicyBlocks',
  'DnsFailing',
  'AccessForbidden',
  'JobFailed',
  'StatefulSetBlocked',
  'DaemonSetIncomplete',
  'StuckTerminating',
  'StaleConfig',
  'DuplicateConfig',
  'Unhealthy',
] as const;
export type Mode = (typeof MODES)[number];

/**
 * How strong a cause is by itself (failure-modes, Ranking 3): a proof that an object is missing or invalid, then a change, then a
 * shared node or volume, then a failure upstream, then load. `unknown` has no proof at all.
 */
export type Strength = 'invalid' | 'change' | 'shared' | 'upstream' | 'load' | 'unknown';

const INVALID: readonly Mode[] = [
  'BadCommand',
  'WrongArchitecture',
  'ImageNotFound',
  'ImageUnauthorized',
  'ImageNeverPulled',
  'MissingConfig',
  'LifecycleHookFailed',
  'ClaimPending',
  'QuotaExceeded',
  'AdmissionRefused',
  'ScaledToZero',
  'ServiceNoMatch',
  'ServiceWrongPort',
  'IngressBackendMissing',
  'TlsInvalid',
  'NetworkPolicyBlocks',
  'AccessForbidden',
  'DuplicateConfig',
  'UnschedulablePlacement',
];
const SHARED: readonly Mode[] = [
  'NodeNotReady',
  'NodePressure',
  'NodeCordoned',
  'VolumeMountFailed',
  'SandboxFailed',
  'RegistryUnreachable',
  'UnschedulableVolume',
  'UnschedulableTaint',
  'DnsFailing',
  'Preempted',
  'StuckTerminating',
];
const LOAD: readonly Mode[] = [
  'OutOfMemory',
  'UnschedulableResources',
  'Evicted',
  'AutoscalerAtMax',
  'AutoscalerBroken',
  'DisruptionBlocked',
  'StaleConfig',
  'RolloutPaused',
];

export const STRENGTHS: readonly Strength[] = ['invalid', 'change', 'shared', 'upstream', 'load', 'unknown'];

/** What a mode proves by itself; a change that fits may make it stronger. */
export function strengthOf(mode: Mode): Strength {
  if (INVALID.includes(mode)) return 'invalid';
  if (SHARED.includes(mode)) return 'shared';
  if (LOAD.includes(mode)) return 'load';
  return mode === 'Unhealthy' ? 'unknown' : 'upstream';
}
