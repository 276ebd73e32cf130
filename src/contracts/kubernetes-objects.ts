/**
 * The parts of Kubernetes objects that Coxswain reads, as their JSON is (field names from the Kubernetes API reference).
 * Everything but `metadata.name` is optional: an object may be older, newer or damaged.
 */
import type { Condition, KubernetesObject, LabelSelector, PodSpec, PodTemplate } from './kubernetes-meta.js';
import type {
  ControllerRevision,
  CronJob,
  DaemonSet,
  Job,
  PodDisruptionBudget,
  StatefulSet,
} from './kubernetes-workloads.js';
import type {
  Certificate,
  EndpointSlice,
  Ingress,
  IngressClass,
  LimitRange,
  NetworkPolicy,
  PersistentVolumeClaim,
  Secret,
  ServiceAccount,
  StorageClass,
} from './kubernetes-surroundings.js';
import type { Application, Canary, HelmRelease, Kustomization, Rollout } from './kubernetes-owners.js';

export type * from './kubernetes-meta.js';
export type * from './kubernetes-owners.js';
export type * from './kubernetes-workloads.js';
export type * from './kubernetes-surroundings.js';

export interface Deployment extends KubernetesObject {
  readonly spec?: {
    readonly replicas?: number;
    readonly paused?: boolean;
    readonly selector?: LabelSelector;
    readonly template?: PodTemplate;
    readonly strategy?: {
      readonly type?: string;
      readonly rollingUpdate?: {
        readonly maxSurge?: number | string;
        readonly maxUnavailable?: number | string;
      };
    };
    readonly progressDeadlineSeconds?: number;
    readonly minReadySeconds?: number;
    readonly revisionHistoryLimit?: number;
  };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly readyReplicas?: number;
    readonly availableReplicas?: number;
    readonly unavailableReplicas?: number;
    readonly conditions?: readonly Condition[];
  };
}
export interface ReplicaSet extends KubernetesObject {
  readonly spec?: {
    readonly replicas?: number;
    readonly selector?: LabelSelector;
    readonly template?: PodTemplate;
  };
  readonly status?: {
    readonly replicas?: number;
    readonly readyReplicas?: number;
    readonly availableReplicas?: number;
    readonly observedGeneration?: number;
    readonly conditions?: readonly Condition[];
  };
}
export interface ContainerState {
  readonly waiting?: { readonly reason?: string; readonly message?: string };
  readonly running?: { readonly startedAt?: string };
  readonly terminated?: {
    readonly exitCode?: number;
    readonly signal?: number;
    readonly reason?: string;
    readonly message?: string;
    readonly startedAt?: string;
    readonly finishedAt?: string;
  };
}
export interface ContainerStatus {
  readonly name: string;
  readonly ready?: boolean;
  readonly started?: boolean;
  readonly restartCount?: number;
  readonly image?: string;
  readonly imageID?: string;
  readonly state?: ContainerState;
  readonly lastState?: ContainerState;
}
export interface Pod extends KubernetesObject {
  readonly spec?: PodSpec;
  readonly status?: {
    readonly phase?: string;
    readonly reason?: string;
    readonly message?: string;
    readonly startTime?: string;
    readonly conditions?: readonly Condition[];
    readonly containerStatuses?: readonly ContainerStatus[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
    readonly qosClass?: string;
  };
}
export interface KubernetesEvent extends KubernetesObject {
  readonly type?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly count?: number;
  readonly firstTimestamp?: string | null;
  readonly lastTimestamp?: string | null;
  readonly eventTime?: string | null;
  /** Of events that repeat, where the newer events API wrote them. */
  readonly series?: { readonly count?: number; readonly lastObservedTime?: string };
  readonly involvedObject?: {
    readonly kind?: string;
    readonly name?: string;
    readonly namespace?: string;
    readonly uid?: string;
  };
}
export interface Node extends KubernetesObject {
  readonly spec?: {
    readonly unschedulable?: boolean;
    readonly taints?: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
  };
  readonly status?: {
    readonly allocatable?: Readonly<Record<string, string>>;
    readonly capacity?: Readonly<Record<string, string>>;
    readonly conditions?: readonly Condition[];
  };
}
export interface ConfigMap extends KubernetesObject {
  readonly data?: Readonly<Record<string, string>>;
}
export interface ResourceQuota extends KubernetesObject {
  readonly spec?: { readonly hard?: Readonly<Record<string, string>> };
  readonly status?: {
    readonly hard?: Readonly<Record<string, string>>;
    readonly used?: Readonly<Record<string, string>>;
  };
}
export interface HorizontalPodAutoscaler extends KubernetesObject {
  readonly spec?: {
    readonly scaleTargetRef?: {
      readonly apiVersion?: string;
      readonly kind?: string;
      readonly name?: string;
    };
    readonly minReplicas?: number;
    readonly maxReplicas?: number;
  };
  readonly status?: {
    readonly currentReplicas?: number;
    readonly desiredReplicas?: number;
    readonly conditions?: readonly Condition[];
  };
}
export interface Service extends KubernetesObject {
  readonly spec?: {
    readonly selector?: Readonly<Record<string, string>>;
    readonly type?: string;
    readonly clusterIP?: string;
    readonly externalName?: string;
    readonly publishNotReadyAddresses?: boolean;
    readonly ports?: readonly {
      readonly name?: string;
      readonly port?: number;
      readonly targetPort?: number | string;
      readonly protocol?: string;
    }[];
  };
}
export interface Endpoints extends KubernetesObject {
  readonly subsets?: readonly {
    readonly addresses?: readonly unknown[];
    readonly notReadyAddresses?: readonly unknown[];
  }[];
}

/** The kinds that the Kubernetes port can read, by name. A new kind is one line here and one in the integration's table. */
export interface Kinds {
  Deployment: Deployment;
  ReplicaSet: ReplicaSet;
  Pod: Pod;
  Event: KubernetesEvent;
  Node: Node;
  ConfigMap: ConfigMap;
  ResourceQuota: ResourceQuota;
  HorizontalPodAutoscaler: HorizontalPodAutoscaler;
  Service: Service;
  Endpoints: Endpoints;
  StatefulSet: StatefulSet;
  DaemonSet: DaemonSet;
  Job: Job;
  CronJob: CronJob;
  ControllerRevision: ControllerRevision;
  PersistentVolumeClaim: PersistentVolumeClaim;
  StorageClass: StorageClass;
  PodDisruptionBudget: PodDisruptionBudget;
  Ingress: Ingress;
  IngressClass: IngressClass;
  NetworkPolicy: NetworkPolicy;
  Secret: Secret;
  ServiceAccount: ServiceAccount;
  EndpointSlice: EndpointSlice;
  LimitRange: LimitRange;
  Certificate: Certificate;
  Rollout: Rollout;
  Canary: Canary;
  Application: Application;
  Kustomization: Kustomization;
  HelmRelease: HelmRelease;
}
export type KindName = keyof Kinds;
