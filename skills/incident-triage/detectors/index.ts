import type { Mode } from '../modes.js';
import type { Detector } from './detector.js';
import { accessForbidden } from './access-forbidden.js';
import { admissionRefused } from './admission-refused.js';
import { autoscalerAtMax } from './autoscaler-at-max.js';
import { autoscalerBroken } from './autoscaler-broken.js';
import { badCommand } from './bad-command.js';
import { claimPending } from './claim-pending.js';
import { crashLoopAppError } from './crash-loop-app-error.js';
import { crashLoopExitZero } from './crash-loop-exit-zero.js';
import { daemonSetIncomplete } from './daemon-set-incomplete.js';
import { disruptionBlocked } from './disruption-blocked.js';
import { dnsFailing } from './dns-failing.js';
import { duplicateConfig } from './duplicate-config.js';
import { evicted } from './evicted.js';
import { imageNeverPulled } from './image-never-pulled.js';
import { imageNotFound } from './image-not-found.js';
import { imageUnauthorized } from './image-unauthorized.js';
import { ingressBackendMissing } from './ingress-backend-missing.js';
import { initContainerFailing } from './init-container-failing.js';
import { jobFailed } from './job-failed.js';
import { lifecycleHookFailed } from './lifecycle-hook-failed.js';
import { livenessKill } from './liveness-kill.js';
import { missingConfig } from './missing-config.js';
import { networkPolicyBlocks } from './network-policy-blocks.js';
import { nodeCordoned } from './node-cordoned.js';
import { nodeNotReady } from './node-not-ready.js';
import { nodePressure } from './node-pressure.js';
import { outOfMemory } from './out-of-memory.js';
import { preempted } from './preempted.js';
import { quotaExceeded } from './quota-exceeded.js';
import { readinessFailing } from './readiness-failing.js';
import { readinessGateClosed } from './readiness-gate-closed.js';
import { registryUnreachable } from './registry-unreachable.js';
import { rolloutPaused } from './rollout-paused.js';
import { rolloutStuck } from './rollout-stuck.js';
import { sandboxFailed } from './sandbox-failed.js';
import { scaledToZero } from './scaled-to-zero.js';
import { schedulingGated } from './scheduling-gated.js';
import { serviceNoMatch } from './service-no-match.js';
import { serviceNoReadyEndpoints } from './service-no-ready-endpoints.js';
import { serviceWrongPort } from './service-wrong-port.js';
import { staleConfig } from './stale-config.js';
import { statefulSetBlocked } from './stateful-set-blocked.js';
import { stuckTerminating } from './stuck-terminating.js';
import { tlsInvalid } from './tls-invalid.js';
import { unschedulablePlacement } from './unschedulable-placement.js';
import { unschedulableResources } from './unschedulable-resources.js';
import { unschedulableTaint } from './unschedulable-taint.js';
import { unschedulableVolume } from './unschedulable-volume.js';
import { volumeMountFailed } from './volume-mount-failed.js';
import { wrongArchitecture } from './wrong-architecture.js';

/** One detector a mode. `Unhealthy` is what is left when none of these found anything: see ../unhealthy.ts. */
export const DETECTORS: Readonly<Record<Exclude<Mode, 'Unhealthy'>, Detector>> = {
  CrashLoopAppError: crashLoopAppError,
  CrashLoopExitZero: crashLoopExitZero,
  BadCommand: badCommand,
  WrongArchitecture: wrongArchitecture,
  OutOfMemory: outOfMemory,
  LivenessKill: livenessKill,
  ReadinessFailing: readinessFailing,
  ReadinessGateClosed: readinessGateClosed,
  InitContainerFailing: initContainerFailing,
  LifecycleHookFailed: lifecycleHookFailed,
  ImageNotFound: imageNotFound,
  ImageUnauthorized: imageUnauthorized,
  RegistryUnreachable: registryUnreachable,
  ImageNeverPulled: imageNeverPulled,
  MissingConfig: missingConfig,
  VolumeMountFailed: volumeMountFailed,
  SandboxFailed: sandboxFailed,
  UnschedulableResources: unschedulableResources,
  UnschedulableTaint: unschedulableTaint,
  UnschedulablePlacement: unschedulablePlacement,
  UnschedulableVolume: unschedulableVolume,
  SchedulingGated: schedulingGated,
  ClaimPending: claimPending,
  Evicted: evicted,
  Preempted: preempted,
  NodeNotReady: nodeNotReady,
  NodePressure: nodePressure,
  NodeCordoned: nodeCordoned,
  QuotaExceeded: quotaExceeded,
  AdmissionRefused: admissionRefused,
  RolloutStuck: rolloutStuck,
  RolloutPaused: rolloutPaused,
  ScaledToZero: scaledToZero,
  AutoscalerBroken: autoscalerBroken,
  AutoscalerAtMax: autoscalerAtMax,
  DisruptionBlocked: disruptionBlocked,
  ServiceNoMatch: serviceNoMatch,
  ServiceNoReadyEndpoints: serviceNoReadyEndpoints,
  ServiceWrongPort: serviceWrongPort,
  IngressBackendMissing: ingressBackendMissing,
  TlsInvalid: tlsInvalid,
  NetworkPolicyBlocks: networkPolicyBlocks,
  DnsFailing: dnsFailing,
  AccessForbidden: accessForbidden,
  JobFailed: jobFailed,
  StatefulSetBlocked: statefulSetBlocked,
  DaemonSetIncomplete: daemonSetIncomplete,
  StuckTerminating: stuckTerminating,
  StaleConfig: staleConfig,
  DuplicateConfig: duplicateConfig,
};
