import type { ModeTexts } from './mode-texts.js';

/** What each mode is called, what to do about it, and how it is said aloud. `{who}` is the service, or the object itself. */
export const modesEn: ModeTexts = {
  CrashLoopAppError: {
    says: '{who} keeps crashing with exit code {exit}',
    step: 'read the last error of its log',
  },
  CrashLoopExitZero: {
    says: '{who} ends by itself again and again',
    step: 'check its entrypoint and configuration',
  },
  BadCommand: { says: '{who} has a command that cannot be run', step: 'fix the command or the image' },
  WrongArchitecture: {
    says: '{who} has an image for another processor',
    step: 'build the image for this architecture too',
  },
  OutOfMemory: {
    says: '{who} is running out of memory (limit {limit})',
    speech: '{who} is running out of memory',
    step: 'raise the memory limit',
  },
  LivenessKill: {
    says: '{who} is killed by its liveness probe',
    step: 'compare the probe’s port, path and timing with the container',
  },
  ReadinessFailing: {
    says: '{who} runs but fails its readiness probe',
    step: 'check what the probe asks, then what that depends on',
  },
  ReadinessGateClosed: {
    says: '{who} waits for the readiness gate {gate}',
    speech: '{who} waits for a readiness gate',
    step: 'ask the owner of the gate',
  },
  InitContainerFailing: {
    says: 'the init container {container} of {who} fails',
    speech: 'an init container of {who} fails',
    step: 'read that init container’s log',
  },
  LifecycleHookFailed: { says: 'a lifecycle hook of {who} fails', step: 'fix the hook' },
  ImageNotFound: {
    says: '{who} cannot find its image {image}',
    speech: '{who} cannot find its image',
    step: 'correct the tag',
  },
  ImageUnauthorized: {
    says: '{who} may not pull its image {image}',
    speech: '{who} may not pull its image',
    step: 'renew the registry credentials',
  },
  RegistryUnreachable: {
    says: '{who} cannot reach the image registry',
    step: 'check the registry and the network to it',
  },
  ImageNeverPulled: {
    says: '{who} may never pull, and its image {image} is not on the node',
    speech: '{who} is not allowed to pull its image',
    step: 'change the pull policy',
  },
  MissingConfig: {
    says: '{who} misses {missing} {key}',
    speech: '{who} misses configuration',
    step: 'create what is missing',
  },
  VolumeMountFailed: {
    says: '{who} cannot mount volume {volume}',
    speech: '{who} cannot mount a volume',
    step: 'free or repair the volume',
  },
  SandboxFailed: {
    says: 'pods of {who} get no network on node {node}',
    speech: 'pods of {who} get no network',
    step: 'check the node’s network plugin and addresses',
  },
  UnschedulableResources: {
    says: '{who} finds no room: {clause}',
    speech: '{who} finds no room on any node',
    step: 'free room, add a node or ask for less',
  },
  UnschedulableTaint: {
    says: '{who} does not tolerate the nodes’ taint: {clause}',
    speech: '{who} does not tolerate a taint',
    step: 'tolerate or remove the taint',
  },
  UnschedulablePlacement: {
    says: '{who} fits no node by its placement rules: {clause}',
    speech: '{who} fits no node by its placement rules',
    step: 'change the rule or label a node',
  },
  UnschedulableVolume: {
    says: '{who} waits for its volume: {clause}',
    speech: '{who} waits for its volume',
    step: 'look at the claim and its storage class',
  },
  SchedulingGated: {
    says: '{who} is held back by the scheduling gate {gate}',
    speech: '{who} is held back by a scheduling gate',
    step: 'ask the owner of the gate',
  },
  ClaimPending: {
    says: 'the volume claim {name} cannot be provisioned (class {class})',
    speech: 'a volume claim cannot be provisioned',
    step: 'correct the storage class',
  },
  Evicted: {
    says: '{who} was evicted from node {node} for {resource}',
    speech: '{who} was evicted from its node',
    step: 'look at the node’s pressure and the requests',
  },
  Preempted: {
    says: '{who} had to make room for a pod of higher priority',
    step: 'look at the priority classes',
  },
  NodeNotReady: {
    says: 'node {node} is not ready (pods on it: {pods})',
    speech: 'node {node} is down',
    step: 'drain or repair the node',
  },
  NodePressure: {
    says: 'node {node} is under {pressure}',
    speech: 'node {node} is under pressure',
    step: 'see what uses it up',
  },
  NodeCordoned: {
    says: 'node {node} is cordoned while pods wait for room ({pods})',
    speech: 'node {node} is cordoned while pods wait for room',
    step: 'uncordon the node',
  },
  QuotaExceeded: {
    says: 'the quota {quota} leaves {who} no pods: used {used}, wanted {requested}, limit {limited}',
    speech: 'the quota leaves no room for {who}',
    step: 'raise the quota or use less of it',
  },
  AdmissionRefused: {
    says: 'pods of {who} are refused by {rule}',
    speech: 'new pods of {who} are refused',
    step: 'follow the rule or ask its owner',
  },
  RolloutStuck: { says: 'the rollout of {who} is stuck', step: 'look at the new revision’s pods' },
  RolloutPaused: {
    says: 'the rollout of {who} is paused at {done} of {total}',
    speech: 'the rollout of {who} is paused',
    step: 'go on with the rollout',
  },
  ScaledToZero: {
    says: '{who} is scaled to 0 although a Service selects it',
    speech: '{who} is scaled to zero',
    step: 'scale it up; a rollback would not bring replicas back',
  },
  AutoscalerBroken: {
    says: 'the autoscaler of {who} does not work: {reason}',
    speech: 'the autoscaler of {who} does not work',
    step: 'check its metrics and the pods’ requests',
  },
  AutoscalerAtMax: {
    says: '{who} is at its autoscaler’s maximum of {max}',
    step: 'raise the maximum or find the load',
  },
  DisruptionBlocked: {
    says: 'the disruption budget {budget} blocks evictions',
    speech: 'a disruption budget blocks an eviction',
    step: 'add replicas or loosen the budget',
  },
  ServiceNoMatch: {
    says: 'the Service {name} selects no pod ({diff})',
    speech: 'the service {name} selects no pod',
    step: 'correct the selector or the labels',
  },
  ServiceNoReadyEndpoints: {
    says: 'no pod behind the Service {name} is ready',
    speech: 'nothing behind the service {name} is ready',
    step: 'look at its pods',
  },
  ServiceWrongPort: {
    says: 'the Service {name} points at a port that its pods do not have: {port}',
    speech: 'the service {name} points at a wrong port',
    step: 'correct the targetPort',
  },
  IngressBackendMissing: {
    says: 'the Ingress {name} leads nowhere: there is no {missing}',
    speech: 'the ingress {name} leads nowhere',
    step: 'create or correct its backend',
  },
  TlsInvalid: {
    says: 'the certificate of {kind} {name} is not valid: {problem}',
    speech: 'the certificate of {name} is not valid',
    step: 'renew the certificate',
  },
  NetworkPolicyBlocks: {
    says: 'the network policy {policy} lets nothing through to {target}',
    step: 'add the rule',
  },
  DnsFailing: {
    says: '{who} cannot resolve names ({host})',
    speech: '{who} cannot resolve names',
    step: 'check the cluster’s DNS',
  },
  AccessForbidden: {
    says: '{who} may not {verb} {resource} as {account}',
    speech: '{who} lacks a permission in the cluster',
    step: 'grant the role',
  },
  JobFailed: {
    says: 'the job {name} failed: {reason}',
    speech: 'the job {name} failed',
    step: 'read the failed pod’s log',
  },
  StatefulSetBlocked: {
    says: 'the rollout of {who} waits for the broken pod {pod}',
    speech: 'the rollout of {who} waits for a broken pod',
    step: 'delete that pod once its template is right',
  },
  DaemonSetIncomplete: {
    says: '{who} is ready on {ready} of {desired} nodes',
    step: 'look at the nodes where it is not',
  },
  StuckTerminating: {
    says: '{kind} {name} cannot finish terminating: {holder}',
    speech: '{name} cannot finish terminating',
    step: 'ask the finalizer’s owner; do not strip it',
  },
  StaleConfig: {
    says: '{who} still runs with the old {config}',
    speech: '{who} still runs with an old configuration',
    step: 'restart it to read the new values',
  },
  DuplicateConfig: {
    says: '{who} has {field} twice',
    speech: '{who} has a setting twice',
    step: 'remove one of them',
  },
  Unhealthy: { says: '{who} is not healthy, and nothing proves why', step: 'look at the candidates below' },
};
