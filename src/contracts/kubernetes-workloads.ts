/** Controllers of pods other than Deployments, and what limits disruptions of their pods. */
import type { Condition, KubernetesObject, LabelSelector, PodTemplate } from './kubernetes-meta.js';

export interface StatefulSet extends KubernetesObject {
  readonly spec?: {
    readonly replicas?: number;
    readonly serviceName?: string;
    readonly selector?: LabelSelector;
    readonly template?: PodTemplate;
    readonly podManagementPolicy?: string;
    readonly updateStrategy?: { readonly type?: string };
  };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly readyReplicas?: number;
    readonly updatedReplicas?: number;
    readonly currentRevision?: string;
    readonly updateRevision?: string;
    readonly conditions?: readonly Condition[];
  };
}
export interface DaemonSet extends KubernetesObject {
  readonly spec?: { readonly selector?: LabelSelector; readonly template?: PodTemplate };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly desiredNumberScheduled?: number;
    readonly currentNumberScheduled?: number;
    readonly updatedNumberScheduled?: number;
    readonly numberReady?: number;
    readonly numberAvailable?: number;
    readonly numberMisscheduled?: number;
  };
}
export interface Job extends KubernetesObject {
  readonly spec?: {
    readonly suspend?: boolean;
    readonly backoffLimit?: number;
    readonly completions?: number;
    readonly selector?: LabelSelector;
    readonly template?: PodTemplate;
  };
  readonly status?: {
    readonly startTime?: string;
    readonly completionTime?: string;
    readonly active?: number;
    readonly failed?: number;
    readonly succeeded?: number;
    readonly conditions?: readonly Condition[];
  };
}
export interface CronJob extends KubernetesObject {
  readonly spec?: { readonly schedule?: string; readonly suspend?: boolean };
  readonly status?: { readonly lastScheduleTime?: string; readonly lastSuccessfulTime?: string };
}
export interface ControllerRevision extends KubernetesObject {
  readonly revision?: number;
  /** The part of the owner that is rolled out. */
  readonly data?: { readonly spec?: { readonly template?: PodTemplate } };
}
export interface PodDisruptionBudget extends KubernetesObject {
  readonly spec?: {
    readonly selector?: LabelSelector;
    readonly minAvailable?: number | string;
    readonly maxUnavailable?: number | string;
  };
  readonly status?: {
    readonly disruptionsAllowed?: number;
    readonly currentHealthy?: number;
    readonly desiredHealthy?: number;
    readonly expectedPods?: number;
    readonly conditions?: readonly Condition[];
  };
}
