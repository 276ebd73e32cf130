import type { KubernetesObject } from '../../src/contracts/kubernetes-objects.js';

/** Another controller that would undo or fight a change of the object. */
export interface Owner {
  readonly kind: 'helm' | 'argocd' | 'flux' | 'rollouts' | 'flagger' | 'operator';
  /** As people know it: `Helm release shop`, `Argo CD application checkout`. */
  readonly name: string;
  /** What changes it there: a command, or where its source is. */
  readonly there: string;
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
      return {
        ...{ kind: sign.kind, name, proof: `${sign.key}: ${value}` },
        there: whatToDo(sign.kind, ownName(sign.kind, name, object), object, name.split(' ').at(-2)),
      };
  }
  const controller = ownerReferences?.find((reference) => reference.controller === true);
  if (controller === undefined) return undefined;
  const name = `${controller.kind} ${controller.name}`;
  const proof = `ownerReferences: ${name}`;
  const there = (kind: Owner['kind']): string => whatToDo(kind, controller.name, object, controller.kind);
  if (controller.kind === 'Rollout')
    return { kind: 'rollouts', name: `Argo ${name}`, proof, there: there('rollouts') };
  if (controller.kind === 'Canary')
    return { kind: 'flagger', name: `Flagger ${name}`, proof, there: there('flagger') };
  return { kind: 'operator', name, proof, there: there('operator') };
}

/** The owner's bare name; Argo Rollouts calls a Rollout like the Deployment that it took over. */
function ownName(kind: Owner['kind'], name: string, { metadata }: KubernetesObject): string {
  return kind === 'rollouts' ? metadata.name : (name.split(' ').at(-1) ?? name);
}

/** Where a change that lasts is made, by the owner's own documentation. */
function whatToDo(kind: Owner['kind'], name: string, { metadata }: KubernetesObject, what = ''): string {
  const where = metadata.namespace === undefined ? '' : ` -n ${metadata.namespace}`;
  switch (kind) {
    case 'helm':
      return `helm upgrade ${name} … --reuse-values --set …${where}`;
    case 'argocd':
      return `git push, argocd app sync ${name}`;
    case 'flux':
      return `git push, flux reconcile ${what.toLowerCase()} ${name} --with-source`;
    case 'rollouts':
      return `kubectl argo rollouts set image ${name} …${where}`;
    case 'flagger':
      return `kubectl${where} edit canary ${name}`;
    case 'operator':
      return `kubectl${where} edit ${what.toLowerCase()} ${name}`;
  }
}

/**
 * Flagger leaves no mark on the Deployment that people change, only on the copy that serves: its `-primary`, which the
 * Canary owns (https://docs.flagger.app/usage/how-it-works).
 */
export function flaggerOwner(
  deployment: KubernetesObject,
  deployments: readonly KubernetesObject[],
): Owner | undefined {
  const primary = deployments.find(({ metadata }) => metadata.name === `${deployment.metadata.name}-primary`);
  const owner = primary === undefined ? undefined : ownerOf(primary);
  return owner?.kind === 'flagger' ? owner : undefined;
}
