import type { Mode } from '../../../skills/incident-triage/modes.js';

export interface Recording {
  /** The causes that must be named, worst first; symptoms are not listed. */
  readonly causes: readonly Mode[];
  /** Modes that it comes near to and must not be taken for. */
  readonly nearMissOf?: readonly Mode[];
}
const shows = (mode: Mode, ...nearMissOf: readonly Mode[]): Recording => ({ causes: [mode], nearMissOf });
const fine = (...nearMissOf: readonly Mode[]): Recording => ({ causes: [], nearMissOf });

/** What `test/fixtures/triage/recorder` provokes on a real control plane, by file. */
export const RECORDED: Readonly<Record<string, Recording>> = {
  // Pods: what a kubelet reports.
  crash: shows('CrashLoopAppError', 'BadCommand', 'CrashLoopExitZero', 'LifecycleHookFailed'),
  'exit-zero': shows('CrashLoopExitZero', 'LivenessKill'),
  command: shows('BadCommand', 'WrongArchitecture'),
  architecture: shows('WrongArchitecture', 'BadCommand'),
  memory: shows('OutOfMemory', 'CrashLoopAppError', 'LivenessKill'),
  killed: shows('CrashLoopAppError', 'OutOfMemory', 'LivenessKill'),
  liveness: shows('LivenessKill', 'OutOfMemory', 'CrashLoopAppError'),
  readiness: shows('ReadinessFailing', 'ReadinessGateClosed', 'Unhealthy'),
  gate: shows('ReadinessGateClosed', 'ReadinessFailing'),
  init: shows('InitContainerFailing', 'CrashLoopAppError'),
  'init-running': fine('InitContainerFailing'),
  hook: shows('LifecycleHookFailed', 'CrashLoopAppError'),
  'image-missing': shows('ImageNotFound', 'ImageUnauthorized', 'RegistryUnreachable', 'ImageNeverPulled'),
  'image-denied': shows('ImageUnauthorized', 'ImageNotFound', 'RegistryUnreachable'),
  registry: shows('RegistryUnreachable', 'ImageNotFound', 'ImageUnauthorized', 'DnsFailing'),
  'never-pulled': shows('ImageNeverPulled', 'ImageNotFound'),
  config: shows('MissingConfig', 'VolumeMountFailed'),
  attach: shows('VolumeMountFailed', 'MissingConfig', 'SandboxFailed'),
  sandbox: shows('SandboxFailed', 'VolumeMountFailed'),
  evicted: shows('Evicted', 'Preempted', 'NodePressure'),
  unhealthy: shows('Unhealthy', 'ReadinessFailing'),
  starting: fine('Unhealthy', 'ReadinessFailing'),
  duplicate: shows('DuplicateConfig'),
  'duplicate-same': fine('DuplicateConfig'),
  lookup: shows('DnsFailing', 'NetworkPolicyBlocks'),
  forbidden: shows('AccessForbidden'),
  'visitor-refused': fine('AccessForbidden'),
  // Placement: what the scheduler writes.
  resources: shows('UnschedulableResources', 'UnschedulablePlacement', 'UnschedulableVolume'),
  placement: shows('UnschedulablePlacement', 'UnschedulableResources'),
  taint: shows('UnschedulableTaint', 'UnschedulablePlacement'),
  'taint-elsewhere': shows('UnschedulablePlacement', 'UnschedulableTaint'),
  volume: shows('UnschedulableVolume', 'ClaimPending'),
  preempted: {
    // The pod that took the room waits for it still; that the other one waits is its doing.
    causes: ['Preempted', 'UnschedulableResources'],
    nearMissOf: ['Evicted'],
  },
  // Nodes.
  'node-down': shows('NodeNotReady', 'NodePressure'),
  'node-pressure': shows('NodePressure', 'NodeNotReady'),
  cordon: shows('NodeCordoned', 'UnschedulableTaint'),
  // Controllers.
  quota: shows('QuotaExceeded', 'AdmissionRefused'),
  'quota-roomy': fine('QuotaExceeded'),
  account: shows('AdmissionRefused', 'QuotaExceeded'),
  stuck: shows('RolloutStuck'),
  rolling: fine('RolloutStuck', 'Unhealthy'),
  'bad-rollout': shows('CrashLoopAppError', 'Unhealthy'),
  paused: shows('RolloutPaused', 'RolloutStuck'),
  'paused-idle': fine('RolloutPaused'),
  zero: shows('ScaledToZero', 'ServiceNoMatch', 'ServiceNoReadyEndpoints'),
  'zero-unused': fine('ScaledToZero'),
  autoscaler: shows('AutoscalerBroken', 'AutoscalerAtMax'),
  'autoscaler-max': shows('AutoscalerAtMax', 'AutoscalerBroken'),
  budget: shows('DisruptionBlocked', 'NodeCordoned'),
  'budget-idle': fine('DisruptionBlocked'),
  'job-backoff': shows('JobFailed', 'AdmissionRefused'),
  'job-deadline': shows('JobFailed', 'AdmissionRefused'),
  'job-done': fine('JobFailed'),
  'set-reverted': shows('StatefulSetBlocked'),
  'set-parallel': shows('UnschedulablePlacement', 'StatefulSetBlocked'),
  daemon: shows('DaemonSetIncomplete'),
  'daemon-ready': fine('DaemonSetIncomplete'),
  terminating: shows('StuckTerminating'),
  'terminating-now': fine('StuckTerminating'),
  claim: shows('ClaimPending'),
  'claim-waiting': fine('ClaimPending'),
  stale: shows('StaleConfig'),
  'stale-label': fine('StaleConfig'),
  // The way in and the way out.
  selector: shows('ServiceNoMatch', 'ServiceNoReadyEndpoints', 'ServiceWrongPort'),
  endpoints: shows('ServiceNoReadyEndpoints', 'ServiceNoMatch', 'ServiceWrongPort'),
  'port-typo': shows('ServiceWrongPort', 'ServiceNoReadyEndpoints'),
  serving: fine('ServiceNoMatch', 'ServiceNoReadyEndpoints', 'ServiceWrongPort'),
  ingress: shows('IngressBackendMissing', 'TlsInvalid'),
  'ingress-tls': shows('TlsInvalid', 'IngressBackendMissing'),
  policy: shows('NetworkPolicyBlocks', 'DnsFailing'),
  'policy-allows': shows('CrashLoopAppError', 'NetworkPolicyBlocks'),
};

/** What a control plane of v1.20 cannot write, and why; `modes.test.ts` has objects of newer servers for them. */
export const NEVER_RECORDED: Readonly<Partial<Record<Mode, string>>> = {
  SchedulingGated: 'scheduling gates came with v1.26',
};
