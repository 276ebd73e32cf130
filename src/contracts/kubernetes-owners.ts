/** What other controllers keep of the workloads that they manage: the parts that tell how those are. All are custom resources. */
import type { Condition, KubernetesObject, LabelSelector, PodTemplate } from './kubernetes-meta.js';

/** https://argo-rollouts.readthedocs.io/en/stable/features/specification/ */
export interface Rollout extends KubernetesObject {
  readonly spec?: {
    readonly replicas?: number;
    readonly paused?: boolean;
    readonly selector?: LabelSelector;
    readonly template?: PodTemplate;
    /** A Deployment whose template it uses instead of one of its own. */
    readonly workloadRef?: { readonly kind?: string; readonly name?: string };
    readonly strategy?: {
      readonly canary?: { readonly steps?: readonly { readonly setWeight?: number }[] };
      readonly blueGreen?: object;
    };
  };
  readonly status?: {
    readonly phase?: string;
    readonly message?: string;
    readonly readyReplicas?: number;
    readonly availableReplicas?: number;
    readonly updatedReplicas?: number;
    /** Steps that are done. */
    readonly currentStepIndex?: number;
    readonly canary?: { readonly weights?: { readonly canary?: { readonly weight?: number } } };
    readonly conditions?: readonly Condition[];
  };
}
/** https://docs.flagger.app/usage/how-it-works#canary-status */
export interface Canary extends KubernetesObject {
  readonly status?: { readonly phase?: string; readonly canaryWeight?: number };
}
/** https://argo-cd.readthedocs.io/en/stable/operator-manual/application.yaml */
export interface Application extends KubernetesObject {
  readonly status?: {
    readonly health?: { readonly status?: string };
    readonly sync?: { readonly status?: string };
  };
}
/** https://fluxcd.io/flux/components/kustomize/kustomizations/, and alike for Helm releases. */
export interface Kustomization extends KubernetesObject {
  readonly spec?: { readonly suspend?: boolean };
  readonly status?: { readonly conditions?: readonly Condition[] };
}
export type HelmRelease = Kustomization;
