import type * as api from '../contracts/kubernetes-objects.js';

/** An object as the store holds it: immutable, its kind always known. */
export type Stored = api.KubernetesObject & { readonly apiVersion: string; readonly kind: string };

type Status<T extends { status?: unknown }> = NonNullable<T['status']>;
type Spec<T extends { spec?: unknown }> = NonNullable<T['spec']>;

/** Fields beyond the contracts that only the simulated controllers and the kubelet write. */
export type PodStatus = Status<api.Pod> & {
  readonly hostIP?: string;
  readonly podIP?: string;
  readonly podIPs?: readonly { readonly ip: string }[];
};
export interface Pod extends api.Pod {
  readonly status?: PodStatus;
}
export type DeploymentStatus = Status<api.Deployment> & { readonly collisionCount?: number };
export interface Deployment extends api.Deployment {
  readonly status?: DeploymentStatus;
}
export interface ReplicaSet extends api.ReplicaSet {
  readonly spec?: Spec<api.ReplicaSet> & { readonly minReadySeconds?: number };
  readonly status?: Status<api.ReplicaSet> & { readonly fullyLabeledReplicas?: number };
}
export interface Autoscaler extends api.HorizontalPodAutoscaler {
  readonly status?: Status<api.HorizontalPodAutoscaler> & {
    readonly lastScaleTime?: string;
    readonly observedGeneration?: number;
  };
}
export interface Event extends api.KubernetesEvent {
  readonly source?: { readonly component?: string; readonly host?: string };
}
export interface SandboxKinds extends api.Kinds {
  Deployment: Deployment;
  ReplicaSet: ReplicaSet;
  Pod: Pod;
  Event: Event;
  HorizontalPodAutoscaler: Autoscaler;
  Namespace: api.KubernetesObject;
}
export type SandboxKind = keyof SandboxKinds;

/** RFC 3339 with whole seconds, as metav1.Time is written. */
export function timestamp(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/\.\d+Z$/, 'Z');
}
export function epoch(time: string | null | undefined): number {
  return time ? Date.parse(time) : 0;
}

/** The one owner that controls the object, as metav1.GetControllerOf. */
function controllerOf(object: api.KubernetesObject): api.OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((owner) => owner.controller === true);
}
export function isControlledBy(object: api.KubernetesObject, owner: api.KubernetesObject): boolean {
  return controllerOf(object)?.uid === owner.metadata.uid;
}
export function controllerReference(owner: Stored): api.OwnerReference & { blockOwnerDeletion: true } {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** Pods that count: neither finished nor on their way out (controller.IsPodActive). */
export function isActive(pod: Pod): boolean {
  const phase = pod.status?.phase;
  return phase !== 'Succeeded' && phase !== 'Failed' && pod.metadata.deletionTimestamp === undefined;
}
export function readySince(pod: Pod): number | undefined {
  const ready = pod.status?.conditions?.find((condition) => condition.type === 'Ready');
  return ready?.status === 'True' ? epoch(ready.lastTransitionTime) : undefined;
}
export function isReady(pod: Pod): boolean {
  return readySince(pod) !== undefined;
}

export function revisionOf(object: api.KubernetesObject): number {
  return Number(object.metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
}
export function annotation(object: api.KubernetesObject, name: string): string | undefined {
  return object.metadata.annotations?.[name];
}
