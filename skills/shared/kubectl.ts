import type { Target } from '../../src/contracts/catalogue.js';

const CLUSTER_ITSELF = 'in-cluster';

/** Quotes an argument for a POSIX shell where it needs it. */
function argument(text: string): string {
  return /^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function kubectl(target: Target, ...words: readonly string[]): string {
  const context = target.cluster === CLUSTER_ITSELF ? [] : ['--context', target.cluster];
  const file = target.kubeconfig === undefined ? [] : ['--kubeconfig', target.kubeconfig];
  return ['kubectl', ...file, ...context, '-n', target.namespace, ...words].map(argument).join(' ');
}

/** A whole command as it is typed for one cluster: `kubectl get pods` → `kubectl --context lab get pods`. */
export function atTarget({ cluster, kubeconfig }: Target, command: string): string {
  const context = cluster === CLUSTER_ITSELF ? [] : ['--context', cluster];
  const file = kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig];
  const where = [...file, ...context].map(argument).join(' ');
  return where === '' ? command : command.replace(/^kubectl /, () => `kubectl ${where} `);
}

/** The exact commands that do by hand what this bot would do, for when it can't. */
export const byHand = {
  setImage: (target: Target, deployment: string, container: string, image: string): string =>
    kubectl(target, 'set', 'image', `deployment/${deployment}`, `${container}=${image}`),
  undo: (target: Target, deployment: string, revision?: number | string): string =>
    kubectl(
      target,
      ...['rollout', 'undo', `deployment/${deployment}`],
      ...(revision === undefined ? [] : [`--to-revision=${revision}`]),
    ),
  scale: (target: Target, deployment: string, replicas: number | string): string =>
    kubectl(target, 'scale', `deployment/${deployment}`, `--replicas=${replicas}`),
  restart: (target: Target, deployment: string): string =>
    kubectl(target, 'rollout', 'restart', `deployment/${deployment}`),
  resume: (target: Target, deployment: string): string =>
    kubectl(target, 'rollout', 'resume', `deployment/${deployment}`),
  status: (target: Target, deployment: string): string =>
    kubectl(target, 'rollout', 'status', `deployment/${deployment}`),
  history: (target: Target, deployment: string): string =>
    kubectl(target, 'rollout', 'history', `deployment/${deployment}`),
  mayI: (target: Target, verb: string, resource: string): string =>
    kubectl(target, 'auth', 'can-i', verb, resource),
};
