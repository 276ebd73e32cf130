import type { KubernetesObject } from '../../src/contracts/kubernetes-objects.js';

/** The owners whose own object tells how they are; those that keep it in a namespace of their own, and in which by default. */
export const OWNER_KINDS = {
  rollouts: { kind: 'Rollout', elsewhere: false },
  flagger: { kind: 'Canary', elsewhere: false },
  argocd: { kind: 'Application', elsewhere: true },
  kustomization: { kind: 'Kustomization', elsewhere: true },
  helmrelease: { kind: 'HelmRelease', elsewhere: true },
} as const;

/** Another controller that would undo or fight a change of the object. */
export interface Owner {
  readonly kind: keyof typeof OWNER_KINDS | 'helm' | 'operator';
  /** As people know it: `Helm release shop`, `Argo CD application checkout`. */
  readonly name: string;
  /** The label, annotation or reference that says so. */
  readonly proof: string;
  /** Its own object: `checkout`, its namespace where that is known, its kind where that is anything. */
  readonly own: { readonly name: string; readonly namespace?: string | undefined; readonly what: string };
  /** What it manages. */
  readonly managed: { readonly name: string; readonly namespace: string | undefined };
}

type Texts = Readonly<Record<string, string>>;
interface Sign {
  readonly kind: Owner['kind'];
  readonly in: 'labels' | 'annotations';
  readonly key: string;
  readonly as: string;
  /** The owner's own object from the mark's value; undefined: the mark means something else. */
  readonly own: (
    value: string,
    object: { readonly name: string; readonly labels: Texts },
  ) => { readonly name: string; readonly namespace?: string | undefined } | undefined;
}

const named = (value: string) => ({ name: value });

/** An application in another namespace than Argo CD's is tracked as `namespace_name`. */
function application(value: string): { name: string; namespace: string } {
  const [first = '', second] = value.split('_');
  return second === undefined ? { name: first, namespace: 'argocd' } : { name: second, namespace: first };
}

/**
 * What each controller leaves on the objects it manages, most specific first. Argo CD's optional tracking by
 * `app.kubernetes.io/instance` is not used: everybody sets that label.
 */
const SIGNS: readonly Sign[] = [
  {
    ...{ kind: 'argocd', in: 'labels', key: 'argocd.argoproj.io/instance', as: 'Argo CD application' },
    own: application,
  },
  {
    ...{
      kind: 'argocd',
      in: 'annotations',
      key: 'argocd.argoproj.io/tracking-id',
      as: 'Argo CD application',
    },
    own: (value) => application(value.split(':')[0] ?? value),
  },
  {
    ...{
      kind: 'kustomization',
      in: 'labels',
      key: 'kustomize.toolkit.fluxcd.io/name',
      as: 'Flux Kustomization',
    },
    own: (name, { labels }) => ({ name, namespace: labels['kustomize.toolkit.fluxcd.io/namespace'] }),
  },
  {
    ...{ kind: 'helmrelease', in: 'labels', key: 'helm.toolkit.fluxcd.io/name', as: 'Flux HelmRelease' },
    own: (name, { labels }) => ({ name, namespace: labels['helm.toolkit.fluxcd.io/namespace'] }),
  },
  { kind: 'helm', in: 'annotations', key: 'meta.helm.sh/release-name', as: 'Helm release', own: named },
  {
    ...{ kind: 'helm', in: 'labels', key: 'app.kubernetes.io/managed-by', as: 'Helm release' },
    own: (value, { labels }) =>
      value === 'Helm' ? { name: labels['app.kubernetes.io/instance'] ?? '' } : undefined,
  },
  {
    ...{
      kind: 'rollouts',
      in: 'annotations',
      key: 'rollout.argoproj.io/workload-generation',
      as: 'Argo Rollouts',
    },
    // A Rollout is usually called like the Deployment that it took over.
    own: (_value, { name }) => ({ name }),
  },
];

/** Who manages an object that this bot must therefore not change; undefined when nobody does. */
export function ownerOf(object: KubernetesObject): Owner | undefined {
  const { name, namespace, labels = {}, ownerReferences } = object.metadata;
  const managed = { name, namespace };
  for (const sign of SIGNS) {
    const value = object.metadata[sign.in]?.[sign.key];
    const own = value === undefined ? undefined : sign.own(value, { name, labels });
    if (value === undefined || own === undefined) continue;
    return {
      kind: sign.kind,
      name: sign.kind === 'rollouts' ? sign.as : `${sign.as} ${own.name}`.trim(),
      proof: `${sign.key}: ${value}`,
      ...{ own: { what: sign.as, ...own }, managed },
    };
  }
  const controller = ownerReferences?.find((reference) => reference.controller === true);
  if (controller === undefined) return undefined;
  const full = `${controller.kind} ${controller.name}`;
  const [kind, called] = BY_CONTROLLER[controller.kind] ?? (['operator', full] as const);
  const own = { name: controller.name, namespace, what: controller.kind };
  return {
    kind,
    name: called === full ? full : `${called} ${full}`,
    proof: `ownerReferences: ${full}`,
    own,
    managed,
  };
}

const BY_CONTROLLER: Readonly<Record<string, readonly [Owner['kind'], string]>> = {
  Rollout: ['rollouts', 'Argo'],
  Canary: ['flagger', 'Flagger'],
};

/** A Rollout is changed through itself, unless something manages that in turn. */
export function rolloutOwner(rollout: KubernetesObject): Owner {
  const { name, namespace } = rollout.metadata;
  const own = { name, namespace, what: 'Rollout' };
  return {
    kind: 'rollouts',
    name: `Argo Rollout ${name}`,
    proof: `rollout/${name}`,
    own,
    managed: { name, namespace },
  };
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
  if (owner?.kind !== 'flagger') return undefined;
  const { name, namespace } = deployment.metadata;
  return { ...owner, managed: { name, namespace } };
}
