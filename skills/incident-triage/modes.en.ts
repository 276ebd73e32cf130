import type { ModeTexts } from './mode-texts.js';

/** What each mode is called, how it is said aloud, and what to do about it, as a sentence. `{who}` is the service, or the object itself. */
export const modesEn: ModeTexts = {
  CrashLoopAppError: {
    says: '{who} keeps crashing with exit code {exit}',
    speech: '{who} keeps crashing',
    step: 'Read the last error in its log',
  },
  CrashLoopExitZero: {
    says: '{who} exits by itself again and again, without an error',
    step: 'Check its entrypoint and its configuration',
  },
  BadCommand: {
    says: 'the start command of {who} cannot be run',
    step: 'Fix the command or the image',
  },
  WrongArchitecture: {
    says: 'the image of {who} is built for another processor architecture',
    speech: 'the image of {who} is built for another kind of processor',
    step: 'Build the image for the architecture of the nodes too',
  },
  OutOfMemory: {
    says: '{who} is running out of memory (limit {limit})',
    speech: '{who} is running out of memory',
    step: 'Raise the memory limit',
  },
  LivenessKill: {
    says: '{who} keeps being killed by its liveness probe',
    step: 'Compare the probe’s port, path and timing with the container',
  },
  ReadinessFailing: {
    says: '{who} runs but fails its readiness probe',
    step: 'Check what the probe asks, then what that depends on',
  },
  ReadinessGateClosed: {
    says: '{who} waits for its readiness gate {gate}',
    speech: '{who} waits for a readiness gate',
    step: 'Ask whoever owns the gate',
  },
  InitContainerFailing: {
    says: 'the init container {container} of {who} fails',
    speech: 'an init container of {who} fails',
    step: 'Read the log of that init container',
  },
  LifecycleHookFailed: { says: 'a lifecycle hook of {who} fails', step: 'Fix the hook' },
  ImageNotFound: {
    says: '{who} cannot find its image {image}',
    speech: '{who} cannot find its image',
    step: 'Correct the image tag',
  },
  ImageUnauthorized: {
    says: '{who} is not allowed to pull its image {image}',
    speech: '{who} is not allowed to pull its image',
    step: 'Renew the registry credentials',
  },
  RegistryUnreachable: {
    says: '{who} cannot reach the image registry',
    step: 'Check the registry and the way to it',
  },
  ImageNeverPulled: {
    says: 'the image {image} of {who} is not on the node and is never pulled',
    speech: 'the image of {who} is not on the node and is never pulled',
    step: 'Change the image pull policy',
  },
  MissingConfig: {
    says: '{who} needs {missing}, which does not exist',
    speech: '{who} needs configuration that does not exist',
    step: 'Create what is missing',
  },
  VolumeMountFailed: {
    says: '{who} cannot mount its volume {volume}',
    speech: '{who} cannot mount a volume',
    step: 'Free or repair the volume',
  },
  SandboxFailed: {
    says: 'pods of {who} get no network on node {node}',
    speech: 'pods of {who} get no network',
    step: 'Check the node’s network plugin and its addresses',
  },
  UnschedulableResources: {
    says: 'no node has enough {resource} free for {who}',
    speech: 'no node has enough room for {who}',
    step: 'Free some room, add a node or ask for less',
  },
  UnschedulableTaint: {
    says: '{who} does not tolerate the taint {taint} of its nodes',
    speech: '{who} does not tolerate the taint of its nodes',
    step: 'Tolerate the taint or remove it',
  },
  UnschedulablePlacement: {
    says: 'no node fits the placement rules of {who} ({rule})',
    speech: 'no node fits the placement rules of {who}',
    step: 'Change the rule or label a node',
  },
  UnschedulableVolume: {
    says: '{who} waits for its volume ({clause})',
    speech: '{who} waits for its volume',
    step: 'Look at the claim and its storage class',
  },
  SchedulingGated: {
    says: '{who} is held back by the scheduling gate {gate}',
    speech: '{who} is held back by a scheduling gate',
    step: 'Ask whoever owns the gate',
  },
  ClaimPending: {
    says: 'no volume can be made for the claim {name} (class {class})',
    speech: 'no volume can be made for the claim {name}',
    step: 'Correct the storage class',
  },
  Evicted: {
    says: '{who} was evicted from node {node} ({resource})',
    speech: '{who} was evicted from its node',
    step: 'Look at the node’s pressure and the pod’s requests',
  },
  Preempted: {
    says: '{who} had to make room for a pod of higher priority',
    step: 'Look at the priority classes',
  },
  NodeNotReady: {
    says: 'node {node} is not ready (pods on it: {pods})',
    speech: 'node {node} is down',
    step: 'Drain the node or repair it',
  },
  NodePressure: {
    says: 'node {node} is under {pressure}',
    speech: 'node {node} is short of resources',
    step: 'See what uses them up',
  },
  NodeCordoned: {
    says: 'node {node} is cordoned while pods wait for room ({pods})',
    speech: 'node {node} is cordoned while pods wait for room',
    step: 'Uncordon the node',
  },
  QuotaExceeded: {
    says: 'the quota {quota} leaves no room for pods of {who}: {used} used, {requested} wanted, {limited} allowed',
    speech: 'the quota leaves no room for {who}',
    step: 'Raise the quota or use less of it',
  },
  AdmissionRefused: {
    says: 'new pods of {who} are refused ({rule})',
    speech: 'new pods of {who} are refused',
    step: 'Follow the rule or ask its owner',
  },
  RolloutStuck: { says: 'the rollout of {who} is stuck', step: 'Look at the pods of the new revision' },
  RolloutPaused: {
    says: 'the rollout of {who} is paused at {done} of {total}',
    speech: 'the rollout of {who} is paused',
    step: 'Go on with the rollout',
  },
  ScaledToZero: {
    says: '{who} is scaled to 0 although a Service selects it',
    speech: '{who} is scaled to zero',
    step: 'Scale it up; a rollback would not bring the replicas back',
  },
  AutoscalerBroken: {
    says: 'the autoscaler of {who} does not work ({reason})',
    speech: 'the autoscaler of {who} does not work',
    step: 'Check its target, its metrics and the pods’ requests',
  },
  AutoscalerAtMax: {
    says: '{who} is at its autoscaler’s maximum of {max}',
    step: 'Raise the maximum or find the load',
  },
  DisruptionBlocked: {
    says: 'the disruption budget {budget} blocks evictions',
    speech: 'a disruption budget blocks an eviction',
    step: 'Add replicas or loosen the budget',
  },
  ServiceNoMatch: {
    says: 'the Service {name} selects no pod ({diff})',
    speech: 'the service {name} selects no pod',
    step: 'Correct the selector or the labels',
  },
  ServiceNoReadyEndpoints: {
    says: 'no pod behind the Service {name} is ready',
    speech: 'nothing behind the service {name} is ready',
    step: 'Look at its pods',
  },
  ServiceWrongPort: {
    says: 'the Service {name} points at a port that its pods do not have ({port})',
    speech: 'the service {name} points at a wrong port',
    step: 'Correct the target port',
  },
  IngressBackendMissing: {
    says: 'the Ingress {name} leads nowhere: there is no {missing}',
    speech: 'the ingress {name} leads nowhere',
    step: 'Create its backend or correct the name',
  },
  TlsInvalid: {
    says: 'the TLS certificate of {name} is not valid ({problem})',
    speech: 'the certificate of {name} is not valid',
    step: 'Renew the certificate',
  },
  NetworkPolicyBlocks: {
    says: 'the network policy {policy} lets nothing through to {target}',
    step: 'Add a rule that allows it',
  },
  DnsFailing: {
    says: '{who} cannot resolve names ({host})',
    speech: '{who} cannot resolve names',
    step: 'Check the DNS of the cluster',
  },
  AccessForbidden: {
    says: 'the account {account} of {who} may not {verb} {resource}',
    speech: '{who} lacks a permission in the cluster',
    step: 'Grant its account the role it needs',
  },
  JobFailed: {
    says: 'the job {name} failed ({reason})',
    speech: 'the job {name} failed',
    step: 'Read the log of its failed pod',
  },
  StatefulSetBlocked: {
    says: 'the rollout of {who} waits for the broken pod {pod}',
    speech: 'the rollout of {who} waits for a broken pod',
    step: 'Delete that pod once the template is right',
  },
  DaemonSetIncomplete: {
    says: '{who} is ready on {ready} of {desired} nodes',
    step: 'Look at the nodes where it is not',
  },
  StuckTerminating: {
    says: 'the deletion of {kind} {name} does not finish ({holder})',
    speech: 'the deletion of {name} does not finish',
    step: 'Ask the owner of what holds it; never strip a finalizer',
  },
  StaleConfig: {
    says: '{who} still runs with the old {config}',
    speech: '{who} still runs with an old configuration',
    step: 'Restart it, so that it reads the new values',
  },
  DuplicateConfig: {
    says: '{who} has {field} twice',
    speech: '{who} has the same setting twice',
    step: 'Remove one of the two',
  },
  Unhealthy: {
    says: '{who} is not healthy, and nothing proves why',
    step: 'Look at its pods, their events and their logs',
  },
};
