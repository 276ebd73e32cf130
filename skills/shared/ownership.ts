import type { KubernetesObject } from '../../src/contracts/kubernetes-objects.js';

/** Another controller that would undo or fight a change of the object. */
export interface Owner {
  readonly kind: 'helm' | 'argocd' | 'flux' | 'rollouts' | 'operator';
  /** As people know it: `Helm release shop`, `Argo CD application checkout`. */
  readonly name: string;
  /** The label, annotation or reference that says so. */
  readonly proof: string;
}

interface Sign {
  readonly kind: Owner['kind'];
  readonly in: 'labels' | 'annotations';
  readonly key: string;
  /** The owner's name from the mark's value; undefined: the mark means something else. */
  readonly name: (value: string, labels: Readonly<Record<string, string>>) => string | undefined;
}

/**
 * What each controller leaves on the objects it manages, most specific first. Argo CD's optional tracking by
 * `app.kubernetes.io/instance` is not used: everybody sets that label.
 */
const SIGNS: readonly Sign[] = [
  {
    kind: 'argocd',
    in: 'labels',
    key: 'argocd.argoproj.io/instance',
    name: (value) => `Argo CD application ${value}`,
  },
  {
    kind: 'argocd',
    in: 'annotations',
    key: 'argocd.argoproj.io/tracking-id',
    name: (value) => `Argo CD application ${value.split(':')[0] ?? value}`,
  },
  {
    kind: 'flux',
    in: 'labels',
    key: 'kustomize.toolkit.fluxcd.io/name',
    name: (value) => `Flux Kustomization ${value}`,
  },
  {
    kind: 'flux',
    in: 'labels',
    key: 'helm.toolkit.fluxcd.io/name',
    name: (value) => `Flux HelmRelease ${value}`,
  },
  {
    kind: 'helm',
    in: 'annotations',
    key: 'meta.helm.sh/release-name',
    name: (value) => `Helm release ${value}`,
  },
  {
    kind: 'helm',
    in: 'labels',
    key: 'app.kubernetes.io/managed-by',
    name: (value, labels) =>
      value === 'Helm' ? `Helm release ${labels['app.kubernetes.io/instance'] ?? ''}`.trim() : undefined,
  },
  {
    kind: 'rollouts',
    in: 'annotations',
    key: 'rollout.argoproj.io/workload-generation',
    name: () => 'Argo Rollouts',
  },
];

/** Who manages an object that this bot must therefore not change; undefined when nobody does. */
export function ownerOf(object: KubernetesObject): Owner | undefined {
  const { labels = {}, ownerReferences } = object.metadata;
  for (const sign of SIGNS) {
    const value = object.metadata[sign.in]?.[sign.key];
    const name = value === undefined ? undefined : sign.name(value, labels);
    if (value !== undefined && name !== undefined)
      return { kind: sign.kind, name, proof: `${sign.key}: ${value}` };
  }
  const controller = ownerReferences?.find((reference) => reference.controller === true);
  if (controller === undefined) return undefined;
  const name = `${controller.kind} ${controller.name}`;
  const proof = `ownerReferences: ${name}`;
  if (controller.kind === 'Rollout') return { kind: 'rollouts', name: `Argo ${name}`, proof };
  return { kind: 'operator', name, proof };
}
