import type { Owner } from './ownership.js';

/** What somebody wanted to do to a workload that another controller manages. */
export interface Doing {
  readonly write: 'deploy' | 'rollback' | 'scale' | 'restart' | 'resume';
  /** The version to deploy, or to return to. */
  readonly version?: string | undefined;
  readonly replicas?: number | undefined;
}

interface Names {
  /** The owner's own object, and ` -n NAMESPACE` where its namespace is known. */
  readonly own: string;
  readonly ownPlace: string;
  readonly what: string;
  /** What it manages, and `kubectl -n NAMESPACE`. */
  readonly it: string;
  readonly place: string;
  readonly kubectl: string;
  readonly version: string;
  readonly replicas: string;
}
type Commands = Readonly<Record<Doing['write'], (names: Names) => string>>;

const restartHere = ({ kubectl, it }: Names): string => `${kubectl} rollout restart deployment/${it}`;
const resumeHere = ({ kubectl, it }: Names): string => `${kubectl} rollout resume deployment/${it}`;

/** Flux applies what is in Git; restarting and going on change nothing that it would undo. */
const flux = (kind: string): Commands => {
  const reconcile = ({ own, ownPlace }: Names) => `flux reconcile ${kind} ${own}${ownPlace} --with-source`;
  return {
    deploy: (names) => `git commit (${names.it}: ${names.version}), git push, ${reconcile(names)}`,
    rollback: (names) => `git revert …, git push, ${reconcile(names)}`,
    scale: (names) => `git commit (${names.it}: replicas ${names.replicas}), git push, ${reconcile(names)}`,
    restart: restartHere,
    resume: resumeHere,
  };
};
const edit = ({ kubectl, what, own }: Names): string => `${kubectl} edit ${what.toLowerCase()} ${own}`;

/** What changes it where that lasts, by each owner's own documentation. */
const COMMANDS: Readonly<Record<Owner['kind'], Commands>> = {
  helm: {
    deploy: ({ own, place, version }) =>
      `helm upgrade ${own} … --reuse-values --set image.tag=${version}${place}`,
    rollback: ({ own, place }) => `helm rollback ${own}${place}`,
    scale: ({ own, place, replicas }) =>
      `helm upgrade ${own} … --reuse-values --set replicaCount=${replicas}${place}`,
    restart: restartHere,
    resume: resumeHere,
  },
  argocd: {
    deploy: ({ own, it, version }) => `git commit (${it}: ${version}), git push, argocd app sync ${own}`,
    rollback: ({ own }) => `git revert …, git push, argocd app sync ${own}`,
    scale: ({ own, it, replicas }) =>
      `git commit (${it}: replicas ${replicas}), git push, argocd app sync ${own}`,
    restart: ({ own, it }) => `argocd app actions run ${own} restart --kind Deployment --resource-name ${it}`,
    resume: ({ own, it }) => `argocd app actions run ${own} resume --kind Deployment --resource-name ${it}`,
  },
  kustomization: flux('kustomization'),
  helmrelease: flux('helmrelease'),
  rollouts: {
    deploy: ({ own, place, it, version }) =>
      `kubectl argo rollouts set image ${own} ${it}=…:${version}${place}`,
    rollback: ({ own, place }) => `kubectl argo rollouts undo ${own}${place}`,
    scale: ({ own, kubectl, replicas }) => `${kubectl} scale rollout/${own} --replicas=${replicas}`,
    restart: ({ own, place }) => `kubectl argo rollouts restart ${own}${place}`,
    resume: ({ own, place }) => `kubectl argo rollouts promote ${own}${place}`,
  },
  // Flagger analyses whatever changes in the Deployment that it watches, and brings it to the copy that serves.
  flagger: {
    deploy: ({ kubectl, it, version }) => `${kubectl} set image deployment/${it} ${it}=…:${version}`,
    rollback: ({ kubectl, it }) => `${kubectl} rollout undo deployment/${it}`,
    scale: edit,
    restart: restartHere,
    resume: edit,
  },
  operator: { deploy: edit, rollback: edit, scale: edit, restart: edit, resume: edit },
};

export function commandThere(owner: Owner, { write, version, replicas }: Doing): string {
  const { own, managed, kind } = owner;
  const at = (namespace: string | undefined) => (namespace === undefined ? '' : ` -n ${namespace}`);
  return COMMANDS[kind][write]({
    ...{ own: own.name, ownPlace: at(own.namespace), what: own.what },
    ...{ it: managed.name, place: at(managed.namespace), kubectl: `kubectl${at(managed.namespace)}` },
    ...{ version: version ?? '…', replicas: replicas === undefined ? '…' : String(replicas) },
  });
}
